package serve_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
	"github.com/google/go-cmp/cmp"
)

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
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("accept-lang", "en-US"))
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

// open opens a tab of a browser that knows nobody yet. It ends in a minute at the
// latest, so that nothing hangs.
func openTab(t *testing.T, browser context.Context) tab {
	t.Helper()
	ctx, stop := chromedp.NewContext(browser, chromedp.WithNewBrowserContext())
	t.Cleanup(stop)
	b := tab{t, ctx}
	b.do() // the first call, which has to be without a time limit
	limited, stop := context.WithTimeout(ctx, time.Minute)
	t.Cleanup(stop)
	return tab{t, limited}
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

// script evaluates an expression of JavaScript.
func script[T any](b tab, expression string) T {
	b.Helper()
	return read(b, chromedp.Evaluate[T](expression))
}

// visit loads an address, until its scripts have run.
func (b tab) visit(address string) {
	b.Helper()
	b.do(chromedp.Navigate(address))
	b.until(`document.documentElement.classList.contains("js")`)
}

// until waits until an expression is true.
func (b tab) until(expression string) {
	b.Helper()
	wait := `new Promise((resolve, reject) => {
		const end = Date.now() + 20000, look = () => (` + expression + `) ? resolve(true) : Date.now() > end ? reject(new Error("not so")) : setTimeout(look, 30);
		look();
	})`
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](wait, chromedp.EvalAwaitPromise)); err != nil {
		b.Fatalf("%s: %v; the page says:\n%s", expression, err, read(b, chromedp.Evaluate[string](`document.activeElement.outerHTML.slice(0, 300) + "\n" + location + "\n" + [...document.querySelectorAll(".finding, .banner, .status")].map(e => e.innerText).join("|").slice(0, 500)`)))
	}
}

// arrive presses a key that leads to another page.
func (b tab) arrive(path string, actions ...chromedp.Action[chromedp.Void]) {
	b.Helper()
	if _, err := chromedp.RunResponse(b.ctx, actions...); err != nil {
		b.Fatal(err)
	}
	b.until(fmt.Sprintf(`document.documentElement.classList.contains("js") && (location.pathname + location.search).startsWith(%q)`, path))
}

// tabTo presses Tab until what has the focus fits.
func (b tab) tabTo(selector string) {
	b.Helper()
	for range 200 {
		b.do(chromedp.KeyEvent(kb.Tab))
		if script[bool](b, fmt.Sprintf(`document.activeElement.matches(%q)`, selector)) {
			return
		}
	}
	b.Fatalf("no way by Tab to %s", selector)
}

func (b tab) keys(keys string) { b.Helper(); b.do(chromedp.KeyEvent(keys)) }

// says waits until the page has a text.
func (b tab) says(text string) {
	b.Helper()
	b.until(fmt.Sprintf(`document.body.innerText.includes(%q)`, text))
}

var saveAndNext = chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(chromedp.ModifierCtrl))

func TestInABrowser(t *testing.T) {
	browser := browse(t)
	for name, test := range map[string]func(tab){
		"a translator's day by keyboard alone": day,
		"files that change outside":            outside,
		"drafts survive":                       drafts,
		"without scripts":                      withoutScripts,
		"from right to left":                   rightToLeft,
		"fixes and texts from elsewhere":       fixes,
	} {
		t.Run(name, func(t *testing.T) { test(openTab(t, browser)) })
	}
	t.Run("axe", func(t *testing.T) { accessible(openTab(t, browser)) })
	t.Run("screenshots", func(t *testing.T) { screenshots(openTab(t, browser)) })
}

