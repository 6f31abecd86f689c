// Package fail makes the errors of the tools: each says what, where and what to do
// in the language of the person who runs the command. Their wordings are message files.
package fail

import (
	"embed"
	"errors"
	"io/fs"
	"strings"
	"sync"
	"syscall"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/words"
)

//go:embed locales/active.*.toml
var locales embed.FS

var wordings = sync.OnceValue(func() *words.Words {
	sub, err := fs.Sub(locales, "locales")
	if err != nil {
		panic(err) // the name is valid
	}
	return words.New(sub)
})

// A wordedError reads as English; see [In].
type wordedError struct {
	wording apicause.Cause
	facts   apicause.Facts
}

// New returns an error with that wording. A fact Near that is not empty adds a
// question whether that was meant.
func New(wording apicause.Cause, facts apicause.Facts) error { return &wordedError{wording, facts} }

// Is reports whether an error is, or wraps, one of this package.
func Is(err error) bool {
	var e *wordedError
	return errors.As(err, &e)
}

func (e *wordedError) Error() string { return e.in("en") }

func (e *wordedError) in(preferences ...string) string {
	reader := wordings().Reader(preferences...)
	text := reader.Message(e.wording, e.facts).Detail
	if near, _ := e.facts["Near"].(string); near != "" {
		text += reader.Message("DidYouMean", apicause.Facts{"Near": near}).Detail
	}
	return text
}

// system are the errors of the operating system that people meet.
var system = []struct {
	err     error
	wording apicause.Cause
}{
	{fs.ErrNotExist, "SystemNotExist"},
	{fs.ErrExist, "SystemExist"},
	{fs.ErrPermission, "SystemPermission"},
	{syscall.ENOSPC, "SystemFull"},
	{syscall.EROFS, "SystemReadOnly"},
	{syscall.EPIPE, "SystemPipe"},
	{syscall.EISDIR, "SystemFolder"},
	{syscall.ENOTDIR, "SystemNoFolder"},
}

// In words an error for a reader with these preferences, as Catalog.Localizer
// takes them: those of this package wherever they are in err's tree, and what the
// operating system says. The rest stays as it is.
func In(err error, preferences ...string) string {
	if e, ok := err.(*wordedError); ok {
		return e.in(preferences...)
	}
	text := err.Error()
	var inner []error
	switch e := err.(type) {
	case interface{ Unwrap() error }:
		inner = []error{e.Unwrap()}
	case interface{ Unwrap() []error }:
		inner = e.Unwrap()
	default:
		for _, s := range system {
			if errors.Is(err, s.err) && wordings().Reader(preferences...).Language().String() != "en" {
				return wordings().Reader(preferences...).Message(s.wording, nil).Detail
			}
		}
	}
	for _, e := range inner {
		if e != nil {
			text = strings.Replace(text, e.Error(), In(e, preferences...), 1)
		}
	}
	return text
}
