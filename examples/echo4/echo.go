// Package echo4 answers the errors of an app on echo v4; examples/echo is for v5.
package echo4

import (
	"errors"
	"net/http"

	"github.com/labstack/echo/v4"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// classify gives echo's own errors, such as its router's 404, the cause of their
// status.
func classify(err error) error {
	var own *echo.HTTPError
	if _, known := apicause.CauseOf(err); !known && errors.As(err, &own) {
		return problem.WithStatus(err, own.Code)
	}
	return nil
}

func answer(p *problem.Responder) echo.HTTPErrorHandler {
	return func(err error, c echo.Context) {
		if c.Response().Committed {
			panic(http.ErrAbortHandler) // half an answer must not look whole
		}
		p.Write(c.Response(), c.Request(), err)
	}
}
