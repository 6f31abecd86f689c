// Echo serves the handler that the examples share on an echo router.
package main

import (
	"cmp"
	"errors"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/labstack/echo/v5"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/talk"
	"github.com/apicause/apicause/problem"
)

func main() {
	kakao := talk.Client{API: cmp.Or(os.Getenv("KAKAO_API_URL"), "https://kapi.kakao.com"), HTTP: &http.Client{Timeout: 3 * time.Second}}
	p := problem.New(problem.Config{Classify: classify})
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler(kakao, p)))
}

func handler(kakao talk.Client, p *problem.Responder) http.Handler {
	e := echo.New()
	e.HTTPErrorHandler = answer(p)
	e.POST("/memo", func(c *echo.Context) error { return kakao.Memo(c.Response(), c.Request()) })
	return e
}

// classify gives echo's own errors, such as its router's 404, the cause of their
// status.
func classify(err error) error {
	if _, known := apicause.CauseOf(err); known {
		return nil
	}
	var own echo.HTTPStatusCoder
	if errors.As(err, &own) {
		return problem.WithStatus(err, own.StatusCode())
	}
	return nil
}

// answer answers the errors that handlers return, and echo's own. An answer that
// has begun is broken off, so that half of one never looks whole.
func answer(p *problem.Responder) echo.HTTPErrorHandler {
	return func(c *echo.Context, err error) {
		if response, _ := echo.UnwrapResponse(c.Response()); response != nil && response.Committed {
			panic(http.ErrAbortHandler)
		}
		p.Write(c.Response(), c.Request(), err)
	}
}
