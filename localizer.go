package apicause

import (
	"context"

	"golang.org/x/text/language"
)

// A Localizer holds one reader's languages. Make one for each request with
// [Catalog.Localizer]; for a header seen before that is a look-up. It is a small
// value, safe for concurrent use. The zero Localizer uses the built-in catalog for
// a reader without preferences.
type Localizer struct {
	chain *chain // nil in the zero Localizer
}

// A chain is what one reader asked for.
type chain struct {
	locales []*locale    // in the reader's order, the fallback last
	wanted  language.Tag // what the reader asked for first
}

// A Message is what to show about one error, all in one language.
type Message struct {
	Cause       Cause        // the error's; Unknown where it has none
	Description string       // what the cause is, for developers and logs; never empty
	Title       string       // what happened, for the person who uses the app; never empty
	Detail      string       // what that person can do next; may be empty
	Shown       []string     // names of the facts that Detail shows, sorted; shared, do not change; nil if it shows none
	Language    language.Tag // of all the texts
}

// Language returns the reader's first language that the catalog has. A message
// not translated into it is in another: see [Message].
func (l Localizer) Language() language.Tag { return l.locales()[0].tag }

// Wanted returns the language that the reader asked for first, even if the catalog
// does not have it: a hint of what to translate next. It is und if the reader asked
// for none.
func (l Localizer) Wanted() language.Tag { return l.resolved().wanted }

// Term returns the name of a term in the reader's languages, for an app's own
// buttons and lists, and false if none of them names it.
func (l Localizer) Term(t Term) (string, bool) {
	for _, locale := range l.locales() {
		if m := locale.terms[string(t)]; m != nil {
			return m.Literal(), true
		}
	}
	return "", false
}

// Message returns the message for a cause without facts. A cause that the catalog
// does not know reads as [Unknown], so that no unregistered name reaches a user.
func (l Localizer) Message(c Cause) Message {
	if l.chain != nil { // the path of nearly every call, short enough to cost no more than its look-up
		for _, locale := range l.chain.locales {
			if e := locale.entries[c]; e != nil {
				return e.plain
			}
		}
	}
	e, _ := l.read(c)
	return e.plain
}

// Localize returns the message for err: for the cause that [CauseOf] finds, with
// the facts of [FactsOf]. A nil error and one without a cause read as [Unknown].
// The texts of err and of the errors it wraps are never part of the message.
func (l Localizer) Localize(err error) Message {
	c, facts, _ := occurrence(err)
	e, locale := l.read(c)
	if e.withFacts == nil || len(facts) == 0 {
		return e.plain
	}
	m := e.plain
	if detail, shown, ok := locale.fill(e.withFacts, facts); ok {
		m.Detail, m.Shown = detail, shown
	}
	return m
}

// read returns what the first of the reader's languages that has c says, or if the
// catalog does not know c, what it says about Unknown.
func (l Localizer) read(c Cause) (*entry, *locale) {
	locales := l.locales()
	e, locale := find(locales, c)
	if e == nil {
		e, locale = find(locales, Unknown) // which the fallback describes
	}
	return e, locale
}

func find(locales []*locale, c Cause) (*entry, *locale) {
	for _, locale := range locales {
		if e := locale.entries[c]; e != nil {
			return e, locale
		}
	}
	return nil, nil
}

func (l Localizer) locales() []*locale { return l.resolved().locales }

func (l Localizer) resolved() *chain {
	if l.chain == nil {
		return Default().Localizer().chain
	}
	return l.chain
}

type contextKey struct{}

// NewContext returns a context that carries l. Package problem's Localize does so
// for each request.
func NewContext(ctx context.Context, l Localizer) context.Context {
	return context.WithValue(ctx, contextKey{}, l)
}

// FromContext returns the localizer that ctx carries, or the zero Localizer.
func FromContext(ctx context.Context) Localizer {
	l, _ := ctx.Value(contextKey{}).(Localizer)
	return l
}

// String returns the title and the detail on two lines, for clients that show one
// string.
func (m Message) String() string {
	if m.Detail == "" {
		return m.Title
	}
	return m.Title + "\n" + m.Detail
}
