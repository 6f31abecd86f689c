package main

import (
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
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

// One Chromium serves all tests of pages: each has a tab, which knows nobody yet.
func TestInABrowser(t *testing.T) {
	browser := browse(t)
	met := map[string][]standin.Failure{"ko": standin.Failures(), "en": oneOfEachPlace()} // the tests of HTML see the rest
	for language, preferences := range readers {
		t.Run(language, func(t *testing.T) {
			localizer := apicause.Default().Localizer(language)
			t.Run("signs in, consents to what is missing, sends", func(t *testing.T) { consents(open(t, browser, preferences), localizer) })
			t.Run("cancels", func(t *testing.T) { cancels(open(t, browser, preferences)) })
			t.Run("fails", func(t *testing.T) { fails(t, browser, preferences, localizer, met[language]) })
		})
	}
	t.Run("fits a narrow screen", func(t *testing.T) { fitsANarrowScreen(open(t, browser, "ko-KR,ko")) })
	t.Run("is accessible", func(t *testing.T) { isAccessible(open(t, browser, "ko-KR,ko")) })
	t.Run("counts a wait down", func(t *testing.T) { countsDown(open(t, browser, "ko-KR,ko")) })
	t.Run("finds failures", func(t *testing.T) { findsFailures(open(t, browser, "ko-KR,ko")) })
	t.Run("pictures", func(t *testing.T) { pictures(open(t, browser, "ko-KR,ko")) })
}

// The languages of readers, and what their browsers ask for.
var readers = map[string]string{"ko": "ko-KR,ko", "en": "en-US,en"}

// browse starts a headless Chromium.
func browse(t *testing.T) context.Context {
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
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true))
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

// open opens a tab of its own for a reader who prefers these languages. It takes
// two minutes at most, so that nothing hangs.
func open(t *testing.T, browser context.Context, languages string) tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(stop)
	tab{t, ctx}.do() // the first call, which has to be without a time limit
	ctx, stop = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(stop)
	b := tab{t, ctx}
	call(b, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": languages}})
	return b
}

// next returns the tab for another test, signed out everywhere.
func (b tab) next(t *testing.T) tab {
	t.Helper()
	b.T = t
	call(b, network.ClearBrowserCookies, cdp.Empty{})
	return b
}

func call[P, R any](b tab, command cdp.Command[P, R], params P) {
	b.Helper()
	if _, err := chromedp.Call(b.ctx, command, params); err != nil {
		b.Fatal(err)
	}
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
