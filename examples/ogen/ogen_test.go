package ogen

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	ht "github.com/ogen-go/ogen/http"
	"github.com/ogen-go/ogen/ogenerrors"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/internal/same"
	"github.com/apicause/apicause/examples/ogen/api"
	"github.com/apicause/apicause/problem"
)

type failing struct{ err error }

func (f failing) Me(context.Context) error                                 { return f.err }
func (f failing) Send(context.Context, *api.SendReq, api.SendParams) error { return f.err }

// serve is the server that ogen has generated.
func serve(p *problem.Responder, err error) http.Handler {
	h, made := handler(p, failing{err})
	if made != nil {
		panic(made) // no option fails
	}
	return h
}

func TestAnswersAsNetHTTPDoes(t *testing.T) {
	same.Errors(t, problem.Config{Classify: classify}, []string{"", "text/html", "text/plain"}, serve)
}

func TestOgensOwnErrorsReadAsTheirStatus(t *testing.T) {
	for _, tt := range []struct {
		target, body string
		err          error
		status       int
		cause        apicause.Cause
	}{
		{"/memos?count=1", `{"text":"hi"}`, nil, 204, ""},
		{"/memos?count=1", `{"text":5}`, nil, 400, apicause.BadRequest},
		{"/memos?count=1", `{`, nil, 400, apicause.BadRequest},
		{"/memos?count=x", `{"text":"hi"}`, nil, 400, apicause.BadRequest},
		{"/memos", `{"text":"hi"}`, nil, 400, apicause.BadRequest},
		{"/memos?count=1", `{"text":"hi"}`, &ogenerrors.SecurityError{Err: errors.New("no token")}, 401, apicause.Unauthorized},
		{"/memos?count=1", `{"text":"hi"}`, ht.ErrNotImplemented, 501, apicause.Unknown},
	} {
		r := httptest.NewRequest(http.MethodPost, tt.target, strings.NewReader(tt.body))
		r.Header.Set("Content-Type", "application/json")
		w := httptest.NewRecorder()
		serve(problem.New(problem.Config{Classify: classify}), tt.err).ServeHTTP(w, r)
		if w.Code != tt.status || !strings.Contains(w.Body.String(), string(tt.cause)) {
			t.Errorf("%s %s %v: %d %s", tt.target, tt.body, tt.err, w.Code, w.Body)
		}
	}
	h := serve(problem.New(problem.Config{Classify: classify}), nil)
	for _, tt := range []struct {
		method, target, title, allow string
		status                       int
	}{
		{http.MethodGet, "/none", apicause.Default().Localizer("ko").Message(apicause.NotFound).Title, "", 404},
		{http.MethodPut, "/memos", apicause.Default().Localizer("ko").Message(apicause.BadRequest).Title, "POST", 405},
	} {
		r := httptest.NewRequest(tt.method, tt.target, nil)
		r.Header.Set("Accept-Language", "ko")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != tt.status || w.Header().Get("Allow") != tt.allow || !strings.Contains(w.Body.String(), tt.title) {
			t.Errorf("%s %s: %d %v %s", tt.method, tt.target, w.Code, w.Header(), w.Body)
		}
	}
}
