package fiber

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v3"
	"github.com/gofiber/fiber/v3/middleware/adaptor"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/internal/same"
	"github.com/apicause/apicause/problem"
)

func serve(_ *problem.Responder, err error) http.Handler {
	app := fiber.New(fiber.Config{ErrorHandler: answer(apicause.Default())})
	app.Get("/", func(fiber.Ctx) error { return err })
	return adaptor.FiberApp(app)
}

func TestAnswersAsNetHTTPDoes(t *testing.T) {
	same.Errors(t, problem.Config{Classify: classify}, []string{"", "application/json"}, serve)
}

func TestFibersOwnErrorsReadAsTheirStatus(t *testing.T) {
	for _, tt := range []struct {
		method, path, cause string
		status              int
	}{
		{"GET", "/nowhere", "NotFound", http.StatusNotFound},
		{"POST", "/", "BadRequest", http.StatusMethodNotAllowed},
	} {
		w := httptest.NewRecorder()
		serve(nil, nil).ServeHTTP(w, httptest.NewRequest(tt.method, tt.path, nil))
		if w.Code != tt.status || !strings.Contains(w.Body.String(), `"cause":"`+tt.cause+`"`) {
			t.Errorf("%s %s: %d %s", tt.method, tt.path, w.Code, w.Body)
		}
	}
}
