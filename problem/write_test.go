package problem_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// The table of the design, written a second time.
var wantStatus = map[apicause.Cause]int{
	"BadRequest": 400, "LoginCancelled": 400,
	"InvalidToken": 401, "NotRegisteredUser": 401, "Unauthorized": 401,
	"InsufficientScope": 403, "BlockedAction": 403, "AccountDoesNotExist": 403, "RequiredAgeVerification": 403,
	"UnderAgeLimit": 403, "NotTalkUser": 403, "TalkMessageDisabled": 403, "Forbidden": 403,
	"NotFound":              404,
	"AlreadyRegisteredUser": 409, "SigningIsNotCompleted": 409, "Conflict": 409,
	"InvalidTransaction": 410, "TransactionHasExpired": 410,
	"ImageUploadSizeExceeded": 413, "ContentTooLarge": 413,
	"UserDeviceUnsupported": 422, "ImageMaxUploadCountExceed": 422, "NotFriend": 422, "ValidationFailed": 422, "OutOfStock": 422,
	"TalkSendMessageMonthlyLimitExceed": 429, "TalkSendMessageDailyLimitExceed": 429, "TooManyRequests": 429,
	"Unknown":       500,
	"InternalError": 502, "IllegalParams": 502, "UnsupportedApi": 502, "PermissionDenied": 502, "DeprecatedApi": 502,
	"PropertyKeyDoesNotExist": 502, "AppDoesNotExist": 502, "DeveloperDoesNotExist": 502, "BlockedApp": 502,
	"ApiLimitExceeded": 503, "UnderMaintenance": 503, "ServiceUnavailable": 503,
	"ServerTimeOut": 504, "GatewayTimeout": 504,
}

func TestEveryCauseInEveryLanguageAndRepresentation(t *testing.T) {
	speaks := catalog(t)
	p := polyglot(t, problem.Config{})
	facts := apicause.Facts{
		"Scopes": apicause.Terms{"talk_message", "friends"}, "Retry": 90 * time.Second,
		"Name": "tea", "Left": 0, "Secret": secret,
	}
	for _, cause := range append(speaks.Causes(), "Nobody") {
		for _, with := range []apicause.Facts{nil, facts} {
			for _, lang := range []string{"en", "ko", "ar"} {
				for _, accept := range []string{"application/problem+json", "text/html", "text/plain"} {
					name := fmt.Sprintf("%s/%v facts/%s/%s", cause, len(with), lang, accept)
					t.Run(name, func(t *testing.T) {
						err := fmt.Errorf("upstream: %w", &apicause.Error{Cause: cause, Facts: with, Err: errors.New(secret)})
						want := speaks.Localizer(lang).Localize(err)
						for range 2 { // the second from what is remembered
							w := serve(p, request(http.MethodGet, accept, lang), err)
							checkAnswer(t, w.Code, w.Header(), w.Body.String(), want, accept, with)
						}
					})
				}
			}
		}
	}
}

func checkAnswer(t *testing.T, status int, h http.Header, body string, want apicause.Message, accept string, facts apicause.Facts) {
	t.Helper()
	if status != wantStatus[want.Cause] {
		t.Errorf("status %d, want %d", status, wantStatus[want.Cause])
	}
	contentType := map[string]string{
		"application/problem+json": "application/problem+json",
		"text/html":                "text/html; charset=utf-8",
		"text/plain":               "text/plain; charset=utf-8",
	}[accept]
	wantHeader := http.Header{
		"Content-Type": {contentType}, "Content-Language": {want.Language.String()}, "Cache-Control": {"no-store"},
		"X-Content-Type-Options": {"nosniff"}, "Vary": {"Accept, Accept-Language"},
	}
	if facts != nil {
		wantHeader.Set("Retry-After", "90")
	}
	if status == 401 {
		wantHeader.Set("WWW-Authenticate", "Bearer")
	}
	if got, want := fmt.Sprint(h), fmt.Sprint(wantHeader); got != want {
		t.Errorf("header %s, want %s", got, want)
	}
	if strings.Contains(body, secret) || strings.Contains(body, "{{") || strings.Contains(body, "<no value>") {
		t.Errorf("shows what it must not: %s", body)
	}
	switch accept {
	case "text/html":
		checkPage(t, body, want)
	case "text/plain":
		if text := want.Title + "\n\n" + want.Detail + "\n"; want.Detail != "" && body != text {
			t.Errorf("got %q, want %q", body, text)
		}
	default:
		checkMembers(t, []byte(body), want, facts)
	}
}

