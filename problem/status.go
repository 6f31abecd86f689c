package problem

import (
	"net/http"
	"net/url"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/errtree"
)

// The status for the visitor of each built-in cause, which is not Kakao's: what
// the app's developers must mend is no fault of the visitor's request.
var statuses = [...]struct {
	status int
	causes []apicause.Cause
}{
	{http.StatusUnauthorized, []apicause.Cause{ // log in again
		apicause.InvalidToken, apicause.NotRegisteredUser,
	}},
	{http.StatusForbidden, []apicause.Cause{ // this account may not, or not yet
		apicause.InsufficientScope, apicause.BlockedAction, apicause.AccountDoesNotExist,
		apicause.RequiredAgeVerification, apicause.UnderAgeLimit, apicause.NotTalkUser,
		apicause.TalkMessageDisabled,
	}},
	{http.StatusConflict, []apicause.Cause{ // done already, or not yet
		apicause.AlreadyRegisteredUser, apicause.SigningIsNotCompleted,
	}},
	{http.StatusGone, []apicause.Cause{ // over: start again
		apicause.InvalidTransaction, apicause.TransactionHasExpired,
	}},
	{http.StatusRequestEntityTooLarge, []apicause.Cause{
		apicause.ImageUploadSizeExceeded,
	}},
	{http.StatusUnprocessableEntity, []apicause.Cause{ // understood, and cannot be done
		apicause.UserDeviceUnsupported, apicause.ImageMaxUploadCountExceed, apicause.NotFriend,
	}},
	{http.StatusTooManyRequests, []apicause.Cause{ // the reader's own quota
		apicause.TalkSendMessageMonthlyLimitExceed, apicause.TalkSendMessageDailyLimitExceed,
	}},
	{http.StatusBadGateway, []apicause.Cause{ // Kakao, or the app's settings there
		apicause.InternalError, apicause.IllegalParams, apicause.UnsupportedApi,
		apicause.PermissionDenied, apicause.DeprecatedApi, apicause.PropertyKeyDoesNotExist,
		apicause.AppDoesNotExist, apicause.DeveloperDoesNotExist, apicause.BlockedApp,
	}},
	{http.StatusServiceUnavailable, []apicause.Cause{ // the app's quota, maintenance
		apicause.ApiLimitExceeded, apicause.UnderMaintenance,
	}},
	{http.StatusGatewayTimeout, []apicause.Cause{
		apicause.ServerTimeOut,
	}},
}

// ownStatus is that of an app's own causes, and of causes nobody registered.
const ownStatus = http.StatusUnprocessableEntity

// What decides where there is no known cause, after an error that knows its
// status itself.
var failures = [...]struct {
	status int
	is     func(error) bool
}{
	{http.StatusGatewayTimeout, func(err error) bool { // context.DeadlineExceeded has the method, too
		e, ok := err.(interface{ Timeout() bool })
		return ok && e.Timeout()
	}},
	{http.StatusBadGateway, func(err error) bool { _, ok := err.(*url.Error); return ok }},
	{http.StatusRequestEntityTooLarge, func(err error) bool { _, ok := err.(*http.MaxBytesError); return ok }},
}

// unknownStatus returns the status of an error without a known cause. It does
// not use errors.As, which never returns from an endless tree.
func unknownStatus(err error) int {
	status := 0
	if errtree.Find(err, func(err error) bool {
		if e, ok := err.(interface{ StatusCode() int }); ok {
			status = e.StatusCode()
		}
		return isFailure(status)
	}) {
		return status
	}
	for _, f := range failures {
		if errtree.Find(err, f.is) {
			return f.status
		}
	}
	return http.StatusInternalServerError
}

func isFailure(status int) bool { return 400 <= status && status <= 599 }
