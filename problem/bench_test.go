package problem_test

import (
	"net/http"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// sink is a ResponseWriter that costs nothing itself.
type sink struct {
	header http.Header
	status int
	n      int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(b []byte) (int, error) { s.n += len(b); return len(b), nil }

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

var benchAccepts = []struct{ name, accept string }{
	{"json", "application/json"}, {"html", browser},
}

// From request to bytes. The module bench measures JSON beside its peers.
func BenchmarkWrite(b *testing.B) {
	p := problem.New(problem.Config{})
	scopes := &apicause.Error{Cause: apicause.InsufficientScope, Facts: apicause.Facts{"Scopes": apicause.Terms{"friends"}}}
	for name, err := range map[string]error{"plain": apicause.InvalidToken, "facts": scopes} {
		for _, a := range benchAccepts {
			r := request(http.MethodGet, a.accept, "ko-KR,ko;q=0.9,en;q=0.8")
			b.Run(a.name+"/"+name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					p.Write(&sink{header: make(http.Header)}, r, err)
				}
			})
		}
	}
}
