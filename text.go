package apicause

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// A text is one wording: literal text with placeholders between.
type text struct {
	parts []part
	names []string // of its placeholders, sorted, each once; nil where it has none
}

// A part is a literal, and the placeholder behind it where name is not empty.
type part struct{ literal, name string }

// The braces that may only stand in a placeholder, the full-width ones included:
// readers would see them.
const braces = "{}｛｝"

// parseText takes a wording apart. Braces stand for placeholders and nothing
// else, so that a message file is data: text/template, which go-i18n uses, would
// call functions, loop and print megabytes.
func parseText(s string) (text, error) {
	if !strings.ContainsAny(s, braces) {
		return text{parts: []part{{literal: s}}}, nil
	}
	var t text
	for s != "" {
		i := strings.IndexAny(s, braces)
		if i < 0 {
			t.parts = append(t.parts, part{literal: s})
			break
		}
		inside, opened := strings.CutPrefix(s[i:], "{{.")
		name, rest, closed := strings.Cut(inside, "}}")
		if !opened || !closed || !isPlaceholder(name) {
			return text{}, lookalike(s[i:])
		}
		t.parts = append(t.parts, part{literal: s[:i], name: name})
		t.names = append(t.names, name)
		s = rest
	}
	slices.Sort(t.names)
	t.names = slices.Compact(t.names)
	return t, nil
}

// isPlaceholder admits ASCII letters, digits and "_" only: text/template would
// take a Korean particle behind a name for a part of it.
func isPlaceholder(name string) bool {
	for i, r := range name {
		if r != '_' && (r < 'A' || 'Z' < r) && (r < 'a' || 'z' < r) && (i == 0 || r < '0' || '9' < r) {
			return false
		}
	}
	return name != ""
}

// lookalike says what is wrong with s, which begins with a brace.
func lookalike(s string) error {
	const longest = 30 // runes to quote
	end := len(s)
	if i := strings.IndexAny(s, "}｝"); i >= 0 {
		end = i + len(s[i:]) - len(strings.TrimLeft(s[i:], "}｝"))
	}
	quoted := []rune(s[:end])
	name := strings.Trim(string(quoted), braces+". \t")
	if isPlaceholder(name) {
		return fmt.Errorf("%q is no placeholder; write {{.%s}}", string(quoted), name)
	}
	quoted = quoted[:min(len(quoted), longest)]
	return fmt.Errorf("%q is no placeholder; braces hold {{.Name}} and nothing else", string(quoted))
}

// The plural forms of CLDR as go-i18n writes them; other comes last.
var formNames = [...]string{"zero", "one", "two", "few", "many", "other"}

const other = len(formNames) - 1

// A message is a text with its plural forms; those that nobody wrote are other's.
type message struct {
	forms [len(formNames)]*text
}

// newMessage takes go-i18n's message apart; report hears of each bad text.
func newMessage(m *i18n.Message, report func(form string, err error)) *message {
	var msg message
	for i, source := range [...]string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
		if source == "" {
			continue
		}
		t, err := parseText(source)
		if err != nil {
			report(formNames[i], err)
			continue
		}
		msg.forms[i] = &t
	}
	return &msg
}

// plural reports whether the message has forms besides other.
func (m *message) plural() bool {
	return slices.ContainsFunc(m.forms[:other], func(t *text) bool { return t != nil })
}

// form returns the text for the plural form that go-i18n named.
func (m *message) form(name string) *text {
	if i := slices.Index(formNames[:], name); i >= 0 && m.forms[i] != nil {
		return m.forms[i]
	}
	return m.forms[other]
}

// literal returns the text of a message without placeholders; "" for nil.
func (m *message) literal() string {
	if m == nil {
		return ""
	}
	return m.forms[other].parts[0].literal
}
