package kakao_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
)

// A body counts what is done to it.
type body struct {
	io.Reader
	read   int
	closed bool
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.Reader.Read(p)
	b.read += n
	return n, err
}

func (b *body) Close() error { b.closed = true; return nil }

func response(method string, status int, h http.Header, text string) *http.Response {
	return &http.Response{
		StatusCode: status,
		Header:     h,
		Body:       &body{Reader: strings.NewReader(text)},
		Request:    httptest.NewRequest(method, "https://kapi.kakao.com/", nil),
	}
}

func TestCheckLeavesASuccessAlone(t *testing.T) {
	for _, status := range []int{200, 201, 204, 299} {
		resp := response(http.MethodGet, status, nil, `{"code":-401}`)
		if err := kakao.Check(resp); err != nil {
			t.Errorf("%d: got %v", status, err)
		}
		if b := resp.Body.(*body); b.read != 0 || b.closed {
			t.Errorf("%d: read %d bytes, closed %v", status, b.read, b.closed)
		}
	}
	for _, status := range []int{0, 100, 199, 300, 304, 400, 500, 999} {
		if err := kakao.Check(response(http.MethodGet, status, nil, "")); !errors.Is(err, apicause.Unknown) {
			t.Errorf("%d: got %v, want Unknown", status, err)
		}
	}
}

func TestCheckReadsAtMost64KiBAndLeavesClosingToTheCaller(t *testing.T) {
	resp := response(http.MethodPost, 400, nil, `{"code":-401,"msg":"`+strings.Repeat("a", 1<<20)+`"}`)
	if got, want := text(kakao.Check(resp)), "kakao: Unknown (HTTP 400)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if b := resp.Body.(*body); b.read != 64<<10 || b.closed {
		t.Errorf("read %d bytes, closed %v", b.read, b.closed)
	}
}

func TestCheckOfWhatIsHardlyAResponse(t *testing.T) {
	for _, test := range []struct {
		name string
		resp *http.Response
		want string
	}{
		{"nil", nil, "kakao: Unknown"},
		{"zero", &http.Response{}, "kakao: Unknown"},
		{"without a body", &http.Response{StatusCode: 401}, "kakao: Unknown (HTTP 401)"},
		{"without a request", &http.Response{StatusCode: 401, Body: io.NopCloser(strings.NewReader(`{"code":-401}`))}, "kakao: InvalidToken (-401, HTTP 401)"},
		{"of a request without a method", &http.Response{StatusCode: 401, Request: &http.Request{}}, "kakao: Unknown (HTTP 401)"},
	} {
		if got := text(kakao.Check(test.resp)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestCheckKnowsTheMethod(t *testing.T) {
	for method, want := range map[string]kakao.Retry{
		http.MethodPost:   kakao.RetryUncertain,
		http.MethodPut:    kakao.RetryUncertain,
		http.MethodDelete: kakao.RetryUncertain,
		http.MethodGet:    kakao.RetrySoon,
		http.MethodHead:   kakao.RetrySoon,
		"":                kakao.RetrySoon, // net/http sends GET
	} {
		resp := response(http.MethodGet, 400, nil, `{"code":-603,"msg":"timeout"}`)
		resp.Request.Method = method
		if got := asError(t, kakao.Check(resp)).Retry(); got != want {
			t.Errorf("%q: got %v, want %v", method, got, want)
		}
	}
}

func asError(t *testing.T, err error) *kakao.Error {
	t.Helper()
	e, ok := err.(*kakao.Error)
	if !ok {
		t.Fatalf("got %T %v, want a *kakao.Error", err, err)
	}
	return e
}

// Answers that come as from Kakao, over a connection.
func TestCheckOfAConnectionThatEndsEarly(t *testing.T) {
	const whole = `{"code":-401,"msg":"this access token does not exist"}`
	for _, test := range []struct {
		name, sent string
		length     int
		want       string
	}{
		{"halfway", whole[:20], len(whole), "kakao: Unknown (HTTP 401)"},
		{"before the first byte", "", len(whole), "kakao: Unknown (HTTP 401)"},
		{"behind a whole answer", whole, 2 * len(whole), "kakao: InvalidToken (-401, HTTP 401)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				conn, buf, err := w.(http.Hijacker).Hijack()
				if err != nil {
					t.Error(err)
					return
				}
				defer conn.Close()
				fmt.Fprintf(buf, "HTTP/1.1 401 Unauthorized\r\nContent-Length: %d\r\n\r\n%s", test.length, test.sent)
				buf.Flush()
			}))
			defer server.Close()
			resp, err := http.Get(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			err = kakao.Check(resp)
			if got := text(err); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if !errors.Is(err, io.ErrUnexpectedEOF) {
				t.Error("errors.Is does not find the reason")
			}
		})
	}
}

func TestCheckOfAnAnswerThatHangs(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		io.WriteString(w, `{"code":-402,"ms`)
		http.NewResponseController(w).Flush()
		<-release
	}))
	defer server.Close()
	defer close(release)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	err = kakao.Check(resp)
	if got, want := text(err), "kakao: Unknown (HTTP 403)"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Error("errors.Is does not find context.DeadlineExceeded")
	}
}

// A body tells which goroutine reads it: the caller's, so that a panic of a
// RoundTripper of somebody's own is the caller's to recover, and none stays
// behind.
func TestCheckReadsInTheGoroutineOfTheCaller(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	resp := response(http.MethodPost, 401, nil, "")
	resp.Body, resp.Request = panicking{}, resp.Request.WithContext(ctx)
	defer func() {
		if recover() == nil {
			t.Error("Check returned; want the panic of the body")
		}
	}()
	kakao.Check(resp)
}

type panicking struct{}

func (panicking) Read([]byte) (int, error) { panic("a secret") }
func (panicking) Close() error             { return nil }
