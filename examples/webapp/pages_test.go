package main

import (
	"fmt"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/webapp/standin"
	"github.com/apicause/apicause/problem"
)

// Every word that is built in for buttons.
const everyWord = "log_in,give_consent,try_again,contact,back"

// servePages serves the library's page for ?lang= and ?cause=, with the buttons of
// ?links= and something to quote where there are any, and beside it the gallery.
func servePages(t *testing.T) (address string) {
	t.Helper()
	p := problem.New(problem.Config{
		Localizer: func(r *http.Request) apicause.Localizer {
			return apicause.Default().Localizer(r.URL.Query().Get("lang"))
		},
		Instance: func(r *http.Request) string {
			if r.URL.Query().Has("links") {
				return "req-7F3A9C21"
			}
			return ""
		},
		Links: func(r *http.Request, p problem.Problem) (links []problem.Link) {
			for word := range strings.SplitSeq(r.URL.Query().Get("links"), ",") {
				links = append(links, problem.Link{URL: "/", Term: apicause.Term(word)})
			}
			return links
		},
	})
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		query := r.URL.Query()
		facts := apicause.Facts{}
		if scope := query.Get("scope"); scope != "" {
			facts[apicause.FactScopes] = apicause.Terms{apicause.Term(scope)}
		}
		if wait, err := time.ParseDuration(query.Get("wait")); err == nil {
			facts[apicause.FactRetry] = wait
		}
		err := error(&apicause.Error{Cause: apicause.Cause(query.Get("cause")), Facts: facts})
		if query.Get("cause") == string(apicause.ValidationFailed) {
			err = problem.Fields(problem.At("/email", apicause.BadRequest), problem.At("/items/0/name", apicause.ContentTooLarge))
		}
		p.Write(w, r, err)
	})
	mux.Handle("/failures", gallery())
	mux.Handle("/failures/", gallery())
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

// pageOf returns the address of the library's page for a cause.
func pageOf(address, language string, cause apicause.Cause, more ...string) string {
	query := url.Values{"lang": {language}, "cause": {string(cause)}}
	for i := 0; i+1 < len(more); i += 2 {
		query.Set(more[i], more[i+1])
	}
	return address + "/?" + query.Encode()
}

func fitsANarrowScreen(b tab) {
	catalog := apicause.Default()
	ours := servePages(b.T)
	address, _ := serveBoth(b.T, 30*time.Second)
	pages := []string{address, address + "/nowhere", address + "/callback", address + "/join", ours + "/failures?q=-402"}
	for _, tag := range catalog.Languages() {
		for _, cause := range longest(catalog, tag.String()) {
			pages = append(pages, pageOf(ours, tag.String(), cause, "links", everyWord))
		}
	}
	b.do(chromedp.EmulateViewport(320, 640))
	for _, page := range pages {
		b.visit(page)
		if got := read(b, chromedp.Evaluate[int](`document.documentElement.scrollWidth`)); got > 320 {
			b.Errorf("%s is %d pixels wide", page, got)
		}
	}
}

// longest returns the causes with the longest title and the longest detail.
func longest(catalog *apicause.Catalog, language string) (causes [2]apicause.Cause) {
	var lengths [2]int
	for _, cause := range catalog.Causes() {
		m := catalog.Localizer(language).Message(cause)
		for i, text := range []string{m.Title, m.Detail} {
			if n := utf8.RuneCountInString(text); n > lengths[i] {
				lengths[i], causes[i] = n, cause
			}
		}
	}
	return causes
}

// What axe is to look for: WCAG 2.2 up to AA, and what its authors recommend.
const axeRules = `{runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}`

