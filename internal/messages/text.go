package messages

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

// A Text is one wording: literal text with placeholders between.
type Text struct {
	Parts []Part
	Names []string // of its placeholders, sorted, each once; nil if it has none
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
	if !hasBraces(s) {
		return Text{Parts: []Part{{Literal: s}}}, nil
	}
	var t Text
	for s != "" {
		i := strings.IndexAny(s, Braces)
		if i < 0 {
			t.Parts = append(t.Parts, Part{Literal: s})
			break
		}
		name, rest, ok := CutPlaceholder(s[i:])
		if !ok {
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

// CutPlaceholder returns the name of the placeholder that s begins with, and what
// follows it.
func CutPlaceholder(s string) (name, rest string, ok bool) {
	inside, opened := strings.CutPrefix(s, "{{.")
	name, rest, closed := strings.Cut(inside, "}}")
	return name, rest, opened && closed && IsPlaceholder(name)
}

// hasBraces reports whether s has any of Braces. Most texts have none, and
// strings.ContainsAny takes ten times as long.
func hasBraces(s string) bool {
	return strings.IndexByte(s, '{') >= 0 || strings.IndexByte(s, '}') >= 0 || strings.Contains(s, "｛") || strings.Contains(s, "｝")
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
	other Text
	forms *[Other]*Text // those besides other; nil if there are none
	tag   *language.Tag // of its file
}

// newLiteral returns a message of a text without braces, in one allocation.
func newLiteral(s string, tag *language.Tag) *Message {
	all := &struct {
		Message
		parts [1]Part
	}{Message{tag: tag}, [1]Part{{Literal: s}}}
	all.other.Parts = all.parts[:]
	return &all.Message
}

// newMessage takes go-i18n's message apart; report gets each bad text. It
// returns nil where other is one.
func newMessage(source *i18n.Message, tag *language.Tag, report func(form string, err error)) *Message {
	m := &Message{tag: tag}
	sound := true
	for i, text := range [...]string{source.Zero, source.One, source.Two, source.Few, source.Many, source.Other} {
		if text == "" {
			continue
		}
		t, err := ParseText(text)
		if err != nil {
			report(Forms[i], err)
			sound = sound && i != Other
			continue
		}
		m.set(i, t)
	}
	if !sound {
		return nil
	}
	return m
}

func (m *Message) set(form int, t Text) {
	if form == Other {
		m.other = t
		return
	}
	if m.forms == nil {
		m.forms = new([Other]*Text)
	}
	m.forms[form] = &t
}

// Plural reports whether the message has forms besides other.
func (m *Message) Plural() bool { return m.forms != nil }

// Form returns the text for the plural form with that index in [Forms].
func (m *Message) Form(form int) *Text {
	if form != Other && m.forms != nil && m.forms[form] != nil {
		return m.forms[form]
	}
	return &m.other
}

// Texts returns the texts that the message has, by the index of their form.
func (m *Message) Texts() iter.Seq2[int, *Text] {
	return func(yield func(int, *Text) bool) {
		for i := range Forms {
			if t := m.Form(i); i == Other || t != &m.other {
				if !yield(i, t) {
					return
				}
			}
		}
	}
}

// Literal returns the text of a message without placeholders, "" for nil.
func (m *Message) Literal() string {
	if m == nil {
		return ""
	}
	return m.other.Parts[0].Literal
}

// replace returns the message with one sentence in place of another.
func (m *Message) replace(old, new string) *Message {
	replaced := &Message{tag: m.tag}
	for form, t := range m.Texts() {
		parts := slices.Clone(t.Parts)
		for i := range parts {
			parts[i].Literal = strings.ReplaceAll(parts[i].Literal, old, new)
		}
		replaced.set(form, Text{parts, t.Names})
	}
	return replaced
}
