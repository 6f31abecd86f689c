// Package ogen answers the errors of a server that ogen has generated.
package ogen

import (
	"context"
	"errors"
	"net/http"

	"github.com/ogen-go/ogen/ogenerrors"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/ogen/api"
	"github.com/apicause/apicause/problem"
)

//go:generate go run github.com/ogen-go/ogen/cmd/ogen@v1.24.0 --config config.yaml --target api --package api --clean api.yaml

// classify gives ogen's own errors, such as a body that cannot be decoded, the
// cause of their status.
func classify(err error) error {
	status := ogenerrors.ErrorCode(err)
	if _, known := apicause.CauseOf(err); known || status == http.StatusInternalServerError {
		return nil // not ogen's
	}
	return problem.WithStatus(err, status)
}

func handler(p *problem.Responder, app api.Handler) (http.Handler, error) {
	return api.NewServer(app,
		api.WithErrorHandler(func(_ context.Context, w http.ResponseWriter, r *http.Request, err error) { p.Write(w, r, err) }),
		api.WithNotFound(func(w http.ResponseWriter, r *http.Request) { p.Write(w, r, apicause.NotFound) }),
		api.WithMethodNotAllowed(func(w http.ResponseWriter, r *http.Request, allowed string) {
			w.Header().Set("Allow", allowed)
			p.Write(w, r, problem.WithStatus(errors.New(r.Method+" is not allowed"), http.StatusMethodNotAllowed))
		}),
	)
}
