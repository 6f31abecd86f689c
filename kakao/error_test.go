package kakao_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
)

// What each number asks of the app: whether to try again, after a POST and
// after a GET, and the status for the visitor.
func TestRetryAndStatusOfEachCause(t *testing.T) {
	const no, soon, later, uncertain = kakao.RetryNo, kakao.RetrySoon, kakao.RetryLater, kakao.RetryUncertain
	tests := []struct {
		codes     []int
		post, get kakao.Retry
		status    int
	}{
		{[]int{-1}, uncertain, soon, 502},
		{[]int{-2, -3, -5, -9, -12, -201, -301, -903}, no, no, 502},
		{[]int{-401, -101}, no, no, 401},
		{[]int{-402, -4, -103, -405, -406, -501, -530}, no, no, 403},
		{[]int{-102}, no, no, 409},
		{[]int{-421}, soon, soon, 409},
		{[]int{-422, -423}, no, no, 410},
		{[]int{-10, -9798}, later, later, 503},
		{[]int{-531, -532}, later, later, 429},
		{[]int{-602}, no, no, 413},
		{[]int{-603}, uncertain, soon, 504},
		{[]int{-606, -504}, no, no, 422},
		{[]int{-502}, later, later, 422},
	}
	seen := 0
	for _, test := range tests {
		for _, code := range test.codes {
			seen++
			for method, want := range map[string]kakao.Retry{http.MethodPost: test.post, http.MethodGet: test.get} {
				e := asError(t, kakao.Check(response(method, 400, nil, fmt.Sprintf(`{"code":%d}`, code))))
				if got := e.Retry(); got != want {
					t.Errorf("%d after %s: got %v, want %v", code, method, got, want)
				}
				if got := e.StatusCode(); got != test.status {
					t.Errorf("%d: got status %d, want %d", code, got, test.status)
				}
			}
		}
	}
	if seen != 31 {
		t.Errorf("saw %d numbers, want 31", seen)
	}
}

func TestTheStatusDecidesWhereTheCauseIsUnknown(t *testing.T) {
	for _, test := range []struct {
		kakao, visitor int
		retry          kakao.Retry
	}{
		{0, 502, kakao.RetryUncertain},
		{302, 502, kakao.RetryUncertain},
		{400, 502, kakao.RetryUncertain},
		{401, 401, kakao.RetryNo},
		{403, 403, kakao.RetryNo},
		{404, 502, kakao.RetryUncertain},
		{429, 503, kakao.RetryLater},
		{500, 502, kakao.RetryUncertain},
		{502, 502, kakao.RetryUncertain},
		{503, 503, kakao.RetryLater},
		{504, 504, kakao.RetryUncertain},
	} {
		for _, body := range []string{"", "<html>m</html>", `{}`, `{"code":-12345}`} {
			e := kakao.Decode(test.kakao, nil, []byte(body))
			if e.StatusCode() != test.visitor || e.Retry() != test.retry {
				t.Errorf("%d %s: got %d, %v, want %d, %v", test.kakao, body, e.StatusCode(), e.Retry(), test.visitor, test.retry)
			}
		}
	}
	if e := kakao.Decode(503, nil, []byte(`{"code":-2}`)); e.StatusCode() != 502 || e.Retry() != kakao.RetryNo {
		t.Errorf("a known cause with 503: got %d, %v", e.StatusCode(), e.Retry())
	}
}

// An app may put a cause into an Error that Kakao has no number for.
func TestRetryOfOtherCauses(t *testing.T) {
	for cause, want := range map[apicause.Cause]kakao.Retry{
		apicause.LoginCancelled:     kakao.RetryNo,
		apicause.BadRequest:         kakao.RetryNo,
		apicause.Unauthorized:       kakao.RetryNo,
		apicause.Forbidden:          kakao.RetryNo,
		apicause.NotFound:           kakao.RetryNo,
		apicause.Conflict:           kakao.RetryNo,
		apicause.ContentTooLarge:    kakao.RetryNo,
		apicause.ValidationFailed:   kakao.RetryNo,
		apicause.TooManyRequests:    kakao.RetryLater,
		apicause.ServiceUnavailable: kakao.RetryLater,
		apicause.GatewayTimeout:     kakao.RetryUncertain,
		"SoldOut":                   kakao.RetryUncertain,
		"":                          kakao.RetryUncertain,
	} {
		if got := (&kakao.Error{Cause: cause}).Retry(); got != want {
			t.Errorf("%s: got %v, want %v", cause, got, want)
		}
	}
}

