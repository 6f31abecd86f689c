package lint

import (
	"fmt"
	"maps"
	"slices"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/messages"
)

// A slip is a part of a text that is wrong.
type slip struct {
	from, to   int // offsets in the text
	says       apicause.Cause
	suggestion string
	fix        *string // what has to stand there; nil if there is no single right answer
	facts      apicause.Facts
}

// A textCheck finds what is wrong with a text.
type textCheck func(*run, *document, *messages.Text) []slip

// textChecks are the checks of single texts that need more than a pattern, by ID.
var textChecks = map[string]textCheck{
	"text-invisible":      invisibleCharacters,
	"text-nfc":            decomposed,
	"text-markup":         anyMarkup,
	"text-space":          misplacedSpaces,
	"text-duplicate-word": repeatedWords,
	"text-broken":         brokenCharacters,
	"text-homoglyph":      homoglyphs,
	"text-bracket":        brackets,
	"text-length":         tooLong,
	"text-end":            wrongEnd,
	"term":                wrongWords,
	"ko-particle":         particles,
}

// textChecksFor returns the checks that look at the texts of a file.
func textChecksFor(d *document) (all []textCheck) {
	checks := Checks()
	for _, id := range slices.Sorted(maps.Keys(checks)) {
		c := checks[id]
		if !covers(c.Languages, c.Except, d.tag) {
			continue
		}
		if check := textChecks[id]; check != nil {
			all = append(all, check)
		}
		for _, p := range c.Find {
			if covers(p.Languages, p.Except, d.tag) {
				all = append(all, p.check)
			}
		}
	}
	return all
}

// check finds the pattern.
func (p pattern) check(_ *run, _ *document, t *messages.Text) (slips []slip) {
	for _, at := range p.Find.FindAllStringSubmatchIndex(t.S, maxSlips) {
		s := slip{from: at[0], to: at[1], says: p.Says}
		if len(at) > 2 && at[2] >= 0 {
			s.from, s.to = at[2], at[3]
		}
		if p.Instead != "" {
			s.suggestion, s.fix = p.Instead, &p.Instead
		}
		slips = append(slips, s)
	}
	return slips
}

// maxSlips is how many slips of a kind are reported of a text: one that is all wrong
// is typed again.
const maxSlips = 10

// checkText reports what is wrong with a text.
func (r *run) checkText(d *document, t *messages.Text, checks []textCheck) {
	for _, check := range checks {
		slips := check(r, d, t)
		for _, s := range slips[:min(len(slips), maxSlips)] {
			if s.facts == nil {
				part := t.S[s.from:s.to]
				c, _ := utf8.DecodeRuneInString(part)
				s.facts = apicause.Facts{"Text": excerpt(part), "Char": fmt.Sprintf("U+%04X %s", c, runenames.Name(c))}
			}
			f := r.report(d, spanOf(t, s.from, s.to), s.says, t.Of.ID, s.suggestion, s.facts)
			if s.fix != nil && t.Literal() {
				f.Fix = &Fix{t.Offset(s.from), t.Offset(s.to), *s.fix}
			}
		}
	}
}
