package problem_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

type reported struct {
	err     error
	problem problem.Problem
}

func TestHandler(t *testing.T) {
	failed := fmt.Errorf("app: %w", apicause.InvalidToken)
	tests := []struct {
		name    string
		serve   func(http.ResponseWriter, *http.Request) error
		status  int // 0: the connection is aborted
		reports bool
	}{
		{"no error", func(w http.ResponseWriter, _ *http.Request) error {
			_, err := io.WriteString(w, "fine")
			return err
		}, 200, false},
		{"nothing written, no error", func(http.ResponseWriter, *http.Request) error { return nil }, 200, false},
		{"an error", func(http.ResponseWriter, *http.Request) error { return failed }, 401, true},
		{"headers set", func(w http.ResponseWriter, _ *http.Request) error {
			w.Header().Set("Content-Length", "1000")
			w.Header().Set("Etag", `"x"`)
			return failed
		}, 401, true},
		{"informational headers", func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(http.StatusEarlyHints)
			return failed
		}, 401, true},
		{"a body that could not be read", func(w http.ResponseWriter, _ *http.Request) error {
			_, err := io.Copy(w, failingReader{failed})
			return err
		}, 401, true},
		{"begun by a status", func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(200)
			return failed
		}, 0, true},
		{"begun by bytes", func(w http.ResponseWriter, _ *http.Request) error {
			_, _ = io.WriteString(w, "half")
			return failed
		}, 0, true},
		{"begun by no bytes", func(w http.ResponseWriter, _ *http.Request) error {
			_, _ = w.Write(nil)
			return failed
		}, 0, true},
		{"begun by copying", func(w http.ResponseWriter, _ *http.Request) error {
			_, err := io.Copy(w, struct{ io.Reader }{io.MultiReader(strings.NewReader("half"), failingReader{failed})})
			return err
		}, 0, true},
		{"begun by a Flusher", func(w http.ResponseWriter, _ *http.Request) error {
			w.(http.Flusher).Flush()
			return failed
		}, 0, true},
		{"begun by a ResponseController", func(w http.ResponseWriter, _ *http.Request) error {
			if err := http.NewResponseController(w).Flush(); err != nil {
				t.Error(err)
			}
			return failed
		}, 0, true},
		{"hijacked", func(w http.ResponseWriter, _ *http.Request) error {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return nil
			}
			_ = conn.Close()
			return failed
		}, 0, true},
		{"asks to abort", func(http.ResponseWriter, *http.Request) error { return http.ErrAbortHandler }, 0, true},
		{"panics", func(http.ResponseWriter, *http.Request) error { panic(http.ErrAbortHandler) }, 0, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			reports := make(chan reported, 8)
			p := problem.New(problem.Config{Report: func(_ *http.Request, err error, p problem.Problem) {
				reports <- reported{err, p}
			}})
			h, ended := p.Handler(tt.serve), make(chan struct{})
			server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				defer close(ended)
				h.ServeHTTP(w, r)
			}))
			defer server.Close()
			resp, err := server.Client().Get(server.URL)
			status := 0
			if err == nil {
				defer resp.Body.Close()
				body, readErr := io.ReadAll(resp.Body)
				if readErr == nil {
					status = resp.StatusCode
				}
				if status >= 400 {
					members(t, body)
				}
			}
			if status != tt.status {
				t.Errorf("got %d, want %d (%v)", status, tt.status, err)
			}
			<-ended // after the connection, where that is hijacked
			if got := len(reports); got != map[bool]int{true: 1}[tt.reports] {
				t.Fatalf("%d reports", got)
			}
			if tt.reports {
				got := <-reports
				if got.err != http.ErrAbortHandler && (!errors.Is(got.err, failed) || got.problem.Status != 401) {
					t.Errorf("reported %v as %v", got.err, got.problem)
				}
			}
		})
	}
}

type failingReader struct{ err error }

func (r failingReader) Read([]byte) (int, error) { return 0, r.err }

func TestAPanicGoesOnAsItCame(t *testing.T) {
	h := problem.New(problem.Config{}).Handler(func(http.ResponseWriter, *http.Request) error { panic("as it came") })
	defer func() {
		if got := recover(); got != "as it came" {
			t.Errorf("got %v", got)
		}
	}()
	h.ServeHTTP(httptest.NewRecorder(), request(http.MethodGet, "", ""))
}

// bare is a ResponseWriter that can do nothing else.
type bare struct{ http.ResponseWriter }

func TestHandlerOverAPlainResponseWriter(t *testing.T) {
	h := problem.New(problem.Config{}).Handler(func(w http.ResponseWriter, _ *http.Request) error {
		if err := http.NewResponseController(w).Flush(); !errors.Is(err, http.ErrNotSupported) {
			t.Errorf("Flush: %v", err)
		}
		if _, _, err := w.(http.Hijacker).Hijack(); !errors.Is(err, http.ErrNotSupported) {
			t.Errorf("Hijack: %v", err)
		}
		return apicause.InvalidToken // nothing has begun
	})
	w := httptest.NewRecorder()
	h.ServeHTTP(bare{w}, request(http.MethodGet, "", ""))
	if w.Code != 401 {
		t.Errorf("got %d", w.Code)
	}
}

// deep can do what only Unwrap finds.
type deep struct{ http.ResponseWriter }

func (d deep) Unwrap() http.ResponseWriter { return d.ResponseWriter }

type hijackable struct{ http.ResponseWriter }

func (hijackable) Hijack() (net.Conn, *bufio.ReadWriter, error) { return nil, nil, nil }

func TestHandlerFindsWhatIsWrapped(t *testing.T) {
	h := problem.New(problem.Config{}).Handler(func(w http.ResponseWriter, _ *http.Request) error {
		_, _, err := http.NewResponseController(w).Hijack()
		return err
	})
	h.ServeHTTP(deep{hijackable{httptest.NewRecorder()}}, request(http.MethodGet, "", ""))
}
