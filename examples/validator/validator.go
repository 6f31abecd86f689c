// Package validator answers what go-playground/validator finds, field by field.
package validator

import (
	"cmp"
	"errors"
	"reflect"
	"strings"

	"github.com/go-playground/validator/v10"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// The app's causes, by validator's tags.
var causes = map[string]apicause.Cause{"required": "Required", "min": "TooShort", "email": "NotAnEmail"}

var pointers = strings.NewReplacer(".", "/", "[", "/", "]", "")

func fields(err error) error {
	var found validator.ValidationErrors
	if !errors.As(err, &found) {
		return err
	}
	errs := make([]error, len(found))
	for i, f := range found {
		_, path, _ := strings.Cut(f.Namespace(), ".") // Signup.items[0].name
		facts := apicause.Facts{"Least": f.Param()}
		errs[i] = problem.At("/"+pointers.Replace(path), &apicause.Error{Cause: cmp.Or(causes[f.Tag()], apicause.ValidationFailed), Facts: facts, Err: f})
	}
	return problem.Fields(errs...)
}

// newValidator names fields as the JSON does.
func newValidator() *validator.Validate {
	v := validator.New()
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
		return name
	})
	return v
}
