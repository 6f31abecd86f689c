package upstream_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/apicause/apicause/upstream"
)

const appKey = "8d5c4a3f9b1e7062cd4f5a6b7c8d9e0f"

func TestMask(t *testing.T) {
	const (
		token = "tXq-8Yh2LkPzR0vWmN4sBdJfUeQcGaHiKoT_xSyDpEoAAAGTwW7u1A"
		code  = "Zk3_pLqWmXvRtYbNcJhGfDsAeUiOkPzQxCvBnMlKjHgFdSaPoIuYtReWqAACYxKPXoAAAGT"
		jwt   = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg"
	)
	tests := []struct{ text, want string }{
		{"this access token does not exist", "this access token does not exist"},
		{"NotRegisteredUserException", "NotRegisteredUserException"},
		{"expired_or_invalid_refresh_token", "expired_or_invalid_refresh_token"},
		{"[맛있는 앱] App disabled [account_email] scopes for [USER_ME] API on developers.kakao.com. Enable it first.", "[맛있는 앱] App disabled [account_email] scopes for [USER_ME] API on developers.kakao.com. Enable it first."},
		{"given account is not connected to any talk user.", "given account is not connected to any talk user."},
		{"cannot find Authorization : KakaoAK header", "cannot find Authorization : KakaoAK header"},
		{"page is more than max (45) at 12:30:00 on 2026-11-23", "page is more than max (45) at 12:30:00 on 2026-11-23"},
		{"ip mismatched! callerIp=203.0.113.7. check out registered ips.", "ip mismatched! callerIp=*** check out registered ips."},
		{"from 203.0.113.7:443, allowed 198.51.100.0/24", "from ***, allowed ***/24"},
		{"from 2001:db8::7 or [2001:db8:0:0:0:0:0:7]:443 or ::ffff:203.0.113.7", "from *** or [***]:443 or ***"},
		{"wrong appKey(bogus) format", "wrong appKey(***) format"},
		{"wrong appKey(" + appKey + ") format", "wrong appKey(***) format"},
		{"no app for " + appKey, "no app for ***"},
		{strings.ToUpper(appKey), "***"},
		{"authorization code not found for code=short", "authorization code not found for code=***"},
		{"authorization code not found for " + code, "authorization code not found for ***"},
		{"Bearer " + token + ".", "Bearer ***."},
		{jwt, "***.***.***"},
		{`{"access_token": "abc", "x": 1}`, `{"access_token": "***", "x": 1}`},
		{"authorization code 'abc' expired", "authorization code '***' expired"},
		{`the parameter "code" is missing`, `the parameter "code" is missing`},
		{"no app abcdef123456", "no app ***"},
		{"QwErTyUiOpAsDfGhJk", "***"},
		{strings.Repeat("abcdefgh_", 5), "***"},
		{"abcdefabcdefabcdefab", "***"},
		{"client_secret: hush, please", "client_secret: ***, please"},
		{"https://example.com/cb?code=abc&state=def", "https://example.com/cb?code=***&state=def"},
		{"토큰:" + token + "이 없어요", "토큰:***이 없어요"},
		{"somebody@example.com and 010-1234-5678 and 1234567890", "*** and *** and ***"},
		{"", ""},
		{"Authentication failed / 인증에 실패했습니다. (024)", "Authentication failed / 인증에 실패했습니다. (024)"},
		{"half a rune: \xea\xb0", "half a rune: \ufffd"},
	}
	for _, test := range tests {
		if got := upstream.Mask(test.text); got != test.want {
			t.Errorf("got  %s\nwant %s", got, test.want)
		}
	}
}

// A secret is masked wherever it stands, and what is masked stays as it is.
func FuzzMask(f *testing.F) {
	for _, text := range []string{"wrong appKey(%) format", "%", "code=%&x", "callerIp=% is not registered", "토큰 %이 없어요", "%@%", "a_%_b", "%.%.%", "\xff%"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, secret := range []string{appKey, "203.0.113.7", "2001:db8::7"} {
			masked := upstream.Mask(strings.ReplaceAll(text, "%", secret))
			if strings.Contains(masked, secret) {
				t.Errorf("%q in %q", secret, masked)
			}
			if !utf8.ValidString(masked) {
				t.Errorf("invalid UTF-8: %q", masked)
			}
			if again := upstream.Mask(masked); again != masked {
				t.Errorf("got %q, and again %q", masked, again)
			}
		}
	})
}
