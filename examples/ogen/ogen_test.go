package ogen

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	ht "github.com/ogen-go/ogen/http"
	"github.com/ogen-go/ogen/ogenerrors"

	"github.com/apicause/apicause/examples/internal/same"
	"github.com/apicause/apicause/problem"
)

// serve answers an error as a generated server does: it calls the handler that
// WithErrorHandler has set.
func serve(p *problem.Responder, err error) http.Handler {
	handle := answer(p)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handle(r.Context(), w, r, err) })
}

func TestAnswersAsNetHTTPDoes(t *testing.T) {
	same.Errors(t, problem.Config{Classify: classify}, []string{"", "text/html", "text/plain"}, serve)
}

func TestOgensOwnErrorsReadAsTheirStatus(t *testing.T) {
	for _, tt := range []struct {
		err    error
		status int
		cause  string
	}{
		{&ogenerrors.DecodeRequestError{Err: errors.New("unexpected byte")}, 400, "BadRequest"},
		{&ogenerrors.SecurityError{Err: errors.New("no token")}, 401, "Unauthorized"},
		{ht.ErrNotImplemented, 501, "Unknown"},
	} {
		w := httptest.NewRecorder()
		serve(problem.New(problem.Config{Classify: classify}), tt.err).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		if w.Code != tt.status || !strings.Contains(w.Body.String(), `"cause":"`+tt.cause+`"`) {
			t.Errorf("%v: %d %s", tt.err, w.Code, w.Body)
		}
	}
}
