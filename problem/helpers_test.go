package problem_test

import (
	"net/http"
	"net/http/httptest"

	"github.com/apicause/apicause/problem"
)

// request makes one with these headers, those that are empty left out.
func request(method, accept, languages string) *http.Request {
	r := httptest.NewRequest(method, "/", nil)
	if accept != "" {
		r.Header.Set("Accept", accept)
	}
	if languages != "" {
		r.Header.Set("Accept-Language", languages)
	}
	return r
}

func serve(p *problem.Responder, r *http.Request, err error) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	p.Write(w, r, err)
	return w
}
