package apicause

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	printer "golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/apicause/apicause/internal/fact"
	"github.com/apicause/apicause/internal/messages"
)

// The units in which a wait is shown, and from how many of them on the next unit
// serves: "90 seconds" says more than "2 minutes".
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

// fill fills m with facts. It reports false where a placeholder of the form that
// they choose has no value.
func (l *locale) fill(m *messages.Message, facts Facts) (s string, shown []string, ok bool) {
	t := m.Forms[messages.Other]
	if m.Plural() {
		if number, ok := l.count(t, facts); ok {
			t = m.Form(l.pluralForm(number))
		}
	}
	buf := make([]byte, 0, 256)
	for _, p := range t.Parts {
		buf = append(buf, p.Literal...)
		if p.Name == "" {
			continue
		}
		start := len(buf)
		if buf, ok = l.appendFact(buf, p.Name, facts[p.Name]); !ok {
			return "", nil, false
		}
		if l.rightToLeft || fact.RightToLeft(buf[start:]) {
			// The value's direction is its own (UAX #9): first strong isolate, and its end.
			buf = append(slices.Insert(buf, start, []byte("\u2068")...), "\u2069"...)
		}
	}
	return string(buf), t.Names, true
}

// count returns the number that chooses the plural form: the fact Count, or the
// length of the first list that other mentions.
func (l *locale) count(other *messages.Text, facts Facts) (string, bool) {
	if n, ok := numberOf(facts[FactCount]); ok {
		return ascii(n), true
	}
	for _, p := range other.Parts {
		if terms, ok := facts[p.Name].(Terms); ok {
			return ascii(len(terms)), true
		}
	}
	return "", false
}

// appendFact appends what readers see of a fact, and reports false where it has
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
	if n, ok := numberOf(value); ok {
		return l.appendNumber(buf, n)
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
	t := m.Forms[messages.Other]
	if m.Plural() {
		t = m.Form(l.pluralForm(ascii(n)))
	}
	for _, p := range t.Parts {
		buf = append(buf, p.Literal...)
		if p.Name != "" { // Count
			buf, _ = l.appendNumber(buf, n) // which is short
		}
	}
	return buf, true
}

// appendNumber prints a number as the language does, and reports false where it
// is too long to be shown whole.
func (l *locale) appendNumber(buf []byte, n any) ([]byte, bool) {
	if n, ok := n.(int); ok && 0 <= n && n < 1000 { // nothing to group, and x/text takes a microsecond
		for _, digit := range strconv.Itoa(n) {
			buf = utf8.AppendRune(buf, l.zero+digit-'0') // Unicode keeps the digits of a script together
		}
		return buf, true
	}
	s := l.printer.Sprint(number.Decimal(n))
	if utf8.RuneCountInString(s) > fact.MaxRunes {
		return buf, false
	}
	s, ok := fact.Clean(s) // CLDR marks the minus of right-to-left languages
	return append(buf, s...), ok
}

// ascii prints a number for plural rules: no grouping, ASCII digits, rounded
// like those that readers see.
func ascii(n any) string {
	switch n := n.(type) {
	case int:
		return strconv.Itoa(n)
	case int64:
		return strconv.FormatInt(n, 10)
	case uint64:
		return strconv.FormatUint(n, 10)
	}
	return printer.NewPrinter(language.English).Sprint(number.Decimal(n, number.NoSeparator()))
}

// numberOf returns value as an int64, uint64 or float64, and false where it is
// no number, or speaks for itself.
func numberOf(value any) (any, bool) {
	switch value.(type) {
	case int:
		return value, true
	case nil, error, fmt.Stringer: // a Duration, a Month
		return nil, false
	}
	v := reflect.ValueOf(value)
	switch {
	case v.CanInt():
		return v.Int(), true
	case v.CanUint():
		return v.Uint(), true
	case v.CanFloat():
		f := v.Float()
		if f <= 0 && ascii(f) == "-0" {
			f = 0 // nobody counts minus nothing
		}
		return f, fact.Finite(f)
	}
	return nil, false
}

// pluralForm asks go-i18n, which knows CLDR's rules but does not export them,
// through a bundle whose only message has the forms' names for texts. The bundle
// is made when a number is first shown: that takes a third of a millisecond.
func pluralForm(tag language.Tag) func(number string) string {
	ask := sync.OnceValue(func() *i18n.Localizer {
		bundle := i18n.NewBundle(tag)
		err := bundle.AddMessages(tag, &i18n.Message{ID: "form", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"})
		if err != nil { // go-i18n knows no rule for the language, which then has one form
			return nil
		}
		return i18n.NewLocalizer(bundle)
	})
	return func(number string) string {
		localizer := ask()
		if localizer == nil {
			return "other"
		}
		form, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: "form", PluralCount: number})
		if err != nil { // a number of more digits than an int64 holds
			return "other"
		}
		return form
	}
}
