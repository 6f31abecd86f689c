package app_test

import (
	"bytes"
	"crypto/rand"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"github.com/apicause/apicause/examples/webapp/app"
	"github.com/apicause/apicause/examples/webapp/standin"
)

// A service is the app beside a stand-in.
type service struct {
	URL   string
	Kakao *standin.Kakao
	Logs  *logs
}

type logs struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logs) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(b)
}

// take returns what has been logged since it was asked last.
func (l *logs) take() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	defer l.b.Reset()
	return l.b.String()
}

func serve(t *testing.T) *service {
	t.Helper()
	s := &service{Kakao: standin.New(), Logs: &logs{}}
	kakao := httptest.NewServer(s.Kakao)
	t.Cleanup(kakao.Close)
	server := httptest.NewUnstartedServer(nil)
	s.URL = "http://" + server.Listener.Addr().String()
	key := make([]byte, 32)
	_, _ = rand.Read(key)
	handler, err := app.New(app.Config{
		AuthURL: kakao.URL, APIURL: kakao.URL, RESTKey: "key", RedirectURL: s.URL + "/callback", SessionKey: key,
		HTTP: &http.Client{Timeout: 10 * time.Second}, Log: slog.New(slog.NewTextHandler(s.Logs, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	server.Config.Handler = handler
	server.Start()
	t.Cleanup(server.Close)
	return s
}

// A page is what a browser shows.
type page struct {
	Status int
	URL    *url.URL
	Header http.Header
	Body   string
}

func (p page) heading(t *testing.T) string { return p.text(t, "h1") }

// text returns the text of the first element of that name.
func (p page) text(t *testing.T, name string) string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(p.Body))
	if err != nil {
		t.Fatal(err)
	}
	for n := range root.Descendants() {
		if n.Type == html.ElementNode && n.Data == name {
			var text strings.Builder
			for c := range n.Descendants() {
				if c.Type == html.TextNode {
					text.WriteString(c.Data)
				}
			}
			return text.String()
		}
	}
	return ""
}

// A person has a browser that reads Korean.
type person struct {
	t *testing.T
	c *http.Client
	s *service
}

func visit(t *testing.T, s *service) person {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return person{t, &http.Client{Jar: jar}, s}
}

func (p person) do(method, address string, form url.Values, header ...string) page {
	p.t.Helper()
	req, err := http.NewRequest(method, address, strings.NewReader(form.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Accept", "text/html")
	req.Header.Set("Accept-Language", "ko-KR,ko;q=0.9")
	if method == http.MethodPost {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i+1 < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := p.c.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return page{resp.StatusCode, resp.Request.URL, resp.Header, string(body)}
}

// login goes to Kakao and presses the button there.
func (p person) login(query, button string) page {
	p.t.Helper()
	kakao := p.do("GET", p.s.URL+"/login?"+query, nil)
	form := kakao.URL.Query()
	form.Set("decision", button)
	form.Set("failure", kakao.URL.Query().Get("login_hint"))
	return p.do("POST", kakao.URL.Scheme+"://"+kakao.URL.Host+"/oauth/authorize", form)
}

func (p person) send(text string) page {
	p.t.Helper()
	return p.do("POST", p.s.URL+"/send", url.Values{"text": {text}})
}
