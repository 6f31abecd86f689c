// Package match finds, of the languages that there are, the one for a reader.
// golang.org/x/text/language does most of it; this package keeps apart what the
// reader named and what x/text holds to be close to it: English for Khmer.
package match

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

// A Language is what all regions of a language share. Two scripts of one base
// are two languages: who reads the one may not read the other.
type Language struct {
	base   language.Base
	script language.Script
}

// Canonical returns a tag as CLDR writes it: he for iw, zh for cmn.
func Canonical(tag language.Tag) language.Tag {
	tag, err := (language.All &^ language.SuppressScript).Canonicalize(tag) // pa-Guru-PK is not pa-PK
	if err != nil {
		panic(err) // x/text returns none
	}
	return tag
}

// Of returns the language of a tag: the same for no and nb, zh-TW and zh-Hant.
func Of(tag language.Tag) Language {
	tag = Canonical(tag)
	base, _, _ := tag.Raw()
	script, _ := tag.Script() // the likely one, where the tag has none
	return Language{base, script}
}

// A Matcher matches readers' languages with a fixed set. It is safe for
// concurrent use.
type Matcher struct {
	regions map[Language]*set
	all     set
}

// New returns a matcher over tags, whose order never changes an answer.
func New(tags []language.Tag) *Matcher {
	m := &Matcher{regions: make(map[Language]*set, len(tags))}
	sorted := slices.Clone(tags)
	slices.SortFunc(sorted, func(a, b language.Tag) int { return strings.Compare(a.String(), b.String()) })
	for _, tag := range sorted {
		l := Of(tag)
		if m.regions[l] == nil {
			m.regions[l] = new(set)
		}
		m.regions[l].tags = append(m.regions[l].tags, tag)
	}
	m.all.tags = sorted
	return m
}

// Match returns the tag for a reader of want, and whether it is of the language
// that want names: then the region may be another. A tag of another language is
// that of want's macrolanguage, or one that CLDR holds to be understood. ok is
// false if there is neither.
//
// x/text over all tags at once would give Danish to a reader of nb where no is
// there too, and keep to the region of the first tag in any script: for zh-TW over
// zh-CN and zh-HK, zh-CN.
func (m *Matcher) Match(want language.Tag) (tag language.Tag, same, ok bool) {
	if tag, ok := m.regions[Of(want)].match(want); ok {
		return tag, true, true
	}
	macro, member := macrolanguage(want)
	if member {
		if tag, ok := m.regions[Of(macro)].match(macro); ok {
			return tag, false, true
		}
	}
	if tag, ok = m.all.match(want); !ok && member {
		tag, ok = m.all.match(macro)
	}
	return tag, false, ok
}

// A set is tags of which x/text chooses.
type set struct {
	tags    []language.Tag
	once    sync.Once
	matcher language.Matcher // made when it is first needed: that takes long
}

// match returns the tag that x/text chooses for want; none of a nil set.
func (s *set) match(want language.Tag) (tag language.Tag, ok bool) {
	if s == nil {
		return language.Und, false
	}
	s.once.Do(func() { s.matcher = language.NewMatcher(s.tags) })
	_, i, confidence := s.matcher.Match(want)
	if confidence == language.No { // x/text gives a tag all the same: Korean to a reader of Chinese
		return language.Und, false
	}
	return s.tags[i], true
}

// x/text knows of a macrolanguage what its most common member is (cmn for zh),
// and not the others.
//
//go:embed macrolanguages.txt
var registry string

// Read when it is first needed: importing the package runs no code.
var macrolanguages struct {
	once sync.Once
	of   map[string]string
}

// macrolanguage returns the tag of want's macrolanguage, as it is written where
// want is: zh-Hant-HK for yue.
func macrolanguage(want language.Tag) (tag language.Tag, ok bool) {
	macrolanguages.once.Do(func() {
		macrolanguages.of = make(map[string]string)
		for line := range strings.Lines(registry) {
			if member, macro, ok := strings.Cut(strings.TrimSpace(line), " "); ok && member != "#" {
				macrolanguages.of[member] = macro
			}
		}
	})
	base, script, region := want.Raw()
	macro, err := language.ParseBase(macrolanguages.of[base.String()])
	if err != nil { // there is none
		return language.Und, false
	}
	if (script == language.Script{} && region == language.Region{}) {
		script, _ = want.Script()
		region, _ = want.Region()
	}
	tag, err = language.Raw.Compose(macro, script, region)
	return tag, err == nil
}
