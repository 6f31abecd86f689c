// Package envelope keeps the JSON that an app's clients know, on gin.
package envelope

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"github.com/apicause/apicause/problem"
)

// Every answer of this app has these members, errors too.
type envelope struct {
	OK      bool   `json:"ok"`
	Code    string `json:"code,omitempty"`
	Message string `json:"message,omitempty"`
	Data    any    `json:"data,omitempty"`
}

func body(_ *http.Request, p problem.Problem) any {
	return envelope{Code: string(p.Cause), Message: p.Title + "\n" + p.Detail}
}

var errorsOf = problem.Config{Body: body}

// answer answers the last error that a handler has left in its context.
func answer(p *problem.Responder) gin.HandlerFunc {
	return func(c *gin.Context) {
		c.Next()
		if err := c.Errors.Last(); err != nil && !c.Writer.Written() {
			p.Write(c.Writer, c.Request, err)
		}
	}
}
