package messages

import (
	"bytes"
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	format "github.com/apicause/apicause/internal/messages"
)

// A Message is an ID with its texts.
type Message struct {
	Section format.Section // Description in a folder of plain go-i18n files
	ID      string         // go-i18n's
	Path    Path
	Key     int     // offset
	Texts   []*Text // in the order of the file
}

// A Text is one wording.
type Text struct {
	Of      *Message
	Form    string // other where the message is a plain text
	S       string
	Key     int      // offset of the key
	Value   int      // offset of the value
	End     int      // offset behind the value
	Names   []string // of its placeholders, each once
	content int      // offset of S itself; -1 if the file writes it with escapes
	escaped []byte   // how the file writes it then, in quotes
}

// Name is the last part of the ID.
func (m *Message) Name() string { return m.Path[len(m.Path)-1] }

// Form returns the text of a plural form, nil if there is none.
func (m *Message) Form(name string) *Text {
	for _, t := range m.Texts {
		if t.Form == name {
			return t
		}
	}
	return nil
}

// Source is what translators see of a message: its form other.
func (m *Message) Source() string {
	if t := m.Form("other"); t != nil {
		return t.S
	}
	return ""
}

// Forms returns the texts by plural form.
func (m *Message) Forms() map[string]string {
	forms := make(map[string]string, len(m.Texts))
	for _, t := range m.Texts {
		forms[t.Form] = t.S
	}
	return forms
}

// Plural reports whether m has forms besides other.
func (m *Message) Plural() bool {
	return slices.ContainsFunc(m.Texts, func(t *Text) bool { return t.Form != "other" })
}

// Told reports whether the message is a text for readers by itself: descriptions
// are for developers, terms and times are parts of other texts.
func (m *Message) Told() bool {
	return m.Section == format.Title || m.Section == format.Detail || m.Section == format.DetailWithFacts
}

// Placeholders returns the names of all texts' placeholders, sorted.
func (m *Message) Placeholders() (names []string) {
	for _, t := range m.Texts {
		names = append(names, t.Names...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Offset is where byte i of the text stands in the file.
func (t *Text) Offset(i int) int {
	if t.content >= 0 {
		return t.content + i
	}
	if len(t.escaped) < 2 || bytes.HasPrefix(t.escaped, []byte(`"""`)) {
		return t.Value
	}
	at := 1 // behind the quote
	for at < len(t.escaped)-1 && i > 0 {
		size, read := 1, 1
		if t.escaped[at] == '\\' {
			size, read = unescape(t.escaped[at:])
		}
		at, i = at+size, i-read
	}
	return t.Value + at
}

// Literal reports whether the file writes the text as it is, without escapes.
func (t *Text) Literal() bool { return t.content >= 0 }

// unescape returns how many bytes the escape that b begins with has, and how
// many it stands for.
func unescape(b []byte) (size, read int) {
	size = map[byte]int{'x': 4, 'u': 6, 'U': 10}[b[1]]
	if size == 0 || size > len(b) {
		return 2, 1 // \n
	}
	c, err := strconv.ParseUint(string(b[2:size]), 16, 32)
	if err != nil {
		return 2, 1
	}
	return size, utf8.RuneLen(rune(c))
}

// textAt returns the text at a path, with its places.
func (d *Document) textAt(m *Message, path Path, form, s string) *Text {
	at, ok := d.places[path.key()]
	t := &Text{Of: m, Form: form, S: s, Key: at.Key, Value: at.Key, End: at.Key, content: -1, Names: Placeholders(s)}
	if !ok || at.Value < 0 { // the two parsers do not agree on where the file ends
		return t
	}
	t.Value, t.End = at.Value, at.End
	if i := bytes.Index(d.data[at.Value:at.End], []byte(s)); i >= 0 {
		t.content = at.Value + i
	} else {
		t.escaped = d.data[at.Value:at.End]
	}
	return t
}

// Placeholders returns the names of a text's placeholders, each once; {{ .Name }}
// with spaces is one, though only plain go-i18n takes it.
func Placeholders(s string) (names []string) {
	for {
		_, rest, ok := strings.Cut(s, "{{")
		if !ok {
			return names
		}
		inside, after, ok := strings.Cut(rest, "}}")
		if !ok {
			return names
		}
		s = after
		name, ok := strings.CutPrefix(strings.TrimSpace(inside), ".")
		if ok && format.IsPlaceholder(name) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
}

func sortMessages(all []*Message) {
	slices.SortFunc(all, func(a, b *Message) int { return cmp.Or(cmp.Compare(a.Key, b.Key), strings.Compare(a.ID, b.ID)) })
	for _, m := range all {
		slices.SortFunc(m.Texts, func(a, b *Text) int { return cmp.Or(cmp.Compare(a.Key, b.Key), strings.Compare(a.Form, b.Form)) })
	}
}
