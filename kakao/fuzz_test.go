package kakao_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
)

func FuzzDecode(f *testing.F) {
	for _, a := range sample(f) {
		f.Add(a.Status, "30", a.Body)
	}
	f.Add(503, "Mon, 23 Nov 2026 12:00:00 GMT", `{"code":"E0002"}`)
	f.Add(400, "-1", `{"error":{"code":1e999},"required_scopes":[[[]],"a"],"msg":"\ud800"}`)
	f.Add(400, "", `{"msg":"a\"\u00e9\\","error":"\u0041","required_scopes":["a\u0062",1,null,"c"]}`)
	f.Add(429, "99999999999", "{\"msg\":\"callerIp=2001:db8::7 \xff\"}")
	f.Fuzz(func(t *testing.T, status int, retryAfter, body string) {
		h := http.Header{"Retry-After": {retryAfter}, "Date": {"Mon, 23 Nov 2026 11:00:00 GMT"}}
		e := kakao.Decode(status, h, []byte(body))
		holds(t, e, body)
		var members map[string]any
		if json.Unmarshal([]byte(strings.TrimPrefix(body, "\ufeff")), &members) == nil {
			if msg, _ := members["msg"].(string); msg != "" && utf8.RuneCountInString(msg) <= 512 && e.Upstream() != msg {
				t.Errorf("upstream: got %q, want %q", e.Upstream(), msg)
			}
		}
		if again := kakao.Decode(status, h, []byte(body)); !reflect.DeepEqual(e, again) {
			t.Errorf("got %#v, then %#v", e, again)
		}
		if status < 200 || 299 < status {
			resp := &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body))}
			if err := kakao.Check(resp); len(body) <= 64<<10 && !reflect.DeepEqual(err, error(e)) {
				t.Errorf("Check: got %#v, want %#v", err, e)
			}
		}
		for _, e := range kakao.Failures([]byte(body)) {
			holds(t, e, body)
		}
	})
}

func FuzzCallback(f *testing.F) {
	for _, query := range []string{
		"", "code=abc&state=s", "error=access_denied&error_description=User+denied+access",
		"error=invalid_request&error_code=KOE205&error_description=%ff", "error=%3Cscript%3E&error_code=-401",
	} {
		f.Add(query)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		query, _ := url.ParseQuery(raw) // what it could read of a bad one is there too
		err := kakao.Callback(query)
		switch e, ok := err.(*kakao.Error); {
		case ok:
			holds(t, e, query.Encode())
		case err == nil && query.Get("error") != "", err != nil && err != kakao.ErrCancelled:
			t.Errorf("got %v", err)
		}
	})
}

// holds reports what must be so of every error.
func holds(t *testing.T, e *kakao.Error, body string) {
	t.Helper()
	if e == nil || e.Cause == "" {
		t.Fatalf("got %#v", e)
	}
	if !errors.Is(e, e.Cause) {
		t.Errorf("errors.Is does not find %s", e.Cause)
	}
	if c, ok := apicause.CauseOf(e); c != e.Cause || !ok {
		t.Errorf("CauseOf: got %s, want %s", c, e.Cause)
	}
	if s := e.Upstream(); !utf8.ValidString(s) || utf8.RuneCountInString(s) > 512 {
		t.Errorf("upstream: %q", s)
	}
	if code := e.StatusCode(); code < 400 || 599 < code {
		t.Errorf("status for the visitor: %d", code)
	}
	if e.Code != 0 && e.Name != "" || !isWord(e.Name) && e.Name != "" || e.RetryAfter < 0 {
		t.Errorf("got %#v", e)
	}
	for _, scope := range append(e.MissingScopes(), e.AllowedScopes...) {
		if !isWord(scope) {
			t.Errorf("scope: %q", scope)
		}
	}
	// Besides number and name, Error is made of nothing that the answer chooses.
	want := fmt.Sprintf("kakao: %s (%s", e.Cause, e.Name)
	if e.Code != 0 {
		want += fmt.Sprint(e.Code)
	}
	if e.Code != 0 || e.Name != "" {
		want += ", "
	}
	want += fmt.Sprintf("HTTP %d)", e.Status)
	if e.Status == 0 {
		want = strings.Replace(strings.Replace(want, ", HTTP 0", "", 1), " (HTTP 0)", "", 1)
	}
	if got := e.Error(); got != want {
		t.Errorf("Error: got %q, want %q", got, want)
	}
	// The messages are those of the cause, with the facts in the place of placeholders.
	for _, lang := range []string{"ko", "en"} {
		l := apicause.Default().Localizer(lang)
		plain, got := l.Message(e.Cause), l.Localize(e)
		if got.Title != plain.Title || got.Description != plain.Description || got.Shown == nil && got.Detail != plain.Detail {
			t.Errorf("%s: got %#v, want %#v", lang, got, plain)
		}
		for _, scope := range e.MissingScopes() {
			if strings.Contains(scope, "_") && strings.Contains(got.Detail, scope) {
				t.Errorf("%s: the identifier of a scope in %q", lang, got.Detail)
			}
		}
	}
	e.Retry()
	if log := e.LogValue().String(); strings.Contains(body, appKey) && strings.Contains(log, appKey) {
		t.Errorf("a key in the log: %s", log)
	}
}

const appKey = "8d5c4a3f9b1e7062cd4f5a6b7c8d9e0f"

func isWord(s string) bool {
	return 0 < len(s) && len(s) <= 64 &&
		strings.Trim(s, "0123456789_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz") == ""
}
