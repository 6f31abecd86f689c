package main

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/webapp/app"
	"github.com/apicause/apicause/examples/webapp/standin"
)

// browse starts a headless Chromium whose reader prefers these languages.
func browse(t *testing.T, languages string) context.Context {
	t.Helper()
	path := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if found, err := exec.LookPath(name); err == nil {
			path = found
			break
		}
	}
	if path == "" {
		const reason = "needs a Chromium (chromium, chromium-browser or google-chrome) in PATH"
		if os.Getenv("CI") != "" {
			t.Fatal(reason)
		}
		t.Skip(reason)
	}
	options := append(slices.Clone(chromedp.DefaultExecAllocatorOptions[:]),
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true),
		chromedp.Flag("accept-lang", languages))
	browser, stop := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(stop)
	browser, stop = chromedp.NewContext(browser)
	t.Cleanup(stop)
	if err := chromedp.Do(browser); err != nil { // start it
		t.Fatal(err)
	}
	return browser
}

// A tab is one of a browser, for one test.
type tab struct {
	*testing.T
	ctx context.Context
}

// open opens a tab of a browser that knows nobody yet.
func open(t *testing.T, browser context.Context) tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(stop)
	b := tab{t, ctx}
	b.do() // the first call, which has to be without a time limit
	return b
}

// next returns the tab for another test: signed out everywhere, and in a minute
// at the latest at its end, so that nothing hangs.
func (b tab) next(t *testing.T) tab {
	t.Helper()
	ctx, stop := context.WithTimeout(b.ctx, time.Minute)
	t.Cleanup(stop)
	if _, err := chromedp.Call(ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return tab{t, ctx}
}

// visit loads an address and returns the status of the page that it ends at.
func (b tab) visit(address string) int {
	b.Helper()
	return b.arrive(chromedp.Navigate(address))
}

// click clicks on what leads to another page, and returns that page's status.
func (b tab) click(selector string) int {
	b.Helper()
	return b.arrive(chromedp.Click(selector))
}

func (b tab) arrive(action chromedp.Action[chromedp.Void]) int {
	b.Helper()
	response, err := chromedp.RunResponse(b.ctx, action)
	if err != nil {
		b.Fatal(err)
	}
	return int(response.Status)
}

func (b tab) do(actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
}

func read[T any](b tab, action chromedp.Action[T]) T {
	b.Helper()
	value, err := chromedp.Run(b.ctx, action)
	if err != nil {
		b.Fatal(err)
	}
	return value
}

func (b tab) text(selector string) string {
	b.Helper()
	return read(b, chromedp.Text(selector))
}

// address returns where the tab is, without the query.
func (b tab) address() string {
	b.Helper()
	address, _, _ := strings.Cut(read(b, chromedp.Location()), "?")
	return address
}

// serveBoth runs the app and its stand-in.
func serveBoth(t *testing.T, timeout time.Duration) (address string, kakao *standin.Kakao) {
	t.Helper()
	kakao = standin.New()
	kakaoServer := httptest.NewServer(kakao)
	t.Cleanup(kakaoServer.Close)
	server := httptest.NewUnstartedServer(nil)
	address = "http://" + server.Listener.Addr().String()
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	handler, err := app.New(app.Config{
		AuthURL: kakaoServer.URL, APIURL: kakaoServer.URL, RESTKey: "key", RedirectURL: address + "/callback", SessionKey: key,
		HTTP: &http.Client{Timeout: timeout}, Log: slog.New(slog.NewTextHandler(io.Discard, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = handler
	server.Start()
	t.Cleanup(server.Close)
	return address, kakao
}

const (
	agree   = `button[value=agree]`
	cancel  = `button[value=cancel]`
	toMe    = `form[action="/send"] button:not([formaction])`
	friends = `button[formaction="/friends"]`
)

// The languages to which a browser is set, and what it is to be shown.
var readers = map[string]string{"ko": "ko-KR,ko", "en": "en-US,en"}

func TestInABrowser(t *testing.T) {
	for language, preferences := range readers {
		t.Run(language, func(t *testing.T) {
			b := open(t, browse(t, preferences))
			localizer := apicause.Default().Localizer(language)
			t.Run("signs in, consents to what is missing, sends", func(t *testing.T) { consents(b.next(t), localizer) })
			t.Run("cancels", func(t *testing.T) { cancels(b.next(t)) })
			t.Run("fails", func(t *testing.T) { fails(t, b, localizer) })
		})
	}
}

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

	b.click("nav a.button")
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

// fails meets each failure that a person can meet, one after the other.
func fails(t *testing.T, b tab, localizer apicause.Localizer) {
	address, _ := serveBoth(t, 30*time.Second)
	hasty, _ := serveBoth(t, 3*time.Second) // for what never answers
	for _, f := range standin.Failures() {
		wanted, ok := told[f.Name]
		if !ok {
			t.Errorf("%s: what is it to tell?", f.Name)
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			b, address := b.next(t), address
			if f.How == "slow" {
				address = hasty
			}
			b.visit(address + "/login?login_hint=" + f.Name)
			if f.At == "authorize" { // Kakao's own page
				if got := b.text("h1"); got != f.Name {
					t.Errorf("Kakao's page says %q, want %q", got, f.Name)
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
					t.Errorf("got %q, want %q", got, titles)
				}
				return
			}
			b.shows(localizer.Localize(wanted[0]))
		})
	}
}

// shows holds that the page is that of a message, and of nothing else.
func (b tab) shows(want apicause.Message) {
	b.Helper()
	got := read(b, chromedp.Evaluate[[]string](`[document.documentElement.lang, document.querySelector("h1").textContent, document.querySelector("main > p").textContent]`))
	if want := []string{want.Language.String(), want.Title, want.Detail}; !slices.Equal(got, want) {
		b.Errorf("got %q, want %q", got, want)
	}
}