// day finds what is missing, writes it, fixes what lint finds, saves, and goes on.
func day(b tab) {
	d := shop(b)
	d.checked()
	b.visit(d.url)
	b.tabTo(`.languages a[href="/?lang=ko&state=missing"]`)
	b.arrive("/?lang=ko&state=missing", chromedp.KeyEvent(kb.Enter))
	b.keys("/")
	b.until(`document.activeElement.id === "q"`)
	b.keys("sold")
	b.until(`location.search.includes("q=sold") && document.querySelectorAll("[data-grid] li").length === 1`)
	b.keys(kb.ArrowDown)
	b.arrive("/edit/ko/SoldOut", chromedp.KeyEvent(kb.Enter))
	b.until(`document.activeElement.name === "text:detail.SoldOut:"`) // the first that is missing
	b.do(chromedp.SendKeys(`[name="text:detail.SoldOut:"]`, "{{.Item}} 말고 다른  상품을 골라 주세요."))
	b.says("Error:")
	b.arrive("/edit/ko/SoldOut", saveAndNext)
	b.says("Not saved.")
	if got := d.file("active.ko.toml"); got != korean {
		b.Errorf("a text with an error was saved:\n%s", got)
	}
	b.tabTo(`[name="text:detail.SoldOut:"]`)
	b.do(chromedp.KeyEvent(kb.Home), chromedp.KeyEvent(kb.End, chromedp.KeyModifiers(chromedp.ModifierShift)))
	b.keys("다른  상품을 골라 주세요.")
	b.until(`[...document.querySelectorAll("#edit .finding.warning button")].some(b => b.dataset.of === document.activeElement.value)`)
	b.tabTo(`.finding button[name=take]`)
	b.keys(kb.Enter)
	b.until(`document.querySelector('[name="text:detail.SoldOut:"]').value === "다른 상품을 골라 주세요."`)
	b.until(`!document.querySelector("#edit .finding.warning, #edit .finding.error")`)
	b.until(`document.querySelector(".toast").textContent.includes("다른 상품을 골라 주세요.")`)
	b.arrive("/", saveAndNext)
	b.says("Saved SoldOut (ko).")
	want := korean + "\n[detail]\nSoldOut = \"다른 상품을 골라 주세요.\"\n"
	if diff := cmp.Diff(want, d.file("active.ko.toml")); diff != "" {
		b.Errorf("-want +got:\n%s", diff)
	}
	b.tabTo(`.flash button`)
	b.arrive("/edit/ko/SoldOut?undone=1", chromedp.KeyEvent(kb.Enter))
	if got := d.file("active.ko.toml"); got != korean {
		b.Errorf("undo leaves:\n%s", got)
	}
	b.tabTo(`.home`)
	b.arrive("/", chromedp.KeyEvent(kb.Enter))
	b.tabTo(`#add`)
	b.keys("fr")
	b.arrive("/?lang=fr", chromedp.KeyEvent(kb.Enter))
	if got := d.file("active.fr.toml"); !strings.Contains(got, "#SoldOut = \"\"") {
		b.Errorf("the new language has:\n%s", got)
	}
}

// outside changes files while the page is open.
func outside(b tab) {
	d := shop(b)
	d.checked()
	file := filepath.Join(d.dir, "active.ko.toml")
	b.visit(d.url + "/?lang=ko&q=SoldOut")
	write(b, file, strings.Replace(korean, "품절된 상품이에요", "다 팔렸어요", 1))
	b.says("다 팔렸어요")

	b.visit(d.url + "/edit/ko/SoldOut")
	b.do(chromedp.Focus(`[name="text:title.SoldOut:"]`))
	b.keys("  x")
	b.until(`document.querySelector(".finding")`)
	mine := script[string](b, `document.activeElement.value`)
	write(b, file, strings.Replace(strings.Replace(korean, "품절된 상품이에요", "매진이에요", 1), "상품이 품절된 경우", "다 팔린 경우", 1))
	b.until(`document.querySelector('[name="text:SoldOut:"]').value === "다 팔린 경우"`) // a box that she is not in
	b.says("매진이에요")
	if got := script[string](b, `document.activeElement.value`); got != mine {
		b.Errorf("the box in focus was overwritten: %q, want %q", got, mine)
	}
	b.do(chromedp.Focus(`[name="text:title.SoldOut:"]`))
	b.arrive("/edit/ko/SoldOut", saveAndNext)
	for _, text := range []string{"When you began", "다 팔렸어요", "In the file now", "매진이에요", "Yours", mine} {
		b.says(text)
	}
	if got := d.file("active.ko.toml"); strings.Contains(got, mine) {
		b.Errorf("it was saved without asking:\n%s", got)
	}
}

