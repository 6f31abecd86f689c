package apicause

import (
	"errors"
	"hash/maphash"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/accept"
	"github.com/apicause/apicause/internal/cache"
	"github.com/apicause/apicause/internal/match"
	"github.com/apicause/apicause/internal/messages"
)

// maxPreferences is how many preferences are read.
const maxPreferences = 16

// Localizer returns the localizer for a reader. Each preference is the value of
// an Accept-Language header (RFC 9110 §12.5.4) or a BCP 47 tag, the most wanted
// first: Localizer(r.URL.Query().Get("lang"), r.Header.Get("Accept-Language")).
//
// A malformed range is ignored; the others still count. A range with q=0 refuses a
// language, and * means any language that the preference does not name. Languages
// that the reader does not name but may understand come after all those named. If
// the catalog has none of the reader's languages, the reader gets the fallback.
// Localizer keeps none of its arguments.
func (c *Catalog) Localizer(preferences ...string) Localizer {
	if chain := c.chains.get(preferences); chain != nil {
		return Localizer{chain}
	}
	chain := c.negotiate(preferences)
	for _, l := range chain.locales {
		l.load()
	}
	c.chains.put(preferences, chain)
	return Localizer{chain}
}

// negotiate returns the reader's chain of languages: each range's match, which
// has the texts of its CLDR parents too, in the order of preference; behind these
// the matches in another language than the range names; last the fallback.
func (c *Catalog) negotiate(preferences []string) *chain {
	var wanted []language.Tag
	var named, close []*locale
	for _, s := range preferences[:min(len(preferences), maxPreferences)] {
		p := parsePreference(s)
		wanted = append(wanted, p.wanted...)
		n, o := c.match(p)
		named, close = append(named, n...), append(close, o...)
	}
	locales := make([]*locale, 0, 2)
	for _, group := range [...][]*locale{named, close, c.locales[:1]} {
		for _, l := range group {
			if !slices.Contains(locales, l) {
				locales = append(locales, l)
			}
		}
	}
	return &chain{slices.Clip(locales), append(wanted, language.Und)[0]}
}

// match returns the locales in the languages that a preference names, and those
// in others that its reader may understand.
func (c *Catalog) match(p preference) (named, close []*locale) {
	named = make([]*locale, 0, len(p.wanted))
	locales, matcher := c.locales, c.matcher
	if len(p.refused) > 0 {
		locales = slices.DeleteFunc(slices.Clone(locales), func(l *locale) bool { return p.refuses(l.tag) })
		matcher = match.New(tags(locales))
	}
	for _, want := range p.wanted {
		if want == language.Und {
			for _, l := range locales {
				if !p.names(l.tag) {
					named = append(named, l)
				}
			}
			continue
		}
		tag, same, ok := matcher.Match(want)
		if !ok || !same && slices.Contains(p.refused, language.Und) {
			continue
		}
		i := slices.IndexFunc(locales, func(l *locale) bool { return l.tag == tag })
		if same {
			named = append(named, locales[i])
		} else {
			close = append(close, locales[i])
		}
	}
	return named, close
}

func tags(locales []*locale) []language.Tag {
	tags := make([]language.Tag, len(locales))
	for i, l := range locales {
		tags[i] = l.tag
	}
	return tags
}

// A preference holds the ranges of one Accept-Language value that can be read, by
// weight. und stands for *.
type preference struct {
	wanted, refused []language.Tag
}

func parsePreference(s string) (p preference) {
	elements := accept.Parse(s)
	p.wanted = make([]language.Tag, 0, len(elements))
	for _, e := range elements {
		tag, ok := parseRange(e.Value)
		switch {
		case !ok || e.Parameters:
		case e.Weight > 0:
			p.wanted = append(p.wanted, tag)
		default:
			p.refused = append(p.refused, tag)
		}
	}
	return p
}

// parseRange reads * and BCP 47 tags, also as POSIX writes them: ko_KR.UTF-8.
// Subtags that x/text does not know are left out: ko-unknown is ko.
func parseRange(s string) (tag language.Tag, ok bool) {
	if s == "*" {
		return language.Und, true
	}
	s, _, _ = strings.Cut(s, ".")
	tag, err := language.Parse(strings.Clone(s)) // a tag may keep the string, a piece of its request
	var unknown language.ValueError
	if err != nil && !errors.As(err, &unknown) {
		return language.Und, false
	}
	base, _, _ := tag.Raw()
	return tag, base != language.Base{}
}

// names reports whether a range names the language of tag, in whatever region.
func (p preference) names(tag language.Tag) bool {
	return slices.ContainsFunc(p.wanted, func(want language.Tag) bool { return match.Of(want) == match.Of(tag) })
}

// refuses reports whether tag is what a range refuses or beneath it: it agrees in
// every subtag that the range has, or the range is a CLDR parent of it.
func (p preference) refuses(tag language.Tag) bool {
	lineage := messages.Lineage(tag)
	tag = match.Canonical(tag)
	tagBase, _, tagRegion := tag.Raw()
	tagScript, _ := tag.Script() // the likely one, where the tag has none
	return slices.ContainsFunc(p.refused, func(r language.Tag) bool {
		base, script, region := match.Canonical(r).Raw()
		return slices.Contains(lineage, r) || len(r.Variants()) == 0 && base == tagBase &&
			(script == language.Script{} || script == tagScript) &&
			(region == language.Region{} || region == tagRegion)
	})
}

// chains remembers the chains of preferences that came before.
type chains struct {
	seed    maphash.Seed
	entries cache.Cache[remembered]
}

type remembered struct {
	preferences []string
	chain       *chain
}

// maxKey is how many bytes of preferences are worth remembering.
const maxKey = 512

// get returns the chain of preferences, nil if it is not remembered.
func (c *chains) get(preferences []string) *chain {
	if !memorable(preferences) {
		return nil
	}
	e := c.entries.Get(c.hash(preferences), func(e *remembered) bool { return slices.Equal(e.preferences, preferences) })
	if e == nil {
		return nil
	}
	return e.chain
}

func (c *chains) put(preferences []string, chain *chain) {
	if !memorable(preferences) {
		return
	}
	keys := make([]string, len(preferences))
	for i, p := range preferences {
		keys[i] = strings.Clone(p) // a header is a piece of its request, which it would keep alive
	}
	c.entries.Put(c.hash(preferences), &remembered{keys, chain})
}

func (c *chains) hash(preferences []string) (hash uint64) {
	for _, p := range preferences {
		hash = hash*31 + maphash.String(c.seed, p)
	}
	return hash
}

func memorable(preferences []string) bool {
	if len(preferences) > maxPreferences {
		return false
	}
	size := 0
	for _, p := range preferences {
		size += len(p)
	}
	return size <= maxKey
}
