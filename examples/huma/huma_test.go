package huma

import (
	"context"
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

type signup struct {
	Body struct {
		Email string `json:"email" format:"email"`
		Items []struct {
			Name string `json:"name" minLength:"2"`
		} `json:"items"`
	}
}

func serve(p *problem.Responder, failed error) http.Handler {
	huma.NewErrorWithContext = newError(p, apicause.Default())
	mux := http.NewServeMux()
	api := humago.New(mux, huma.DefaultConfig("test", "1"))
	huma.Get(api, "/", func(context.Context, *struct{}) (*struct{}, error) { return nil, failed })
	huma.Post(api, "/signup", func(context.Context, *signup) (*struct{}, error) { return nil, nil })
	return mux
}

func TestAnswersAsNetHTTPDoes(t *testing.T) {
	same.Errors(t, problem.Config{}, []string{"", "application/json"}, serve)
}

func TestWhatHumaFinds(t *testing.T) {
	h := serve(problem.New(problem.Config{}), nil)
	for _, tt := range []struct {
		body, contentType string
		status            int
		want              []string
	}{
		{`{"email":"a","items":[{"name":"x"}]}`, "application/json", 422, []string{`"cause":"ValidationFailed"`, `"pointer":"/email"`, `"pointer":"/items/0/name"`}},
		{`{`, "application/json", 400, []string{`"cause":"BadRequest"`}},
		{`x`, "image/png", 415, []string{`"cause":"BadRequest"`}},
	} {
		r := httptest.NewRequest(http.MethodPost, "/signup", strings.NewReader(tt.body))
		r.Header.Set("Content-Type", tt.contentType)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != tt.status {
			t.Errorf("%s: %d %s", tt.body, w.Code, w.Body)
		}
		for _, want := range tt.want {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: no %s in %s", tt.body, want, w.Body)
			}
		}
	}
}
