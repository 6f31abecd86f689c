package apicause

import (
	"sync"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/direction"
	"github.com/apicause/apicause/internal/messages"
)

// A locale holds the messages of a catalog in one language. Its tag is there
// from the start, all else once load has run.
type locale struct {
	tag    language.Tag
	once   sync.Once
	files  []*messages.File // that it is made of
	causes []Cause

	entries     map[Cause]*entry
	terms       map[string]*messages.Message
	separator   string // between terms; "" if the language has no lists
	after       [len(units)]*messages.Message
	rightToLeft bool
	numerals    func() *numerals // learned when a number is first shown
	plurals     func() *plurals  // likewise
}

// An entry is what a locale has for one cause.
type entry struct {
	plain     Message           // without facts, rendered once
	withFacts *messages.Message // takes the place of the detail where its facts have values; nil for none
}

// load reads the built-in files that are needed and renders all that cannot
// vary, once: a process that serves two languages pays for two.
func (l *locale) load() { l.once.Do(l.build) }

func (l *locale) build() {
	read(l.files)
	all := messages.Merge(l.files)
	l.entries = make(map[Cause]*entry, len(l.causes))
	l.terms = all[messages.Term]
	l.separator = all[messages.List]["separator"].Literal()
	l.rightToLeft = direction.RightToLeft(l.tag)
	l.numerals = sync.OnceValue(func() *numerals { return numeralsOf(l.tag) })
	l.plurals = sync.OnceValue(func() *plurals { return pluralsOf(l.tag) })
	for i, unit := range units {
		l.after[i] = all[messages.After][unit.name]
	}
	lineage := messages.Lineage(l.tag)
	for _, c := range l.causes {
		name := string(c)
		if !all.Tells(name) {
			continue // not translated: the reader's next language has it
		}
		plain := Message{
			Cause:       c,
			Description: all[messages.Description][name].Literal(),
			Title:       all[messages.Title][name].Literal(),
			Detail:      all[messages.Detail][name].Literal(),
			Language:    all.Language(name, lineage),
		}
		if plain.Title == "" {
			plain.Title = plain.Description
		}
		if plain.Description == "" {
			plain.Description = plain.Title
		}
		e := &entry{plain: plain, withFacts: all[messages.DetailWithFacts][name]}
		if e.withFacts != nil {
			if detail, _, ok := l.fill(e.withFacts, nil); ok { // it has no placeholders
				e.plain.Detail = detail
			}
		}
		l.entries[c] = e
	}
	l.files, l.causes = nil, nil
}
