package messages

import (
	"slices"
	"strings"

	format "github.com/apicause/apicause/internal/messages"
)

// An Irregularity is a key that makes no message, or a text that says nothing.
type Irregularity struct {
	Kind  Kind
	Path  Path
	ID    string
	Value any // what stands there
	Known []string
	Noun  string // what a key is there: cause, term, form …
}

// A Kind of irregularity.
type Kind int

// The kinds of irregularities.
const (
	UnknownKey  Kind = iota // Known are those that may stand there
	ReservedKey             // go-i18n takes it for a part of a message
	WrongType               // neither a text nor, where one may stand, a table; Noun is what is wanted
	FormPlace               // a plural form outside of the sections that have them
	NoOther                 // forms without other
	Empty                   // an empty text
	Blank                   // a text of nothing but spaces
)

// reader takes the messages out of a document.
type reader struct {
	doc       *Document
	causes    []string
	messages  []*Message
	irregular []Irregularity
}

func (r *reader) read(tree map[string]any, causes []string) {
	r.causes = causes
	for _, s := range format.Sections()[1:] {
		value, ok := tree[s.String()]
		if !ok {
			continue
		}
		if table, ok := value.(map[string]any); ok {
			r.section(table, s)
		} else {
			r.bad(Irregularity{Kind: WrongType, Path: Path{s.String()}, ID: s.String(), Noun: "table", Value: value})
		}
	}
	r.section(tree, format.Description)
	sortMessages(r.messages)
}

func (r *reader) bad(i Irregularity) { r.irregular = append(r.irregular, i) }

func (r *reader) section(table map[string]any, s format.Section) {
	ids := s.IDs(r.causes)
	known := make(map[string]bool, len(ids))
	for _, id := range ids {
		known[id] = true
	}
	for key, value := range table {
		path := Path{s.String(), key}
		if s == format.Description {
			if _, ok := format.SectionNamed(key); ok {
				continue
			}
			path = Path{key}
		}
		switch {
		case !known[key] && format.IsReserved(key):
			r.bad(Irregularity{Kind: ReservedKey, Path: path, ID: path.String()})
		case ids == nil && strings.TrimSpace(key) == "", ids != nil && !known[key]:
			candidates := ids
			if s == format.Description {
				candidates = slices.Concat(ids, sectionNames())
			}
			r.bad(Irregularity{Kind: UnknownKey, Path: path, ID: path.String(), Known: candidates, Noun: s.Noun(), Value: value})
		default:
			r.message(&Message{Section: s, ID: path.String(), Path: path}, value)
		}
	}
}

func sectionNames() (names []string) {
	for _, s := range format.Sections()[1:] {
		names = append(names, s.String())
	}
	return names
}

// message reads a text or the table of its plural forms.
func (r *reader) message(m *Message, value any) {
	m.Key = r.doc.KeyAt(m.Path)
	switch v := value.(type) {
	case string:
		r.text(m, m.Path, "other", v)
	case map[string]any:
		before := len(r.irregular)
		for key, value := range v {
			at := join(m.Path, Path{key})
			s, ok := value.(string)
			switch isForm := slices.Contains(format.Forms[:], key); {
			case !isForm && !format.IsNote(key):
				r.bad(Irregularity{Kind: UnknownKey, Path: at, ID: m.ID, Known: format.Forms[:], Noun: "form", Value: value})
			case !ok:
				r.bad(Irregularity{Kind: WrongType, Path: at, ID: m.ID, Noun: "text", Value: value})
			case !isForm: // for people and tools
			case key != "other" && !m.Section.Varying():
				r.bad(Irregularity{Kind: FormPlace, Path: at, ID: m.ID, Value: value})
			default:
				r.text(m, at, key, s)
			}
		}
		if _, ok := v["other"]; !ok && len(r.irregular) == before {
			r.bad(Irregularity{Kind: NoOther, Path: m.Path, ID: m.ID})
		}
	default:
		r.bad(Irregularity{Kind: WrongType, Path: m.Path, ID: m.ID, Noun: "text", Value: value})
	}
	if len(m.Texts) > 0 {
		r.messages = append(r.messages, m)
	}
}

func (r *reader) text(m *Message, path Path, form, s string) {
	switch {
	case s == "":
		r.bad(Irregularity{Kind: Empty, Path: path, ID: m.ID})
	case isBlank(s) && m.Section != format.List:
		r.bad(Irregularity{Kind: Blank, Path: path, ID: m.ID})
	default:
		m.Texts = append(m.Texts, r.doc.textAt(m, path, form, s))
	}
}

// readPlain takes the messages out of a plain go-i18n file, as go-i18n does:
// tables nest, their names joined by dots, and a table with a part of a message
// among its keys is one.
func (r *reader) readPlain(table map[string]any, path Path) {
	for key, value := range table {
		at := join(path, Path{key})
		m := &Message{ID: at.String(), Path: at}
		switch v := value.(type) {
		case string:
			if len(path) == 0 && format.IsReserved(key) {
				r.bad(Irregularity{Kind: ReservedKey, Path: at, ID: m.ID})
				continue
			}
			r.message(m, v)
		case map[string]any:
			if isMessage(v) {
				r.plainMessage(m, v)
			} else {
				r.readPlain(v, at)
			}
		default:
			r.bad(Irregularity{Kind: WrongType, Path: at, ID: m.ID, Noun: "text", Value: value})
		}
	}
	if len(path) == 0 {
		sortMessages(r.messages)
	}
}

func isMessage(table map[string]any) bool {
	for key, value := range table {
		if _, text := value.(string); text && format.IsReserved(key) {
			return true
		}
	}
	return false
}

func (r *reader) plainMessage(m *Message, table map[string]any) {
	m.Key = r.doc.KeyAt(m.Path)
	for key, value := range table {
		at := join(m.Path, Path{key})
		s, ok := value.(string)
		switch form := strings.ToLower(key); {
		case !format.IsReserved(key):
			r.bad(Irregularity{Kind: UnknownKey, Path: at, ID: m.ID, Known: format.Forms[:], Noun: "form", Value: value})
		case !ok:
			r.bad(Irregularity{Kind: WrongType, Path: at, ID: m.ID, Noun: "text", Value: value})
		case slices.Contains(format.Forms[:], form):
			r.text(m, at, form, s)
		}
	}
	if len(m.Texts) > 0 {
		r.messages = append(r.messages, m)
	}
}
