package lint

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/apicause/apicause/tools/messages"
)

// invisibleCharacters finds characters that cannot be seen, where the language
// has no use for them.
func invisibleCharacters(_ *run, d *document, t *messages.Text) (slips []slip) {
	isolated := d.rightToLeft && balanced(t.S)
	for i, c := range t.S {
		if (c < ' ' || c > '~') && invisible(c, d) && !(isolated && isIsolate(c)) && !joinsEmoji(t.S[:i], c) {
			s := slip{from: i, to: i + utf8.RuneLen(c), says: "TextInvisible"}
			if c != '\u00a0' && c != '\u202f' {
				s.fix = new(string)
			}
			slips = append(slips, s)
		}
	}
	return slips
}

// decomposed finds letters that are not in the normal form NFC.
func decomposed(_ *run, _ *document, t *messages.Text) []slip {
	normal := composed(t.S)
	if normal == t.S {
		return nil
	}
	return []slip{{to: len(t.S), says: "TextNfc", fix: &normal}}
}

var markup = regexp.MustCompile(`</?[A-Za-z][^<>]*>|<!--|&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);|\*\*[^*]+\*\*|\[[^\[\]]+\]\([^()]+\)`)

// anyMarkup finds markup in a folder of ours: a text goes to JSON, to HTML and to a
// terminal.
func anyMarkup(r *run, _ *document, t *messages.Text) (slips []slip) {
	if r.folder.Plain || !strings.ContainsAny(t.S, "<&*[") {
		return nil
	}
	for _, at := range markup.FindAllStringIndex(t.S, -1) {
		slips = append(slips, slip{from: at[0], to: at[1], says: "TextMarkup"})
	}
	return slips
}

// composed returns s in the normal form NFC, except for letters that keyboards write
// whole and NFC takes apart, like the last one of সময়.
func composed(s string) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	var b strings.Builder
	from := 0
	for i, c := range s {
		if unicode.In(c, unicode.Bengali, unicode.Devanagari, unicode.Gurmukhi, unicode.Oriya, unicode.Hebrew, unicode.Tibetan) && !norm.NFC.IsNormalString(string(c)) {
			b.WriteString(norm.NFC.String(s[from:i]) + string(c))
			from = i + utf8.RuneLen(c)
		}
	}
	return b.String() + norm.NFC.String(s[from:])
}

// Languages that write no-break spaces nowhere.
var noBreakSpaces = []string{"ko", "ja", "zh", "en", "ar", "he", "fa", "ur", "th", "lo", "km", "my", "hi", "vi", "id", "ms", "tr"}

// invisible reports whether readers cannot see a character for which the
// language has no use.
func invisible(c rune, d *document) bool {
	switch c {
	case '\n', '\r', '\t': // see checkSpaces
		return false
	case '\u00a0', '\u202f':
		return slices.Contains(noBreakSpaces, d.base)
	case '\u200c', '\u200d': // (non-)joiners shape Arabic and Indic letters
		script, _ := d.tag.Script()
		return slices.Contains([]string{"Latn", "Cyrl", "Grek", "Kore", "Hang", "Jpan", "Hans", "Hant", "Hebr"}, script.String())
	case '\u200e', '\u200f', '\u061c': // marks
		return !d.rightToLeft
	case '\u200b': // where words stand together, lines break here
		return !slices.Contains([]string{"th", "lo", "km", "my"}, d.base)
	case '\u00ad', '\u034f', '\u115f', '\u1160', '\u3164', '\uffa0', '\u180e', '\ufffc': // soft hyphen, joiner, Hangul fillers, object
		return true
	}
	return unicode.IsControl(c) || unicode.Is(unicode.Cf, c) && !unicode.Is(unicode.Prepended_Concatenation_Mark, c) || unicode.Is(unicode.Zl, c) || unicode.Is(unicode.Zp, c)
}

// joinsEmoji reports whether c joins an emoji, which before ends in, to another.
func joinsEmoji(before string, c rune) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(before, "\ufe0f"))
	return c == '\u200d' && (unicode.Is(unicode.So, last) || unicode.Is(unicode.Sk, last))
}

func isIsolate(c rune) bool { return '\u2066' <= c && c <= '\u2069' }

// balanced reports whether each isolate of s ends within it: such isolates keep
// a Latin name in an Arabic sentence in its place.
func balanced(s string) bool {
	open := 0
	for _, c := range s {
		switch c {
		case '\u2066', '\u2067', '\u2068':
			open++
		case '\u2069':
			if open--; open < 0 {
				return false
			}
		}
	}
	return open == 0
}
