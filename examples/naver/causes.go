package naver

import (
	"embed"

	"github.com/apicause/apicause"
)

// The causes and, in Locales, their messages: both for [apicause.Config].
const (
	NaverLoginExpired apicause.Cause = "NaverLoginExpired" // the code or the token is refused
	NaverAppRefused   apicause.Cause = "NaverAppRefused"   // the app's settings at Naver are wrong
	NaverLimitReached apicause.Cause = "NaverLimitReached" // the app's quota of the day is used up
)

//go:embed locales
var Locales embed.FS
