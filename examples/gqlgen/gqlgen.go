// Package gqlgen answers the errors of resolvers in GraphQL.
package gqlgen

import (
	"context"
	"errors"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// present shows clients the problem of an error: its message, and all of it as an
// extension. What gqlgen finds wrong with a query is for the client's developers,
// and stays. The handler is behind Responder.Localize.
func present(p *problem.Responder) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		var own *gqlerror.Error
		if errors.As(err, &own) && own.Err == nil {
			return own
		}
		said := p.For(apicause.FromContext(ctx), err)
		return &gqlerror.Error{
			Message:    said.Title,
			Path:       graphql.GetPath(ctx),
			Extensions: map[string]any{"code": said.Cause, "problem": said},
		}
	}
}
