// Package nearest finds the name, and the language, that somebody may have meant.
package nearest

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// longest name that is compared: a longer one is not a slip of the finger, and
// comparing costs the product of the lengths.
const longest = 64

// Names returns those of names that lie within a few slips of name, the
// nearest first, equally near ones in the order given. Case costs nothing.
func Names[S ~string](name string, names []S) []S {
	if name == "" || len(name) > longest {
		return nil
	}
	name = strings.ToLower(strings.TrimSpace(name))
	distances := make(map[S]int, len(names))
	var near []S
	for _, n := range names {
		shorter := min(len(name), len(n))
		if d := distance(name, strings.ToLower(string(n))); d < shorter && d <= max(1, shorter/3) {
			distances[n] = d
			near = append(near, n)
		}
	}
	slices.SortStableFunc(near, func(a, b S) int { return distances[a] - distances[b] })
	return near
}

// DidYouMean returns `; did you mean "…"?` with the nearest of names, or
// nothing where none is near.
func DidYouMean[S ~string](name string, names []S) string {
	near := Names(name, names)
	if len(near) == 0 {
		return ""
	}
	return fmt.Sprintf("; did you mean %q?", string(near[0]))
}

// distance counts the insertions, deletions, substitutions and swaps of
// neighbors that turn a into b (optimal string alignment).
func distance(a, b string) int {
	row := func() []int { return make([]int, len(b)+1) }
	before, last, this := row(), row(), row()
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		this[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			this[j] = min(last[j]+1, this[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				this[j] = min(this[j], before[j-2]+1)
			}
		}
		before, last, this = last, this, before
	}
	return last[len(b)]
}

// Language guesses which language a word means that is not a tag of one: that of
// the country with this code (jp) or in an undetermined tag (und-TW), or the one
// whose ISO 639 code the word begins with (korean). It returns "" if it has no
// guess.
func Language(word string) string {
	if tag, err := language.Parse(word); err == nil {
		base, confidence := tag.Base()
		if _, _, region := tag.Raw(); confidence > language.No && region != (language.Region{}) {
			return base.String() + "-" + region.String()
		}
		return ""
	}
	if region, err := language.ParseRegion(word); err == nil {
		if tag, err := language.Compose(region); err == nil {
			if base, confidence := tag.Base(); confidence > language.No {
				return base.String()
			}
		}
	}
	for n := 3; n >= 2; n-- {
		if len(word) > n {
			if base, err := language.ParseBase(strings.ToLower(word[:n])); err == nil {
				return base.String()
			}
		}
	}
	return ""
}
