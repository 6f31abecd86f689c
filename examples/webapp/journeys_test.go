package main

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/webapp/standin"
)

const (
	agree   = `button[value=agree]`
	cancel  = `button[value=cancel]`
	toMe    = `form[action="/send"] button:not([formaction])`
	friends = `button[formaction="/friends"]`
)

func consents(b tab, localizer apicause.Localizer) {
	address, kakao := serveBoth(b.T, 30*time.Second)
	b.visit(address)
	b.click(`a[href="/login"]`)
	if status := b.click(agree); status != http.StatusOK || b.address() != address+"/" {
		b.Fatalf("login ends at %s with %d, want the start page", b.address(), status)
	}
	if got, want := b.text("strong"), "하늘"; got != want {
		b.Errorf("signed in as %q, want %q", got, want)
	}

	b.do(chromedp.SendKeys("#text", "hello, me"))
	if got, want := b.click(toMe), http.StatusForbidden; got != want {
		b.Errorf("sending without consent answers %d, want %d", got, want)
	}
	want := localizer.Localize(&apicause.Error{
		Cause: apicause.InsufficientScope, Facts: apicause.Facts{"Scopes": apicause.Terms{"talk_message"}},
	})
	b.shows(want)

	b.click("nav a")
	query, err := url.Parse(read(b, chromedp.Location()))
	if err != nil {
		b.Fatal(err)
	}
	if got, want := query.Query().Get("scope"), "talk_message"; got != want {
		b.Errorf("the link asks for %q, want %q", got, want)
	}
	if got, want := b.text("ul"), "talk_message"; strings.TrimSpace(got) != want {
		b.Errorf("Kakao asks for %q, want %q", got, want)
	}
	b.click(agree)
	if got, want := b.click(toMe), http.StatusOK; got != want { // the message is there still
		b.Errorf("sending with consent answers %d, want %d", got, want)
	}
	if got := b.text("[role=status]"); got == "" {
		b.Error("nothing says that the message went out")
	}
	if got, want := kakao.Sent(), []string{"hello, me"}; !slices.Equal(got, want) {
		b.Errorf("sent are %q, want %q", got, want)
	}
}

func cancels(b tab) {
	address, _ := serveBoth(b.T, 30*time.Second)
	b.visit(address + "/login")
	if status := b.click(cancel); status != http.StatusOK || b.address() != address+"/" {
		b.Errorf("Cancel ends at %s with %d, want the start page", b.address(), status)
	}
	if got := read(b, chromedp.Evaluate[int](`document.querySelectorAll('a[href="/login"]').length`)); got != 1 {
		b.Errorf("%d ways to sign in again, want 1", got)
	}
}

// oneOfEachPlace returns the first failure at each step of a person's way.
func oneOfEachPlace() (some []standin.Failure) {
	for _, f := range standin.Failures() {
		if !slices.ContainsFunc(some, func(other standin.Failure) bool { return other.At == f.At }) {
			some = append(some, f)
		}
	}
	return some
}

// fails meets failures as a person would, two at a time.
func fails(t *testing.T, browser context.Context, preferences string, localizer apicause.Localizer, failures []standin.Failure) {
	address, _ := serveBoth(t, 30*time.Second)
	hasty, _ := serveBoth(t, 3*time.Second) // for what never answers
	tabs := make(chan tab, 2)
	for range cap(tabs) {
		tabs <- open(t, browser, preferences)
	}
	for _, f := range failures {
		wanted, ok := told[f.Name]
		if !ok {
			t.Errorf("%s: what is it to tell?", f.Name)
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			t.Parallel()
			b := <-tabs
			defer func() { tabs <- b }()
			address := address
			if f.How == "slow" {
				address = hasty
			}
			fail(b.next(t), address, f, wanted, localizer)
		})
	}
}

// fail meets one failure.
func fail(b tab, address string, f standin.Failure, wanted []error, localizer apicause.Localizer) {
	b.visit(address + "/login?login_hint=" + f.Name)
	if f.At == "authorize" { // Kakao's own page
		if got := b.text("h1"); got != f.Name {
			b.Errorf("Kakao's page says %q, want %q", got, f.Name)
		}
		return
	}
	b.click(agree)
	switch f.At {
	case "memo":
		b.do(chromedp.SendKeys("#text", "hello"))
		b.click(toMe)
	case "friends":
		b.visit(address + "/login?scope=friends+talk_message&login_hint=" + f.Name)
		b.click(agree)
		b.do(chromedp.SendKeys("#text", "hello"))
		b.click(friends)
	}
	if f.At == "friends" && f.Status == http.StatusOK {
		var titles []string
		for _, err := range wanted {
			titles = append(titles, localizer.Localize(err).Title)
		}
		if got := read(b, chromedp.Evaluate[string](`Array.from(document.querySelectorAll("li strong"), e => e.textContent).join("\n")`)); got != strings.Join(titles, "\n") {
			b.Errorf("got %q, want %q", got, titles)
		}
		return
	}
	b.shows(localizer.Localize(wanted[0]))
}

// shows holds that the page is that of a message, and of nothing else.
func (b tab) shows(want apicause.Message) {
	b.Helper()
	got := read(b, chromedp.Evaluate[[]string](`[document.documentElement.lang, document.querySelector("h1").textContent, document.querySelector("main > p").textContent]`))
	if want := []string{want.Language.String(), want.Title, want.Detail}; !slices.Equal(got, want) {
		b.Errorf("got %q, want %q", got, want)
	}
}
