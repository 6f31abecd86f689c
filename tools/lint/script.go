package lint

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/runenames"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/messages"
)

// A slip is what somebody wrote in a text that is not of its language.
type slip struct {
	at, end int    // offsets in the text
	check   string // ID of the check
	variant string // how it is worded
	instead string // what to write; "" where there is no one right answer
}

// scriptChecks look at the characters of a text. To add one, add it here, its
// examples to checks.toml, and its words to locales.
var scriptChecks = []func(d *document, s string) []slip{
	badCharacters, mojibake, homoglyphs, brackets, foreignMarks, koreanSpelling,
}

// checkScript finds characters that are broken or of another script.
func (r *run) checkScript(d *document, t *messages.Text) {
	for _, check := range scriptChecks {
		for _, s := range check(d, t.S) {
			text := t.S[s.at:s.end]
			c, _ := utf8.DecodeRuneInString(text)
			r.report(d, t.Offset(s.at), s.check, s.variant, t.Of.ID, s.instead,
				apicause.Facts{"Text": excerpt(text), "Char": fmt.Sprintf("U+%04X %s", c, runenames.Name(c))})
			if s.instead != "" {
				r.fix(d, t, s.at, s.end, s.instead)
			}
		}
	}
}

// badCharacters finds the mark of a character that was lost, and private ones.
func badCharacters(_ *document, s string) (slips []slip) {
	for i, c := range s {
		if c == utf8.RuneError || unicode.Is(unicode.Co, c) {
			slips = append(slips, slip{at: i, end: i + utf8.RuneLen(c), check: "text-broken", variant: "TextBroken"})
		}
	}
	return slips
}

// mojibake finds UTF-8 that was read as Windows-1252: Ã©, â€™, ì•ˆ.
func mojibake(_ *document, s string) []slip {
	lead := func(c rune) bool { return 'Â' <= c && c <= 'ô' }
	trail := func(c rune) bool {
		return '\u0080' <= c && c <= '\u00bf' || strings.ContainsRune("€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ", c)
	}
	runes := []rune(s)
	at := 0
	for i, c := range runes {
		if lead(c) && i+1 < len(runes) && trail(runes[i+1]) && runes[i+1] != '\u00a0' && (c <= 'Ã' || i+2 < len(runes) && trail(runes[i+2])) {
			end := at + utf8.RuneLen(c) + utf8.RuneLen(runes[i+1])
			return []slip{{at: at, end: end, check: "text-broken", variant: "TextMojibake"}}
		}
		at += utf8.RuneLen(c)
	}
	return nil
}

// lookalikes are Cyrillic and Greek letters by the Latin ones that look the same.
var lookalikes = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's',
	'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'Х': 'X', 'І': 'I',
	'ο': 'o', 'ν': 'v', 'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Ζ': 'Z', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O', 'Ρ': 'P', 'Τ': 'T', 'Υ': 'Y', 'Χ': 'X',
}

// homoglyphs finds words whose letters are of two scripts that look alike.
func homoglyphs(_ *document, s string) (slips []slip) {
	for at := 0; at < len(s); {
		end := at
		var latin, other bool
		for end < len(s) {
			c, size := utf8.DecodeRuneInString(s[end:])
			if !unicode.IsLetter(c) {
				break
			}
			latin = latin || unicode.Is(unicode.Latin, c)
			other = other || unicode.In(c, unicode.Cyrillic, unicode.Greek) && c != 'µ'
			end += size
		}
		if latin && other {
			word := strings.Map(func(c rune) rune {
				if l, ok := lookalikes[c]; ok {
					return l
				}
				return c
			}, s[at:end])
			if strings.ContainsFunc(word, func(c rune) bool { return unicode.In(c, unicode.Cyrillic, unicode.Greek) }) {
				word = ""
			}
			slips = append(slips, slip{at, end, "text-homoglyph", "TextHomoglyph", word})
		}
		_, size := utf8.DecodeRuneInString(s[end:])
		at = end + max(1, size)
	}
	return slips
}

// pairs are brackets and quotes that come in pairs.
var pairs = map[rune]rune{')': '(', ']': '[', '」': '「', '』': '『', '】': '【', '）': '（', '》': '《', '〉': '〈'}

// brackets finds one that has no other.
func brackets(_ *document, s string) []slip {
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
		if c == ')' && i > 0 && (strings.ContainsRune(":;0123456789", rune(s[i-1])) || s[i-1] == '-') && len(open) == 0 {
			continue // a smiley, or 1) of a list
		}
		if len(open) == 0 || !strings.HasPrefix(s[open[len(open)-1]:], string(left)) {
			return []slip{{at: i, end: i + utf8.RuneLen(c), check: "text-bracket", variant: "TextBracket"}}
		}
		open = open[:len(open)-1]
	}
	if len(open) > 0 {
		_, size := utf8.DecodeRuneInString(s[open[0]:])
		return []slip{{at: open[0], end: open[0] + size, check: "text-bracket", variant: "TextBracket"}}
	}
	return nil
}

// marksOf are punctuation marks that a language writes in its own way.
var marksOf = []struct {
	languages   []string
	mark, right string
}{
	{[]string{"ar", "fa", "ur"}, "?", "؟"},
	{[]string{"ar", "fa", "ur"}, ";", "؛"},
	{[]string{"el"}, "?", ";"},
}

// foreignMarks finds marks of other languages, and French quotes without spaces.
func foreignMarks(d *document, s string) (slips []slip) {
	for _, m := range marksOf {
		for from := 0; slices.Contains(m.languages, d.base); {
			i := strings.Index(s[from:], m.mark)
			if i < 0 {
				break
			}
			i += from
			from = i + len(m.mark)
			if from == len(s) || s[from] == ' ' {
				slips = append(slips, slip{i, from, "text-mark", "TextMark", m.right})
			}
		}
	}
	if d.base != "fr" || d.tag.String() == "fr-CH" {
		return slips
	}
	runes := []rune(s)
	at := 0
	for i, c := range runes {
		blank := func(j int) bool { return j >= 0 && j < len(runes) && unicode.IsSpace(runes[j]) }
		if c == '«' && !blank(i+1) || c == '»' && !blank(i-1) {
			instead := "«\u00a0"
			if c == '»' {
				instead = "\u00a0»"
			}
			slips = append(slips, slip{at, at + utf8.RuneLen(c), "text-mark", "TextGuillemet", instead})
		}
		at += utf8.RuneLen(c)
	}
	return slips
}

// spellings are slips that Koreans often make, by what is right.
var spellings = []struct{ wrong, right string }{
	{"됬", "됐"}, {"되요", "돼요"}, {"할께요", "할게요"}, {"될께요", "될게요"}, {"않되", "안 되"}, {"몇일", "며칠"}, {"어떻해", "어떡해"}, {"오랫만", "오랜만"},
}

// koreanSpelling finds them.
func koreanSpelling(d *document, s string) (slips []slip) {
	if d.base != "ko" {
		return nil
	}
	for _, w := range spellings {
		if i := strings.Index(s, w.wrong); i >= 0 {
			slips = append(slips, slip{i, i + len(w.wrong), "ko-spelling", "KoSpelling", w.right})
		}
	}
	return slips
}
