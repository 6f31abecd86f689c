package cmd

import (
	"github.com/apicause/apicause"
)

// The numbers that Kakao sends.
var codes = map[apicause.Cause]int{
	apicause.InternalError: -1, apicause.IllegalParams: -2, apicause.UnsupportedApi: -3, apicause.BlockedAction: -4,
	apicause.PermissionDenied: -5, apicause.DeprecatedApi: -9, apicause.ApiLimitExceeded: -10, apicause.BlockedApp: -12,
	apicause.NotRegisteredUser: -101, apicause.AlreadyRegisteredUser: -102, apicause.AccountDoesNotExist: -103,
	apicause.PropertyKeyDoesNotExist: -201, apicause.AppDoesNotExist: -301, apicause.InvalidToken: -401,
	apicause.InsufficientScope: -402, apicause.RequiredAgeVerification: -405, apicause.UnderAgeLimit: -406,
	apicause.SigningIsNotCompleted: -421, apicause.InvalidTransaction: -422, apicause.TransactionHasExpired: -423,
	apicause.NotTalkUser: -501, apicause.NotFriend: -502, apicause.UserDeviceUnsupported: -504, apicause.TalkMessageDisabled: -530,
	apicause.TalkSendMessageMonthlyLimitExceed: -531, apicause.TalkSendMessageDailyLimitExceed: -532,
	apicause.ImageUploadSizeExceeded: -602, apicause.ServerTimeOut: -603, apicause.ImageMaxUploadCountExceed: -606,
	apicause.DeveloperDoesNotExist: -903, apicause.UnderMaintenance: -9798,
}

func codeOf(c apicause.Cause) (int, bool) {
	code, ok := codes[c]
	return code, ok
}

func causeOf(code int) (apicause.Cause, bool) {
	for c, n := range codes {
		if n == code {
			return c, true
		}
	}
	return "", false
}
