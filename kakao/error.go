package kakao

import (
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/apicause/apicause"
)

// ErrCancelled is what [Callback] returns when the person pressed Cancel on
// Kakao's page. It is a decision and not a fault: nothing is to be shown.
var ErrCancelled error = cancelled{}

type cancelled struct{}

func (cancelled) Error() string { return "kakao: the person cancelled" }

// An Error is an error answer of Kakao's. In its tree is an [apicause.Error]
// with its cause and facts, so that a Localizer finds them.
//
// The zero Error and the nil *Error have no cause and read as
// [apicause.Unknown]. An Error is safe for concurrent use as long as nobody
// changes it.
type Error struct {
	Cause          apicause.Cause // Unknown where Kakao's answer names none of ours
	Code           int            // Kakao's number; 0: none given
	Name           string         // what Kakao calls it where it sends no number: "KOE320", "invalid_grant", "E2006", "RequestThrottled"; a word of ASCII letters, digits and _
	Status         int            // Kakao's HTTP status, not the one for the visitor; 0: not known
	Method         string         // of the request, where Check knows it
	RequiredScopes []string       // consent items that the request needs
	AllowedScopes  []string       // those of the person's consent
	RetryAfter     time.Duration  // as Kakao asked for, at most 1,000 days; 0: it did not

	upstream string
	err      error // that ended the reading of the body
}

// Error returns cause, number or name, and HTTP status: for logs, without any
// of Kakao's wording.
func (e *Error) Error() string {
	text := "kakao: " + string(e.cause())
	if e == nil {
		return text
	}
	var parts []string
	if e.Code != 0 {
		parts = append(parts, strconv.Itoa(e.Code))
	} else if e.Name != "" {
		parts = append(parts, e.Name)
	}
	if e.Status != 0 {
		parts = append(parts, "HTTP "+strconv.Itoa(e.Status))
	}
	if len(parts) == 0 {
		return text
	}
	return text + " (" + strings.Join(parts, ", ") + ")"
}

// Is reports whether target is e's cause.
func (e *Error) Is(target error) bool {
	cause, ok := target.(apicause.Cause)
	return ok && e != nil && e.cause() == cause
}

// Unwrap returns an [*apicause.Error] with the cause and, where they are known,
// the facts Scopes (MissingScopes as [apicause.Terms]) and Retry (RetryAfter).
// It wraps what ended the reading of an answer early, such as
// context.DeadlineExceeded.
func (e *Error) Unwrap() error {
	if e == nil {
		return nil
	}
	var facts apicause.Facts
	set := func(name string, value any) {
		if facts == nil {
			facts = make(apicause.Facts, 2)
		}
		facts[name] = value
	}
	if missing := e.MissingScopes(); len(missing) > 0 {
		terms := make(apicause.Terms, len(missing))
		for i, scope := range missing {
			terms[i] = apicause.Term(scope)
		}
		set("Scopes", terms)
	}
	if e.RetryAfter > 0 {
		set("Retry", e.RetryAfter)
	}
	return &apicause.Error{Cause: e.cause(), Facts: facts, Err: e.err}
}

// MissingScopes returns the consent items that are required and not yet allowed,
// in Kakao's order, each once: what to ask the person for. The slice is the
// caller's own; nil where there are none.
func (e *Error) MissingScopes() []string {
	if e == nil {
		return nil
	}
	var missing []string
	for _, scope := range e.RequiredScopes {
		if !slices.Contains(e.AllowedScopes, scope) && !slices.Contains(missing, scope) {
			missing = append(missing, scope)
		}
	}
	return missing
}

// Upstream returns Kakao's words as they were sent, at most 512 runes of valid
// UTF-8; "" where the answer has none, as when it is an HTML page. They may hold
// app keys and authorization codes, may change at any time, and may have been
// written by a stranger: they are for logs, and LogValue masks them.
func (e *Error) Upstream() string {
	if e == nil {
		return ""
	}
	return e.upstream
}

// LogValue returns all that is known as a group. What looks like a key, a token,
// a code, an IP address, an e-mail address or a number of a person is masked in
// Kakao's words.
func (e *Error) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("cause", string(e.cause()))}
	if e == nil {
		return slog.GroupValue(attrs...)
	}
	if e.Code != 0 {
		attrs = append(attrs, slog.Int("code", e.Code))
	}
	if e.Name != "" {
		attrs = append(attrs, slog.String("name", masked(e.Name)))
	}
	if e.Status != 0 {
		attrs = append(attrs, slog.Int("status", e.Status))
	}
	if e.Method != "" {
		attrs = append(attrs, slog.String("method", e.Method))
	}
	if missing := e.MissingScopes(); len(missing) > 0 {
		attrs = append(attrs, slog.String("missing_scopes", masked(strings.Join(missing, " "))))
	}
	if e.RetryAfter != 0 {
		attrs = append(attrs, slog.Duration("retry_after", e.RetryAfter))
	}
	if e.upstream != "" {
		attrs = append(attrs, slog.String("upstream", masked(e.upstream)))
	}
	if e.err != nil {
		attrs = append(attrs, slog.String("err", masked(e.err.Error())))
	}
	return slog.GroupValue(attrs...)
}

func (e *Error) cause() apicause.Cause {
	if e == nil || e.Cause == "" {
		return apicause.Unknown
	}
	return e.Cause
}
