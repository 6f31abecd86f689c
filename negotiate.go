package apicause

import (
	"errors"
	"slices"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/accept"
)

// maxPreferences is how many preferences are read.
const maxPreferences = 16

// Localizer returns the localizer for a reader. Each preference is the value of
// an Accept-Language header (RFC 9110 §12.5.4) or a BCP 47 tag, the most wanted
// first: Localizer(r.FormValue("lang"), r.Header.Get("Accept-Language")).
//
// A range that is malformed is passed over, one with q=0 is not wanted, and *
// is any language that the preference does not name. Whoever reads none of the
// catalog's languages gets the fallback. Localizer holds on to none of its
// arguments.
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

// negotiate returns the reader's chain of languages: each range's match and the
// match's CLDR parents, in the order of preference; behind these the matches of
// low confidence (Simplified Chinese for a reader of Traditional); last the
// fallback.
func (c *Catalog) negotiate(preferences []string) *chain {
	var wanted language.Tag
	var sure, unsure []*locale
	for _, preference := range preferences[:min(len(preferences), maxPreferences)] {
		ranges := parseRanges(preference)
		if wanted == language.Und && len(ranges) > 0 && ranges[0].weight > 0 {
			wanted = ranges[0].tag
		}
		s, u := c.match(ranges)
		sure, unsure = append(sure, s...), append(unsure, u...)
	}
	locales := make([]*locale, 0, 2)
	for _, l := range slices.Concat(sure, unsure, c.locales[:1]) {
		if !slices.Contains(locales, l) {
			locales = append(locales, l)
		}
	}
	return &chain{slices.Clip(locales), wanted}
}

// match returns the locales that the ranges of one preference ask for.
func (c *Catalog) match(ranges []languageRange) (sure, unsure []*locale) {
	matches := make([][]*locale, len(ranges))
	var named []*locale
	for i, r := range ranges {
		if r.any || r.weight == 0 {
			continue
		}
		_, index, confidence := c.matcher.Match(r.tag)
		if confidence == language.No {
			continue // x/text names its default all the same: Korean for readers of Chinese
		}
		found := c.withParents(c.locales[index])
		if confidence == language.Low {
			unsure = append(unsure, found...)
		} else {
			matches[i] = found
		}
		named = append(named, found...)
	}
	for i, r := range ranges {
		if r.any && r.weight > 0 {
			matches[i] = slices.DeleteFunc(slices.Clone(c.locales), func(l *locale) bool { return slices.Contains(named, l) })
		}
	}
	unwanted := func(l *locale) bool {
		return slices.ContainsFunc(ranges, func(r languageRange) bool {
			return r.weight == 0 && !r.any && beneath(l.tag, r.tag)
		})
	}
	return slices.DeleteFunc(slices.Concat(matches...), unwanted), slices.DeleteFunc(unsure, unwanted)
}

// withParents returns l and those of its CLDR parents that the catalog has.
func (c *Catalog) withParents(l *locale) []*locale {
	found := []*locale{l}
	for tag := l.tag.Parent(); !tag.IsRoot(); tag = tag.Parent() {
		if i := slices.IndexFunc(c.locales, func(l *locale) bool { return l.tag == tag }); i >= 0 {
			found = append(found, c.locales[i])
		}
	}
	return found
}

// beneath reports whether tag is what a range names or a kind of it: it agrees
// in every subtag that the range has.
func beneath(tag, of language.Tag) bool {
	base, script, region := of.Raw()
	tagBase, _ := tag.Base()
	tagScript, _ := tag.Script() // the likely one, where the tag has none
	_, _, tagRegion := tag.Raw()
	return tag == of || len(of.Variants()) == 0 && base == tagBase &&
		(script == language.Script{} || script == tagScript) &&
		(region == language.Region{} || region == tagRegion)
}

// A languageRange is an element of an Accept-Language header.
type languageRange struct {
	tag    language.Tag
	any    bool // "*"
	weight float64
}

// parseRanges returns the ranges of a preference that can be read, by weight.
func parseRanges(preference string) []languageRange {
	elements := accept.Parse(preference)
	ranges := make([]languageRange, 0, len(elements))
	for _, e := range elements {
		if e.Parameters {
			continue
		}
		r := languageRange{weight: e.Weight, any: e.Value == "*"}
		if !r.any {
			tag, err := language.Parse(e.Value)
			var unknown language.ValueError
			if err != nil && !errors.As(err, &unknown) {
				continue
			}
			r.tag = tag // without what x/text does not know: ko for ko-unknown
			if base, _, _ := tag.Raw(); base.String() == "und" {
				continue
			}
		}
		ranges = append(ranges, r)
	}
	return ranges
}
