// Package protovalidate answers what protovalidate finds, field by field.
package protovalidate

import (
	"cmp"
	"errors"
	"strings"

	"buf.build/go/protovalidate"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// The app's causes, by protovalidate's rules.
var causes = map[string]apicause.Cause{"required": "Required", "string.min_len": "TooShort", "string.email": "NotAnEmail"}

var pointers = strings.NewReplacer(".", "/", "[", "/", "]", "", `"`, "")

func fields(err error) error {
	var found *protovalidate.ValidationError
	if !errors.As(err, &found) {
		return err
	}
	errs := make([]error, len(found.Violations))
	for i, v := range found.Violations {
		path := protovalidate.FieldPathString(v.Proto.GetField()) // items[0].name
		cause := cmp.Or(causes[v.Proto.GetRuleId()], apicause.ValidationFailed)
		facts := apicause.Facts{"Least": v.RuleValue.Interface()}
		errs[i] = problem.At("/"+pointers.Replace(path), &apicause.Error{Cause: cause, Facts: facts})
	}
	return problem.Fields(errs...)
}
