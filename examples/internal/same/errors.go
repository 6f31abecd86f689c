package same

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// Errors compares how a framework and net/http answer errors: of each that a
// handler at "/" returns, in two languages, for each Accept header.
func Errors(t *testing.T, config problem.Config, accepts []string, build func(*problem.Responder, error) http.Handler) {
	p := problem.New(config)
	scope := &apicause.Error{Cause: apicause.InsufficientScope, Facts: apicause.Facts{"Scopes": apicause.Terms{"talk_message"}}}
	for name, err := range map[string]error{
		"a cause":          apicause.InvalidToken,
		"facts":            fmt.Errorf("send: %w", scope),
		"a wait":           apicause.WithFact(apicause.ApiLimitExceeded, apicause.FactRetry, 90*time.Second),
		"no cause":         errors.New("dial tcp 10.0.0.7: connection refused"),
		"a timeout":        fmt.Errorf("select: %w", context.DeadlineExceeded),
		"no connection":    &url.Error{Op: "Get", URL: "http://10.0.0.7/", Err: errors.New("connection refused")},
		"fields of a form": problem.Fields(problem.At("/image", apicause.ImageUploadSizeExceeded), problem.At("/name", errors.New("secret"))),
	} {
		want := httptest.NewServer(p.Handler(func(http.ResponseWriter, *http.Request) error { return err }))
		t.Cleanup(want.Close)
		got := httptest.NewServer(build(p, err))
		t.Cleanup(got.Close)
		for _, accept := range accepts {
			for _, language := range []string{"ko-KR,ko;q=0.9", "en"} {
				t.Run(fmt.Sprintf("%s/%s/%s", name, accept, language), func(t *testing.T) {
					h := http.Header{"Accept-Language": {language}}
					if accept != "" {
						h.Set("Accept", accept)
					}
					if diff := cmp.Diff(get(t, want.URL, h), get(t, got.URL, h)); diff != "" {
						t.Errorf("differs from net/http (-net/http +framework):\n%s", diff)
					}
				})
			}
		}
	}
}

// get returns an answer without what a server adds by itself: the date, the
// length, a name, and whether a newline ends the body.
func get(t *testing.T, url string, h http.Header) answer {
	t.Helper()
	r, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header = h
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"Date", "Content-Length", "Server"} {
		resp.Header.Del(name)
	}
	return answer{resp.StatusCode, resp.Header, strings.TrimSuffix(string(body), "\n")}
}
