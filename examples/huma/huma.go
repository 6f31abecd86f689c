// Package huma answers the errors of an app on huma v2.
package huma

import (
	"cmp"
	"errors"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

var responder = problem.New(problem.Config{})

// A failure is an error of huma's or of a handler.
type failure struct{ error }

func (f *failure) Unwrap() error             { return f.error }
func (f *failure) GetStatus() int            { return responder.For(apicause.Localizer{}, f).Status }
func (f *failure) ContentType(string) string { return "application/problem+json" }

var pointers = strings.NewReplacer(".", "/", "[", "/", "]", "")

// newError takes the place of huma.NewError, which makes all errors.
func newError(status int, text string, errs ...error) huma.StatusError {
	var found *huma.ErrorDetail // by huma's validation
	for i, err := range errs {
		if status == http.StatusUnprocessableEntity && errors.As(err, &found) {
			path := strings.TrimPrefix(found.Location, "body") // body.items[0].name
			errs[i] = problem.At(pointers.Replace(path), &apicause.Error{Cause: apicause.ValidationFailed, Err: err})
		}
	}
	err := errors.Join(errs...)
	switch _, known := apicause.CauseOf(err); {
	case found != nil:
		err = problem.Fields(errs...)
	case !known && (err == nil || status != http.StatusInternalServerError):
		err = problem.WithStatus(cmp.Or(err, errors.New(text)), status)
	}
	return &failure{err}
}

// answer is one of huma.Config's Transformers. It knows the reader.
func answer(ctx huma.Context, _ string, v any) (any, error) {
	failed, ok := v.(*failure)
	if !ok {
		return v, nil
	}
	said, h := responder.For(apicause.Default().Localizer(ctx.Header("Accept-Language")), failed), http.Header{}
	responder.Header(h, said)
	for name := range h {
		ctx.SetHeader(name, h.Get(name))
	}
	return said, nil
}
