package oapi

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/apicause/apicause/examples/internal/same"
	"github.com/apicause/apicause/problem"
)

type failing struct{ err error }

func (f failing) Me(context.Context, MeRequestObject) (MeResponseObject, error) { return nil, f.err }
func (f failing) Send(context.Context, SendRequestObject) (SendResponseObject, error) {
	return nil, f.err
}

func TestAnswersAsNetHTTPDoes(t *testing.T) {
	same.Errors(t, problem.Config{}, []string{"", "text/html", "text/plain"}, func(p *problem.Responder, err error) http.Handler {
		return handler(p, failing{err})
	})
}

func TestWhatCannotBeRead(t *testing.T) {
	h := handler(problem.New(problem.Config{}), failing{})
	for _, target := range []string{"/memos?count=x", "/memos", "/memos?count=1"} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, target, strings.NewReader("{")))
		if w.Code != 400 || !strings.Contains(w.Body.String(), `"cause":"BadRequest"`) {
			t.Errorf("%s: %d %s", target, w.Code, w.Body)
		}
	}
}
