package echo4

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"github.com/apicause/apicause/examples/internal/same"
	"github.com/apicause/apicause/problem"
)

func serve(p *problem.Responder, err error) http.Handler {
	e := echo.New()
	e.HTTPErrorHandler = answer(p)
	e.GET("/", func(echo.Context) error { return err })
	return e
}

func TestAnswersAsNetHTTPDoes(t *testing.T) {
	same.Errors(t, problem.Config{Classify: classify}, []string{"", "text/html", "text/plain"}, serve)
}

func TestBreaksOffWhatHasBegun(t *testing.T) {
	e := echo.New()
	e.HTTPErrorHandler = answer(problem.New(problem.Config{}))
	e.GET("/begun", func(c echo.Context) error {
		if err := c.String(200, "the first half"); err != nil {
			return err
		}
		return errors.New("no second half")
	})
	same.BreaksOff(t, e)
}

func TestEchosOwnErrorsReadAsTheirStatus(t *testing.T) {
	for _, tt := range []struct {
		method, path, cause string
		status              int
	}{
		{"GET", "/nowhere", "NotFound", http.StatusNotFound},
		{"POST", "/", "BadRequest", http.StatusMethodNotAllowed},
	} {
		w := httptest.NewRecorder()
		serve(problem.New(problem.Config{Classify: classify}), nil).ServeHTTP(w, httptest.NewRequest(tt.method, tt.path, nil))
		if w.Code != tt.status || !strings.Contains(w.Body.String(), `"cause":"`+tt.cause+`"`) {
			t.Errorf("%s %s: %d %s", tt.method, tt.path, w.Code, w.Body)
		}
	}
}
