package serve_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"github.com/apicause/apicause/tools/serve"
)

// accessible holds that axe-core finds nothing on any page, in both color schemes.
func accessible(b tab) {
	source, err := os.ReadFile("testdata/axe/node_modules/axe-core/axe.min.js")
	if err != nil {
		b.Skip("axe-core is missing: run npm ci in tools/serve/testdata/axe")
	}
	d := open(b, map[string]string{"active.en.toml": english, "active.ko.toml": korean, "active.ar.toml": "SoldOut = 'x  y'\n", ".sources/ko.toml": staleSources})
	d.checked()
	b.visit(d.url + "/edit/ko/SoldOut")
	b.do(chromedp.SendKeys(`[name="text:title.SoldOut:"]`, "!  "))
	b.until(`document.querySelector(".finding")`)
	write(b, filepath.Join(d.dir, "active.ko.toml"), strings.Replace(korean, "품절된 상품", "다 팔린 상품", 1))
	b.says("When you began")
	pages := []string{"", "/", "/?lang=ko", "/?lang=ko&state=stale", "/?state=missing", "/edit/ko/SoldOut", "/edit/ar/SoldOut", "/edit/en/ApiLimitExceeded", "/changes", "/nowhere"}
	for _, page := range pages {
		if page != "" {
			b.visit(d.url + page)
		}
		b.do(chromedp.Evaluate[chromedp.Void](string(source) + "; void 0"))
		for _, scheme := range []string{"light", "dark"} {
			emulate(b, scheme)
			found := read(b, chromedp.Evaluate[string](`axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }).then(r => JSON.stringify(r.violations.map(v => v.id + ": " + v.help + ": " + v.nodes.slice(0, 3).map(n => n.html + " " + n.failureSummary).join("; "))))`, chromedp.EvalAwaitPromise))
			if found != "[]" {
				b.Errorf("%s, %s: %s", page, scheme, found)
			}
		}
	}
}

// emulate shows pages in a color scheme.
func emulate(b tab, scheme string) {
	b.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
	if err != nil {
		b.Fatal(err)
	}
}

// unfinished is the library's own folder in the middle of a translator's work.
func unfinished(b tab) map[string]string {
	files := builtIn(b)
	for name, change := range map[string]*regexp.Regexp{
		"active.fr.toml": regexp.MustCompile(`(?m)^(ApiLimitExceeded|NotFriend|Conflict|UnderMaintenance) = .*\n`),
		"active.th.toml": regexp.MustCompile(`(?m)^(InternalError|BlockedAction|DeprecatedApi|InvalidToken) = .*\n`),
		"active.vi.toml": regexp.MustCompile(`(?m)^(NotRegisteredUser|InvalidToken) = .*\n`),
	} {
		files[name] = change.ReplaceAllString(files[name], "")
	}
	files["active.de.toml"] = strings.Replace(files["active.de.toml"], "[title]\nInternalError = \"", "[title]\nInternalError = \"{{.Retry}} ", 1)
	files["active.ko.toml"] = strings.Replace(files["active.ko.toml"], "{{.Retry}} 다시", "{{.Retry}}  다시", 1)
	files[".sources/ko.toml"] = "\"title.ApiLimitExceeded\" = \"This service has used up its Kakao limit\"\n\"title.PermissionDenied\" = \"This feature isn't available\"\n"
	return files
}

var draw = flag.Bool("screenshots", false, "draw the screenshots in docs anew")

// screenshots draws the overview and the editor for the README.
func screenshots(b tab) {
	if !*draw {
		b.Skip("draws only with -screenshots")
	}
	docs, err := filepath.Abs("docs")
	if err != nil {
		b.Fatal(err)
	}
	b.Chdir(b.TempDir())
	for name, data := range unfinished(b) {
		write(b, filepath.Join("locales", filepath.FromSlash(name)), data)
	}
	d := serveFolder(b, serve.Config{Dir: "locales"})
	d.checked()
	for name, page := range map[string]string{"overview": "/", "editor": "/edit/ko/ApiLimitExceeded"} {
		for _, scheme := range []string{"light", "dark"} {
			emulate(b, scheme)
			b.do(chromedp.EmulateViewport(1280, 860))
			b.visit(d.url + page)
			if err := os.WriteFile(filepath.Join(docs, name+"-"+scheme+".png"), read(b, chromedp.CaptureScreenshot()), 0o644); err != nil {
				b.Fatal(err)
			}
		}
	}
}
