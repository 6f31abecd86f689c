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
	err      error       // that ended the reading of the body
	decoded  *occurrence // what Unwrap returns, made by decode and not changed afterwards
	late     *occurrence // the same for literals, and for fields that were set later; guarded by lateMu
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
		return &e.decoded.Error
	}
	lateMu.Lock()
	defer lateMu.Unlock()
	if !e.has(e.late) {
		e.late = e.occurrence()
	}
	return &e.late.Error
}

// lateMu guards the late field of all Errors. A mutex in each would forbid
// copying them, which go vet would report in the copying code.
var lateMu sync.Mutex

// An occurrence is what Unwrap returns, and its facts as has compares them: each
// walk of an error's tree does.
type occurrence struct {
	apicause.Error
	scopes apicause.Terms
	retry  time.Duration
}

// occurrence returns what Unwrap needs, made anew.
func (e *Error) occurrence() *occurrence {
	o := &occurrence{scopes: make(apicause.Terms, 0, len(e.RequiredScopes)), retry: max(e.RetryAfter, 0)}
	for scope := range e.missing {
		o.scopes = append(o.scopes, apicause.Term(scope))
	}
	var facts apicause.Facts
	if len(o.scopes) > 0 || o.retry > 0 {
		facts = make(apicause.Facts, 2)
	}
	if len(o.scopes) > 0 {
		facts[apicause.FactScopes] = slices.Clip(o.scopes)
	}
	if o.retry > 0 {
		facts[apicause.FactRetry] = o.retry
	}
	o.Error = apicause.Error{Cause: e.Cause, Facts: facts, Err: e.err}
	return o
}

// has reports whether e's fields have the cause and the facts of o.
func (e *Error) has(o *occurrence) bool {
	if o == nil || o.Cause != e.Cause || o.retry != max(e.RetryAfter, 0) {
		return false
	}
	n := 0
	for scope := range e.missing {
		if n == len(o.scopes) || string(o.scopes[n]) != scope {
			return false
		}
		n++
	}
	return n == len(o.scopes)
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