func checkMembers(t *testing.T, body []byte, want apicause.Message, facts apicause.Facts) {
	t.Helper()
	m := members(t, body)
	uri := "https://pkg.go.dev/github.com/apicause/apicause#" + string(want.Cause)
	if want.Cause == "OutOfStock" {
		uri = "urn:problem-type:OutOfStock"
	}
	wantMembers := map[string]any{"type": uri, "title": want.Title, "status": float64(wantStatus[want.Cause]), "cause": string(want.Cause)}
	if want.Detail != "" {
		wantMembers["detail"] = want.Detail
	}
	shown := map[string]any{}
	for _, name := range want.Shown {
		shown[name] = map[string]any{
			"Scopes": []any{"talk_message", "friends"}, "Retry": 90.0, "Name": "tea", "Left": 0.0,
		}[name]
	}
	if len(shown) > 0 {
		wantMembers["facts"] = shown
	}
	if got, want := fmt.Sprint(m), fmt.Sprint(wantMembers); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// checkPage reads the page as XML, in which except for void elements it is
// well-formed.
func checkPage(t *testing.T, page string, want apicause.Message) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(page))
	d.Strict, d.AutoClose = false, []string{"meta"}
	texts, count, path := map[string]string{}, map[string]int{}, []string{}
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%v: %s", err, page)
		}
		switch e := token.(type) {
		case xml.StartElement:
			path = append(path, e.Name.Local)
			count[e.Name.Local]++
			if e.Name.Local == "html" {
				dir := "ltr"
				if want.Language.String() == "ar" {
					dir = "rtl"
				}
				if got := fmt.Sprint(e.Attr); got != fmt.Sprintf("[{{ lang} %s} {{ dir} %s}]", want.Language, dir) {
					t.Errorf("html has %s", got)
				}
			}
		case xml.EndElement:
			path = path[:len(path)-1]
		case xml.CharData:
			if len(path) > 0 {
				texts[path[len(path)-1]] += string(e)
			}
		}
	}
	if texts["title"] != want.Title || texts["h1"] != want.Title || texts["p"] != want.Detail {
		t.Errorf("got %q, want %q and %q", texts, want.Title, want.Detail)
	}
	if count["h1"] != 1 || count["title"] != 1 || count["main"] != 1 || count["script"] != 0 {
		t.Errorf("elements: %v", count)
	}
	if !strings.HasPrefix(page, "<!doctype html>") || len(page) > 2500 {
		t.Errorf("%d bytes, which begin with %.20q", len(page), page)
	}
}

func TestHEADHasNoBody(t *testing.T) {
	for _, accept := range []string{"", "text/html", "text/plain"} {
		w := serve(problem.New(problem.Config{}), request(http.MethodHead, accept, "ko"), apicause.InvalidToken)
		if w.Code != 401 || w.Body.Len() != 0 || w.Header().Get("Content-Language") != "ko" {
			t.Errorf("%d, %q, %v", w.Code, w.Body, w.Header())
		}
	}
}

func TestANilErrorIsAnsweredAsUnknown(t *testing.T) {
	var none *apicause.Error
	for _, err := range []error{nil, none} {
		w := serve(problem.New(problem.Config{}), request(http.MethodGet, "", ""), err)
		if m := members(t, w.Body.Bytes()); w.Code != 500 || m["cause"] != "Unknown" {
			t.Errorf("%d %v", w.Code, m)
		}
	}
}

func TestHeadersThatAreThere(t *testing.T) {
	tests := []struct {
		name          string
		before, after http.Header
	}{
		{"Vary is added to", http.Header{"Vary": {"Origin"}}, http.Header{"Vary": {"Origin, Accept, Accept-Language"}}},
		{"on several lines", http.Header{"Vary": {"Origin", "Cookie"}}, http.Header{"Vary": {"Origin, Cookie, Accept, Accept-Language"}}},
		{"but nothing twice", http.Header{"Vary": {"accept-language,Origin, ACCEPT"}}, http.Header{"Vary": {"accept-language, Origin, ACCEPT"}}},
		{"and nothing to *", http.Header{"Vary": {"Origin, *"}}, http.Header{"Vary": {"*"}}},
		{"an empty Vary", http.Header{"Vary": {""}}, http.Header{"Vary": {"Accept, Accept-Language"}}},
		{"the app's challenge stays", http.Header{"Www-Authenticate": {`Bearer realm="x"`}}, http.Header{"Www-Authenticate": {`Bearer realm="x"`}}},
		{"the app's Retry-After stays where no fact is known", http.Header{"Retry-After": {"7"}}, http.Header{"Retry-After": {"7"}}},
		{"cookies stay", http.Header{"Set-Cookie": {"a=b"}}, http.Header{"Set-Cookie": {"a=b"}}},
		{"caching goes", http.Header{"Cache-Control": {"public, max-age=60"}, "Expires": {"x"}}, http.Header{"Cache-Control": {"no-store"}, "Expires": nil}},
		{"what speaks of another body goes", http.Header{
			"Content-Length": {"3"}, "Etag": {`"x"`}, "Last-Modified": {"x"}, "Content-Disposition": {"attachment"}, "Content-Type": {"image/png"},
		}, http.Header{
			"Content-Length": nil, "Etag": nil, "Last-Modified": nil, "Content-Disposition": nil, "Content-Type": {"application/problem+json"},
		}},
	}
	p := problem.New(problem.Config{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := &sink{header: tt.before.Clone()}
			p.Write(w, request(http.MethodGet, "", ""), apicause.InvalidToken)
			for name, want := range tt.after {
				if got := w.header[name]; fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("%s: got %q, want %q", name, got, want)
				}
			}
		})
	}
}

