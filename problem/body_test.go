package problem_test

import (
	"errors"
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

type envelope struct {
	OK      bool   `json:"ok"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

type panicsInJSON struct{}

func (panicsInJSON) MarshalJSON() ([]byte, error) { panic("in MarshalJSON") }

func TestTheAppsBody(t *testing.T) {
	body := func(r *http.Request, p problem.Problem) any {
		if r.URL.Path != "/" {
			t.Errorf("got the request of %s", r.URL.Path)
		}
		return envelope{false, string(p.Cause), p.Title}
	}
	p := problem.New(problem.Config{Body: body})
	w := serve(p, request(http.MethodGet, "", "en"), apicause.InvalidToken)
	want := `{"ok":false,"code":"InvalidToken","message":"` + apicause.Default().Localizer().Message(apicause.InvalidToken).Title + "\"}\n"
	if got := w.Body.String(); got != want || w.Code != 401 || w.Header().Get("Content-Type") != "application/json" || w.Header().Get("Content-Language") != "en" {
		t.Errorf("%d %v %s, want %s", w.Code, w.Header(), got, want)
	}
	if w := serve(p, request(http.MethodGet, "", "ko"), apicause.InvalidToken); w.Body.String() == want {
		t.Errorf("remembers what was said in English: %s", w.Body)
	}
	for _, accept := range []string{"text/html; charset=utf-8", "text/plain; charset=utf-8"} {
		if got := serve(p, request(http.MethodGet, accept, ""), apicause.InvalidToken).Header().Get("Content-Type"); got != accept {
			t.Errorf("%s gets %s", accept, got)
		}
	}
}

func TestABodyThatFailsGivesWayToRFC9457(t *testing.T) {
	tests := map[string]struct {
		body     func(*http.Request, problem.Problem) any
		reported string
	}{
		"cannot be marshalled": {func(*http.Request, problem.Problem) any { return math.NaN() }, "Config.Body: json"},
		"a func":               {func(*http.Request, problem.Problem) any { return func() {} }, "Config.Body: json"},
		"panics":               {func(*http.Request, problem.Problem) any { panic("as it is built") }, "Config.Body: panic: as it is built"},
		"panics in its JSON":   {func(*http.Request, problem.Problem) any { return panicsInJSON{} }, "Config.Body: panic: in MarshalJSON"},
		"leaves it to us":      {func(*http.Request, problem.Problem) any { return nil }, ""},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			var got []reported
			p := problem.New(problem.Config{Body: tt.body, Report: func(_ *http.Request, err error, p problem.Problem) { got = append(got, reported{err, p}) }})
			err := apicause.WithFact(apicause.InvalidToken, "Retry", time.Minute)
			for range 2 { // the second from what is remembered
				w := serve(p, request(http.MethodGet, "", ""), err)
				if w.Header().Get("Content-Type") != "application/problem+json" || w.Code != 401 {
					t.Errorf("%d %v", w.Code, w.Header())
				}
				checkMembers(t, w.Body.Bytes(), apicause.Default().Localizer().Localize(err), nil)
			}
			if len(got) != 2 || !errors.Is(got[1].err, apicause.InvalidToken) || !strings.Contains(got[1].err.Error(), tt.reported) || got[1].problem.Status != 401 {
				t.Errorf("reported %v", got)
			}
			if tt.reported == "" && got[0].err != err {
				t.Errorf("reported %v", got)
			}
		})
	}
}

func TestInstance(t *testing.T) {
	p := problem.New(problem.Config{Instance: func(r *http.Request) string { return r.Header.Get("X-Request-Id") }})
	tests := []struct{ id, want string }{
		{"urn:uuid:6f1c", "urn:uuid:6f1c"},
		{"host/x7Fk-000001", "host/x7Fk-000001"},
		{"a\u202eb\x1b\r\n", "ab"},
		{strings.Repeat("x", 1<<16), strings.Repeat("x", 256)},
		{"", ""},
		{" ", ""},
	}
	for _, tt := range tests {
		for range 2 {
			r := request(http.MethodGet, "", "")
			r.Header.Set("X-Request-Id", tt.id)
			w := serve(p, r, apicause.InvalidToken)
			got, _ := members(t, w.Body.Bytes())["instance"].(string)
			if got != tt.want || p.Problem(r, apicause.InvalidToken).Instance != tt.want {
				t.Errorf("%.40q: got %q, want %q", tt.id, got, tt.want)
			}
		}
	}
	r := request(http.MethodGet, "text/html", "")
	r.Header.Set("X-Request-Id", "<a>")
	if page := serve(p, r, apicause.InvalidToken).Body.String(); !strings.Contains(page, `<code dir="ltr">&lt;a&gt;</code>`) {
		t.Error(page)
	}
	r.Header.Set("Accept", "text/plain")
	if text := serve(p, r, apicause.InvalidToken).Body.String(); !strings.HasSuffix(text, "\n\n<a>\n") {
		t.Error(text)
	}
	if got := p.For(apicause.Localizer{}, apicause.InvalidToken).Instance; got != "" {
		t.Errorf("without a request: %q", got)
	}
}
