// Chi serves the handler that the examples share on a chi router.
package main

import (
	"cmp"
	"log"
	"net/http"
	"os"
	"time"

	"github.com/go-chi/chi/v5"

	"github.com/apicause/apicause/examples/talk"
	"github.com/apicause/apicause/problem"
)

func main() {
	kakao := talk.Client{API: cmp.Or(os.Getenv("KAKAO_API_URL"), "https://kapi.kakao.com"), HTTP: &http.Client{Timeout: 3 * time.Second}}
	log.Fatal(http.ListenAndServe("127.0.0.1:8080", handler(kakao, problem.New(problem.Config{}))))
}

// handler needs nothing of chi's: its handlers are those of net/http.
func handler(kakao talk.Client, p *problem.Responder) http.Handler {
	r := chi.NewRouter()
	r.Method(http.MethodPost, "/memo", p.Handler(kakao.Memo))
	return r
}
