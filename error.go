package apicause

import (
	"log/slog"

	"github.com/apicause/apicause/internal/errtree"
)

// Facts are the values of one occurrence of a cause, by the names that the
// placeholders of a detail use: {{.Retry}} shows Facts["Retry"]. Once an
// [Error] holds them, they are not to be changed.
//
// A fact is a string, an integer, unsigned or float number (of which "Count"
// chooses the plural form), a [time.Duration] that tells how long to wait, a
// [Term] or [Terms], or a [fmt.Stringer]. Anything else, like an error, nil, or
// a number that is no number, has no value, and the detail that needs it gives
// way to the one without facts. Readers see values: put no secret where a
// message may show it.
type Facts map[string]any

// A Term is the identifier of a thing that the [term] section of the message
// files names: "talk_message" is shown as "Send messages in KakaoTalk".
type Term string

// Terms are shown as a list, in their order.
type Terms []Term

// An Error is one occurrence of a cause, with its facts.
//
// The zero Error and the nil *Error have no cause and read as [Unknown]. An
// Error is safe for concurrent use as long as nobody changes it.
type Error struct {
	Cause Cause
	Facts Facts
	Err   error // what led here, for logs and for errors.Is; no reader is ever shown it; may be nil
}

// Error returns the cause and the text of what led to it, for logs.
func (e *Error) Error() string {
	switch {
	case e == nil:
		return string(Unknown)
	case e.Err == nil:
		return string(e.cause())
	}
	return string(e.cause()) + ": " + e.Err.Error()
}

// Is reports whether target is e's cause.
func (e *Error) Is(target error) bool {
	cause, ok := target.(Cause)
	return ok && e != nil && e.Cause == cause
}

// Unwrap returns Err.
func (e *Error) Unwrap() error {
	if e == nil {
		return nil
	}
	return e.Err
}

// LogValue returns the cause, the facts and the text of Err as a group.
func (e *Error) LogValue() slog.Value {
	if e == nil {
		return slog.GroupValue(slog.String("cause", string(Unknown)))
	}
	attrs := []slog.Attr{slog.String("cause", string(e.cause()))}
	if len(e.Facts) > 0 {
		attrs = append(attrs, slog.Any("facts", e.Facts))
	}
	if e.Err != nil {
		attrs = append(attrs, slog.Any("err", e.Err))
	}
	return slog.GroupValue(attrs...)
}

func (e *Error) cause() Cause {
	if e.Cause == "" {
		return Unknown
	}
	return e.Cause
}

// CauseOf returns the cause of err: of the errors in its tree, depth first, the
// first that is a Cause or an [*Error] with one. It reports false where there is
// none. It looks at no more than 1,000 errors, asks no As method, and takes a
// tree whose methods panic for one without a cause.
func CauseOf(err error) (Cause, bool) {
	cause, _, ok := occurrence(err)
	return cause, ok
}

// FactsOf returns the facts of the error that [CauseOf] finds, nil where it has
// none. They are not to be changed.
func FactsOf(err error) Facts {
	_, facts, _ := occurrence(err)
	return facts
}

func occurrence(err error) (cause Cause, facts Facts, ok bool) {
	ok = errtree.Find(err, func(err error) bool {
		switch e := err.(type) {
		case Cause:
			cause, facts = e, nil
		case *Error:
			cause, facts = e.Cause, e.Facts
		}
		return cause != ""
	})
	return cause, facts, ok
}
