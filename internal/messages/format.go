// Package messages is the format of message files: what may stand in one, how
// files are read and checked, and how they override one another. The library and
// the translator's tools share it.
package messages

import (
	"slices"
	"strings"
)

// A Section is a table of message files.
type Section int

// The sections in the order in which files have them. Descriptions stand at the
// top level of a file, outside all tables.
const (
	Description Section = iota
	Title
	Detail
	DetailWithFacts
	Term
	After
	List
	Contact
	sections int = iota
)

// properties of the sections.
var properties = [sections]struct {
	name, noun string   // noun: what an ID of the section is
	ids        []string // sorted; nil for causes, and for terms, which are open
	varying    bool     // whether texts take placeholders and plural forms
}{
	Description:     {"", "cause", nil, false},
	Title:           {"title", "cause", nil, false},
	Detail:          {"detail", "cause", nil, false},
	DetailWithFacts: {"detail_with_facts", "cause", nil, true},
	Term:            {"term", "term", nil, false},
	After:           {"after", "unit of time", []string{"days", "hours", "minutes", "seconds"}, true},
	List:            {"list", "key", []string{"separator"}, false},
	Contact:         {"contact", "sentence", []string{"fix", "report"}, false},
}

// Sections returns all sections in order, in a slice that is the caller's own.
func Sections() []Section {
	all := make([]Section, sections)
	for i := range all {
		all[i] = Section(i)
	}
	return all
}

// SectionNamed returns the section that a table with this name is, and false
// where it is none.
func SectionNamed(name string) (Section, bool) {
	for s := Title; int(s) < sections; s++ {
		if properties[s].name == name {
			return s, true
		}
	}
	return Description, false
}

// String returns the name of the section's table, "" for descriptions.
func (s Section) String() string { return properties[s].name }

// Noun returns what an ID of the section is, for errors.
func (s Section) Noun() string { return properties[s].noun }

// Varying reports whether texts of the section take placeholders and plural forms.
func (s Section) Varying() bool { return properties[s].varying }

// OfCauses reports whether the IDs of the section are causes.
func (s Section) OfCauses() bool { return s <= DetailWithFacts }

// IDs returns the IDs that the section may have, given the causes, sorted both;
// nil if it may have any.
func (s Section) IDs(causes []string) []string {
	if s.OfCauses() {
		return causes
	}
	return properties[s].ids
}

// ID returns go-i18n's ID of a message.
func (s Section) ID(name string) string {
	if s == Description {
		return name
	}
	return s.String() + "." + name
}

// keys returns the keys that lead to a message.
func (s Section) keys(name string) []string {
	if s == Description {
		return []string{name}
	}
	return []string{s.String(), name}
}

// Forms are the plural forms of CLDR as go-i18n writes them; other comes last.
var Forms = [...]string{"zero", "one", "two", "few", "many", "other"}

// Other is the index of the form that every message has.
const Other = len(Forms) - 1

// The words that go-i18n takes for parts of a message, in any case, wherever
// they are keys.
var reserved = []string{"id", "description", "hash", "leftdelim", "rightdelim", "zero", "one", "two", "few", "many", "other", "translation"}

// IsReserved reports whether go-i18n takes a key for a part of a message.
func IsReserved(key string) bool { return slices.Contains(reserved, strings.ToLower(key)) }

// IsNote reports whether a key of a message's table is for people and tools
// rather than a form.
func IsNote(key string) bool { return key == "description" || key == "hash" }

func contains(sorted []string, s string) bool {
	_, ok := slices.BinarySearch(sorted, s)
	return ok
}
