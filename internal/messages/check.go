package messages

import (
	"slices"

	"github.com/nicksnyder/go-i18n/v2/i18n"

	"github.com/apicause/apicause/internal/fact"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/internal/tomlkey"
)

// check takes the messages out of a decoded file and reports all else, which
// go-i18n would pass over or take for messages of other names.
func (f *File) check(tree map[string]any, causes []string) {
	f.checkSection(tree, Description, causes)
	for s := Title; int(s) < sections; s++ {
		value, ok := tree[s.String()]
		if !ok {
			continue
		}
		table, ok := value.(map[string]any)
		if !ok {
			f.problem(Description, s.String(), "", "want a table [%s], got %s", s, kind(value))
			continue
		}
		f.checkSection(table, s, causes)
	}
}

func (f *File) checkSection(table map[string]any, s Section, causes []string) {
	ids := s.IDs(causes)
	messages := make(map[string]*Message, len(table))
	for key, value := range table {
		if _, ok := SectionNamed(key); ok && s == Description {
			continue
		}
		switch {
		case ids == nil && IsReserved(key):
			f.problem(s, key, "", "go-i18n takes %q for a part of a message; give the %s another name", key, s.Noun())
		case ids == nil && fact.Blank(key):
			f.problem(s, key, "", "a %s without a name", s.Noun())
		case ids != nil && !contains(ids, key):
			candidates := ids
			if s == Description {
				candidates = slices.Clone(ids)
				for s := Title; int(s) < sections; s++ {
					candidates = append(candidates, s.String())
				}
			}
			f.problem(s, key, "", "no such %s%s", s.Noun(), nearest.DidYouMean(key, candidates))
		default:
			if m := f.checkMessage(s, key, value); m != nil {
				messages[key] = m
			}
		}
	}
	f.Messages[s] = messages
}

// checkMessage returns a message without the forms in which something is wrong,
// nil if nothing is left.
func (f *File) checkMessage(s Section, id string, value any) *Message {
	if text, ok := value.(string); ok {
		if !f.checkText(s, id, "", text) {
			return nil
		}
		if !hasBraces(text) {
			return newLiteral(text, f.tag)
		}
		return f.parse(s, id, &i18n.Message{Other: text})
	}
	table, ok := value.(map[string]any)
	if !ok {
		f.problem(s, id, "", "want a text, got %s", kind(value))
		return nil
	}
	before := len(f.Problems)
	for key, value := range table {
		text, ok := value.(string)
		switch {
		case IsNote(key):
			if !ok {
				f.problem(s, id, key, "%s: want a text, got %s", key, kind(value))
			}
			delete(table, key)
		case !slices.Contains(Forms[:], key):
			f.problem(s, id, key, "unknown form %q%s", key, nearest.DidYouMean(key, Forms[:]))
			delete(table, key)
		case !ok:
			f.problem(s, id, key, "%s: want a text, got %s", key, kind(value))
			delete(table, key)
		case !s.Varying() && key != Forms[Other]:
			f.problem(s, id, key, "plural form %q: only [detail_with_facts] and [after] have plural forms", key)
			delete(table, key)
		case !f.checkText(s, id, key, text):
			delete(table, key)
		}
	}
	if _, ok := table[Forms[Other]]; !ok {
		if len(f.Problems) == before {
			f.problem(s, id, "", `no form "other", which every language needs`)
		}
		return nil
	}
	m, err := i18n.NewMessage(table)
	if err != nil {
		f.problem(s, id, "", "%w", err)
		return nil
	}
	return f.parse(s, id, m)
}

// parse returns what go-i18n's message says, nil if its form other has a mistake.
func (f *File) parse(s Section, id string, m *i18n.Message) *Message {
	return newMessage(m, f.tag, func(form string, err error) { f.problem(s, id, form, "%w", err) })
}

func (f *File) checkText(s Section, id, form, text string) bool {
	switch {
	case text == "":
		f.problem(s, id, form, "empty text; leave the line out until there is one")
	case s != List && fact.Blank(text):
		f.problem(s, id, form, "blank text; leave the line out until there is one")
	default:
		return true
	}
	return false
}

// CheckPlaceholders reports the placeholders that may not stand where they do.
// allowed holds those of the messages of [detail_with_facts] by cause. Nothing asks
// where a key stands after it, so it lets go of the file's text.
func (f *File) CheckPlaceholders(allowed map[string][]string) {
	for section, messages := range f.Messages {
		s := Section(section)
		for id, m := range messages {
			known := allowed[id]
			if s == After {
				known = []string{"Count"}
			}
			for i, t := range m.Texts() {
				for _, placeholder := range t.Names {
					switch {
					case !s.Varying():
						f.problem(s, id, Forms[i], "placeholder {{.%s}}: only [detail_with_facts] and [after] have placeholders", placeholder)
					case !slices.Contains(known, placeholder):
						f.problem(s, id, Forms[i], "unknown placeholder {{.%s}}%s", placeholder, nearest.DidYouMean(placeholder, known))
					}
				}
			}
		}
	}
	f.index = tomlkey.Index{}
}

func kind(value any) string {
	switch value.(type) {
	case string:
		return "a text"
	case int64, float64:
		return "a number"
	case bool:
		return "a truth value"
	case map[string]any:
		return "a table"
	case []any, []map[string]any:
		return "an array"
	}
	return "a date"
}
