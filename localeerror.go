package apicause

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/errtree"
	"github.com/apicause/apicause/internal/messages"
)

// A LocaleError is one mistake in a message file or a [Config].
type LocaleError struct {
	Layer        int          // index in Config.Locales; -1 for the built-in files and for Config itself
	Path         string       // of the file in its file system; empty if no file is at fault
	Line, Column int          // of the mistake, from 1; columns count characters; 0 if not known
	ID           string       // go-i18n's ID of the message, like title.InvalidToken, or a cause; may be empty
	Language     language.Tag // of the file; und if not known
	Err          error        // what is wrong, and what to do
}

// Error returns where the mistake is, the ID and what is wrong with it:
// active.ko.toml:41:3: title.InvalidToken: empty text.
func (e *LocaleError) Error() string {
	where := e.Path
	switch {
	case where != "" && e.Line > 0:
		where = fmt.Sprintf("%s:%d:%d", where, e.Line, e.Column)
	case where == "" && e.Layer >= 0:
		where = fmt.Sprintf("Config.Locales[%d]", e.Layer)
	case where == "":
		where = "Config"
	}
	if e.ID != "" {
		where += ": " + e.ID
	}
	return fmt.Sprintf("%s: %v", where, e.Err)
}

// Unwrap returns Err.
func (e *LocaleError) Unwrap() error { return e.Err }

// LocaleErrors returns every [*LocaleError] in err's tree, in the order in which
// [New] joins them.
func LocaleErrors(err error) iter.Seq[*LocaleError] {
	return func(yield func(*LocaleError) bool) {
		others := 0
		eachLocaleError(err, &others, yield)
	}
}

// eachLocaleError reports whether to go on. New joins any number of LocaleErrors, so
// only other errors count as nodes of the tree.
func eachLocaleError(err error, others *int, yield func(*LocaleError) bool) bool {
	if errtree.IsNil(err) {
		return true
	}
	if e, ok := err.(*LocaleError); ok {
		return yield(e)
	}
	if *others++; *others > errtree.MaxNodes {
		return false
	}
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		return eachLocaleError(e.Unwrap(), others, yield)
	case interface{ Unwrap() []error }:
		for _, err := range e.Unwrap() {
			if !eachLocaleError(err, others, yield) {
				return false
			}
		}
	}
	return true
}

func configError(id string, tag language.Tag, err error) error {
	return &LocaleError{Layer: builtInLayer, ID: id, Language: tag, Err: err}
}

// localeErrors returns problems as errors.
func localeErrors(problems []*messages.Problem) (errs []error) {
	for _, p := range problems {
		errs = append(errs, (*LocaleError)(p))
	}
	return errs
}

// join joins problems in the order of layers, files and IDs; nil if there are
// none.
func join(problems []error) error {
	slices.SortStableFunc(problems, func(a, b error) int {
		x, y := a.(*LocaleError), b.(*LocaleError)
		return cmp.Or(
			cmp.Compare(x.Layer, y.Layer),
			cmp.Compare(x.Path, y.Path),
			cmp.Compare(x.ID, y.ID),
			cmp.Compare(x.Line, y.Line),
			cmp.Compare(x.Column, y.Column),
			cmp.Compare(x.Err.Error(), y.Err.Error()),
		)
	})
	return errors.Join(problems...)
}
