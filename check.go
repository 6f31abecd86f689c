package apicause

import (
	"slices"
	"strings"

	"github.com/apicause/apicause/internal/nearest"
)

// A section is a table of message files.
type section struct {
	name    string
	ids     func(causes []string) []string // sorted; nil: any
	noun    string                         // what an ID of it is
	varying bool                           // its texts take placeholders and plural forms
}

// descriptions stand at the top level of a file, outside of all tables.
var descriptions = section{"", causeIDs, "cause", false}

var sections = [...]section{
	{"title", causeIDs, "cause", false},
	{"detail", causeIDs, "cause", false},
	{"detail_with_facts", causeIDs, "cause", true},
	{"term", nil, "term", false},
	{"after", unitIDs, "unit of time", true},
	{"list", func([]string) []string { return []string{"separator"} }, "key", false},
}

// sectionOf returns the section with that name, nil where there is none.
func sectionOf(name string) *section {
	for i := range sections {
		if sections[i].name == name {
			return &sections[i]
		}
	}
	return nil
}

func causeIDs(causes []string) []string { return causes }

func unitIDs([]string) []string {
	ids := make([]string, len(units))
	for i, u := range units {
		ids[i] = u.name
	}
	slices.Sort(ids)
	return ids
}

// The words that go-i18n takes for parts of a message, in any case, wherever
// they are keys.
var reserved = []string{"id", "description", "hash", "leftdelim", "rightdelim", "zero", "one", "two", "few", "many", "other", "translation"}

func isReserved(id string) bool { return slices.Contains(reserved, strings.ToLower(id)) }

// check reports all of the tree that is no message, and prunes it, so that
// go-i18n, which would take a typo for a message of that name, reads the rest
// as it is meant.
func (f *file) check(tree map[string]any, causes []string) {
	for key, value := range tree {
		s := sectionOf(key)
		if s == nil {
			continue
		}
		table, ok := value.(map[string]any)
		if !ok {
			f.problem([]string{key}, "want a table [%s], got %s", key, kind(value))
			delete(tree, key)
			continue
		}
		f.checkSection(table, s, causes)
	}
	f.checkSection(tree, &descriptions, causes)
}

func (f *file) checkSection(table map[string]any, s *section, causes []string) {
	var ids []string
	if s.ids != nil {
		ids = s.ids(causes)
	}
	for key, value := range table {
		id := []string{s.name, key}
		if s == &descriptions {
			if sectionOf(key) != nil {
				continue
			}
			id = id[1:]
		}
		switch {
		case s.ids == nil && isReserved(key):
			f.problem(id, "%q is a word of go-i18n's; name the %s otherwise", key, s.noun)
		case s.ids == nil && strings.TrimSpace(key) == "":
			f.problem(id, "a %s without a name", s.noun)
		case s.ids != nil && !contains(ids, key):
			candidates := slices.Clone(ids)
			if s == &descriptions {
				for _, s := range sections {
					candidates = append(candidates, s.name)
				}
			}
			f.problem(id, "no such %s%s", s.noun, nearest.DidYouMean(key, candidates))
		case f.checkMessage(id, value, s):
			continue
		}
		delete(table, key)
	}
}

func contains(sorted []string, s string) bool {
	_, ok := slices.BinarySearch(sorted, s)
	return ok
}

// checkMessage reports whether a message is left when what is wrong with it has
// been reported and pruned.
func (f *file) checkMessage(id []string, value any, s *section) bool {
	text, ok := value.(string)
	if ok {
		return f.checkText(id, text)
	}
	table, ok := value.(map[string]any)
	if !ok {
		f.problem(id, "want a text, got %s", kind(value))
		return false
	}
	before := len(f.problems)
	for key, value := range table {
		text, ok := value.(string)
		switch at := append(slices.Clip(id), key); {
		case key == "description" || key == "hash":
			if !ok {
				f.problem(at, "%s: want a text, got %s", key, kind(value))
			}
			delete(table, key) // for people and tools
		case !slices.Contains(formNames[:], key):
			f.problem(at, "unknown form %q%s", key, nearest.DidYouMean(key, formNames[:]))
			delete(table, key)
		case !ok:
			f.problem(at, "%s: want a text, got %s", key, kind(value))
			delete(table, key)
		case !s.varying && key != "other":
			f.problem(at, "plural form %q: only [detail_with_facts] and [after] have plural forms", key)
			delete(table, key)
		case !f.checkText(at, text):
			delete(table, key)
		}
	}
	_, ok = table["other"]
	if !ok && len(f.problems) == before {
		f.problem(id, `no form "other", which every language needs`)
	}
	return ok
}

func (f *file) checkText(id []string, text string) bool {
	switch {
	case text == "":
		f.problem(id, "empty text; leave the line out until there is one")
	case strings.TrimSpace(text) == "" && strings.Join(id, ".") != "list.separator":
		f.problem(id, "blank text; leave the line out until there is one")
	default:
		return true
	}
	return false
}

// checkPlaceholders reports the placeholders that have no business in a text.
// allowed holds those of the messages of [detail_with_facts] by ID.
func (f *file) checkPlaceholders(allowed map[string][]string) {
	for id, m := range f.messages {
		name, _ := cutSection(id)
		s := sectionOf(name)
		known := allowed[id]
		if name == "after" {
			known = []string{"Count"}
		}
		for i, t := range m.forms {
			if t == nil {
				continue
			}
			for _, placeholder := range t.names {
				at := append(splitID(id), formNames[i])
				switch {
				case s == nil || !s.varying:
					f.problem(at, "placeholder {{.%s}}: only [detail_with_facts] and [after] have placeholders", placeholder)
				case !slices.Contains(known, placeholder):
					f.problem(at, "unknown placeholder {{.%s}}%s", placeholder, nearest.DidYouMean(placeholder, known))
				}
			}
		}
	}
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
