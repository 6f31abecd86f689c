package serve_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/serve"
)

// A desk is a folder with its page.
type desk struct {
	testing.TB
	dir, url string
	client   *http.Client
	stop     func() // ends the server
}

// open serves a folder of these files until the test ends.
func open(t testing.TB, files map[string]string) desk {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), data)
	}
	return serveFolder(t, serve.Config{Dir: dir})
}

func serveFolder(t testing.TB, c serve.Config) desk {
	t.Helper()
	if c.Addr == "" {
		c.Addr = "127.0.0.1:0"
	}
	if c.UILang == nil {
		c.UILang = []string{"en"}
	}
	s, err := serve.New(c)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- s.Serve(ctx) }()
	stop := sync.OnceFunc(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(stop)
	jar, _ := cookiejar.New(nil)
	return desk{t, c.Dir, strings.TrimSuffix(s.URL(), "/"), &http.Client{Jar: jar}, stop}
}

// restart ends the server and starts it again at the same address.
func (d desk) restart() desk {
	d.Helper()
	d.stop()
	return serveFolder(d.TB, serve.Config{Dir: d.dir, Addr: strings.TrimPrefix(d.url, "http://")})
}

func write(t testing.TB, name, data string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// file returns what a file of the folder holds.
func (d desk) file(name string) string {
	d.Helper()
	data, err := os.ReadFile(filepath.Join(d.dir, filepath.FromSlash(name)))
	if err != nil {
		d.Fatal(err)
	}
	return string(data)
}

// An answer is what the page says to a request.
type answer struct {
	status int
	body   string
	header http.Header
	at     string // path and query that it ends at
}

func (d desk) do(r *http.Request) answer {
	d.Helper()
	resp, err := d.client.Do(r)
	if err != nil {
		d.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		d.Fatal(err)
	}
	return answer{resp.StatusCode, string(body), resp.Header, resp.Request.URL.RequestURI()}
}

func (d desk) get(address string) answer {
	d.Helper()
	r, err := http.NewRequest(http.MethodGet, d.url+address, nil)
	if err != nil {
		d.Fatal(err)
	}
	return d.do(r)
}

func (d desk) post(address string, form url.Values) answer {
	d.Helper()
	r, err := http.NewRequest(http.MethodPost, d.url+address, strings.NewReader(form.Encode()))
	if err != nil {
		d.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return d.do(r)
}

// builtIn is the library's own folder.
func builtIn(t testing.TB) map[string]string {
	t.Helper()
	files := make(map[string]string)
	names, err := fs.Glob(apicause.Locales(), "*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(apicause.Locales(), name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(data)
	}
	return files
}

// many is a folder of so many languages and causes, each with four texts.
func many(languages, causes int) map[string]string {
	tags := []language.Tag{language.English}
	for _, tag := range display.Supported.Tags() {
		if len(tags) < languages && tag != language.English && !tag.IsRoot() {
			tags = append(tags, tag)
		}
	}
	files := make(map[string]string)
	for n, tag := range tags {
		var b strings.Builder
		for _, section := range []string{"", "title", "detail", "detail_with_facts"} {
			if section != "" {
				fmt.Fprintf(&b, "[%s]\n", section)
			}
			for c := range causes {
				end := map[string]string{"detail": ".", "detail_with_facts": " {{.Scopes}}."}[section]
				fmt.Fprintf(&b, "Cause%d = \"%d, words of section %s about number %d%s\"\n", c, n, section, c, end)
			}
		}
		files["active."+tag.String()+".toml"] = b.String()
	}
	return files
}

// BenchmarkPages measures the first page, and all pages of a very large folder: the
// former is to take less than 50 ms, each of the latter less than 300 ms.
func BenchmarkPages(b *testing.B) {
	for _, size := range []struct {
		name  string
		files map[string]string
		pages []string
	}{
		{"13 languages of 43 causes", builtIn(b), []string{"/", "/?lang=ko", "/edit/ko/ApiLimitExceeded"}},
		{"100 languages of 1,000 causes", many(100, 1000), []string{"/", "/?lang=ko", "/?q=number+777", "/?state=warning", "/changes", "/edit/ar/Cause500"}},
	} {
		b.Run(size.name, func(b *testing.B) {
			d := open(b, size.files)
			d.checked()
			for _, page := range size.pages {
				b.Run(page, func(b *testing.B) {
					bytes := 0
					for b.Loop() {
						a := d.get(page)
						if bytes = len(a.body); a.status != http.StatusOK {
							b.Fatal(a.status)
						}
					}
					b.ReportMetric(float64(bytes), "B/page")
				})
			}
			b.Run("check", func(b *testing.B) {
				page := size.pages[len(size.pages)-1]
				id := "title." + path.Base(page)
				for i := 0; b.Loop(); i++ {
					if a := d.post(page, url.Values{"action": {"check"}, "text:" + id + ":": {fmt.Sprint("다시 해 주세요 ", i)}}); a.status != http.StatusOK {
						b.Fatal(a.status)
					}
				}
			})
		})
	}
}

// checked waits until all languages have been checked, which the stream of events
// says.
func (d desk) checked() {
	d.Helper()
	r, err := http.NewRequest(http.MethodGet, d.url+"/events", nil)
	if err != nil {
		d.Fatal(err)
	}
	resp, err := d.client.Do(r)
	if err != nil {
		d.Fatal(err)
	}
	defer resp.Body.Close()
	files, err := filepath.Glob(filepath.Join(d.dir, "active.*.toml"))
	if err != nil {
		d.Fatal(err)
	}
	lines := bufio.NewScanner(resp.Body)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		if strings.HasSuffix(lines.Text(), fmt.Sprintf(`"checked":%d}`, len(files))) {
			return
		}
	}
	d.Fatal("the stream of events ended")
}
