package problem_test

import (
	"net/http"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// Whatever a request asks for, and whatever a cause and a fact hold, the answer
// is whole and of one of the three kinds.
func FuzzWrite(f *testing.F) {
	f.Add("", "", "InvalidToken", "")
	f.Add(browser, "ko-KR,ko;q=0.9", "Unknown", "soon")
	f.Add("text/html;q=0.9,*/*;q=0.8", "ar", "OutOfStock", "<script>\"'\u202e\r\nX: y\u2028\xff")
	f.Add(";q=;;,*/*;q=0", "*;q=0", "<\r\n>", strings.Repeat("\u202e", 300))
	f.Add("text/plain", "zh,en;q=NaN", "OutOfStock", "{{.Name}}")
	p := polyglot(f, problem.Config{})
	f.Fuzz(func(t *testing.T, accept, languages, cause, name string) {
		err := &apicause.Error{Cause: apicause.Cause(cause), Facts: apicause.Facts{"Name": name, "Left": 1, "Retry": name}}
		r := request(http.MethodGet, "", "")
		r.Header["Accept"], r.Header["Accept-Language"] = []string{accept}, []string{languages}
		w := serve(p, r, err)
		if w.Code < 400 || w.Code > 599 || w.Body.Len() == 0 || !utf8.Valid(w.Body.Bytes()) {
			t.Errorf("%d %q", w.Code, w.Body)
		}
		for header, values := range w.Header() {
			if len(values) != 1 || strings.ContainsAny(values[0], "\r\n") {
				t.Errorf("%s: %q", header, values)
			}
		}
		switch w.Header().Get("Content-Type") {
		case "application/problem+json":
			members(t, w.Body.Bytes())
		case "text/html; charset=utf-8":
			if strings.Count(w.Body.String(), "<h1>") != 1 || strings.Contains(w.Body.String(), "<script") {
				t.Error(w.Body)
			}
		case "text/plain; charset=utf-8":
		default:
			t.Error(w.Header())
		}
	})
}
