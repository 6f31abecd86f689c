package apicause

import (
	"fmt"
	"log/slog"
	"slices"

	"github.com/apicause/apicause/internal/errtree"
)

// Facts are the values of one occurrence of a cause, keyed by the names of the
// placeholders in a detail: {{.Retry}} shows Facts["Retry"]. Do not change them
// once an [Error] holds them.
//
// A fact is a string, an integer or float ("Count" chooses the plural form), a
// [time.Duration] to wait, a [Term] or [Terms], or a [fmt.Stringer]. Anything
// else, such as an error, nil or NaN, has no value, and a detail that needs it
// falls back to the one without facts. Users see facts: never put a secret into
// one.
type Facts map[string]any

// The names of the facts that built-in texts show, and of the fact that chooses
// plural forms.
const (
	FactRetry  = "Retry"  // a [time.Duration]: how long to wait before trying again
	FactScopes = "Scopes" // [Terms]: the consent items that are missing
	FactCount  = "Count"  // an integer: how many, for texts with plural forms
)

// A Term identifies something that message files name in their [term] section:
// "talk_message" is shown as "Send messages in KakaoTalk".
type Term string

// Terms are shown as a list, in this order.
type Terms []Term

// An Error is one occurrence of a cause, with its facts.
//
// The zero Error and the nil *Error have no cause and read as [Unknown]. An
// Error is safe for concurrent use as long as nobody changes it.
type Error struct {
	Cause Cause
	Facts Facts
	Err   error // the error behind it, for logs and errors.Is; never shown to users; may be nil
}

// Error returns the cause and the text of Err, for logs. Without a cause it
// returns the text of Err alone.
func (e *Error) Error() string {
	switch {
	case e == nil:
		return string(Unknown)
	case e.Err == nil:
		return string(e.cause())
	case e.Cause == "":
		return e.Err.Error()
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

// WithFact returns err with one more fact, and nil for a nil err. The cause stays
// that of err. If err already has that fact, the new value hides the old one.
func WithFact(err error, name string, value any) error {
	if err == nil {
		return nil
	}
	return &Error{Facts: Facts{name: value}, Err: err}
}

// CauseOf returns the first cause in err's tree, depth first: a Cause itself, or
// that of an [*Error]. It reports false if there is none. It looks at no more than
// 1,000 errors, calls no As method, and treats a tree whose methods panic as having
// no cause.
func CauseOf(err error) (Cause, bool) {
	cause, _, ok := occurrence(err)
	return cause, ok
}

// FactsOf returns the facts of the error that [CauseOf] finds, overridden by those
// that [WithFact] added around it; nil if there are none. Do not change them.
func FactsOf(err error) Facts {
	_, facts, _ := occurrence(err)
	return facts
}

// occurrence returns the cause of err and the facts that go with it.
func occurrence(err error) (cause Cause, facts Facts, ok bool) {
	switch e := err.(type) { // most errors need no walk
	case Cause:
		return e, nil, e != ""
	case *Error:
		if e != nil && e.Cause != "" {
			return e.Cause, e.Facts, true
		}
	}
	var found errtree.Occurrence
	errtree.Find(err, func(err error, depth int) bool {
		switch e := err.(type) {
		case Cause:
			return found.Add(depth, string(e), nil)
		case *Error:
			return found.Add(depth, string(e.Cause), e.Facts)
		}
		return false
	})
	return Cause(found.Cause), found.Facts(), found.Cause != ""
}

// Attr returns err as one attribute for logs, a group named "error": its text, its
// cause and facts, and the attributes of the first [slog.LogValuer] in its tree
// other than an [*Error], however deep it is wrapped. For nil it returns the zero
// Attr, which handlers leave out.
//
//	slog.Error("send memo", apicause.Attr(err))
func Attr(err error) slog.Attr {
	if err == nil {
		return slog.Attr{}
	}
	cause, facts, ok := occurrence(err)
	if !ok {
		cause = Unknown
	}
	attrs := []slog.Attr{slog.String("text", errorText(err)), slog.String("cause", string(cause))}
	if len(facts) > 0 {
		attrs = append(attrs, slog.Any("facts", facts))
	}
	var logged slog.Value
	errtree.Find(err, func(err error, _ int) bool {
		_, own := err.(*Error)
		valuer, ok := err.(slog.LogValuer)
		if own || !ok {
			return false
		}
		logged = slog.AnyValue(valuer).Resolve()
		return true
	})
	if logged.Kind() == slog.KindGroup {
		for _, attr := range logged.Group() {
			if !slices.ContainsFunc(attrs, func(have slog.Attr) bool { return have.Key == attr.Key }) {
				attrs = append(attrs, attr)
			}
		}
	} else if logged.Any() != nil {
		attrs = append(attrs, slog.Attr{Key: "value", Value: logged})
	}
	return slog.Attr{Key: "error", Value: slog.GroupValue(attrs...)}
}

// errorText returns err.Error(), or its type if that panics, as nil pointers often
// do.
func errorText(err error) (text string) {
	defer func() {
		if recover() != nil {
			text = fmt.Sprintf("%T", err)
		}
	}()
	return err.Error()
}
