package serve_test

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/apicause/apicause/tools/serve"
)

const english = `SoldOut = "An item is sold out"

[title]
SoldOut = "This item is sold out"

[detail]
SoldOut = "Choose another item."

[detail_with_facts]
SoldOut = "{{.Item}} is sold out. Choose another item."
`

const korean = `# 주석은 그대로 있어야 해요.
SoldOut = '상품이 품절된 경우' # 설명

[title]
SoldOut = "품절된 상품이에요"
`

func shop(t testing.TB) desk {
	return open(t, map[string]string{"active.en.toml": english, "active.ko.toml": korean})
}

// save is a form that gives the Korean title another text.
func save(text string) url.Values {
	return url.Values{"action": {"save"}, "text:title.SoldOut:": {text}, "was:title.SoldOut:": {"품절된 상품이에요"}, "saw:title.SoldOut:": {"This item is sold out"}}
}

func TestHostileRequestsAreRefused(t *testing.T) {
	d := shop(t)
	post := func(change func(*http.Request)) *http.Request {
		r, _ := http.NewRequest(http.MethodPost, d.url+"/edit/ko/SoldOut", strings.NewReader(save("다 팔렸어요").Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		change(r)
		return r
	}
	get := func(address string) *http.Request {
		r, _ := http.NewRequest(http.MethodGet, d.url+address, nil)
		return r
	}
	large, _ := http.NewRequest(http.MethodPost, d.url+"/edit/ko/SoldOut", bytes.NewReader(make([]byte, 10<<20)))
	large.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	endless, _ := http.NewRequest(http.MethodPost, d.url+"/edit/ko/SoldOut", struct{ *strings.Reader }{strings.NewReader("a=" + strings.Repeat("b", 10<<20))})
	endless.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, test := range []struct {
		name    string
		request *http.Request
		status  int
		reason  string
	}{
		{"another origin", post(func(r *http.Request) { r.Header.Set("Origin", "http://evil.example") }), 403, "Only forms of this page"},
		{"another site, as browsers say", post(func(r *http.Request) { r.Header.Set("Sec-Fetch-Site", "cross-site") }), 403, "Only forms of this page"},
		{"another port of this machine", post(func(r *http.Request) { r.Header.Set("Origin", "http://127.0.0.1:1") }), 403, "Only forms of this page"},
		{"another host", post(func(r *http.Request) { r.Host = "evil.example" }), 421, "by the address"},
		{"a host that only looks like this one", post(func(r *http.Request) { r.Host = "127.0.0.1.evil.example:80" }), 421, "by the address"},
		{"another host that reads", func() *http.Request { r := get("/"); r.Host = "evil.example"; return r }(), 421, "by the address"},
		{"ten megabytes", large, 413, "mebibyte"},
		{"ten megabytes without a length", endless, 413, "mebibyte"},
		{"a language that is a path", get("/edit/..%2F..%2Fetc/SoldOut"), 404, "no message file of this language"},
		{"a message that is a path", get("/edit/ko/..%2F..%2Fetc%2Fpasswd"), 404, "no message of this name"},
		{"a static file that is a path", get("/static/..%2Fserve.go"), 404, "not found"},
		{"a form that is none", post(func(r *http.Request) { r.Header.Set("Content-Type", "multipart/form-data") }), 400, "forms of this page"},
	} {
		t.Run(test.name, func(t *testing.T) {
			a := d.do(test.request)
			if a.status != test.status || !strings.Contains(a.body, test.reason) {
				t.Errorf("got %d, want %d with %q:\n%.2000s", a.status, test.status, test.reason, a.body)
			}
			if got := d.file("active.ko.toml"); got != korean {
				t.Errorf("the file has changed:\n%s", got)
			}
		})
	}
	for _, lang := range []string{"../x", "..", "ko/../x", "a\x00b", "/etc/passwd", "ko.toml", strings.Repeat("x", 5000)} {
		if a := d.post("/languages", url.Values{"lang": {lang}}); a.status != http.StatusUnprocessableEntity {
			t.Errorf("adding %.20q: got %d, want a refusal", lang, a.status)
		}
	}
	if names, _ := filepath.Glob(filepath.Join(d.dir, "*")); len(names) != 2 {
		t.Errorf("the folder holds %q", names)
	}
}

func TestFileReplacedByALinkIsNotWritten(t *testing.T) {
	for _, test := range []struct{ name, link string }{
		{"the message file", "active.ko.toml"},
		{"the memory", ".sources/ko.toml"},
		{"the folder of the memory", ".sources"},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := shop(t)
			outside := t.TempDir()
			target := filepath.Join(outside, "target.toml")
			write(t, target, korean)
			path := filepath.Join(d.dir, filepath.FromSlash(test.link))
			switch test.link {
			case ".sources":
				target = outside
			case ".sources/ko.toml":
				write(t, path, "")
				fallthrough
			default:
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			}
			if err := os.Symlink(target, path); err != nil {
				t.Fatal(err)
			}
			a := d.post("/edit/ko/SoldOut", save("다 팔렸어요"))
			if a.status < 400 || !strings.Contains(a.body, "link") && !strings.Contains(a.body, "No such language") {
				t.Errorf("got %d:\n%s", a.status, a.body)
			}
			entries, err := os.ReadDir(outside)
			if err != nil || len(entries) != 1 {
				t.Errorf("outside of the folder there are %v, %v", entries, err)
			}
			if got, err := os.ReadFile(filepath.Join(outside, "target.toml")); err != nil || string(got) != korean {
				t.Errorf("outside of the folder there is %s, %v", got, err)
			}
		})
	}
	t.Run("is shown as such", func(t *testing.T) {
		d := shop(t)
		secret := filepath.Join(t.TempDir(), "secret.toml")
		write(t, secret, "SoldOut = \"of nobody's business\"\n")
		if err := os.Remove(filepath.Join(d.dir, "active.ko.toml")); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(secret, filepath.Join(d.dir, "active.ko.toml")); err != nil {
			t.Fatal(err)
		}
		a := d.get("/")
		if !strings.Contains(a.body, "leads out of the folder") || strings.Contains(a.body, "business") {
			t.Errorf("got:\n%s", a.body)
		}
	})
}

