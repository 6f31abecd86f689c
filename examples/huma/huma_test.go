package huma

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/internal/same"
	"github.com/apicause/apicause/problem"
)

const secret = "dial tcp 10.0.0.7: connection refused"

type signup struct {
	Count int `query:"count" minimum:"0"`
	Body  struct {
		Email string `json:"email" format:"email"`
		Items []struct {
			Name string `json:"name" minLength:"2"`
		} `json:"items"`
	}
}

func serve(failed error) http.Handler {
	huma.NewError = newError
	config := huma.DefaultConfig("test", "1")
	config.Transformers = append(config.Transformers, answer)
	mux := http.NewServeMux()
	api := humago.New(mux, config)
	huma.Get(api, "/", func(context.Context, *struct{}) (*struct{}, error) { return nil, failed })
	huma.Post(api, "/signup", func(context.Context, *signup) (*struct{}, error) { return nil, nil })
	huma.Get(api, "/fine", func(context.Context, *struct{}) (*struct{ Body string }, error) {
		return &struct{ Body string }{"fine"}, nil
	})
	return mux
}

func TestAnswersAsNetHTTPDoes(t *testing.T) {
	same.Errors(t, problem.Config{}, []string{"", "application/json"}, func(_ *problem.Responder, err error) http.Handler { return serve(err) })
}

// What handlers make of huma's own errors has the cause of its status, or the one that
// it wraps, and shows no text.
func TestErrorsMadeWithHuma(t *testing.T) {
	huma.NewError = newError
	for _, tt := range []struct {
		err    error
		status int
		cause  apicause.Cause
	}{
		{huma.Error404NotFound(secret), 404, apicause.NotFound},
		{huma.Error422UnprocessableEntity(secret), 422, apicause.ValidationFailed},
		{huma.Error500InternalServerError(secret, errors.New(secret)), 500, apicause.Unknown},
		{huma.Error500InternalServerError(secret, fmt.Errorf("%s: %w", secret, apicause.InvalidToken)), 401, apicause.InvalidToken},
		{huma.Error422UnprocessableEntity(secret, apicause.NotTalkUser), 403, apicause.NotTalkUser},
		{fmt.Errorf("%s: %w", secret, huma.Error409Conflict(secret)), 409, apicause.Conflict},
	} {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept-Language", "ko")
		serve(tt.err).ServeHTTP(w, r)
		title := apicause.Default().Localizer("ko").Message(tt.cause).Title
		if body := w.Body.String(); w.Code != tt.status || !strings.Contains(body, `"title":"`+title+`"`) || strings.Contains(body, secret) {
			t.Errorf("%v: %d %s", tt.err, w.Code, body)
		}
	}
}

func TestWhatHumaFinds(t *testing.T) {
	h := serve(nil)
	for _, tt := range []struct {
		query, body, contentType string
		status                   int
		want                     []string
	}{
		{"", `{"email":"a","items":[{"name":"x"}]}`, "application/json", 422, []string{`"cause":"ValidationFailed"`, `"pointer":"/email"`, `"pointer":"/items/0/name"`}},
		{"?count=-1", `{"email":"a@example.com","items":[]}`, "application/json", 422, []string{`"cause":"ValidationFailed"`}},
		{"", `{`, "application/json", 400, []string{`"cause":"BadRequest"`}},
		{"", `x`, "image/png", 415, []string{`"cause":"BadRequest"`}},
	} {
		r := httptest.NewRequest(http.MethodPost, "/signup"+tt.query, strings.NewReader(tt.body))
		r.Header.Set("Content-Type", tt.contentType)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != tt.status || w.Header().Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %v %s", tt.body, w.Code, w.Header(), w.Body)
		}
		for _, want := range tt.want {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: no %s in %s", tt.body, want, w.Body)
			}
		}
	}
}

func TestOtherAnswersPass(t *testing.T) {
	w := httptest.NewRecorder()
	serve(nil).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/fine", nil))
	if w.Code != 200 || strings.TrimSpace(w.Body.String()) != `"fine"` {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
