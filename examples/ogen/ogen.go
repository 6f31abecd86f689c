// Package ogen answers the errors of a server that ogen has generated.
package ogen

import (
	"context"
	"net/http"

	"github.com/ogen-go/ogen/ogenerrors"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// classify gives ogen's own errors, such as a body that cannot be decoded, the
// cause of their status.
func classify(err error) error {
	if _, known := apicause.CauseOf(err); known {
		return nil
	}
	return problem.WithStatus(err, ogenerrors.ErrorCode(err))
}

// answer is for the generated WithErrorHandler.
func answer(p *problem.Responder) ogenerrors.ErrorHandler {
	return func(_ context.Context, w http.ResponseWriter, r *http.Request, err error) {
		p.Write(w, r, err)
	}
}
