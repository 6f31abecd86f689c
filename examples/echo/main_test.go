package main

import (
	"errors"
	"net/http"
	"net/http/httptest"
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

func TestEchosOwnErrorsKeepTheirStatus(t *testing.T) {
	w := httptest.NewRecorder()
	handler(talk.Client{}, problem.New(problem.Config{})).ServeHTTP(w, httptest.NewRequest("GET", "/nowhere", nil))
	if got, want := w.Code, http.StatusNotFound; got != want {
		t.Errorf("status is %d, want %d", got, want)
	}
	if got, want := w.Header().Get("Content-Type"), "application/problem+json"; got != want {
		t.Errorf("Content-Type is %q, want %q", got, want)
	}
}
