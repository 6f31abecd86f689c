package apicause

import (
	"fmt"

	"github.com/apicause/apicause/internal/nearest"
)

// A Cause says what went wrong with an API call. It is the ID of its messages.
// It is also an error, so errors.Is(err, apicause.InvalidToken) finds it anywhere
// in an error's tree.
//
// The zero Cause means no cause: an error with it reads as [Unknown].
type Cause string

// Error returns the identifier, for logs. Users see a [Message] instead.
func (c Cause) Error() string { return string(c) }

// The causes that Kakao's SDK enumerates as ApiErrorCause, in its order. Their
// descriptions are in locales/active.en.toml, and the numbers that Kakao sends
// for them in package kakao.
const (
	InternalError                     Cause = "InternalError"                     // trouble inside Kakao
	IllegalParams                     Cause = "IllegalParams"                     // a parameter is missing or wrong
	UnsupportedApi                    Cause = "UnsupportedApi"                    // a setting that the API needs is off
	BlockedAction                     Cause = "BlockedAction"                     // the account, or what it may do, is restricted
	PermissionDenied                  Cause = "PermissionDenied"                  // the app may not call this API
	DeprecatedApi                     Cause = "DeprecatedApi"                     // the API has been withdrawn
	ApiLimitExceeded                  Cause = "ApiLimitExceeded"                  // the app's quota is used up
	NotRegisteredUser                 Cause = "NotRegisteredUser"                 // the account is not linked to the app
	AlreadyRegisteredUser             Cause = "AlreadyRegisteredUser"             // the account is linked already
	AccountDoesNotExist               Cause = "AccountDoesNotExist"               // the account is dormant or missing
	PropertyKeyDoesNotExist           Cause = "PropertyKeyDoesNotExist"           // the app has no such user property
	AppDoesNotExist                   Cause = "AppDoesNotExist"                   // no app has this key
	InvalidToken                      Cause = "InvalidToken"                      // the token or app key is refused
	InsufficientScope                 Cause = "InsufficientScope"                 // the user's consent is missing
	RequiredAgeVerification           Cause = "RequiredAgeVerification"           // the user's age must be verified
	UnderAgeLimit                     Cause = "UnderAgeLimit"                     // the user is below the app's age limit
	SigningIsNotCompleted             Cause = "SigningIsNotCompleted"             // the user has not signed yet
	InvalidTransaction                Cause = "InvalidTransaction"                // the user did not sign in time
	TransactionHasExpired             Cause = "TransactionHasExpired"             // the public key has expired
	NotTalkUser                       Cause = "NotTalkUser"                       // the account does not use KakaoTalk
	UserDeviceUnsupported             Cause = "UserDeviceUnsupported"             // the recipient's device cannot receive it
	TalkMessageDisabled               Cause = "TalkMessageDisabled"               // the recipient's settings forbid it
	TalkSendMessageMonthlyLimitExceed Cause = "TalkSendMessageMonthlyLimitExceed" // the sender's quota of the month is used up
	TalkSendMessageDailyLimitExceed   Cause = "TalkSendMessageDailyLimitExceed"   // the sender's quota of the day is used up
	ImageUploadSizeExceeded           Cause = "ImageUploadSizeExceeded"           // an image is too large
	ServerTimeOut                     Cause = "ServerTimeOut"                     // Kakao timed out; the work may have been done
	ImageMaxUploadCountExceed         Cause = "ImageMaxUploadCountExceed"         // too many images
	DeveloperDoesNotExist             Cause = "DeveloperDoesNotExist"             // no developer has this key
	UnderMaintenance                  Cause = "UnderMaintenance"                  // Kakao is under maintenance
)

// Causes with built-in messages that are not in the enumeration: [Causes] leaves
// them out and [ParseCause] refuses them.
const (
	Unknown    Cause = "Unknown"    // any error without a known cause, such as an app's own
	BlockedApp Cause = "BlockedApp" // the app or its developer is restricted; Kakao added it later (-12)
	NotFriend  Cause = "NotFriend"  // the recipient is not a KakaoTalk friend; Kakao added it later (-502)
)

// General causes, for any web app. Most are named after an HTTP status (RFC 9110
// §15), and their texts name no product. They have built-in messages and are not
// in the enumeration either.
const (
	BadRequest         Cause = "BadRequest"         // 400: the request cannot be read
	Unauthorized       Cause = "Unauthorized"       // 401: nobody is logged in
	Forbidden          Cause = "Forbidden"          // 403: this account may not do it
	NotFound           Cause = "NotFound"           // 404: there is no such page or thing
	Conflict           Cause = "Conflict"           // 409: something changed meanwhile
	ContentTooLarge    Cause = "ContentTooLarge"    // 413: a file or a text is too large
	ValidationFailed   Cause = "ValidationFailed"   // 422: something in a form must be corrected
	TooManyRequests    Cause = "TooManyRequests"    // 429: the person did this too often
	ServiceUnavailable Cause = "ServiceUnavailable" // 503: the app is down or overloaded
	GatewayTimeout     Cause = "GatewayTimeout"     // 504: another server did not answer; the work may have been done
	LoginCancelled     Cause = "LoginCancelled"     // the person chose not to log in
)

// Causes returns the 29 causes of the enumeration in declared order. The caller
// owns the slice.
func Causes() []Cause {
	return []Cause{
		InternalError, IllegalParams, UnsupportedApi, BlockedAction, PermissionDenied,
		DeprecatedApi, ApiLimitExceeded, NotRegisteredUser, AlreadyRegisteredUser,
		AccountDoesNotExist, PropertyKeyDoesNotExist, AppDoesNotExist, InvalidToken,
		InsufficientScope, RequiredAgeVerification, UnderAgeLimit, SigningIsNotCompleted,
		InvalidTransaction, TransactionHasExpired, NotTalkUser, UserDeviceUnsupported,
		TalkMessageDisabled, TalkSendMessageMonthlyLimitExceed, TalkSendMessageDailyLimitExceed,
		ImageUploadSizeExceeded, ServerTimeOut, ImageMaxUploadCountExceed,
		DeveloperDoesNotExist, UnderMaintenance,
	}
}

// builtInCauses returns every cause of the built-in message files.
func builtInCauses() []Cause {
	return append(Causes(), Unknown, BlockedApp, NotFriend,
		BadRequest, Unauthorized, Forbidden, NotFound, Conflict, ContentTooLarge, ValidationFailed,
		TooManyRequests, ServiceUnavailable, GatewayTimeout, LoginCancelled)
}

// ParseCause returns the cause of the enumeration with exactly this name. It
// neither trims nor folds case. Its error quotes the name and suggests the
// nearest one.
func ParseCause(name string) (Cause, error) {
	causes := Causes()
	for _, c := range causes {
		if string(c) == name {
			return c, nil
		}
	}
	return "", fmt.Errorf("%.64q is no cause%s", name, nearest.DidYouMean(name, causes))
}
