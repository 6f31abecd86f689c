package problem_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

func TestAccept(t *testing.T) {
	const (
		asJSON = "application/problem+json"
		asHTML = "text/html; charset=utf-8"
		asText = "text/plain; charset=utf-8"
	)
	tests := []struct{ accept, want string }{
		{"", asJSON},
		{"*/*", asJSON},
		{"application/json", asJSON},
		{"application/problem+json", asJSON},
		{"application/*", asJSON},
		{"APPLICATION/JSON; charset=utf-8", asJSON},
		{"text/html", asHTML},
		{"Text/HTML", asHTML},
		{"text/*", asHTML},
		{"text/plain", asText},
		{"text/html;q=0.9,*/*;q=0.8", asHTML},
		{browser, asHTML},
		{"application/json, text/plain, */*", asJSON},
		// What cannot be served, and what cannot be read.
		{"image/png", asJSON},
		{"image/png, text/html;q=0.1", asHTML},
		{"image/*;q=0.9, */*;q=0.1", asJSON},
		{"html", asJSON},
		{";;;,,,q=", asJSON},
		{"text/html;q=x", asJSON},
		{"text/html;q=2, text/plain", asText},
		{"text/html;q=-1", asJSON},
		{"text/html;q=NaN", asJSON},
		{"text/html/", asJSON},
		{"*", asJSON},
		{"*/html", asJSON},
		{strings.Repeat("text/html,", 1<<17), asHTML},
		{strings.Repeat("x", 1<<20), asJSON},
		// Among equal weights a type that is named goes before one that a wildcard covers, then JSON, HTML, text.
		{"text/html, application/json", asJSON},
		{"text/plain, */*", asText},
		{"*/*, text/html", asHTML},
		{"text/plain;q=0.5, application/*;q=0.5", asText},
		{"text/plain;q=0.5, */*;q=0.6", asJSON},
		{"text/plain, text/html", asHTML},
		{"text/plain, text/*", asText},
		{"text/*, */*", asJSON},
		{"application/*, text/*", asJSON},
		{"text/plain;q=0, */*;q=0", asJSON},
		// Weights.
		{"application/json;q=0.5, text/html;q=0.6", asHTML},
		{"application/json;q=0.5, text/html;q=0.6, text/plain;q=0.7", asText},
		{"application/json;q=0.5, text/html ; Q=0.4", asJSON},
		// q=0 excludes.
		{"application/json;q=0, text/html;q=0.001", asHTML},
		{"application/json;q=0, */*;q=0.5", asHTML},
		{"application/problem+json;q=0, application/json, text/plain;q=0.1", asText},
		{"text/html;q=0", asJSON},
		{"text/html;q=0, text/*", asText},
		{"*/*;q=0", asJSON},
		{"application/*;q=0, text/html;q=0, */*", asText},
		// The most specific range decides, wherever it stands.
		{"text/*;q=0.9, text/html;q=0.1, application/json;q=0.5", asText},
		{"*/*, application/*;q=0.2, text/*;q=0.3", asHTML},
		{"*/*;q=1, application/json;q=0.1, text/html;q=0.5, text/plain;q=0.4", asHTML},
		{"application/json;q=0.2, application/problem+json;q=0.9, text/html;q=0.5", asJSON},
		{"application/json;q=0.9, application/problem+json;q=0.2, text/html;q=0.5", asHTML},
		// Parameters.
		{"text/html;level=1, text/html;q=0.4, application/json;q=0.5", asJSON},
		{"text/html;level=1;q=0, text/html;q=0.6, application/json;q=0.5", asHTML},
		{"text/html;level=1;q=0, text/*;q=0.6, application/json;q=0.5", asHTML},
		{"text/html;charset=utf-8", asHTML},
	}
	p := problem.New(problem.Config{})
	for _, tt := range tests {
		for range 2 { // the second from what is remembered
			w := serve(p, request(http.MethodGet, tt.accept, ""), apicause.InvalidToken)
			if got := w.Header().Get("Content-Type"); got != tt.want {
				t.Errorf("%.80q: got %s, want %s", tt.accept, got, tt.want)
			}
		}
	}
}

func TestAcceptOnSeveralLines(t *testing.T) {
	r := request(http.MethodGet, "application/json;q=0.5", "xx")
	r.Header.Add("Accept", "text/html")
	r.Header.Add("Accept-Language", "ko")
	w := serve(problem.New(problem.Config{}), r, apicause.InvalidToken)
	if got := w.Header().Get("Content-Type") + " " + w.Header().Get("Content-Language"); got != "text/html; charset=utf-8 ko" {
		t.Errorf("got %s", got)
	}
}
