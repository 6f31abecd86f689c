package problem_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// request makes one with these headers, those that are empty left out.
func request(method, accept, languages string) *http.Request {
	r := httptest.NewRequest(method, "/", nil)
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	if languages != "" {
		r.Header.Set("Accept-Language", languages)
	}
	return r
}

func serve(p *problem.Responder, r *http.Request, err error) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	p.Write(w, r, err)
	return w
}

// secret stands for all that no reader may see.
const secret = "KakaoAK 0123456789abcdef"

// catalog speaks English, Korean and, as a language that is written from right to
// left, some Arabic, under the app's own cause, too.
func catalog(t testing.TB) *apicause.Catalog {
	t.Helper()
	c, err := apicause.New(apicause.Config{
		Locales: []fs.FS{fstest.MapFS{
			"active.en.toml": {Data: []byte("OutOfStock = 'The goods are sold out'\n[detail_with_facts]\nOutOfStock = 'Of {{.Name}}, {{.Left}} are left.'")},
			"active.ar.toml": {Data: []byte(arabic())},
		}},
		Causes: []apicause.Cause{"OutOfStock"},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// arabic returns a message file with every built-in cause.
func arabic() string {
	var b strings.Builder
	for _, c := range apicause.Default().Causes() {
		fmt.Fprintf(&b, "%s = 'وصف %[1]s'\n", c)
	}
	b.WriteString("[title]\n")
	for _, c := range apicause.Default().Causes() {
		fmt.Fprintf(&b, "%s = 'حدث خطأ: %[1]s'\n", c)
	}
	b.WriteString("[detail]\n")
	for _, c := range apicause.Default().Causes() {
		fmt.Fprintf(&b, "%s = 'يرجى المحاولة مرة أخرى.'\n", c)
	}
	b.WriteString("[detail_with_facts]\nInsufficientScope = 'الموافقة على {{.Scopes}}.'\nUnknown = 'حاول مرة أخرى {{.Retry}}.'\n")
	b.WriteString("[term]\ntalk_message = 'إرسال رسالة'\nfriends = 'الأصدقاء'\n[after.minutes]\nother = 'بعد {{.Count}} دقيقة'\n[list]\nseparator = '، '\n")
	return b.String()
}

// polyglot answers in the languages of catalog.
func polyglot(t testing.TB, c problem.Config) *problem.Responder {
	speaks := catalog(t)
	c.Localizer = func(r *http.Request) apicause.Localizer {
		return speaks.Localizer(r.Header.Get("Accept-Language"))
	}
	return problem.New(c)
}

// members returns the members of a problem details object, and reports those
// that RFC 9457 does not allow so.
func members(t testing.TB, body []byte) map[string]any {
	t.Helper()
	var m map[string]any
	if err := json.Unmarshal(body, &m); err != nil {
		t.Fatalf("%v: %q", err, body)
	}
	for name, value := range m {
		ok := false
		switch name {
		case "type":
			u, err := url.Parse(fmt.Sprint(value))
			_, ok = value.(string)
			ok = ok && err == nil && u.IsAbs()
		case "title", "detail", "instance", "cause":
			var s string
			s, ok = value.(string)
			ok = ok && s != ""
		case "status":
			var n float64
			n, ok = value.(float64)
			ok = ok && n == float64(int(n)) && 400 <= n && n <= 599
		case "facts":
			var facts map[string]any
			facts, ok = value.(map[string]any)
			ok = ok && len(facts) > 0
		case "errors":
			var errs []any
			errs, ok = value.([]any)
			ok = ok && len(errs) > 0
		}
		if !ok {
			t.Errorf("member %q: %v", name, value)
		}
	}
	for _, name := range []string{"type", "title", "status", "cause"} {
		if m[name] == nil {
			t.Errorf("no member %q in %s", name, body)
		}
	}
	return m
}

// layer returns Config.Locales with one message file.
func layer(name, text string) []fs.FS {
	return []fs.FS{fstest.MapFS{name: {Data: []byte(text)}}}
}

// tomlQuote quotes as TOML does: like Go, except for \x.
func tomlQuote(s string) string { return strings.ReplaceAll(strconv.QuoteToASCII(s), `\x`, `\u00`) }
