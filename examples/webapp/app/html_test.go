package app_test

import (
	"errors"
	"fmt"
	"io"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/webapp/standin"
	"github.com/apicause/apicause/problem"
)

// Elements that have no end tag.
var void = []string{"meta", "link", "br", "hr", "img", "input"}

// surprises returns what a parser would have to make up for, and what no page of
// ours may have.
func surprises(page string) error {
	var problems []error
	complain := func(format string, args ...any) { problems = append(problems, fmt.Errorf(format, args...)) }

	var open, tokens []string
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			if z.Err() != io.EOF {
				complain("%v", z.Err())
			}
			break
		}
		token := z.Token()
		switch kind {
		case html.DoctypeToken:
			if len(tokens) > 0 || token.Data != "html" {
				complain("doctype %q is not the first thing", token.Data)
			}
		case html.StartTagToken:
			if !slices.Contains(void, token.Data) {
				open = append(open, token.Data)
			}
			if token.Data == "script" {
				complain("a script")
			}
			for _, a := range token.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" || strings.HasPrefix(strings.TrimSpace(a.Val), "javascript:") {
					complain("<%s %s=%q>", token.Data, a.Key, a.Val)
				}
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != token.Data {
				complain("</%s> within %q", token.Data, open)
				continue
			}
			open = open[:len(open)-1]
		case html.SelfClosingTagToken:
			complain("<%s/>", token.Data)
		}
		if text := strings.TrimSpace(token.String()); text != "" {
			tokens = append(tokens, text)
		}
	}
	if len(open) > 0 {
		complain("%q are not closed", open)
	}

	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return errors.Join(append(problems, err)...)
	}
	if parsed := flat(root); !slices.Equal(parsed, tokens) {
		complain("a parser reads\n%q\nwhere the page has\n%q", parsed, tokens)
	}
	return errors.Join(problems...)
}

// flat returns the tokens of a tree as surprises gathers them.
func flat(n *html.Node) []string {
	var tokens []string
	switch n.Type {
	case html.DoctypeNode:
		tokens = append(tokens, html.Token{Type: html.DoctypeToken, Data: n.Data}.String())
	case html.ElementNode:
		tokens = append(tokens, html.Token{Type: html.StartTagToken, Data: n.Data, Attr: n.Attr}.String())
	case html.TextNode:
		if text := strings.TrimSpace(html.Token{Type: html.TextToken, Data: n.Data}.String()); text != "" {
			tokens = append(tokens, text)
		}
	}
	for c := range n.ChildNodes() {
		tokens = append(tokens, flat(c)...)
	}
	if n.Type == html.ElementNode && !slices.Contains(void, n.Data) {
		tokens = append(tokens, html.Token{Type: html.EndTagToken, Data: n.Data}.String())
	}
	return tokens
}

// isPageOf holds that the page is sound and says what the message says.
func isPageOf(t *testing.T, body string, want apicause.Message, dir string) {
	t.Helper()
	if err := surprises(body); err != nil {
		t.Error(err)
	}
	if strings.Contains(body, "{{") || strings.Contains(body, "}}") || strings.Contains(body, "<no value>") {
		t.Errorf("a template shows through:\n%s", body)
	}
	p := page{Body: body}
	for what, pair := range map[string][2]string{
		"title":     {p.text(t, "title"), want.Title},
		"h1":        {p.text(t, "h1"), want.Title},
		"p":         {p.text(t, "p"), want.Detail},
		"h1s":       {fmt.Sprint(strings.Count(body, "<h1")), "1"},
		"lang, dir": {between(body, "<html ", ">"), fmt.Sprintf(`lang="%s" dir="%s"`, want.Language, dir)},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %q, want %q", what, pair[0], pair[1])
		}
	}
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

// direction looks at the few scripts that our languages are written in.
func direction(m apicause.Message) string {
	for _, r := range m.Title {
		if 0x0590 <= r && r <= 0x08ff {
			return "rtl"
		}
	}
	return "ltr"
}

