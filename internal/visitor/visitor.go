// Package visitor knows which HTTP status a cause means for the visitor of an app.
// That of a failed call to Kakao is not Kakao's: what the app's developers must
// fix is not the fault of the visitor's request.
package visitor

import (
	"net/http"
	"slices"

	"github.com/apicause/apicause"
)

// Statuses holds the status of every built-in cause but Unknown, for which there
// is none.
var Statuses = [...]struct {
	Status int
	Causes []apicause.Cause
}{
	{http.StatusBadRequest, []apicause.Cause{
		apicause.BadRequest, apicause.LoginCancelled,
	}},
	{http.StatusUnauthorized, []apicause.Cause{ // log in again
		apicause.InvalidToken, apicause.NotRegisteredUser, apicause.Unauthorized,
	}},
	{http.StatusForbidden, []apicause.Cause{ // this account may not, or not yet
		apicause.InsufficientScope, apicause.BlockedAction, apicause.AccountDoesNotExist,
		apicause.RequiredAgeVerification, apicause.UnderAgeLimit, apicause.NotTalkUser,
		apicause.TalkMessageDisabled, apicause.Forbidden,
	}},
	{http.StatusNotFound, []apicause.Cause{
		apicause.NotFound,
	}},
	{http.StatusConflict, []apicause.Cause{ // done already, or not yet
		apicause.AlreadyRegisteredUser, apicause.SigningIsNotCompleted, apicause.Conflict,
	}},
	{http.StatusGone, []apicause.Cause{ // over: start again
		apicause.InvalidTransaction, apicause.TransactionHasExpired,
	}},
	{http.StatusRequestEntityTooLarge, []apicause.Cause{
		apicause.ImageUploadSizeExceeded, apicause.ContentTooLarge,
	}},
	{http.StatusUnprocessableEntity, []apicause.Cause{ // understood, and cannot be done
		apicause.UserDeviceUnsupported, apicause.ImageMaxUploadCountExceed, apicause.NotFriend,
		apicause.ValidationFailed,
	}},
	{http.StatusTooManyRequests, []apicause.Cause{ // the reader's own quota
		apicause.TalkSendMessageMonthlyLimitExceed, apicause.TalkSendMessageDailyLimitExceed,
		apicause.TooManyRequests,
	}},
	{http.StatusBadGateway, []apicause.Cause{ // Kakao, or the app's settings there
		apicause.InternalError, apicause.IllegalParams, apicause.UnsupportedApi,
		apicause.PermissionDenied, apicause.DeprecatedApi, apicause.PropertyKeyDoesNotExist,
		apicause.AppDoesNotExist, apicause.DeveloperDoesNotExist, apicause.BlockedApp,
	}},
	{http.StatusServiceUnavailable, []apicause.Cause{ // the app's quota, maintenance
		apicause.ApiLimitExceeded, apicause.UnderMaintenance, apicause.ServiceUnavailable,
	}},
	{http.StatusGatewayTimeout, []apicause.Cause{
		apicause.ServerTimeOut, apicause.GatewayTimeout,
	}},
}

// The causes that stand for their status, as HTTP names it.
var general = [...]apicause.Cause{
	apicause.BadRequest, apicause.Unauthorized, apicause.Forbidden, apicause.NotFound, apicause.Conflict,
	apicause.ContentTooLarge, apicause.ValidationFailed, apicause.TooManyRequests, apicause.ServiceUnavailable,
	apicause.GatewayTimeout,
}

// General returns the general cause of a status, "" if it has none.
func General(status int) apicause.Cause {
	for _, c := range general {
		if Status(c) == status {
			return c
		}
	}
	return ""
}

// Status returns the status of a cause, 0 if it has none.
func Status(c apicause.Cause) int {
	for _, s := range Statuses {
		if slices.Contains(s.Causes, c) {
			return s.Status
		}
	}
	return 0
}