// drafts holds that what was not saved comes back after a reload, and from a
// server that was started again.
func drafts(b tab) {
	d := shop(b)
	b.visit(d.url + "/edit/ko/SoldOut")
	b.do(chromedp.SendKeys(`[name="text:detail.SoldOut:"]`, "다른 상품을 골라 주세요."))
	b.until(`localStorage.length === 1`)
	b.visit(d.url + "/edit/ko/SoldOut")
	b.until(`document.querySelector('[name="text:detail.SoldOut:"]').value === "다른 상품을 골라 주세요."`)
	b.says("What you wrote before")
	d = d.restart()
	write(b, filepath.Join(d.dir, "active.ko.toml"), korean+"\n[detail]\nSoldOut = \"다른 것을 골라 주세요.\"\n")
	b.visit(d.url + "/edit/ko/SoldOut")
	b.says("다른 것을 골라 주세요.") // both, since the draft began without it
	if got := script[string](b, `document.querySelector('[name="text:detail.SoldOut:"]').value`); got != "다른 상품을 골라 주세요." {
		b.Errorf("the draft is %q", got)
	}
	for range 2 { // the first shows all texts and asks
		b.do(chromedp.Focus(`[name="text:detail.SoldOut:"]`))
		b.arrive("/", saveAndNext)
	}
	b.until(`localStorage.length === 0`)
}

func withoutScripts(b tab) {
	d := shop(b)
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		b.Fatal(err)
	}
	b.do(chromedp.Navigate(d.url+"/edit/ko/SoldOut"), chromedp.SendKeys(`[name="text:detail.SoldOut:"]`, "다른 상품을 골라 주세요."))
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(`button[value=save]`)); err != nil {
		b.Fatal(err)
	}
	if got := read(b, chromedp.Text(".flash p")); !strings.Contains(got, "Saved") {
		b.Errorf("the page says %q", got)
	}
	if got, want := d.file("active.ko.toml"), korean+"\n[detail]\nSoldOut = \"다른 상품을 골라 주세요.\"\n"; got != want {
		b.Errorf("got:\n%s", got)
	}
}

func rightToLeft(b tab) {
	d := open(b, builtIn(b))
	b.visit(d.url + "/edit/ar/NotFriend")
	got := read(b, chromedp.Evaluate[[]string](`(async () => [
		getComputedStyle(document.querySelector("textarea")).direction,
		getComputedStyle(document.querySelector(".toast")).direction,
		getComputedStyle(document.querySelector(".source")).direction,
		await (await fetch(document.querySelector("iframe").src)).text().then(page => page.includes('lang="ar" dir="rtl"') + "")])()`, chromedp.EvalAwaitPromise))
	if want := []string{"rtl", "rtl", "ltr", "true"}; !slices.Equal(got, want) {
		b.Errorf("box, toast, source and page are %q, want %q", got, want)
	}
	if got := script[float64](b, `document.querySelector(".toast").getBoundingClientRect().width`); got != 320 {
		b.Errorf("the toast is %v wide", got)
	}
}

func fixes(b tab) {
	d := open(b, map[string]string{"active.en.toml": "A = \"The same\"\nB = \"The same\"\n", "active.ko.toml": "A = \"같은 글\"\n"})
	b.visit(d.url + "/edit/ko/B")
	b.do(chromedp.Click(`.offer button`))
	b.until(`document.querySelector("textarea").value === "같은 글"`)
	b.do(chromedp.KeyEvent("z", chromedp.KeyModifiers(chromedp.ModifierCtrl))) // the browser's own undo
	b.until(`document.querySelector("textarea").value === ""`)
}