func TestRetryReadsAsAWord(t *testing.T) {
	for r, want := range map[kakao.Retry]string{
		kakao.RetryNo: "no", kakao.RetrySoon: "soon", kakao.RetryLater: "later", kakao.RetryUncertain: "uncertain",
		7: "Retry(7)", -1: "Retry(-1)",
	} {
		if got := r.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestTheNilAndTheZeroErrorReadAsUnknown(t *testing.T) {
	for name, e := range map[string]*kakao.Error{"nil": nil, "zero": {}} {
		if got, want := e.Error(), "kakao: Unknown"; got != want {
			t.Errorf("%s: Error: got %q, want %q", name, got, want)
		}
		if e.Is(apicause.InvalidToken) || e.Is(nil) || e.Is(kakao.ErrCancelled) {
			t.Errorf("%s: Is matches what it is not", name)
		}
		if e.MissingScopes() != nil || e.Upstream() != "" || e.StatusCode() != 502 || e.Retry() != kakao.RetryUncertain {
			t.Errorf("%s: got %q, %q, %d, %v", name, e.MissingScopes(), e.Upstream(), e.StatusCode(), e.Retry())
		}
		if got, want := e.LogValue().String(), "[cause=Unknown]"; got != want {
			t.Errorf("%s: LogValue: got %s, want %s", name, got, want)
		}
		if got := apicause.Default().Localizer("en").Localize(e).Cause; got != apicause.Unknown {
			t.Errorf("%s: localized as %s", name, got)
		}
	}
	if err := (*kakao.Error)(nil).Unwrap(); err != nil {
		t.Errorf("nil: Unwrap: got %v", err)
	}
	if cause, ok := apicause.CauseOf(new(kakao.Error)); ok || errors.Is(new(kakao.Error), apicause.Unknown) {
		t.Errorf("the zero Error has the cause %q", cause)
	}
}

func TestTheCauseIsFoundThroughWrapping(t *testing.T) {
	e := kakao.Decode(403, nil, []byte(`{"code":-402}`))
	for _, err := range []error{e, fmt.Errorf("send: %w", e), errors.Join(io.EOF, e)} {
		if !errors.Is(err, apicause.InsufficientScope) || errors.Is(err, apicause.InvalidToken) {
			t.Errorf("%v: errors.Is is wrong", err)
		}
		if c, ok := apicause.CauseOf(err); c != apicause.InsufficientScope || !ok {
			t.Errorf("%v: CauseOf: got %s", err, c)
		}
	}
}

func TestFacts(t *testing.T) {
	const answer = `{"code":-402,"required_scopes":["friends","talk_message","friends","profile"],"allowed_scopes":["profile"]}`
	e := kakao.Decode(403, http.Header{"Retry-After": {"90"}}, []byte(answer))
	if got, want := e.MissingScopes(), []string{"friends", "talk_message"}; !slices.Equal(got, want) {
		t.Errorf("missing scopes: got %q, want %q", got, want)
	}
	facts := apicause.FactsOf(fmt.Errorf("send: %w", e))
	if got, ok := facts["Scopes"].(apicause.Terms); !ok || !slices.Equal(got, apicause.Terms{"friends", "talk_message"}) {
		t.Errorf("Scopes: got %#v", facts["Scopes"])
	}
	if got, ok := facts["Retry"].(time.Duration); !ok || got != 90*time.Second {
		t.Errorf("Retry: got %#v", facts["Retry"])
	}
	for _, test := range []struct{ lang, want string }{
		{"ko", "카카오 서비스 내 친구목록, 카카오톡 메시지 전송 항목에 동의하면 이어서 이용할 수 있어요."},
		{"en", "To continue, agree to these items: Friends list in Kakao service, Send messages in KakaoTalk."},
	} {
		if got := apicause.Default().Localizer(test.lang).Localize(e).Detail; got != test.want {
			t.Errorf("%s: got %q, want %q", test.lang, got, test.want)
		}
	}
	for name, body := range map[string]string{
		"all is allowed":   `{"code":-402,"required_scopes":["a"],"allowed_scopes":["a"]}`,
		"none is required": `{"code":-402,"allowed_scopes":["a"]}`,
	} {
		if facts := apicause.FactsOf(kakao.Decode(403, nil, []byte(body))); facts != nil {
			t.Errorf("%s: got facts %v", name, facts)
		}
	}
}

// What a walk of the tree finds is the same every time and costs nothing, however
// the Error was made.
func TestFindingCauseAndFactsMakesNothing(t *testing.T) {
	const answer = `{"code":-402,"required_scopes":["friends","talk_message"],"allowed_scopes":["profile"]}`
	for name, e := range map[string]*kakao.Error{
		"decoded":               kakao.Decode(403, http.Header{"Retry-After": {"90"}}, []byte(answer)),
		"decoded without facts": kakao.Decode(401, nil, []byte(`{"code":-401}`)),
		"checked":               asError(t, kakao.Check(response(http.MethodPost, 403, nil, answer))),
		"a literal":             {Cause: apicause.InvalidToken},
		"a literal with facts":  {Cause: apicause.InsufficientScope, RequiredScopes: []string{"friends"}, RetryAfter: time.Minute},
		"a literal of nonsense": {Cause: apicause.InvalidToken, RetryAfter: -1},
		"zero":                  {},
	} {
		var err error = e
		first, ok := errors.AsType[*apicause.Error](err)
		if !ok || first.Cause != e.Cause {
			t.Fatalf("%s: got %#v", name, first)
		}
		if again, _ := errors.AsType[*apicause.Error](err); again != first {
			t.Errorf("%s: a second walk finds another error", name)
		}
		equal := error(&apicause.Error{Cause: first.Cause, Facts: first.Facts, Err: first.Err})
		l := apicause.Default().Localizer("ko")
		for what, walk := range map[string]func(error){
			"CauseOf":  func(err error) { apicause.CauseOf(err) },
			"FactsOf":  func(err error) { apicause.FactsOf(err) },
			"Is":       func(err error) { errors.Is(err, apicause.NotFriend) },
			"Localize": func(err error) { l.Localize(err) },
		} {
			got, want := testing.AllocsPerRun(100, func() { walk(err) }), testing.AllocsPerRun(100, func() { walk(equal) })
			if got > want {
				t.Errorf("%s: %s allocates %v times, for the equal apicause.Error %v", name, what, got, want)
			}
		}
	}
}

func TestCauseAndFactsFollowTheFields(t *testing.T) {
	const answer = `{"code":-402,"required_scopes":["friends","talk_message"],"allowed_scopes":[]}`
	for name, change := range map[string]func(*kakao.Error){
		"nothing":            func(e *kakao.Error) {},
		"the cause":          func(e *kakao.Error) { e.Cause = apicause.NotFriend },
		"no cause":           func(e *kakao.Error) { e.Cause = "" },
		"a scope in place":   func(e *kakao.Error) { e.RequiredScopes[1] = "profile" },
		"a scope more":       func(e *kakao.Error) { e.RequiredScopes = append(e.RequiredScopes, "profile") },
		"a scope less":       func(e *kakao.Error) { e.RequiredScopes = e.RequiredScopes[:1] },
		"an allowed scope":   func(e *kakao.Error) { e.AllowedScopes = []string{"friends"} },
		"no scopes":          func(e *kakao.Error) { e.RequiredScopes = nil },
		"the wait":           func(e *kakao.Error) { e.RetryAfter = time.Hour },
		"no wait":            func(e *kakao.Error) { e.RetryAfter = 0 },
		"what has no effect": func(e *kakao.Error) { e.Code, e.Status, e.Method = 1, 2, "GET" },
	} {
		made := kakao.Decode(403, http.Header{"Retry-After": {"90"}}, []byte(answer))
		literal := &kakao.Error{Cause: made.Cause, RequiredScopes: slices.Clone(made.RequiredScopes), RetryAfter: made.RetryAfter}
		for _, e := range []*kakao.Error{made, literal} {
			apicause.CauseOf(e) // before the change, too
			saved := *e
			saved.RequiredScopes = slices.Clone(e.RequiredScopes)
			copied := *e
			copied.RequiredScopes = slices.Clone(e.RequiredScopes)
			for _, e := range []*kakao.Error{&copied, e} {
				change(e)
				if got, _ := apicause.CauseOf(e); got != e.Cause || !errors.Is(e, e.Cause) {
					t.Errorf("%s: cause: got %q, want %q", name, got, e.Cause)
				}
				facts := apicause.FactsOf(e)
				if got := facts[apicause.FactRetry]; e.RetryAfter > 0 && got != e.RetryAfter || e.RetryAfter == 0 && got != nil {
					t.Errorf("%s: Retry: got %v, want %v", name, got, e.RetryAfter)
				}
				var scopes []string
				terms, _ := facts[apicause.FactScopes].(apicause.Terms)
				for _, term := range terms {
					scopes = append(scopes, string(term))
				}
				if want := e.MissingScopes(); !slices.Equal(scopes, want) {
					t.Errorf("%s: Scopes: got %q, want %q", name, scopes, want)
				}
			}
			if got, _ := apicause.CauseOf(&saved); got != apicause.InsufficientScope {
				t.Errorf("%s: a copy follows its original: got %s", name, got)
			}
		}
	}
}

// Goroutines that walk a literal at once find one and the same error.
func TestConcurrentWalksFindOneError(t *testing.T) {
	for name, e := range map[string]*kakao.Error{
		"a literal": {Cause: apicause.InsufficientScope, RequiredScopes: []string{"friends"}},
		"decoded":   kakao.Decode(401, nil, []byte(`{"code":-401}`)),
	} {
		found := make([]*apicause.Error, 16)
		var group sync.WaitGroup
		for i := range found {
			group.Go(func() { found[i], _ = errors.AsType[*apicause.Error](error(e)) })
		}
		group.Wait()
		for _, f := range found {
			if f == nil || f != found[0] {
				t.Errorf("%s: got %p and %p", name, f, found[0])
			}
		}
	}
}

// No part of Kakao's wording reaches a reader or an error's text.
func TestTheWordingIsInNoTextForOthers(t *testing.T) {
	const secret = "0123456789abcdef0123456789abcdef"
	for _, body := range []string{
		`{"code":-401,"msg":"` + secret + `","extras":{"x":"` + secret + `"}}`,
		`{"error":"invalid_grant","error_description":"` + secret + `","error_code":"KOE320"}`,
		`{"errorType":"AccessDeniedError","message":"` + secret + `"}`,
		`{"code":-402,"msg":"` + secret + `","api_type":"` + secret + `","required_scopes":["not a word ` + secret + `"]}`,
		`<html>` + secret + `</html>`,
		secret,
	} {
		e := kakao.Decode(400, http.Header{"Retry-After": {secret}}, []byte(body))
		for _, lang := range []string{"ko", "en"} {
			m := apicause.Default().Localizer(lang).Localize(e)
			if s := fmt.Sprintf("%v %s %+v %v", m, e, apicause.FactsOf(e), e.Unwrap()); strings.Contains(s, secret) {
				t.Errorf("%s: %s", body, s)
			}
		}
	}
}

func TestLogsMaskWhatMayBeASecret(t *testing.T) {
	const key = "8d5c4a3f9b1e7062cd4f5a6b7c8d9e0f"
	e := kakao.Decode(400, nil, []byte(`{"error":"`+key+`","error_description":"wrong appKey(`+key+`) format"}`))
	if want := "wrong appKey(" + key + ") format"; e.Upstream() != want {
		t.Errorf("upstream: got %q, want %q", e.Upstream(), want)
	}
	if got, want := e.LogValue().String(), "[cause=Unknown name=*** status=400 upstream=wrong appKey(***) format]"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	e = kakao.Decode(403, nil, []byte(`{"code":-402,"required_scopes":["`+key+`"]}`))
	if log := e.LogValue().String(); strings.Contains(log, key) {
		t.Errorf("a key in %s", log)
	}
}

func TestALogTellsWhatIsKnown(t *testing.T) {
	resp := response(http.MethodPost, 403, http.Header{"Retry-After": {"5"}},
		`{"code":-402,"msg":"insufficient scopes.","required_scopes":["talk_message"]}`)
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Error("send", "err", kakao.Check(resp))
	want := `err.cause=InsufficientScope err.code=-402 err.status=403 err.method=POST err.missing_scopes=talk_message err.retry_after=5s err.upstream="insufficient scopes."`
	if !strings.Contains(log.String(), want) {
		t.Errorf("got  %swant %s", log.String(), want)
	}

	log.Reset()
	resp = response(http.MethodPost, 502, nil, "")
	resp.Body = io.NopCloser(iotest.ErrReader(fmt.Errorf("read tcp 203.0.113.7:443: %w", context.DeadlineExceeded)))
	slog.New(slog.NewTextHandler(&log, nil)).Error("send", "err", kakao.Check(resp))
	if want := `err.err="read tcp *** context deadline exceeded"`; !strings.Contains(log.String(), want) {
		t.Errorf("got  %swant %s", log.String(), want)
	}
	log.Reset()
	slog.New(slog.NewTextHandler(&log, nil)).Error("login", "err", kakao.Decode(400, nil, []byte(`{"error_code":"KOE320"}`)))
	if want := `err.name=KOE320`; !strings.Contains(log.String(), want) {
		t.Errorf("got  %swant %s", log.String(), want)
	}
}
