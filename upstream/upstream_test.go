package upstream_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/apicause/apicause/upstream"
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

func TestRead(t *testing.T) {
	broken := errors.New("broken")
	for _, test := range []struct {
		name string
		body io.Reader
		want string
		err  error
	}{
		{"an answer", strings.NewReader(`{"a":1}`), `{"a":1}`, nil},
		{"an empty one", strings.NewReader(""), "", nil},
		{"a byte at a time", iotest.OneByteReader(strings.NewReader("abc")), "abc", nil},
		{"64 KiB", strings.NewReader(strings.Repeat("a", 64<<10)), strings.Repeat("a", 64<<10), nil},
		{"more than 64 KiB", strings.NewReader(strings.Repeat("a", 1<<20)), strings.Repeat("a", 64<<10), nil},
		{"one that breaks off", io.MultiReader(strings.NewReader(`{"a"`), iotest.ErrReader(broken)), `{"a"`, broken},
		{"one that breaks off behind 64 KiB", io.MultiReader(strings.NewReader(strings.Repeat("a", 64<<10)), iotest.ErrReader(broken)), strings.Repeat("a", 64<<10), nil},
	} {
		b := &body{Reader: test.body}
		got, err := upstream.Read(&http.Response{Body: b})
		if string(got) != test.want || err != test.err {
			t.Errorf("%s: got %d bytes, %v, want %d, %v", test.name, len(got), err, len(test.want), test.err)
		}
		if b.read > 64<<10 || b.closed {
			t.Errorf("%s: read %d bytes, closed %v", test.name, b.read, b.closed)
		}
	}
	for name, resp := range map[string]*http.Response{"nil": nil, "zero": {}} {
		if got, err := upstream.Read(resp); got != nil || err != nil {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
}

func TestReadEndsWithTheContextOfTheRequest(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"half`)
		http.NewResponseController(w).Flush()
		<-r.Context().Done()
	}))
	defer server.Close()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL, nil)
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	resp.Body = &then{resp.Body, cancel}
	if got, err := upstream.Read(resp); string(got) != `{"half` || !errors.Is(err, context.Canceled) {
		t.Errorf("got %q, %v", got, err)
	}
}

// then calls a function when something has been read.
type then struct {
	io.ReadCloser
	call func()
}

func (b *then) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.call()
	return n, err
}

const (
	now = "Mon, 23 Nov 2026 12:00:00 GMT"
	day = 24 * time.Hour
)

func TestRetryAfter(t *testing.T) {
	for _, test := range []struct {
		name, retryAfter, date string
		want                   time.Duration
	}{
		{"seconds", "30", "", 30 * time.Second},
		{"seconds with spaces", " 30 ", "", 30 * time.Second},
		{"a date of RFC 1123", "Mon, 23 Nov 2026 12:00:30 GMT", now, 30 * time.Second},
		{"a date of RFC 850", "Monday, 23-Nov-26 12:01:00 GMT", now, time.Minute},
		{"a date of asctime", "Mon Nov 23 13:00:00 2026", now, time.Hour},
		{"none", "", now, 0},
		{"zero", "0", now, 0},
		{"a negative number", "-5", now, 0},
		{"a signed number", "+5", now, 0},
		{"a fraction", "1.5", now, 0},
		{"a date that has passed", "Mon, 23 Nov 2026 11:59:59 GMT", now, 0},
		{"31 days", "2678400", now, 31 * day},
		{"a second more", "2678401", now, 0},
		{"a number that overflows", "99999999999999999999", now, 0},
		{"a date after more than 31 days", "Fri, 25 Dec 2026 12:00:00 GMT", now, 0},
		{"a year that overflows", "Fri, 31 Dec 9999 23:59:59 GMT", now, 0},
		{"words", "soon", now, 0},
	} {
		h := http.Header{}
		h.Set("Retry-After", test.retryAfter)
		h.Set("Date", test.date)
		if got := upstream.RetryAfter(h); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
	if got := upstream.RetryAfter(nil); got != 0 {
		t.Errorf("nil: got %v", got)
	}
	for _, date := range []string{"", "yesterday"} {
		h := http.Header{"Date": {date}, "Retry-After": {time.Now().Add(2 * time.Hour).UTC().Format(http.TimeFormat)}}
		if got := upstream.RetryAfter(h); got < time.Hour || got > 2*time.Hour {
			t.Errorf("with the Date %q: got %v, want about two hours", date, got)
		}
	}
}

func FuzzRetryAfter(f *testing.F) {
	for _, value := range []string{"30", "0", "-1", "2678400", "2678401", "99999999999", now, "Fri, 31 Dec 9999 23:59:59 GMT", "Mon Nov 23 13:00:00 2026"} {
		f.Add(value, now)
	}
	f.Fuzz(func(t *testing.T, value, date string) {
		h := http.Header{"Retry-After": {value}, "Date": {date}}
		if got := upstream.RetryAfter(h); got < 0 || got > 31*day {
			t.Errorf("got %v", got)
		}
	})
}
