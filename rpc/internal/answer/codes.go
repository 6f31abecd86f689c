package answer

import (
	"slices"

	"google.golang.org/genproto/googleapis/rpc/code"

	"github.com/apicause/apicause"
)

// Codes holds the code of every built-in cause. What may have been done already
// is never UNAVAILABLE, which clients repeat by themselves.
var Codes = [...]struct {
	Code   code.Code
	Causes []apicause.Cause
}{
	{code.Code_INVALID_ARGUMENT, []apicause.Cause{
		apicause.BadRequest, apicause.ValidationFailed, apicause.ContentTooLarge,
		apicause.ImageUploadSizeExceeded, apicause.ImageMaxUploadCountExceed,
	}},
	{code.Code_UNAUTHENTICATED, []apicause.Cause{
		apicause.Unauthorized, apicause.InvalidToken, apicause.NotRegisteredUser,
	}},
	{code.Code_PERMISSION_DENIED, []apicause.Cause{
		apicause.Forbidden, apicause.InsufficientScope, apicause.BlockedAction,
		apicause.AccountDoesNotExist, apicause.RequiredAgeVerification, apicause.UnderAgeLimit,
		apicause.NotTalkUser, apicause.TalkMessageDisabled,
	}},
	{code.Code_NOT_FOUND, []apicause.Cause{
		apicause.NotFound,
	}},
	{code.Code_ALREADY_EXISTS, []apicause.Cause{
		apicause.AlreadyRegisteredUser,
	}},
	{code.Code_ABORTED, []apicause.Cause{
		apicause.Conflict,
	}},
	{code.Code_FAILED_PRECONDITION, []apicause.Cause{
		apicause.SigningIsNotCompleted, apicause.InvalidTransaction, apicause.TransactionHasExpired,
		apicause.UserDeviceUnsupported, apicause.NotFriend, apicause.LoginCancelled,
	}},
	{code.Code_RESOURCE_EXHAUSTED, []apicause.Cause{
		apicause.TooManyRequests, apicause.TalkSendMessageMonthlyLimitExceed,
		apicause.TalkSendMessageDailyLimitExceed,
	}},
	{code.Code_UNAVAILABLE, []apicause.Cause{
		apicause.ServiceUnavailable, apicause.UnderMaintenance, apicause.ApiLimitExceeded,
	}},
	{code.Code_DEADLINE_EXCEEDED, []apicause.Cause{
		apicause.GatewayTimeout, apicause.ServerTimeOut,
	}},
	{code.Code_UNKNOWN, []apicause.Cause{
		apicause.Unknown,
	}},
	{code.Code_INTERNAL, []apicause.Cause{ // Kakao, or the app's settings there
		apicause.InternalError, apicause.IllegalParams, apicause.UnsupportedApi,
		apicause.PermissionDenied, apicause.DeprecatedApi, apicause.PropertyKeyDoesNotExist,
		apicause.AppDoesNotExist, apicause.DeveloperDoesNotExist, apicause.BlockedApp,
	}},
}

// Own is the code of an app's own causes.
const Own = code.Code_FAILED_PRECONDITION

func codeOf(cause apicause.Cause) code.Code {
	for _, c := range Codes {
		if slices.Contains(c.Causes, cause) {
			return c.Code
		}
	}
	return Own
}
