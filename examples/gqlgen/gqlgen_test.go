package gqlgen

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/handler"
	"github.com/99designs/gqlgen/graphql/handler/transport"
	"github.com/vektah/gqlparser/v2"
	"github.com/vektah/gqlparser/v2/ast"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

const secret = "dial tcp 10.0.0.7: connection refused"

// serve answers queries of a schema with the one field me, which fails.
func serve(p *problem.Responder, failed error) http.Handler {
	schema := gqlparser.MustLoadSchema(&ast.Source{Input: "type Query { me: String }"})
	s := handler.New(&graphql.ExecutableSchemaMock{
		SchemaFunc:     func() *ast.Schema { return schema },
		ComplexityFunc: func(context.Context, string, string, int, map[string]any) (int, bool) { return 1, true },
		ExecFunc: func(ctx context.Context) graphql.ResponseHandler {
			graphql.AddError(ctx, failed)
			return graphql.OneShot(&graphql.Response{Data: json.RawMessage(`{"me":null}`)})
		},
	})
	s.AddTransport(transport.POST{})
	s.SetErrorPresenter(present(p))
	return p.Localize(s)
}

func ask(h http.Handler, query string) string {
	r := httptest.NewRequest(http.MethodPost, "/", strings.NewReader(`{"query":"`+query+`"}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Accept-Language", "ko")
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Body.String()
}

func TestErrorsOfResolversInTheReadersLanguage(t *testing.T) {
	p := problem.New(problem.Config{})
	body := ask(serve(p, fmt.Errorf("%s: %w", secret, apicause.NotTalkUser)), "{me}")
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Accept-Language", "ko")
	want, err := json.Marshal(p.Problem(r, apicause.NotTalkUser))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"message":"카카오톡 가입이 필요해요"`, `"code":"NotTalkUser"`, `"problem":` + string(want)} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in %s", want, body)
		}
	}
	if strings.Contains(body, secret) {
		t.Errorf("shows %s", body)
	}
}

func TestMistakesOfAQueryStay(t *testing.T) {
	if body := ask(serve(problem.New(problem.Config{}), nil), "{you}"); !strings.Contains(body, `Cannot query field`) {
		t.Error(body)
	}
}
