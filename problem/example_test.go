package problem_test

import (
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

func ExampleResponder_Write() {
	p := problem.New(problem.Config{})
	handler := func(w http.ResponseWriter, r *http.Request) {
		err := &apicause.Error{Cause: apicause.InsufficientScope, Facts: apicause.Facts{"Scopes": apicause.Terms{"talk_message"}}}
		p.Write(w, r, err)
	}

	r := httptest.NewRequest(http.MethodPost, "/messages", nil)
	r.Header.Set("Accept-Language", "ko-KR,ko;q=0.9,en;q=0.8")
	w := httptest.NewRecorder()
	handler(w, r)

	fmt.Println(w.Code, w.Header().Get("Content-Type"), w.Header().Get("Content-Language"))
	fmt.Println(w.Body)
	// Output:
	// 403 application/problem+json ko
	// {"type":"https://pkg.go.dev/github.com/apicause/apicause#InsufficientScope","title":"동의가 필요한 항목이 있어요","status":403,"detail":"카카오톡 메시지 전송 항목에 동의하면 이어서 이용할 수 있어요.","cause":"InsufficientScope","facts":{"Scopes":["talk_message"]}}
}

func ExampleResponder_Handler() {
	p := problem.New(problem.Config{})
	profile := func(w http.ResponseWriter, r *http.Request) error {
		return &apicause.Error{Cause: apicause.ApiLimitExceeded, Facts: apicause.Facts{"Retry": 90 * time.Second}}
	}
	mux := http.NewServeMux()
	mux.Handle("GET /profile", p.Handler(profile))

	r := httptest.NewRequest(http.MethodGet, "/profile", nil)
	r.Header.Set("Accept", "text/plain")
	w := httptest.NewRecorder()
	mux.ServeHTTP(w, r)

	fmt.Println(w.Code, "Retry-After:", w.Header().Get("Retry-After"))
	fmt.Print(w.Body)
	// Output:
	// 503 Retry-After: 90
	// This service has reached its Kakao usage limit
	//
	// Try again in 90 seconds. If this keeps happening, tell the people who run this service.
}

// An app has statuses, documentation and a page of its own, and logs what it
// answers.
func ExampleConfig() {
	p := problem.New(problem.Config{
		Type: func(c apicause.Cause) string { return "https://example.com/errors/" + string(c) },
		Status: func(err error, c apicause.Cause) int {
			if c == apicause.NotTalkUser {
				return http.StatusConflict
			}
			return 0 // as the table has it
		},
		Page: template.Must(template.New("error").Parse(
			`<!doctype html><html lang="{{.Language}}" dir="{{.Dir}}"><title>{{.Title}}</title><h1>{{.Title}}</h1><p>{{.Detail}}</p>`)),
		Report: func(r *http.Request, err error, p problem.Problem) {
			slog.ErrorContext(r.Context(), p.Title, "status", p.Status, "err", err)
		},
	})
	answer := p.Problem(httptest.NewRequest(http.MethodGet, "/", nil), apicause.NotTalkUser)
	fmt.Println(answer.Status, answer.Type)
	// Output: 409 https://example.com/errors/NotTalkUser
}
