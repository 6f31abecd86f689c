// Package huma answers the errors of an app on huma v2.
package huma

import (
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// An answer is what huma writes for an error.
type answer struct{ problem.Problem }

func (a *answer) Error() string             { return string(a.Cause) }
func (a *answer) GetStatus() int            { return a.Status }
func (a *answer) ContentType(string) string { return "application/problem+json" }

// fields says which fields huma's validation is about.
func fields(errs []error) error {
	for i, err := range errs {
		var detail *huma.ErrorDetail
		if errors.As(err, &detail) {
			path := strings.TrimPrefix(detail.Location, "body") // body.items[0].name
			errs[i] = problem.At(pointers.Replace(path), &apicause.Error{Cause: apicause.ValidationFailed, Err: err})
		}
	}
	return problem.Fields(errs...)
}

var pointers = strings.NewReplacer(".", "/", "[", "/", "]", "")

// newError takes the place of huma.NewErrorWithContext, which all of huma's errors
// and those of handlers go through.
func newError(p *problem.Responder, catalog *apicause.Catalog) func(huma.Context, int, string, ...error) huma.StatusError {
	return func(ctx huma.Context, status int, text string, errs ...error) huma.StatusError {
		err := errors.Join(errs...)
		if status == http.StatusUnprocessableEntity {
			err = fields(errs)
		} else if _, known := apicause.CauseOf(err); !known {
			err = problem.WithStatus(errors.Join(errors.New(text), err), status)
		}
		said := p.For(catalog.Localizer(ctx.Header("Accept-Language")), err)
		h := make(http.Header)
		p.Header(h, said)
		for name := range h {
			ctx.SetHeader(name, h.Get(name))
		}
		return &answer{said}
	}
}
