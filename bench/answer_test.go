package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/problem"
)

// discard is a response that keeps nothing but its header and last body.
type discard struct {
	header http.Header
	last   []byte
}

func (d *discard) Header() http.Header         { return d.header }
func (d *discard) WriteHeader(int)             {}
func (d *discard) Write(b []byte) (int, error) { d.last = b; return len(b), nil }

func request() *http.Request {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Language", browser)
	return r
}

// An answer as problem details, and the same bytes written by hand: with the
// headers set one by one, and put into the map in their canonical form.
func BenchmarkProblem(b *testing.B) {
	p, r := problem.New(problem.Config{}), request()
	w := &discard{header: make(http.Header)}
	p.Write(w, r, apicause.InvalidToken)
	body := w.last
	run(b, "prerendered", func(int) {
		h := w.Header()
		clear(h)
		h.Set("Content-Type", "application/problem+json")
		h.Set("Content-Language", "ko")
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Vary", "Accept, Accept-Language")
		h.Set("Www-Authenticate", "Bearer")
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write(body)
	})
	run(b, "prerendered-canonical", func(int) {
		h := w.Header()
		clear(h)
		h["Content-Type"] = []string{"application/problem+json"}
		h["Content-Language"] = []string{"ko"}
		h["Cache-Control"] = []string{"no-store"}
		h["X-Content-Type-Options"] = []string{"nosniff"}
		h["Vary"] = []string{"Accept, Accept-Language"}
		h["Www-Authenticate"] = []string{"Bearer"}
		w.WriteHeader(http.StatusUnauthorized)
		_, _ = w.Write(body)
	})
	run(b, "apicause", func(int) {
		clear(w.Header())
		p.Write(w, r, apicause.InvalidToken)
	})
}

// From Kakao's answer to that of the app, without facts and with them, beside what
// an app would write with encoding/json and go-i18n.
func BenchmarkPath(b *testing.B) {
	for _, answer := range []struct{ name, body string }{
		{"plain", `{"code":-401,"msg":"this access token does not exist"}`},
		{"facts", `{"code":-402,"msg":"insufficient scopes.","required_scopes":["friends","talk_message"],"allowed_scopes":[]}`},
	} {
		b.Run("answer="+answer.name, func(b *testing.B) {
			body := strings.NewReader("")
			resp := &http.Response{StatusCode: http.StatusForbidden, Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(body)}
			r, w := request(), &discard{header: make(http.Header)}
			each := func(impl string, answerOnce func()) {
				run(b, impl, func(int) {
					body.Reset(answer.body)
					clear(w.Header())
					answerOnce()
				})
			}
			p := problem.New(problem.Config{})
			each("apicause", func() { p.Write(w, r, kakao.Check(resp)) })
			each("kakao.Check", func() { errorSink = kakao.Check(resp) })
			err := kakao.Decode(resp.StatusCode, nil, []byte(answer.body))
			each("problem.Write", func() { p.Write(w, r, err) })
			bundle := goI18n(b)
			each("goi18n", func() { writeGoI18n(w, r, bundle, resp) })
		})
	}
}

// writeGoI18n does for two of Kakao's codes what [BenchmarkPath] measures.
func writeGoI18n(w http.ResponseWriter, r *http.Request, bundle *i18n.Bundle, resp *http.Response) {
	data, err := io.ReadAll(resp.Body)
	if err != nil {
		panic(err)
	}
	var answer struct {
		Code           int      `json:"code"`
		RequiredScopes []string `json:"required_scopes"`
	}
	if err := json.Unmarshal(data, &answer); err != nil {
		panic(err)
	}
	localizer := i18n.NewLocalizer(bundle, r.Header.Get("Accept-Language"))
	localize := func(id string, data any) string {
		s, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data})
		if err != nil {
			panic(err)
		}
		return s
	}
	cause, status := "InvalidToken", http.StatusUnauthorized
	problem := map[string]any{"type": "about:blank"}
	if answer.Code == -402 {
		cause, status = "InsufficientScope", http.StatusForbidden
		names := make([]string, len(answer.RequiredScopes))
		for i, scope := range answer.RequiredScopes {
			names[i] = localize("term."+scope, nil)
		}
		problem["detail"] = localize("detail_with_facts."+cause, map[string]string{"Scopes": strings.Join(names, ", ")})
		problem["facts"] = map[string]any{"Scopes": answer.RequiredScopes}
	} else {
		problem["detail"] = localize("detail."+cause, nil)
	}
	problem["title"], problem["status"], problem["cause"] = localize("title."+cause, nil), status, cause
	h := w.Header()
	h.Set("Content-Type", "application/problem+json")
	h.Set("Content-Language", "ko")
	h.Set("Cache-Control", "no-store")
	h.Set("Vary", "Accept-Language")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(problem); err != nil {
		panic(err)
	}
}
