package main

import (
	"time"

	"github.com/apicause/apicause"
)

// What each failure of the stand-in is to tell. Only messages to friends fail in
// several ways at once.
var told = map[string][]error{
	"missing-consent": {scopes("talk_message")},

	"internal-error":                 {apicause.InternalError},
	"illegal-params":                 {apicause.IllegalParams},
	"unsupported-api":                {apicause.UnsupportedApi},
	"blocked-action":                 {apicause.BlockedAction},
	"permission-denied":              {apicause.PermissionDenied},
	"deprecated-api":                 {apicause.DeprecatedApi},
	"api-limit-exceeded":             {apicause.ApiLimitExceeded},
	"api-limit-exceeded-retry-after": {wait(apicause.ApiLimitExceeded, 30*time.Second)},
	"request-throttled":              {apicause.ApiLimitExceeded},
	"not-registered-user":            {apicause.NotRegisteredUser},
	"already-registered-user":        {apicause.AlreadyRegisteredUser},
	"account-does-not-exist":         {apicause.AccountDoesNotExist},
	"property-key-does-not-exist":    {apicause.PropertyKeyDoesNotExist},
	"app-does-not-exist":             {apicause.AppDoesNotExist},
	"invalid-token":                  {apicause.InvalidToken},
	"ip-mismatched":                  {apicause.InvalidToken},
	"insufficient-scope":             {scopes("talk_message")},
	"insufficient-scope-unnamed":     {apicause.InsufficientScope},
	"required-age-verification":      {apicause.RequiredAgeVerification},
	"under-age-limit":                {apicause.UnderAgeLimit},
	"signing-is-not-completed":       {apicause.SigningIsNotCompleted},
	"invalid-transaction":            {apicause.InvalidTransaction},
	"transaction-has-expired":        {apicause.TransactionHasExpired},
	"not-talk-user":                  {apicause.NotTalkUser},
	"not-friend":                     {apicause.NotFriend},
	"user-device-unsupported":        {apicause.UserDeviceUnsupported},
	"talk-message-disabled":          {apicause.TalkMessageDisabled},
	"monthly-limit":                  {apicause.TalkSendMessageMonthlyLimitExceed},
	"daily-limit":                    {apicause.TalkSendMessageDailyLimitExceed},
	"image-upload-size-exceeded":     {apicause.ImageUploadSizeExceeded},
	"server-time-out":                {apicause.ServerTimeOut},
	"image-max-upload-count-exceed":  {apicause.ImageMaxUploadCountExceed},
	"developer-does-not-exist":       {apicause.DeveloperDoesNotExist},
	"under-maintenance":              {apicause.UnderMaintenance},
	"blocked-app":                    {apicause.BlockedApp},

	"unknown-code":            {apicause.Unknown},
	"unknown-code-7":          {apicause.Unknown},
	"maintenance-page":        {wait(apicause.Unknown, 10*time.Minute)},
	"bad-gateway-page":        {apicause.Unknown},
	"empty-answer":            {apicause.Unknown},
	"broken-json":             {apicause.Unknown},
	"curly-quotes":            {apicause.Unknown},
	"code-as-string":          {apicause.InvalidToken},
	"success-that-is-no-json": {apicause.Unknown},
	"connection-drop":         {apicause.Unknown},
	"connection-drop-halfway": {apicause.Unknown},
	"no-answer":               {apicause.GatewayTimeout},

	"receivers-daily-limit":   {apicause.TalkSendMessageDailyLimitExceed},
	"receivers-mixed":         {apicause.NotFriend, apicause.TalkMessageDisabled},
	"receivers-not-talk-user": {apicause.NotTalkUser},

	"profile-invalid-token":          {apicause.InvalidToken},
	"profile-account-does-not-exist": {apicause.AccountDoesNotExist},
	"profile-connection-drop":        {apicause.Unknown},

	"KOE320":                {apicause.InvalidToken},
	"KOE322":                {apicause.InvalidToken},
	"KOE303":                {apicause.IllegalParams},
	"KOE310":                {apicause.IllegalParams},
	"KOE010":                {apicause.AppDoesNotExist},
	"KOE101":                {apicause.AppDoesNotExist},
	"KOE009":                {apicause.UnsupportedApi},
	"KOE005":                {apicause.PermissionDenied},
	"KOE125":                {apicause.BlockedApp},
	"KOE237":                {apicause.ApiLimitExceeded},
	"KOE003":                {apicause.InternalError},
	"KOE999":                {apicause.Unknown},
	"token-unavailable":     {apicause.Unknown},
	"token-that-is-no-json": {apicause.Unknown},
	"token-connection-drop": {apicause.Unknown},
	"token-no-answer":       {apicause.GatewayTimeout},

	"callback-server-error":     {apicause.InternalError},
	"callback-consent-required": {apicause.InsufficientScope},
	"callback-login-required":   {apicause.InvalidToken},
	"callback-KOE205":           {apicause.Unknown},

	"KOE006": nil, // Kakao's own page
}

func scopes(terms ...apicause.Term) error {
	return &apicause.Error{Cause: apicause.InsufficientScope, Facts: apicause.Facts{"Scopes": apicause.Terms(terms)}}
}

func wait(cause apicause.Cause, d time.Duration) error {
	return &apicause.Error{Cause: cause, Facts: apicause.Facts{"Retry": d}}
}
