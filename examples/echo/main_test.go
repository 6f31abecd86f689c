package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/labstack/echo/v5"

	"github.com/apicause/apicause/examples/internal/same"
	"github.com/apicause/apicause/examples/talk"
	"github.com/apicause/apicause/problem"
)

func TestAnswersAsNetHTTPDoes(t *testing.T) { same.AsNetHTTP(t, handler) }

func TestBreaksOffWhatHasBegun(t *testing.T) {
	e := echo.New()
	e.HTTPErrorHandler = answer(problem.New(problem.Config{}))
	e.GET("/begun", func(c *echo.Context) error {
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
		{"GET", "/memo", "BadRequest", http.StatusMethodNotAllowed},
	} {
		w := httptest.NewRecorder()
		handler(talk.Client{}, problem.New(problem.Config{Classify: classify})).ServeHTTP(w, httptest.NewRequest(tt.method, tt.path, nil))
		if got, want := w.Code, tt.status; got != want {
			t.Errorf("%s: status is %d, want %d", tt.path, got, want)
		}
		if got, want := w.Body.String(), `"cause":"`+tt.cause+`"`; !strings.Contains(got, want) {
			t.Errorf("%s: no %s in %s", tt.path, want, got)
		}
	}
}
