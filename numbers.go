package apicause

import (
	"bytes"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	printer "golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/apicause/apicause/internal/fact"
	"github.com/apicause/apicause/internal/messages"
)

// maxFraction is how many digits x/text prints behind the decimal separator.
const maxFraction = 3

// appendASCII appends value as plural rules take it: ASCII digits, no grouping,
// rounded as readers see it. It reports false where value is not a number, or has
// a text of its own.
func appendASCII(buf []byte, value any) ([]byte, bool) {
	switch n := value.(type) {
	case int:
		return strconv.AppendInt(buf, int64(n), 10), true
	case nil, error, fmt.Stringer: // a Duration, a Month
		return buf, false
	}
	v := reflect.ValueOf(value)
	switch {
	case v.CanInt():
		return strconv.AppendInt(buf, v.Int(), 10), true
	case v.CanUint():
		return strconv.AppendUint(buf, v.Uint(), 10), true
	case v.CanFloat() && fact.Finite(v.Float()):
		return appendFloat(buf, v.Float()), true
	}
	return buf, false
}

func appendFloat(buf []byte, f float64) []byte {
	start := len(buf)
	buf = strconv.AppendFloat(buf, f, 'f', maxFraction, 64)
	for buf[len(buf)-1] == '0' {
		buf = buf[:len(buf)-1]
	}
	if buf[len(buf)-1] == '.' {
		buf = buf[:len(buf)-1]
	}
	if string(buf[start:]) == "-0" { // nobody counts minus nothing
		buf = append(buf[:start], '0')
	}
	return buf
}

// numerals are how a language writes numbers.
type numerals struct {
	zero               rune   // the digit; Unicode keeps the digits of a script together
	group, decimal     string // separators
	last, others       int    // digits in the last group and in those before it; 0 if nothing is grouped
	negative, positive string // stand before and behind a number below zero
}

// numeralsOf learns from x/text, once for a language, what it would look up for
// every number. A test holds that both print the same in all its languages.
func numeralsOf(tag language.Tag) *numerals {
	p := printer.NewPrinter(tag)
	sprint := func(n any) string {
		s, _ := fact.Clean(p.Sprint(number.Decimal(n))) // CLDR marks the minus of right-to-left languages
		return s
	}
	n := new(numerals)
	n.zero, _ = utf8.DecodeRuneInString(sprint(0))
	isDigit := func(r rune) bool { return n.zero <= r && r <= n.zero+9 }
	n.negative, n.positive = around(sprint(-1), isDigit)
	groups := strings.FieldsFunc(sprint(math.MaxInt64), func(r rune) bool { return !isDigit(r) })
	if len(groups) > 2 {
		n.last = utf8.RuneCountInString(groups[len(groups)-1])
		n.others = utf8.RuneCountInString(groups[len(groups)-2])
		n.group = between(sprint(math.MaxInt64), groups[0], groups[1])
	}
	halves := strings.FieldsFunc(sprint(1.5), func(r rune) bool { return !isDigit(r) })
	n.decimal = between(sprint(1.5), halves[0], halves[len(halves)-1])
	return n
}

// around returns what stands before and behind the digits of s.
func around(s string, isDigit func(rune) bool) (before, behind string) {
	first := strings.IndexFunc(s, isDigit)
	behind = strings.TrimLeftFunc(s[first:], isDigit)
	return s[:first], behind
}

// between returns what stands between a, which begins s, and the next b.
func between(s, a, b string) string {
	between, _, _ := strings.Cut(s[len(a):], b)
	return between
}

// append appends a number in ASCII digits as the language writes it, and reports
// false if that is too long to be shown whole.
func (n *numerals) append(buf, ascii []byte) ([]byte, bool) {
	digits, negative := ascii, ascii[0] == '-'
	if negative {
		digits = digits[1:]
		buf = append(buf, n.negative...)
	}
	whole := bytes.IndexByte(digits, '.')
	if whole < 0 {
		whole = len(digits)
	}
	start := len(buf)
	for i, digit := range digits {
		switch {
		case digit == '.':
			buf = append(buf, n.decimal...)
			continue
		case n.groupsAt(whole-i) && i > 0:
			buf = append(buf, n.group...)
		}
		buf = utf8.AppendRune(buf, n.zero+rune(digit-'0'))
	}
	if negative {
		buf = append(buf, n.positive...)
	}
	return buf, len(ascii) < fact.MaxRunes/2 || utf8.RuneCount(buf[start:]) <= fact.MaxRunes
}

// groupsAt reports whether a group begins where so many digits of the whole
// number are left.
func (n *numerals) groupsAt(left int) bool {
	return n.last > 0 && left >= n.last && (left-n.last)%n.others == 0
}

// plurals knows the plural forms of a language. go-i18n is the authority: it has
// CLDR's rules but does not export them, so it is asked through a bundle whose
// only message has the names of the forms for texts. That takes a microsecond, so
// the answers for small numbers, which are nearly all, are kept.
type plurals struct {
	ask   func() *i18n.Localizer
	known [1000]atomic.Uint32 // 1 + the index of the form; 0 if nobody has asked yet
}

func pluralsOf(tag language.Tag) *plurals {
	return &plurals{ask: sync.OnceValue(func() *i18n.Localizer {
		bundle := i18n.NewBundle(tag)
		err := bundle.AddMessages(tag, &i18n.Message{ID: "form", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"})
		if err != nil { // go-i18n knows no rule for the language, which then has one form
			return nil
		}
		return i18n.NewLocalizer(bundle)
	})}
}

// form returns the index of the form that a number in ASCII digits takes.
func (p *plurals) form(ascii []byte) int {
	n, small := smallNumber(ascii)
	if small {
		if known := p.known[n].Load(); known > 0 {
			return int(known) - 1
		}
	}
	form := p.formOf(string(ascii))
	if small {
		p.known[n].Store(uint32(form) + 1)
	}
	return form
}

func (p *plurals) formOf(number string) int {
	localizer := p.ask()
	if localizer == nil {
		return messages.Other
	}
	name, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: "form", PluralCount: number})
	if err != nil { // a number of more digits than an int64 holds
		return messages.Other
	}
	return slices.Index(messages.Forms[:], name)
}

// smallNumber returns the value of a whole number of at most three digits; CLDR's
// rules take the absolute value.
func smallNumber(ascii []byte) (n int, ok bool) {
	if ascii[0] == '-' {
		ascii = ascii[1:]
	}
	if len(ascii) > 3 {
		return 0, false
	}
	for _, digit := range ascii {
		if digit == '.' {
			return 0, false
		}
		n = n*10 + int(digit-'0')
	}
	return n, true
}
