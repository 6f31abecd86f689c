// Gin serves the handler that the examples share on a gin router.
package main

import (
	"cmp"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/gin-gonic/gin"

	"github.com/apicause/apicause/examples/talk"
	"github.com/apicause/apicause/problem"
)

func main() {
	kakao := talk.Client{API: cmp.Or(os.Getenv("KAKAO_API_URL"), "https://kapi.kakao.com"), HTTP: &http.Client{Timeout: 3 * time.Second}}
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler(kakao, problem.New(problem.Config{}))))
}

func handler(kakao talk.Client, p *problem.Responder) http.Handler {
	r := gin.New()
	r.Use(answer(p))
	r.POST("/memo", func(c *gin.Context) {
		if err := kakao.Memo(c.Writer, c.Request); err != nil {
			_ = c.Error(err) // it returns what it was given
		}
	})
	return r
}

// answer answers the last error that a handler has left in its context. An
// answer that has begun is broken off, so that half of one never looks whole.
func answer(p *problem.Responder) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Next()
		err := c.Errors.Last()
		if err == nil {
			return
		}
		if c.Writer.Written() {
			panic(http.ErrAbortHandler)
		}
		p.Write(c.Writer, c.Request, err)
	}
}
