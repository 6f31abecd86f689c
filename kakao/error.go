package kakao

import (
	"log/slog"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/upstream"
)

// ErrCancelled is returned by [Callback] when the person pressed Cancel on Kakao's
// page. Its cause is [apicause.LoginCancelled]: a decision, not a fault. Most apps
// go back to the page where the login began.
var ErrCancelled error = cancelled{}

type cancelled struct{}

func (cancelled) Error() string { return "kakao: " + string(apicause.LoginCancelled) }

func (cancelled) Unwrap() error { return apicause.LoginCancelled }

// An Error is an error answer from Kakao. It wraps an [*apicause.Error] with its
// cause and facts, where a Localizer finds them.
//
// Every Error that this package returns has a cause. The zero Error and the nil
// *Error have none and read as [apicause.Unknown].
//
// Fields may be set, and an Error may be copied: cause and facts follow the
// fields. An Error is safe for concurrent use as long as nobody changes it. Copy
// one made by a literal before goroutines share it.
type Error struct {
	Cause          apicause.Cause // Unknown if Kakao's answer names none of ours
	Code           int            // Kakao's number; 0: none given
	Name           string         // what Kakao calls it where it sends no number: "KOE320", "invalid_grant", "E2006", "RequestThrottled"; a word of ASCII letters, digits and _
	Status         int            // Kakao's HTTP status, not the one for the visitor; 0: not known
	Method         string         // of the request, if Check knows it
	RequiredScopes []string       // consent items that the request needs
	AllowedScopes  []string       // those that the person has consented to
	RetryAfter     time.Duration  // how long Kakao asks to wait, at most 31 days; 0: it does not ask

	upstream string
	err      error           // that ended the reading of the body
	decoded  *apicause.Error // what Unwrap returns, made by decode and not changed afterwards
	late     *apicause.Error // the same for literals, and for fields that were set later; guarded by lateMu
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
	return ok && e != nil && e.Cause == cause
}

// Unwrap returns an [*apicause.Error] with the cause and, where they are known,
// the facts Scopes (MissingScopes as [apicause.Terms]) and Retry (RetryAfter):
// the same one every time, until a field is changed. It wraps what ended the
// reading of an answer early, such as context.DeadlineExceeded.
func (e *Error) Unwrap() error {
	if e == nil {
		return nil
	}
	if e.has(e.decoded) {
		return e.decoded
	}
	lateMu.Lock()
	defer lateMu.Unlock()
	if !e.has(e.late) {
		e.late = e.occurrence()
	}
	return e.late
}

// lateMu guards the late field of all Errors. A mutex in each would forbid
// copying them, which go vet would report in the copying code.
var lateMu sync.Mutex

// occurrence returns what Unwrap does, made anew.
func (e *Error) occurrence() *apicause.Error {
	facts := make(apicause.Facts, 2)
	var terms apicause.Terms
	for scope := range e.missing {
		terms = append(terms, apicause.Term(scope))
	}
	if len(terms) > 0 {
		facts[apicause.FactScopes] = terms
	}
	if e.RetryAfter > 0 {
		facts[apicause.FactRetry] = e.RetryAfter
	}
	if len(facts) == 0 {
		facts = nil
	}
	return &apicause.Error{Cause: e.Cause, Facts: facts, Err: e.err}
}

// has reports whether e's fields have the cause and the facts of o.
func (e *Error) has(o *apicause.Error) bool {
	if o == nil || o.Cause != e.Cause {
		return false
	}
	if retry, _ := o.Facts[apicause.FactRetry].(time.Duration); retry != max(e.RetryAfter, 0) {
		return false
	}
	terms, _ := o.Facts[apicause.FactScopes].(apicause.Terms)
	for scope := range e.missing {
		if len(terms) == 0 || string(terms[0]) != scope {
			return false
		}
		terms = terms[1:]
	}
	return len(terms) == 0
}

// MissingScopes returns the consent items that are required and not yet allowed, in
// Kakao's order, each once: the ones to ask the person for. It returns nil if there
// are none. The caller owns the slice.
func (e *Error) MissingScopes() []string {
	if e == nil {
		return nil
	}
	return slices.Collect(e.missing)
}

func (e *Error) missing(yield func(string) bool) {
	for i, scope := range e.RequiredScopes {
		if !slices.Contains(e.AllowedScopes, scope) && !slices.Contains(e.RequiredScopes[:i], scope) && !yield(scope) {
			return
		}
	}
}

// Upstream returns Kakao's words as sent, at most 512 runes of valid UTF-8, or ""
// if the answer has none, as in an HTML page. They may contain app keys and
// authorization codes, may change at any time, and may come from a stranger. They
// are for logs, where LogValue masks them.
func (e *Error) Upstream() string {
	if e == nil {
		return ""
	}
	return e.upstream
}

// LogValue returns all that is known as a group, with Kakao's words masked by
// [upstream.Mask].
func (e *Error) LogValue() slog.Value {
	attrs := []slog.Attr{slog.String("cause", string(e.cause()))}
	if e == nil {
		return slog.GroupValue(attrs...)
	}
	if e.Code != 0 {
		attrs = append(attrs, slog.Int("code", e.Code))
	}
	if e.Name != "" {
		attrs = append(attrs, slog.String("name", upstream.Mask(e.Name)))
	}
	if e.Status != 0 {
		attrs = append(attrs, slog.Int("status", e.Status))
	}
	if e.Method != "" {
		attrs = append(attrs, slog.String("method", e.Method))
	}
	if missing := e.MissingScopes(); len(missing) > 0 {
		attrs = append(attrs, slog.String("missing_scopes", upstream.Mask(strings.Join(missing, " "))))
	}
	if e.RetryAfter != 0 {
		attrs = append(attrs, slog.Duration("retry_after", e.RetryAfter))
	}
	if e.upstream != "" {
		attrs = append(attrs, slog.String("upstream", upstream.Mask(e.upstream)))
	}
	if e.err != nil {
		attrs = append(attrs, slog.String("err", upstream.Mask(e.err.Error())))
	}
	return slog.GroupValue(attrs...)
}

func (e *Error) cause() apicause.Cause {
	if e == nil || e.Cause == "" {
		return apicause.Unknown
	}
	return e.Cause
}
