package kakao

import "github.com/apicause/apicause"

// A known cause: Kakao's number for it, and whether to try again.
type known struct {
	code  int
	cause apicause.Cause
	retry Retry
}

var codes = [...]known{
	{-1, apicause.InternalError, RetryUncertain},
	{-2, apicause.IllegalParams, RetryNo},
	{-3, apicause.UnsupportedApi, RetryNo},
	{-4, apicause.BlockedAction, RetryNo},
	{-5, apicause.PermissionDenied, RetryNo},
	{-9, apicause.DeprecatedApi, RetryNo},
	{-10, apicause.ApiLimitExceeded, RetryLater},
	{-12, apicause.BlockedApp, RetryNo},
	{-101, apicause.NotRegisteredUser, RetryNo},
	{-102, apicause.AlreadyRegisteredUser, RetryNo},
	{-103, apicause.AccountDoesNotExist, RetryNo},
	{-201, apicause.PropertyKeyDoesNotExist, RetryNo},
	{-301, apicause.AppDoesNotExist, RetryNo},
	{-401, apicause.InvalidToken, RetryNo},
	{-402, apicause.InsufficientScope, RetryNo},
	{-405, apicause.RequiredAgeVerification, RetryNo},
	{-406, apicause.UnderAgeLimit, RetryNo},
	{-421, apicause.SigningIsNotCompleted, RetrySoon}, // may be polled
	{-422, apicause.InvalidTransaction, RetryNo},
	{-423, apicause.TransactionHasExpired, RetryNo},
	{-501, apicause.NotTalkUser, RetryNo},
	{-502, apicause.NotFriend, RetryLater}, // until the friend list has caught up
	{-504, apicause.UserDeviceUnsupported, RetryNo},
	{-530, apicause.TalkMessageDisabled, RetryNo},
	{-531, apicause.TalkSendMessageMonthlyLimitExceed, RetryLater},
	{-532, apicause.TalkSendMessageDailyLimitExceed, RetryLater},
	{-602, apicause.ImageUploadSizeExceeded, RetryNo},
	{-603, apicause.ServerTimeOut, RetryUncertain},
	{-606, apicause.ImageMaxUploadCountExceed, RetryNo},
	{-903, apicause.DeveloperDoesNotExist, RetryNo},
	{-9798, apicause.UnderMaintenance, RetryLater},
}

// CauseOf returns the cause for Kakao's number: InvalidToken for -401. It knows the
// 29 causes of the enumeration, BlockedApp and NotFriend, and reports false for any
// other number.
func CauseOf(code int) (apicause.Cause, bool) {
	for i := range codes {
		if codes[i].code == code {
			return codes[i].cause, true
		}
	}
	return "", false
}

// CodeOf returns Kakao's number for a cause: InvalidToken is -401. It is the
// reverse of [CauseOf], and reports false for [apicause.Unknown] and for causes
// that are not Kakao's.
func CodeOf(c apicause.Cause) (int, bool) {
	if k := find(c); k != nil {
		return k.code, true
	}
	return 0, false
}

// find returns what is known of c, or nil.
func find(c apicause.Cause) *known {
	for i := range codes {
		if codes[i].cause == c {
			return &codes[i]
		}
	}
	return nil
}

// A naming is what a word that stands in place of a number means.
type naming struct {
	name  string
	cause apicause.Cause
}

// Numbers that mean something in one kind of answer only.
const (
	bizTooManyRequests = 5002 // biz messages; other Kakao pages use it for other things, with msg
	momentException    = -813 // Kakao Moment: its quota with HTTP 429, else trouble inside
)

// The words of certification (papi).
var papiNames = []naming{
	{"E0002", apicause.UnderMaintenance},
	{"E2006", apicause.SigningIsNotCompleted},
	{"E2007", apicause.InvalidTransaction},
	{"E2016", apicause.TransactionHasExpired},
}

// The words of Local and Daum search (dapi).
var dapiNames = []naming{
	{"AccessDeniedError", apicause.InvalidToken},
	{"NotAuthorizedError", apicause.PermissionDenied},
	{"MissingParameter", apicause.IllegalParams},
	{"InvalidArgument", apicause.IllegalParams},
	{"ValidationError", apicause.IllegalParams},
	{"RequestThrottled", apicause.ApiLimitExceeded},
}

// The words of OAuth (kauth): Kakao's own, then RFC 6749's and OpenID Connect's,
// which decide where Kakao's are absent or not listed.
var oauthNames = []naming{
	{"KOE003", apicause.InternalError},
	{"KOE004", apicause.UnsupportedApi},   // Kakao Login is off
	{"KOE005", apicause.PermissionDenied}, // a test app, and the user is not a member
	{"KOE006", apicause.UnsupportedApi},   // the redirect URI is not registered
	{"KOE008", apicause.PermissionDenied}, // a wrong type of key
	{"KOE009", apicause.UnsupportedApi},   // the platform is not registered
	{"KOE010", apicause.AppDoesNotExist},  // the client secret
	{"KOE101", apicause.AppDoesNotExist},  // the app key
	{"KOE102", apicause.AppDoesNotExist},
	{"KOE125", apicause.BlockedApp},
	{"KOE201", apicause.IllegalParams},
	{"KOE202", apicause.IllegalParams},
	{"KOE203", apicause.IllegalParams},
	{"KOE204", apicause.IllegalParams},
	{"KOE205", apicause.UnsupportedApi},   // a scope that the app has not set
	{"KOE237", apicause.ApiLimitExceeded}, // of the token endpoint
	{"KOE303", apicause.IllegalParams},    // the redirect URI differs; sent as invalid_grant
	{"KOE310", apicause.IllegalParams},
	{"KOE319", apicause.IllegalParams}, // no refresh token; sent as invalid_grant
	{"KOE320", apicause.InvalidToken},  // the authorization code is used up
	{"KOE322", apicause.InvalidToken},  // the refresh token has expired
	{"KOE400", apicause.InvalidToken},  // the ID token, as the next three
	{"KOE401", apicause.InvalidToken},
	{"KOE402", apicause.InvalidToken},
	{"KOE403", apicause.InvalidToken},
	{"consent_required", apicause.InsufficientScope},
	{"interaction_required", apicause.InvalidToken},
	{"invalid_client", apicause.AppDoesNotExist},
	{"invalid_grant", apicause.InvalidToken},
	{"invalid_request", apicause.IllegalParams},
	{"login_required", apicause.InvalidToken},
	{"misconfigured", apicause.UnsupportedApi},
	{"server_error", apicause.InternalError},
	{"unauthorized_client", apicause.PermissionDenied},
}

// members are those that say which error it is, in the order in which they do.
var members = [...]struct {
	key   string
	names []naming
}{
	{"code", papiNames},
	{"errorType", dapiNames},
	{"error_code", oauthNames},
	{"error", oauthNames},
}

// wordings are the members that hold Kakao's words, kind by kind.
var wordings = [...]string{"msg", "error_description", "message", "error_message", "description", "error_msg"}