func TestRetryAfter(t *testing.T) {
	tests := []struct {
		retry any
		want  string
	}{
		{time.Minute, "60"}, {time.Nanosecond, "1"}, {1001 * time.Millisecond, "2"}, {31 * 24 * time.Hour, "2678400"},
		{31*24*time.Hour + 1, ""}, {time.Duration(0), ""}, {-time.Second, ""}, {30, ""}, {"60\r\nX: y", ""}, {nil, ""},
	}
	p := problem.New(problem.Config{})
	for _, tt := range tests {
		err := &apicause.Error{Cause: apicause.InvalidToken, Facts: apicause.Facts{"Retry": tt.retry}} // whose detail does not show it
		w := serve(p, request(http.MethodGet, "", ""), err)
		if got := w.Header().Get("Retry-After"); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.retry, got, tt.want)
		}
		if m := members(t, w.Body.Bytes()); m["facts"] != nil {
			t.Errorf("%v: shows %v", tt.retry, m["facts"])
		}
	}
}

type grams float32

func (grams) MarshalJSON() ([]byte, error) { return []byte(strconv.Quote(secret)), nil }

type tea struct{ secret string }

func (tea) String() string { return "green\u202e\r\ntea" }

func TestFactsAreForPrograms(t *testing.T) {
	tests := []struct {
		name, left any
		want       string
	}{
		{"tea", 7, `{"Left":7,"Name":"tea"}`},
		{tea{secret}, uint8(7), `{"Left":7,"Name":"greentea"}`},
		{apicause.Term("friends"), 0.1, `{"Left":0.1,"Name":"friends"}`},
		{"a\u2028<b>", grams(0.1), `{"Left":0.1,"Name":"a\u2028\u003cb\u003e"}`},
		{strings.Repeat("é", 300), int64(-1 << 63), `{"Left":-9223372036854775808,"Name":"` + strings.Repeat("é", 256) + `"}`},
		{math.Copysign(0, -1), float32(math.Copysign(0, -1)), `{"Left":0,"Name":0}`},
		{"\xff", uint64(1<<64 - 1), `{"Left":18446744073709551615,"Name":"�"}`},
		{90 * time.Minute, time.March, `{"Left":"March","Name":5400}`},
		{time.Millisecond, 1, `{"Left":1,"Name":1}`},
		{errors.New(secret), 1, ``},
	}
	p := polyglot(t, problem.Config{})
	for _, tt := range tests {
		err := &apicause.Error{Cause: "OutOfStock", Facts: apicause.Facts{"Name": tt.name, "Left": tt.left, "Secret": secret}}
		body := serve(p, request(http.MethodGet, "", "en"), err).Body.String()
		_, got, _ := strings.Cut(strings.TrimSuffix(body, "}\n"), `"facts":`)
		if got != tt.want || strings.Contains(body, secret) {
			t.Errorf("got %s, want %s", got, tt.want)
		}
		members(t, []byte(body))
	}
}

func TestAHostileTextHarmsNobody(t *testing.T) {
	const hostile = "<script>alert(1)</script>\"'&\r\nX-Evil: 1\n\u202eevil\x1b[2J"
	speaks, err := apicause.New(apicause.Config{Locales: layer("active.en.toml",
		"[title]\nInvalidToken = "+tomlQuote(hostile)+"\n[detail]\nInvalidToken = "+tomlQuote(hostile)+"\n[detail_with_facts]\nUnknown = 'Wait {{.Retry}}.'")})
	if err != nil {
		t.Fatal(err)
	}
	p := problem.New(problem.Config{Localizer: func(*http.Request) apicause.Localizer { return speaks.Localizer() }})
	errs := map[string]error{
		"text":  apicause.InvalidToken,
		"fact":  &apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{"Retry": hostile}},
		"cause": apicause.Cause(hostile),
	}
	for name, err := range errs {
		for _, accept := range []string{"", "text/html", "text/plain"} {
			w := serve(p, request(http.MethodGet, accept, ""), err)
			body := w.Body.String()
			for header, values := range w.Header() {
				if strings.ContainsAny(fmt.Sprint(values), "\r\n<\"") {
					t.Errorf("%s: %s: %q", name, header, values)
				}
			}
			if accept != "text/plain" && strings.Contains(body, "<script") || strings.ContainsAny(body, "\r\x1b") {
				t.Errorf("%s: %s", name, body)
			}
			switch accept {
			case "":
				members(t, w.Body.Bytes())
			case "text/html":
				_, title, _ := strings.Cut(body, "<h1>")
				title, _, _ = strings.Cut(title, "</h1>")
				if got := html.UnescapeString(title); name == "text" && !strings.HasPrefix(got, "<script>alert(1)</script>\"'&") {
					t.Errorf("%s: %q", name, got)
				}
			}
			if name != "cause" && strings.Contains(body, "\u202e") { // a cause keeps its name, for programs
				t.Errorf("%s: %q", name, body)
			}
		}
	}
}
