package lint

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/apicause/apicause/tools/messages"
)

// brokenCharacters finds what is left of characters that were lost on the way.
func brokenCharacters(_ *run, _ *document, t *messages.Text) (slips []slip) {
	for i, c := range t.S {
		switch {
		case c == utf8.RuneError:
			slips = append(slips, slip{from: i, to: i + utf8.RuneLen(c), says: "TextBroken"})
		case unicode.Is(unicode.Co, c):
			slips = append(slips, slip{from: i, to: i + utf8.RuneLen(c), says: "TextPrivate"})
		}
	}
	return append(slips, mojibake(t.S)...)
}

// mojibake finds UTF-8 that was read as Windows-1252: Ã©, â€™, ì•ˆ.
func mojibake(s string) []slip {
	for i := range s {
		if end := i + garbled(s[i:]); end > i {
			return []slip{{from: i, to: end, says: "TextMojibake"}}
		}
	}
	return nil
}

// garbled returns how long the bytes of one letter, read as several, are that s
// begins with; 0 if it begins otherwise.
func garbled(s string) int {
	lead, size := utf8.DecodeRuneInString(s)
	if lead < 'Â' || 'ô' < lead {
		return 0
	}
	trails := 0
	for trails < 3 {
		c, n := utf8.DecodeRuneInString(s[size:])
		if !('\u0080' <= c && c <= '\u00bf' || strings.ContainsRune("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ", c)) {
			break
		}
		trails, size = trails+1, size+n
	}
	next, _ := utf8.DecodeRuneInString(s[size:])
	trail := strings.TrimLeftFunc(s[:size], unicode.IsLetter)
	switch {
	case lead >= 'à' && trails >= 2, lead >= 'Â' && lead < 'à' && trails > 0 && garbled(s[size:]) > 0:
		return size
	case lead >= 'à', trails != 1, strings.ContainsAny(trail, "«»‘’“”\u00a0"): // “MAÇÔ, Strauß’s
		return 0
	case lead <= 'Ã', unicode.IsLetter(next):
		return size
	}
	return 0
}

// lookalikes are Cyrillic and Greek letters with the Latin ones that look the same.
var lookalikes = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's',
	'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'Х': 'X', 'І': 'I',
	'ο': 'o', 'ν': 'v', 'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Ζ': 'Z', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O', 'Ρ': 'P', 'Τ': 'T', 'Υ': 'Y', 'Χ': 'X',
}

// homoglyphs finds words of one script in which letters of another look alike. A
// word that mixes scripts for all to see, like kΩ, is meant so.
func homoglyphs(_ *run, _ *document, t *messages.Text) (slips []slip) {
	for at := 0; at < len(t.S); {
		word := t.S[at:]
		if i := strings.IndexFunc(word, func(c rune) bool { return !unicode.In(c, unicode.Latin, unicode.Cyrillic, unicode.Greek) }); i >= 0 {
			word = word[:i]
		}
		if meant := inOneScript(word); meant != word {
			slips = append(slips, slip{from: at, to: at + len(word), says: "TextHomoglyph", suggestion: meant, fix: &meant})
		}
		_, size := utf8.DecodeRuneInString(t.S[at+len(word):])
		at += len(word) + size
	}
	return slips
}

// inOneScript returns a word with its lookalikes replaced, and as it is where it is
// of one script, or of two whatever is replaced.
func inOneScript(word string) string {
	latin := strings.ContainsFunc(word, func(c rune) bool { return unicode.Is(unicode.Latin, c) })
	for _, other := range []*unicode.RangeTable{unicode.Cyrillic, unicode.Greek} {
		if !latin || !strings.ContainsFunc(word, func(c rune) bool { return unicode.Is(other, c) }) {
			continue
		}
		of := make(map[rune]rune) // the other script's letter that looks like a Latin one
		for c, l := range lookalikes {
			if unicode.Is(other, c) {
				of[l] = c
			}
		}
		if meant, ok := replaceAll(word, other, lookalikes); ok {
			return meant
		}
		if meant, ok := replaceAll(word, unicode.Latin, of); ok {
			return meant
		}
	}
	return word
}

// replaceAll replaces the letters of a script in a word, and reports whether none
// is left.
func replaceAll(word string, script *unicode.RangeTable, by map[rune]rune) (replaced string, ok bool) {
	ok = true
	replaced = strings.Map(func(c rune) rune {
		l, found := by[c]
		if !unicode.Is(script, c) {
			return c
		}
		ok = ok && found
		return l
	}, word)
	return replaced, ok
}

// pairs are brackets and quotes that come in pairs.
var pairs = map[rune]rune{')': '(', ']': '[', '」': '「', '』': '『', '】': '【', '）': '（', '》': '《', '〉': '〈'}

// What a closing bracket stands behind that opens none: 1) and a) of a list, :-)
var loneBracket = regexp.MustCompile(`(^|\s)[\pL\d]{1,2}$|[:;]-?$`)

// brackets finds one that has no other.
func brackets(_ *run, _ *document, t *messages.Text) []slip {
	s := t.S
	var open []int
	for i, c := range s {
		if strings.ContainsRune("([「『【（《〈", c) {
			open = append(open, i)
			continue
		}
		left, ok := pairs[c]
		if !ok {
			continue
		}
		if c == ')' && len(open) == 0 && loneBracket.MatchString(t.S[:i]) {
			continue
		}
		if len(open) == 0 || !strings.HasPrefix(s[open[len(open)-1]:], string(left)) {
			return []slip{{from: i, to: i + utf8.RuneLen(c), says: "TextBracket"}}
		}
		open = open[:len(open)-1]
	}
	if len(open) > 0 {
		_, size := utf8.DecodeRuneInString(s[open[0]:])
		return []slip{{from: open[0], to: open[0] + size, says: "TextBracket"}}
	}
	return nil
}
