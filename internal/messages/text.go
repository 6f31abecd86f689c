package messages

import (
	"fmt"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// A Text is one wording: literal text with placeholders between.
type Text struct {
	Parts []Part
	Names []string // of its placeholders, sorted, each once; nil where it has none
}

// A Part is a literal, and the placeholder behind it where Name is not empty.
type Part struct{ Literal, Name string }

// Braces are the characters that may only stand in a placeholder, the full-width
// ones included: readers would see them.
const Braces = "{}｛｝"

// ParseText takes a wording apart. Braces stand for placeholders and nothing
// else, so that a message file is data: text/template, which go-i18n uses, would
// call functions, loop and print megabytes.
func ParseText(s string) (Text, error) {
	if !strings.ContainsAny(s, Braces) {
		return Text{Parts: []Part{{Literal: s}}}, nil
	}
	var t Text
	for s != "" {
		i := strings.IndexAny(s, Braces)
		if i < 0 {
			t.Parts = append(t.Parts, Part{Literal: s})
			break
		}
		inside, opened := strings.CutPrefix(s[i:], "{{.")
		name, rest, closed := strings.Cut(inside, "}}")
		if !opened || !closed || !IsPlaceholder(name) {
			return Text{}, lookalike(s[i:])
		}
		t.Parts = append(t.Parts, Part{Literal: s[:i], Name: name})
		t.Names = append(t.Names, name)
		s = rest
	}
	slices.Sort(t.Names)
	t.Names = slices.Clip(slices.Compact(t.Names)) // readers are handed it
	return t, nil
}

// IsPlaceholder reports whether name may stand in a placeholder. It admits ASCII
// letters, digits and "_" only: text/template would take a Korean particle behind
// a name for a part of it.
func IsPlaceholder(name string) bool {
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
	name := strings.Trim(string(quoted), Braces+". \t")
	if IsPlaceholder(name) {
		return fmt.Errorf("%q is no placeholder; write {{.%s}}", string(quoted), name)
	}
	quoted = quoted[:min(len(quoted), longest)]
	return fmt.Errorf("%q is no placeholder; braces hold {{.Name}} and nothing else", string(quoted))
}

// A Message is a text with its plural forms; nil is one that nobody wrote.
type Message struct {
	Forms [len(Forms)]*Text // by the index in [Forms]; nil where Other serves
	tag   *language.Tag     // of its file
}

// newMessage takes go-i18n's message apart; report hears of each bad text.
func newMessage(m *i18n.Message, tag *language.Tag, report func(form string, err error)) *Message {
	msg := Message{tag: tag}
	for i, source := range [...]string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
		if source == "" {
			continue
		}
		t, err := ParseText(source)
		if err != nil {
			report(Forms[i], err)
			continue
		}
		msg.Forms[i] = &t
	}
	return &msg
}

// Plural reports whether the message has forms besides other.
func (m *Message) Plural() bool {
	return slices.ContainsFunc(m.Forms[:Other], func(t *Text) bool { return t != nil })
}

// Form returns the text for the plural form with that index.
func (m *Message) Form(form int) *Text {
	if t := m.Forms[form]; t != nil {
		return t
	}
	return m.Forms[Other]
}

// Literal returns the text of a message without placeholders, "" for nil.
func (m *Message) Literal() string {
	if m == nil {
		return ""
	}
	return m.Forms[Other].Parts[0].Literal
}

// replace returns the message with one sentence in place of another, m itself
// where it does not have it.
func (m *Message) replace(old, new string) *Message {
	var changed *Message
	for i, t := range m.Forms {
		if t == nil || !slices.ContainsFunc(t.Parts, func(p Part) bool { return strings.Contains(p.Literal, old) }) {
			continue
		}
		if changed == nil {
			copied := *m
			changed = &copied
		}
		parts := slices.Clone(t.Parts)
		for j := range parts {
			parts[j].Literal = strings.ReplaceAll(parts[j].Literal, old, new)
		}
		changed.Forms[i] = &Text{parts, t.Names}
	}
	if changed == nil {
		return m
	}
	return changed
}
