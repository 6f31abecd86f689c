package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// Whatever a request asks for, and whatever a cause, a fact, a pointer and the ID
// of a request hold, the answer is whole, of one of the kinds that there are, and
// holds nothing of a wrapped error.
func FuzzWrite(f *testing.F) {
	f.Add("", "", "InvalidToken", "")
	f.Add(browser, "ko-KR,ko;q=0.9", "Unknown", "soon")
	f.Add("text/html;q=0.9,*/*;q=0.8", "ar", "OutOfStock", "<script>\"'\u202e\r\nX: y\u2028\xff")
	f.Add(";q=;;,*/*;q=0", "*;q=0", "<\r\n>", strings.Repeat("\u202e", 300))
	f.Add("text/plain", "zh,en;q=NaN", "OutOfStock", "{{.Name}}")
	f.Add("application/json;x=\",\"", "ko_KR.UTF-8", "ValidationFailed", "/items/0/~1")
	speaks := catalog(f)
	instance := func(r *http.Request) string { return r.Header.Get("X-Request-Id") }
	responders := []*problem.Responder{
		problem.New(problem.Config{Catalog: speaks}),
		problem.New(problem.Config{Catalog: speaks, Instance: instance, Body: func(_ *http.Request, p problem.Problem) any {
			return map[string]any{"title": p.Title, "detail": p.Detail, "facts": p.Facts, "errors": p.Errors, "id": p.Instance}
		}}),
	}
	f.Fuzz(func(t *testing.T, accept, languages, cause, name string) {
		one := &apicause.Error{Cause: apicause.Cause(cause), Facts: apicause.Facts{"Name": name, "Left": len(name), "Retry": name, "Secret": secret}, Err: errors.New(secret)}
		for i, err := range []error{
			fmt.Errorf("%s: %w", secret, one),
			fmt.Errorf("%s: %w", secret, problem.Fields(problem.At(name, one), one)),
			problem.WithStatus(errors.New(secret), len(name)*7),
		} {
			for j, p := range responders {
				r := request(http.MethodGet, "", "")
				r.Header["Accept"], r.Header["Accept-Language"], r.Header["X-Request-Id"] = []string{accept}, []string{languages}, []string{name}
				w := serve(p, r, err)
				checkWhole(t, w, name)
				r.Method = http.MethodHead
				if head := serve(p, r, err); head.Body.Len() != 0 || head.Code != w.Code || head.Header().Get("Content-Length") != fmt.Sprint(w.Body.Len()) {
					t.Errorf("HEAD: %d %v, %d bytes; GET: %d, %d bytes", head.Code, head.Header(), head.Body.Len(), w.Code, w.Body.Len())
				}
				if m := p.For(speaks.Localizer(languages), err); !speaks.Has(m.Cause) || m.Status != w.Code {
					t.Errorf("error %d, responder %d: %s, %d and %d", i, j, m.Cause, m.Status, w.Code)
				}
			}
		}
	})
}

func checkWhole(t *testing.T, w *httptest.ResponseRecorder, name string) {
	t.Helper()
	body := w.Body.String()
	if w.Code < 400 || w.Code > 599 || body == "" || !utf8.ValidString(body) || strings.Contains(body, secret) && !strings.Contains(name, secret) {
		t.Errorf("%d %q", w.Code, body)
	}
	for header, values := range w.Header() {
		if len(values) != 1 || strings.ContainsAny(values[0], "\r\n") {
			t.Errorf("%s: %q", header, values)
		}
	}
	switch w.Header().Get("Content-Type") {
	case "application/problem+json":
		members(t, w.Body.Bytes())
	case "application/json":
		if !json.Valid(w.Body.Bytes()) {
			t.Error(body)
		}
	case "text/html; charset=utf-8":
		if strings.Count(body, "<h1>") != 1 || strings.Contains(body, "<script") || strings.Count(body, "<main>") != 1 || !strings.HasSuffix(body, "</html>\n") {
			t.Error(body)
		}
	case "text/plain; charset=utf-8":
		if strings.ContainsAny(body, "\r\x1b") {
			t.Errorf("%q", body)
		}
	default:
		t.Error(w.Header())
	}
}
