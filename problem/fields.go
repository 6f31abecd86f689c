package problem

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/errtree"
)

// maxFields is how many field errors an answer lists: nobody reads more, and a
// stranger may send a thousand bad fields.
const maxFields = 100

// A FieldError is what a [Problem] says about one field of the request body.
type FieldError struct {
	Pointer  string         `json:"pointer"` // a JSON pointer (RFC 6901): "/items/0/name"; "" is the whole body
	Title    string         `json:"title"`
	Detail   string         `json:"detail,omitempty"`
	Cause    apicause.Cause `json:"cause"`
	Facts    apicause.Facts `json:"facts,omitempty"` // as in a Problem
	Language language.Tag   `json:"-"`               // of Title and Detail
}

// At says that err is about one field of the request body, which a JSON pointer
// (RFC 6901) names: At("/email", err). At in another adds to its pointer. Outside
// [Fields], err is answered as it is. A nil err gives nil.
func At(pointer string, err error) error {
	if err == nil {
		return nil
	}
	if pointer != "" && pointer[0] != '/' {
		pointer = "/" + pointer
	}
	return &fieldError{pointer, err}
}

// Fields joins several errors, each from [At] or about the whole body. Its cause is
// ValidationFailed, and an answer lists the first 100 of them. Nil errors are
// skipped; if none is left, Fields returns nil.
func Fields(errs ...error) error {
	all := []error{apicause.ValidationFailed} // first, so that it is the cause
	for _, err := range errs {
		if err == nil {
			continue
		}
		if !errtree.Find(err, func(err error, _ int) bool { _, ok := err.(*fieldError); return ok }) {
			err = At("", err)
		}
		all = append(all, err)
	}
	if len(all) == 1 {
		return nil
	}
	return &fieldErrors{slices.Clip(all)}
}

type fieldError struct {
	pointer string
	err     error
}

func (e *fieldError) Error() string { return e.pointer + ": " + e.err.Error() }
func (e *fieldError) Unwrap() error { return e.err }

type fieldErrors struct {
	all []error // ValidationFailed and the errors of fields
}

func (e *fieldErrors) Unwrap() []error { return e.all }

func (e *fieldErrors) Error() string {
	texts := make([]string, len(e.all))
	for i, err := range e.all {
		texts[i] = err.Error()
	}
	return strings.Join(texts, "; ")
}

// fieldErrors returns what an answer says about fields, nil if there are none.
func (p *Responder) fieldErrors(l apicause.Localizer, fields *fieldErrors) []FieldError {
	if fields == nil {
		return nil
	}
	list := fields.list()
	all := make([]FieldError, len(list))
	for i, field := range list {
		traits := traitsOf(p.classified(field.err))
		m := traits.message(l)
		all[i] = FieldError{
			Pointer: strings.ReplaceAll(printable(field.pointer), "\n", ""), Title: printable(m.Title), Detail: printable(m.Detail),
			Cause: m.Cause, Facts: public(traits.occurrence.Facts, m.Shown), Language: m.Language,
		}
	}
	return all
}

// list returns the innermost fields with their whole pointers. The error of each
// includes what wraps it, up to the field or the list around it: facts may have
// been added there.
func (e *fieldErrors) list() (found []fieldError) {
	type step struct {
		fieldError      // the pointer so far, and the outermost error since the last edge
		at         int  // where found has the field around it, as long as it is the innermost; else -1
		edge       bool // it is a field or a list itself
	}
	var path []step // from e to the error that is looked at
	errtree.Find(e, func(err error, depth int) bool {
		here := step{fieldError: fieldError{err: err}, at: -1}
		if path = path[:depth]; depth > 0 {
			around := path[depth-1]
			here.pointer, here.at = around.pointer, around.at
			if !around.edge {
				here.err = around.err
			}
		}
		if field, ok := err.(*fieldError); ok {
			here.pointer, here.edge = here.pointer+field.pointer, true
			if here.at < 0 {
				if len(found) == maxFields {
					return true
				}
				here.at = len(found)
				found = append(found, fieldError{})
			}
			found[here.at] = here.fieldError
			for i := range path {
				path[i].at = -1
			}
		} else if _, ok := err.(interface{ Unwrap() []error }); ok {
			here.edge = true
		}
		path = append(path, here)
		return false
	})
	return found
}
