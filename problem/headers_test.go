package problem_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

func TestHEADHasTheHeadersOfGET(t *testing.T) {
	p := problem.New(problem.Config{})
	server := httptest.NewServer(p.Handler(func(_ http.ResponseWriter, r *http.Request) error {
		return apicause.WithFact(apicause.InvalidToken, "Retry", time.Minute)
	}))
	defer server.Close()
	ask := func(method, accept string) (http.Header, int) {
		r, err := http.NewRequest(method, server.URL, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Accept", accept)
		resp, err := server.Client().Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		resp.Header.Del("Date")
		return resp.Header, len(body)
	}
	for _, accept := range []string{"application/json", "text/html", "text/plain"} {
		get, n := ask(http.MethodGet, accept)
		head, none := ask(http.MethodHead, accept)
		if fmt.Sprint(get) != fmt.Sprint(head) || head.Get("Content-Length") != strconv.Itoa(n) || none != 0 {
			t.Errorf("%s: GET has %v and %d bytes, HEAD %v and %d", accept, get, n, head, none)
		}
	}
	w := httptest.NewRecorder()
	w.Header().Set("Content-Encoding", "gzip")
	p.Write(w, request(http.MethodHead, "", ""), apicause.InvalidToken)
	if got := w.Header()["Content-Length"]; got != nil || w.Body.Len() != 0 {
		t.Errorf("compressed: Content-Length %v, %d bytes", got, w.Body.Len())
	}
}

// A framework that writes the body by itself has the headers of Write.
func TestHeader(t *testing.T) {
	p := problem.New(problem.Config{})
	for name, err := range map[string]error{
		"a cause":       apicause.NotTalkUser,
		"a challenge":   apicause.InvalidToken,
		"a wait":        apicause.WithFact(apicause.ApiLimitExceeded, "Retry", 1500*time.Millisecond),
		"a hidden wait": apicause.WithFact(apicause.NotTalkUser, "Retry", time.Minute),
	} {
		t.Run(name, func(t *testing.T) {
			before := http.Header{"Vary": {"Origin"}, "Etag": {"x"}, "Content-Encoding": {"gzip"}, "Set-Cookie": {"a=b"}}
			w := httptest.NewRecorder()
			for name, values := range before {
				w.Header()[name] = values
			}
			p.Write(w, request(http.MethodGet, "", "ko"), err)
			got := before.Clone()
			p.Header(got, p.Problem(request(http.MethodGet, "", "ko"), err))
			want := w.Header()
			want.Del("Content-Type")
			if fmt.Sprint(got) != fmt.Sprint(want) {
				t.Errorf("got %v, want %v", got, want)
			}
		})
	}
	h := http.Header{"Content-Type": {"application/graphql-response+json"}}
	p.Header(h, p.For(apicause.Localizer{}, apicause.NotTalkUser))
	if got := h.Get("Content-Type"); got != "application/graphql-response+json" {
		t.Errorf("Content-Type %q", got)
	}
}

func TestHeadersOfABodyThatIsNotSentGo(t *testing.T) {
	gone := []string{
		"Accept-Ranges", "Age", "Content-Disposition", "Content-Length", "Content-Location", "Content-MD5", "Content-Range",
		"ETag", "Expires", "Last-Modified", "Trailer", "Digest", "Content-Digest", "Repr-Digest",
		"CDN-Cache-Control", "Cloudflare-CDN-Cache-Control", "Surrogate-Control", "X-Accel-Redirect", "X-Sendfile",
		http.TrailerPrefix + "X-Checksum",
	}
	stay := []string{"Allow", "Content-Encoding", "Content-Security-Policy", "Link", "Set-Cookie", "Access-Control-Allow-Origin", "X-Request-Id"}
	p := problem.New(problem.Config{})
	answer := p.For(apicause.Localizer{}, apicause.NotTalkUser)
	for _, name := range gone {
		for _, written := range []string{name, http.CanonicalHeaderKey(name)} {
			h := http.Header{written: {"x"}}
			if p.Header(h, answer); h[written] != nil {
				t.Errorf("%s stays", written)
			}
		}
	}
	for _, name := range stay {
		h := http.Header{name: {"x"}}
		if p.Header(h, answer); fmt.Sprint(h[name]) != "[x]" {
			t.Errorf("%s is %v", name, h[name])
		}
	}
}
