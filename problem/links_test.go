package problem_test

import (
	"fmt"
	"html/template"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// The words that are built in for buttons.
var words = []apicause.Term{"log_in", "give_consent", "try_again", "contact", "back"}

func TestLinksAreButtonsInEveryLanguage(t *testing.T) {
	p := problem.New(problem.Config{Links: func(*http.Request, problem.Problem) (links []problem.Link) {
		for _, word := range words {
			links = append(links, problem.Link{URL: "/" + string(word), Term: word})
		}
		return links
	}})
	english := apicause.Default().Localizer("en")
	for _, tag := range apicause.Default().Languages() {
		reader := apicause.Default().Localizer(tag.String())
		page := serve(p, request(http.MethodGet, "text/html", tag.String()), apicause.InvalidToken).Body.String()
		last := 0
		for _, word := range words {
			text, ok := reader.Term(word)
			if translated, _ := english.Term(word); !ok || text == translated && tag.String() != "en" {
				t.Errorf("%s: %s is %q", tag, word, text)
			}
			at := strings.Index(page, `<a href="/`+string(word)+`">`+template.HTMLEscapeString(text)+`</a>`)
			if at < last {
				t.Errorf("%s: no button %q in its place in %s", tag, text, page)
			}
			last = at
		}
	}
}

func TestLinks(t *testing.T) {
	tests := map[string]struct {
		link problem.Link
		want string // what the page has; "": no link
	}{
		"of a built-in word":       {problem.Link{URL: "/login", Term: "log_in"}, `<a href="/login">Log in</a>`},
		"in words of the app's":    {problem.Link{URL: "/login", Term: "log_in", Text: "Enter"}, `<a href="/login">Enter</a>`},
		"escaped":                  {problem.Link{URL: `/?a=1&b="`, Text: "<b>"}, `<a href="/?a=1&amp;b=%22">&lt;b&gt;</a>`},
		"without a word":           {problem.Link{URL: "/login"}, ""},
		"of a word nobody knows":   {problem.Link{URL: "/login", Term: "fly"}, ""},
		"that leads nowhere":       {problem.Link{Term: "log_in"}, ""},
		"with what cannot be seen": {problem.Link{URL: "/login", Text: "a\u202e\x1b"}, `<a href="/login">a</a>`},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := problem.New(problem.Config{Links: func(r *http.Request, p problem.Problem) []problem.Link {
				if r.URL.Path != "/" || p.Cause != apicause.InvalidToken || p.Status != http.StatusUnauthorized {
					t.Errorf("is asked about %s, %v", r.URL, p)
				}
				return []problem.Link{tt.link}
			}})
			page := serve(p, request(http.MethodGet, "text/html", ""), apicause.InvalidToken).Body.String()
			if !strings.Contains(page, tt.want) || strings.Contains(page, "<a ") != (tt.want != "") {
				t.Errorf("want %s in %s", tt.want, page)
			}
		})
	}
	t.Run("that is code", func(t *testing.T) {
		p := problem.New(problem.Config{Links: func(*http.Request, problem.Problem) []problem.Link {
			return []problem.Link{{URL: "javascript:alert(1)", Text: "x"}}
		}})
		if page := serve(p, request(http.MethodGet, "text/html", ""), apicause.InvalidToken).Body.String(); strings.Contains(page, "alert") {
			t.Error(page)
		}
	})
}

func TestLinksOfOneRequestAreNotAnothers(t *testing.T) {
	p := problem.New(problem.Config{Links: func(r *http.Request, _ problem.Problem) []problem.Link {
		return []problem.Link{{URL: "/login?from=" + r.Header.Get("From"), Term: "log_in"}}
	}})
	for _, from := range []string{"a", "b"} {
		r := request(http.MethodGet, "text/html", "")
		r.Header.Set("From", from)
		if page := serve(p, r, apicause.InvalidToken).Body.String(); !strings.Contains(page, "/login?from="+from) {
			t.Errorf("%s: %s", from, page)
		}
	}
}

func TestAShortWaitCountsDown(t *testing.T) {
	p := problem.New(problem.Config{})
	for _, tt := range []struct {
		cause apicause.Cause
		wait  time.Duration
		want  string // "": none
	}{
		{apicause.ApiLimitExceeded, 30 * time.Second, `<time datetime="PT30S" dir="ltr" aria-hidden="true"><span>0:30</span></time>`},
		{apicause.ApiLimitExceeded, 601 * time.Second, `<span>10:01</span>`},
		{apicause.ApiLimitExceeded, time.Hour, `<span>60:00</span>`},
		{apicause.ApiLimitExceeded, time.Hour + time.Second, ""}, // nobody sits that out
		{apicause.ApiLimitExceeded, 0, ""},
		{apicause.ServerTimeOut, 30 * time.Second, ""}, // it may be done: the detail shows no wait
	} {
		err := &apicause.Error{Cause: tt.cause, Facts: apicause.Facts{"Retry": tt.wait}}
		for _, language := range []string{"en", "ar"} {
			page := serve(p, request(http.MethodGet, "text/html", language), err).Body.String()
			if !strings.Contains(page, tt.want) || strings.Contains(page, "<time") != (tt.want != "") {
				t.Errorf("%s after %v: want %s in %s", tt.cause, tt.wait, tt.want, page)
			}
			if seconds := fmt.Sprintf("--wait: %d;", int(tt.wait/time.Second)); tt.want != "" && !strings.Contains(page, seconds) {
				t.Errorf("no %s in %s", seconds, page)
			}
			if strings.Contains(strings.ToLower(page), "refresh") {
				t.Errorf("%s after %v repeats the request by itself", tt.cause, tt.wait)
			}
		}
	}
}

func TestWhatToQuoteHasANameInEveryLanguage(t *testing.T) {
	p := problem.New(problem.Config{Instance: func(*http.Request) string { return "req-7" }})
	for _, tag := range apicause.Default().Languages() {
		name, ok := apicause.Default().Localizer(tag.String()).Term("reference")
		page := serve(p, request(http.MethodGet, "text/html", tag.String()), apicause.InvalidToken).Body.String()
		if want := name + ` <code dir="ltr">req-7</code>`; !ok || !strings.Contains(page, want) {
			t.Errorf("%s: no %s in %s", tag, want, page)
		}
	}
}
