package apicause

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"time"

	"github.com/apicause/apicause/internal/fact"
	"github.com/apicause/apicause/internal/messages"
)

// The units in which a wait is shown, and how many of each are still shown before
// the next unit: "90 seconds" says more than "2 minutes".
var units = [...]struct {
	name  string // in the [after] section
	size  time.Duration
	below int
}{
	{"seconds", time.Second, 120},
	{"minutes", time.Minute, 120},
	{"hours", time.Hour, 48},
	{"days", 24 * time.Hour, 1<<31 - 1},
}

// fill fills m with facts. It reports false if a placeholder of the form that
// they choose has no value.
func (l *locale) fill(m *messages.Message, facts Facts) (s string, shown []string, ok bool) {
	t := m.Form(messages.Other)
	var digits [32]byte
	var count []byte // the number that chooses the form
	counted := false // whether it is the fact Count
	if m.Plural() {
		if count, counted = appendASCII(digits[:0], facts[FactCount]); !counted {
			count = appendLength(count, t, facts)
		}
		if len(count) > 0 {
			t = m.Form(l.plurals().form(count))
		}
	}
	buf := make([]byte, 0, 256)
	for _, p := range t.Parts {
		buf = append(buf, p.Literal...)
		if p.Name == "" {
			continue
		}
		start := len(buf)
		if counted && p.Name == FactCount {
			buf, ok = l.numerals().append(buf, count)
		} else {
			buf, ok = l.appendFact(buf, p.Name, facts[p.Name])
		}
		if !ok {
			return "", nil, false
		}
		if l.rightToLeft || fact.RightToLeft(buf[start:]) {
			// The value's direction is its own (UAX #9): first strong isolate, and its end.
			buf = append(slices.Insert(buf, start, []byte("\u2068")...), "\u2069"...)
		}
	}
	return string(buf), t.Names, true
}

// appendLength appends the length of the first list that other mentions, nothing
// where it mentions none.
func appendLength(buf []byte, other *messages.Text, facts Facts) []byte {
	for _, p := range other.Parts {
		if terms, ok := facts[p.Name].(Terms); ok {
			return strconv.AppendInt(buf, int64(len(terms)), 10)
		}
	}
	return buf
}

// appendFact appends what readers see of a fact, and reports false if it has
// no value.
func (l *locale) appendFact(buf []byte, name string, value any) (_ []byte, ok bool) {
	if _, wait := value.(time.Duration); name == FactRetry && !wait {
		return buf, false // "Try again 30." would be half a sentence
	}
	switch v := value.(type) {
	case nil, error:
		return buf, false
	case string:
		v, ok := fact.Clean(v)
		return append(buf, v...), ok
	case Term:
		return l.appendTerms(buf, Terms{v})
	case Terms:
		return l.appendTerms(buf, v)
	case time.Duration:
		return l.appendWait(buf, v)
	case fmt.Stringer:
		v2, ok := fact.Clean(fact.String(v))
		return append(buf, v2...), ok
	}
	var number [32]byte
	if n, ok := appendASCII(number[:0], value); ok {
		return l.numerals().append(buf, n)
	}
	if v := reflect.ValueOf(value); v.Kind() == reflect.String {
		s, ok := fact.Clean(v.String())
		return append(buf, s...), ok
	}
	return buf, false
}

func (l *locale) appendTerms(buf []byte, terms Terms) ([]byte, bool) {
	if len(terms) > fact.MaxTerms {
		return buf, false
	}
	for i, term := range terms {
		name := l.terms[string(term)].Literal()
		if name == "" || i > 0 && l.separator == "" {
			return buf, false // naming two of three consents would mislead
		}
		if i > 0 {
			buf = append(buf, l.separator...)
		}
		buf = append(buf, name...)
	}
	return buf, len(terms) > 0
}

func (l *locale) appendWait(buf []byte, d time.Duration) ([]byte, bool) {
	if !fact.Waitable(d) {
		return buf, false
	}
	i, n := 0, 0
	for i = range units {
		if n = fact.Ceil(d, units[i].size); n < units[i].below {
			break
		}
	}
	m := l.after[i]
	if m == nil {
		return buf, false
	}
	var number [32]byte
	count := strconv.AppendInt(number[:0], int64(n), 10)
	t := m.Form(messages.Other)
	if m.Plural() {
		t = m.Form(l.plurals().form(count))
	}
	for _, p := range t.Parts {
		buf = append(buf, p.Literal...)
		if p.Name != "" { // Count
			buf, _ = l.numerals().append(buf, count) // which is short
		}
	}
	return buf, true
}