func TestTheLibrarysPageIsSoundHTML(t *testing.T) {
	p := problem.New(problem.Config{})
	catalog := apicause.Default()
	facts := apicause.Facts{"Scopes": apicause.Terms{"talk_message", "friends"}, "Retry": 90 * time.Second}
	for _, tag := range catalog.Languages() {
		for _, cause := range catalog.Causes() {
			for _, err := range []error{cause, &apicause.Error{Cause: cause, Facts: facts}} {
				t.Run(fmt.Sprintf("%s/%s/%T", tag, cause, err), func(t *testing.T) {
					r := httptest.NewRequest("GET", "/", nil)
					r.Header.Set("Accept", "text/html")
					r.Header.Set("Accept-Language", tag.String())
					w := httptest.NewRecorder()
					p.Write(w, r, err)
					want := catalog.Localizer(tag.String()).Localize(err)
					isPageOf(t, w.Body.String(), want, direction(want))
				})
			}
		}
	}
}

func TestTheAppsPagesAreSoundHTML(t *testing.T) {
	s := serve(t)
	catalog := apicause.Default()
	for _, tag := range catalog.Languages() {
		for _, f := range standin.Failures() {
			if f.At != "memo" || f.Status < 400 || f.How != "" {
				continue
			}
			t.Run(tag.String()+"/"+f.Name, func(t *testing.T) {
				got := visit(t, s).do("POST", s.URL+"/api/memo", url.Values{"text": {"hello"}},
					"Authorization", "Bearer "+standin.Token(f.Name), "Accept-Language", tag.String())
				if err := surprises(got.Body); err != nil {
					t.Error(err)
				}
				if got, want := between(got.Body, `<html lang="`, `"`), tag.String(); got != want {
					t.Errorf("lang is %q, want %q", got, want)
				}
			})
		}
	}
	me := visit(t, s)
	for path, got := range map[string]page{
		"home, signed out": me.do("GET", s.URL+"/", nil),
		"home, signed in":  me.login("login_hint=receivers-mixed", "agree"),
		"home, consented":  me.login("login_hint=receivers-mixed&scope=friends+talk_message", "agree"),
		"friends":          me.do("POST", s.URL+"/friends", url.Values{"text": {"hello"}}),
		"sent":             me.send("<b>hello</b>"),
		"not found":        me.do("GET", s.URL+"/nowhere", nil),
		"empty":            me.send(""),
		"sign-up":          me.do("GET", s.URL+"/join", nil),
		"sign-up, refused": me.do("POST", s.URL+"/join", url.Values{"email": {"<b>"}}),
		"signed up":        me.do("POST", s.URL+"/join", url.Values{"nickname": {"Jiwoo"}, "email": {"a@example.com"}}),
		"Kakao":            me.do("GET", me.do("GET", s.URL+"/login", nil).URL.String(), nil),
	} {
		if err := surprises(got.Body); err != nil {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestSurprisesAreSeen(t *testing.T) {
	const sound = `<!doctype html><html lang="ko"><head><title>a</title></head><body><main><h1>a</h1><p>b</p></main></body></html>`
	if err := surprises(sound); err != nil {
		t.Errorf("a sound page has surprises: %v", err)
	}
	for name, change := range map[string][2]string{
		"wrong nesting":          {"</h1><p>b</p>", "<p>b</h1></p>"},
		"not closed":             {"</main>", ""},
		"block in a paragraph":   {"<p>b</p>", "<p><h2>b</h2></p>"},
		"text where none may be": {"</title>", "</title>x"},
		"no body":                {"<body>", ""},
		"script":                 {"<p>b</p>", "<script>b</script>"},
		"handler":                {"<p>", `<p onclick="b">`},
	} {
		page := strings.Replace(sound, change[0], change[1], 1)
		if page == sound || surprises(page) == nil {
			t.Errorf("%s: not seen in %s", name, page)
		}
	}
}