// isAccessible holds that axe finds nothing on any page, in light and dark.
func isAccessible(b tab) {
	axe, err := os.ReadFile("testdata/node_modules/axe-core/axe.min.js")
	if err != nil {
		const reason = "axe-core is missing: run npm ci in examples/webapp/testdata"
		if os.Getenv("CI") != "" {
			b.Fatal(reason)
		}
		b.Skip(reason)
	}
	ours := servePages(b.T)
	address, _ := serveBoth(b.T, 30*time.Second)
	pages := []string{
		address, address + "/?lang=en", address + "/nowhere", address + "/join", address + "/login",
		ours + "/failures?q=token", ours + "/failures?q=nothing",
		pageOf(ours, "en", apicause.ValidationFailed, "links", everyWord), pageOf(ours, "ko", apicause.ValidationFailed),
	}
	for _, tag := range apicause.Default().Languages() {
		pages = append(pages, pageOf(ours, tag.String(), apicause.ApiLimitExceeded, "wait", "90s", "links", everyWord))
	}
	for _, scheme := range []string{"light", "dark"} {
		b.prefers(scheme)
		look := func() {
			b.do(chromedp.Evaluate[chromedp.Void](string(axe)))
			found := read(b, chromedp.Evaluate[[]string](
				`axe.run(document, `+axeRules+`).then(r => r.violations.map(v => v.id + ": " + v.nodes.map(n => n.html).join(" ")))`, chromedp.EvalAwaitPromise))
			for _, violation := range found {
				b.Errorf("%s, %s: %s", read(b, chromedp.Location()), scheme, violation)
			}
		}
		for _, page := range pages {
			b.visit(page)
			look()
		}
		b = b.next(b.T)
		b.visit(address + "/login?scope=friends+talk_message&login_hint=receivers-mixed")
		b.click(agree)
		look() // the form
		b.do(chromedp.SendKeys("#text", "hello"))
		b.click(friends)
		look() // who got nothing
	}
}

// prefers makes the reader prefer light or dark pages.
func (b tab) prefers(scheme string) {
	b.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
}

// countsDown holds that the wait on the page runs without a script: the animation
// is moved to where it would be later.
func countsDown(b tab) {
	b.visit(pageOf(servePages(b.T), "ko", apicause.ApiLimitExceeded, "wait", "90s"))
	for _, tt := range []struct{ after, left int }{{0, 90}, {31, 59}, {90, 0}, {100, 0}} {
		script := fmt.Sprintf(`(() => {
			const wait = document.getAnimations()[0];
			wait.pause(); wait.currentTime = %d;
			return +getComputedStyle(document.querySelector("time")).getPropertyValue("--left");
		})()`, min(tt.after, 90)*1000)
		if got := read(b, chromedp.Evaluate[int](script)); got != tt.left {
			b.Errorf("after %d seconds %d are left, want %d", tt.after, got, tt.left)
		}
	}
}

// findsFailures searches the gallery.
func findsFailures(b tab) {
	ours := servePages(b.T)
	for query, want := range map[string]int{"KOE320": 1, "-532": 2, "sUpPoRtEd": 3, " nothing-of-the-kind ": 0, "": len(standin.Failures())} {
		b.visit(ours + "/failures?" + url.Values{"q": {query}}.Encode())
		if got := read(b, chromedp.Evaluate[int](`document.querySelectorAll("article").length`)); got != want {
			b.Errorf("%q finds %d failures, want %d", query, got, want)
		}
	}
	b.visit(ours + "/failures?q=KOE320&lang=th&lang=ru")
	if got, want := read(b, chromedp.Evaluate[string](`Array.from(document.querySelectorAll("figcaption span"), e => e.textContent).join()`)), "русский,ไทย"; got != want {
		b.Errorf("shows %q, want %q", got, want)
	}
}

func TestTheGalleryShowsWhatEachFailureTells(t *testing.T) {
	for _, f := range standin.Failures() {
		if told[f.Name] == nil {
			if row := newRow(f); row.Cause != "" {
				t.Errorf("%s: got %s, want nothing of the app's", f.Name, row.Cause)
			}
			continue
		}
		for _, language := range sideBySide {
			r := httptest.NewRequest(http.MethodGet, "/failures/"+f.Name+"?lang="+language, nil)
			r.Header.Set("Accept", "text/html")
			w := httptest.NewRecorder()
			gallery().ServeHTTP(w, r)
			want := "<h1>" + html.EscapeString(apicause.Default().Localizer(language).Localize(told[f.Name][0]).Title) + "</h1>"
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: no %s in %s", f.Name, want, w.Body)
			}
		}
	}
}
