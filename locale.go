package apicause

import (
	"fmt"
	"reflect"
	"strconv"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	printer "golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/apicause/apicause/internal/direction"
	"github.com/apicause/apicause/internal/fact"
)

// A locale holds what a catalog says in one language.
type locale struct {
	tag         language.Tag
	entries     map[Cause]*entry
	terms       map[Term]string
	separator   string // between terms; "" where the language has no lists
	after       [len(units)]*message
	rightToLeft bool
	printer     *printer.Printer           // of numbers
	zero        rune                       // the digit
	pluralForm  func(number string) string // the form that a number takes, as printed with ASCII digits
}

// An entry is what a locale says of one cause.
type entry struct {
	plain     Message  // without facts, rendered once at load
	withFacts *message // takes the place of the detail where its facts have values; nil for none
}

// The units in which a wait is told, and up to which length.
var units = [...]struct {
	name  string // in the [after] section
	size  time.Duration
	below int // so many of them are told in the next unit
}{
	{"seconds", time.Second, 60},
	{"minutes", time.Minute, 60},
	{"hours", time.Hour, 48},
	{"days", 24 * time.Hour, 1<<31 - 1},
}

// newLocale renders all that cannot vary. messages are by go-i18n's ID.
func newLocale(tag language.Tag, causes []Cause, messages map[string]*message) *locale {
	l := &locale{
		tag:         tag,
		entries:     make(map[Cause]*entry, len(causes)),
		terms:       make(map[Term]string),
		separator:   messages["list.separator"].literal(),
		rightToLeft: direction.RightToLeft(tag),
		printer:     printer.NewPrinter(tag),
		pluralForm:  pluralForm(tag),
	}
	l.zero, _ = utf8.DecodeRuneInString(l.printer.Sprint(number.Decimal(0)))
	for id, m := range messages {
		if section, name := cutSection(id); section == "term" {
			l.terms[Term(name)] = m.literal()
		}
	}
	for i, unit := range units {
		l.after[i] = messages["after."+unit.name]
	}
	for _, c := range causes {
		plain := Message{
			Cause:       c,
			Description: messages[string(c)].literal(),
			Title:       messages["title."+string(c)].literal(),
			Detail:      messages["detail."+string(c)].literal(),
			Language:    tag,
		}
		switch {
		case plain.Title == "" && plain.Description == "":
			continue // not translated: another language of the reader's speaks
		case plain.Title == "":
			plain.Title = plain.Description
		case plain.Description == "":
			plain.Description = plain.Title
		}
		e := &entry{plain: plain, withFacts: messages["detail_with_facts."+string(c)]}
		if e.withFacts != nil {
			if detail, _, ok := l.render(e.withFacts, nil); ok { // it has no placeholders
				e.plain.Detail = detail
			}
		}
		l.entries[c] = e
	}
	return l
}

// render fills m with facts. It reports false where a placeholder of the form
// that they choose has no value.
func (l *locale) render(m *message, facts Facts) (s string, shown []string, ok bool) {
	t := m.forms[other]
	if m.plural() {
		if number, ok := l.count(t, facts); ok {
			t = m.form(l.pluralForm(number))
		}
	}
	buf := make([]byte, 0, 256)
	for _, p := range t.parts {
		buf = append(buf, p.literal...)
		if p.name == "" {
			continue
		}
		if l.rightToLeft {
			buf = append(buf, "\u2068"...) // first strong isolate: a value's direction is its own
		}
		if buf, ok = l.appendValue(buf, facts[p.name]); !ok {
			return "", nil, false
		}
		if l.rightToLeft {
			buf = append(buf, "\u2069"...) // pop directional isolate
		}
	}
	return string(buf), t.names, true
}

// count returns the number that chooses the plural form: the fact Count, or the
// length of the first list that other mentions.
func (l *locale) count(other *text, facts Facts) (string, bool) {
	if n, ok := numberOf(facts["Count"]); ok {
		return ascii(n), true
	}
	for _, p := range other.parts {
		if terms, ok := facts[p.name].(Terms); ok {
			return ascii(len(terms)), true
		}
	}
	return "", false
}

// appendValue appends what the reader is shown for a fact.
func (l *locale) appendValue(buf []byte, value any) (_ []byte, ok bool) {
	switch v := value.(type) {
	case nil, error:
		return buf, false
	case string:
		v, ok := fact.Clean(v)
		return append(buf, v...), ok
	case Term:
		name, ok := l.terms[v]
		return append(buf, name...), ok
	case Terms:
		return l.appendTerms(buf, v)
	case time.Duration:
		return l.appendWait(buf, v)
	case fmt.Stringer:
		v2, ok := fact.Clean(fact.String(v))
		return append(buf, v2...), ok
	}
	if n, ok := numberOf(value); ok {
		return l.appendNumber(buf, n), true
	}
	if v := reflect.ValueOf(value); v.Kind() == reflect.String {
		s, ok := fact.Clean(v.String())
		return append(buf, s...), ok
	}
	return buf, false
}

func (l *locale) appendTerms(buf []byte, terms Terms) ([]byte, bool) {
	for i, term := range terms {
		name, ok := l.terms[term]
		if !ok || i > 0 && l.separator == "" {
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
	t := m.forms[other]
	if m.plural() {
		t = m.form(l.pluralForm(ascii(n)))
	}
	for _, p := range t.parts {
		buf = append(buf, p.literal...)
		if p.name != "" { // Count
			buf = l.appendNumber(buf, n)
		}
	}
	return buf, true
}

// appendNumber prints a number as the language does.
func (l *locale) appendNumber(buf []byte, n any) []byte {
	if n, ok := n.(int); ok && 0 <= n && n < 1000 { // nothing to group, and x/text takes a microsecond
		for _, digit := range strconv.Itoa(n) {
			buf = utf8.AppendRune(buf, l.zero+digit-'0') // Unicode keeps the digits of a script together
		}
		return buf
	}
	s, _ := fact.Clean(l.printer.Sprint(number.Decimal(n))) // CLDR marks the minus of right-to-left languages
	return append(buf, s...)
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
		return v.Float(), fact.Finite(v.Float())
	}
	return nil, false
}

// pluralForm asks go-i18n, which knows CLDR's rules but does not export them,
// through a bundle whose only message has the forms' names for texts. The bundle
// is made when a number is first told: that takes a third of a millisecond.
func pluralForm(tag language.Tag) func(number string) string {
	ask := sync.OnceValue(func() *i18n.Localizer {
		bundle := i18n.NewBundle(tag)
		err := bundle.AddMessages(tag, &i18n.Message{ID: "form", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"})
		if err != nil { // no rule is known for the language, which so has one form
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
