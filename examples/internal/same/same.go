// Package same holds that a framework answers as net/http does.
package same

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/apicause/apicause/examples/talk"
	"github.com/apicause/apicause/examples/webapp/standin"
	"github.com/apicause/apicause/problem"
)

// An answer is all of it but the date.
type answer struct {
	Status  int
	Headers http.Header
	Body    string
}

// AsNetHTTP compares what two servers answer, byte for byte: one with the router
// that build makes, one with net/http's.
func AsNetHTTP(t *testing.T, build func(talk.Client, *problem.Responder) http.Handler) {
	kakao := httptest.NewServer(standin.New())
	t.Cleanup(kakao.Close)
	client := talk.Client{API: kakao.URL, HTTP: &http.Client{Timeout: 10 * time.Second}}
	p := problem.New(problem.Config{})

	mux := http.NewServeMux()
	mux.Handle("POST /memo", p.Handler(client.Memo))
	want := httptest.NewServer(mux)
	t.Cleanup(want.Close)
	got := httptest.NewServer(build(client, p))
	t.Cleanup(got.Close)

	short, long := "hello", strings.Repeat("hello ", 1000)
	for _, tt := range []struct {
		name, authorization, body string
		status                    int
	}{
		{"sent", "Bearer " + standin.Token(""), short, http.StatusNoContent},
		{"no token", "", short, http.StatusUnauthorized},
		{"token refused", "Bearer none", short, http.StatusUnauthorized},
		{"consent missing", "Bearer " + standin.Token("missing-consent"), short, http.StatusForbidden},
		{"quota of the reader", "Bearer " + standin.Token("daily-limit"), short, http.StatusTooManyRequests},
		{"quota of the app, with a wait", "Bearer " + standin.Token("api-limit-exceeded-retry-after"), short, http.StatusServiceUnavailable},
		{"fault of the app", "Bearer " + standin.Token("illegal-params"), short, http.StatusBadGateway},
		{"page instead of an answer", "Bearer " + standin.Token("maintenance-page"), short, http.StatusServiceUnavailable},
		{"connection lost", "Bearer " + standin.Token("connection-drop"), short, http.StatusBadGateway},
		{"body too long", "Bearer " + standin.Token(""), long, http.StatusRequestEntityTooLarge},
	} {
		for _, accept := range []string{"", "application/json", "text/html,*/*;q=0.8", "text/plain"} {
			for _, language := range []string{"ko-KR,ko;q=0.9", "en"} {
				t.Run(fmt.Sprintf("%s/%s/%s", tt.name, accept, language), func(t *testing.T) {
					ask := func(server string) answer {
						req, err := http.NewRequest(http.MethodPost, server+"/memo", strings.NewReader(tt.body))
						if err != nil {
							t.Fatal(err)
						}
						req.Header = http.Header{"Accept-Language": {language}}
						if accept != "" {
							req.Header.Set("Accept", accept)
						}
						if tt.authorization != "" {
							req.Header.Set("Authorization", tt.authorization)
						}
						resp, err := http.DefaultClient.Do(req)
						if err != nil {
							t.Fatal(err)
						}
						defer resp.Body.Close()
						body, err := io.ReadAll(resp.Body)
						if err != nil {
							t.Fatal(err)
						}
						resp.Header.Del("Date")
						return answer{resp.StatusCode, resp.Header, string(body)}
					}
					plain := ask(want.URL)
					if plain.Status != tt.status {
						t.Errorf("net/http answers %d, want %d", plain.Status, tt.status)
					}
					if diff := cmp.Diff(plain, ask(got.URL)); diff != "" {
						t.Errorf("differs from net/http (-net/http +framework):\n%s", diff)
					}
				})
			}
		}
	}
}
