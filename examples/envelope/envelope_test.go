package envelope

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/gin-gonic/gin"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/internal/same"
	"github.com/apicause/apicause/problem"
)

func TestAnswersAsNetHTTPDoes(t *testing.T) {
	gin.SetMode(gin.TestMode)
	same.Errors(t, errorsOf, []string{"", "text/html", "text/plain"}, func(p *problem.Responder, err error) http.Handler {
		g := gin.New()
		g.Use(answer(p))
		g.GET("/", func(c *gin.Context) { _ = c.Error(err) })
		return g
	})
}

func TestClientsGetTheEnvelope(t *testing.T) {
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Accept-Language", "ko")
	w := httptest.NewRecorder()
	problem.New(errorsOf).Write(w, r, apicause.NotTalkUser)
	const want = `{"ok":false,"code":"NotTalkUser","message":"카카오톡 가입이 필요해요\n이 카카오계정으로 카카오톡에 가입하면 이용할 수 있어요."}` + "\n"
	if got := w.Body.String(); got != want || w.Code != 403 || w.Header().Get("Content-Type") != "application/json" {
		t.Errorf("%d %v %s, want %s", w.Code, w.Header(), got, want)
	}
}