func TestTwoHundredTabs(t *testing.T) {
	d := shop(t)
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	followed, refused := 0, 0
	for range 200 {
		r, _ := http.NewRequestWithContext(ctx, http.MethodGet, d.url+"/events", nil)
		resp, err := d.client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		switch resp.StatusCode {
		case http.StatusOK:
			followed++
		case http.StatusServiceUnavailable:
			refused++
			resp.Body.Close()
		}
	}
	if followed != 100 || refused != 100 {
		t.Errorf("%d tabs follow the files, %d are refused; want 100 each", followed, refused)
	}
	if a := d.post("/edit/ko/SoldOut", save("다 팔렸어요")); a.status != http.StatusOK {
		t.Errorf("saving meanwhile: got %d", a.status)
	}
}

func TestEveryPageForbidsForeignContent(t *testing.T) {
	d := shop(t)
	for _, address := range []string{"/", "/edit/ko/SoldOut", "/changes", "/nowhere", "/static/page.js"} {
		h := d.get(address).header
		policy := h.Get("Content-Security-Policy")
		if !strings.Contains(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe") {
			t.Errorf("%s: policy %q", address, policy)
		}
		if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: headers %v", address, h)
		}
	}
	preview := regexp.MustCompile(`/preview/[0-9a-f]+`).FindString(d.get("/edit/ko/SoldOut").body)
	a := d.get(preview)
	if policy := a.header.Get("Content-Security-Policy"); a.status != http.StatusOK || !strings.HasPrefix(policy, "sandbox; default-src 'none'; style-src 'sha256-") || strings.Contains(policy, "unsafe") {
		t.Errorf("preview %q: got %d, policy %q", preview, a.status, policy)
	}
}

func TestOpenAddressAsksForAToken(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "active.en.toml"), english)
	d := serveFolder(t, serve.Config{Dir: dir, Addr: "0.0.0.0:0"})
	whole, err := url.Parse(d.url)
	if err != nil {
		t.Fatal(err)
	}
	token := whole.Query().Get("token")
	d.url = "http://" + whole.Host
	if a := d.get("/"); a.status != http.StatusForbidden || !strings.Contains(a.body, "lacks its token") {
		t.Errorf("without the token: got %d", a.status)
	}
	if a := d.get("/?token=" + token[1:] + "A"); a.status != http.StatusForbidden {
		t.Errorf("with another token: got %d", a.status)
	}
	if a := d.get("/?token=" + token); a.status != http.StatusOK || a.at != "/" {
		t.Errorf("with the token: got %d at %s, want the page without it in the address", a.status, a.at)
	}
	if a := d.get("/edit/en/SoldOut"); a.status != http.StatusOK {
		t.Errorf("after that: got %d", a.status)
	}
}
