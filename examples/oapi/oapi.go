// Package oapi answers the errors of a strict server that oapi-codegen has
// generated.
package oapi

import (
	"net/http"

	"github.com/apicause/apicause/problem"
)

//go:generate go run github.com/oapi-codegen/oapi-codegen/v2/cmd/oapi-codegen@v2.8.2 -config config.yaml api.yaml

func handler(p *problem.Responder, api StrictServerInterface) http.Handler {
	unreadable := func(w http.ResponseWriter, r *http.Request, err error) {
		p.Write(w, r, problem.WithStatus(err, http.StatusBadRequest))
	}
	strict := NewStrictHandlerWithOptions(api, nil, StrictHTTPServerOptions{
		RequestErrorHandlerFunc:  unreadable, // a body that is not JSON
		ResponseErrorHandlerFunc: p.Write,    // what the app's methods return
	})
	return HandlerWithOptions(strict, StdHTTPServerOptions{ErrorHandlerFunc: unreadable}) // a parameter
}
