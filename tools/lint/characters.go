package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/unicode/runenames"

	"github.com/apicause/apicause"
)

var (
	markup    = regexp.MustCompile(`</?[A-Za-z][^<>]*>|<!--|&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);|\*\*[^*]+\*\*|\[[^\[\]]+\]\([^()]+\)`)
	threeDots = regexp.MustCompile(`\.{3,}`)
)

// checkCharacters finds what no text of any kind may hold.
func (r *run) checkCharacters(d *document, t *text) {
	id := t.of.id
	for i, c := range t.s {
		if (c < ' ' || c > '~') && invisible(c, d) && !(d.rightToLeft && isIsolate(c) && balanced(t.s)) {
			r.report(d, t.offset(i), "text-invisible", "TextInvisible", id, "", apicause.Facts{"Char": fmt.Sprintf("U+%04X %s", c, runenames.Name(c))})
		}
	}
	if !norm.NFC.IsNormalString(t.s) {
		at := norm.NFC.QuickSpan([]byte(t.s))
		r.report(d, t.offset(at), "text-nfc", "TextNfc", id, "", nil)
	}
	if strings.ContainsAny(t.s, "<&*[") {
		for _, at := range markup.FindAllStringIndex(t.s, -1) {
			r.report(d, t.offset(at[0]), "text-markup", "TextMarkup", id, "", apicause.Facts{"Text": excerpt(t.s[at[0]:at[1]])})
		}
	}
	if id == "list.separator" {
		return // it is made of spaces
	}
	r.checkSpaces(d, t)
	if strings.Contains(t.s, "...") {
		for _, at := range threeDots.FindAllStringIndex(t.s, -1) {
			r.report(d, t.offset(at[0]), "text-ellipsis", "TextEllipsis", id, "…", apicause.Facts{"Text": t.s[at[0]:at[1]]})
		}
	}
	r.checkRepeated(d, t)
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

var (
	manySpaces   = regexp.MustCompile(`\S([ \x{3000}]{2,})\S`)
	spaceBetween = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}]( +)[\p{Han}\p{Hiragana}\p{Katakana}]`)
)

// The punctuation marks that no space stands before.
const marks = ".,!?;:、。，！？"

// checkSpaces finds spaces where none belong.
func (r *run) checkSpaces(d *document, t *text) {
	report := func(at int, variant string, facts apicause.Facts) {
		r.report(d, t.offset(at), "text-space", variant, t.of.id, "", facts)
	}
	if trimmed := strings.TrimSpace(t.s); trimmed != t.s {
		at := 0
		if strings.HasPrefix(t.s, trimmed) {
			at = len(trimmed)
		}
		report(at, "TextSpaceEdge", nil)
	}
	if !strings.ContainsAny(t.s, " \n\r\t\u3000") {
		return
	}
	if strings.Contains(t.s, "  ") || strings.Contains(t.s, "\u3000") {
		if at := manySpaces.FindStringSubmatchIndex(t.s); at != nil {
			report(at[2], "TextSpaceMany", nil)
		}
	}
	if strings.ContainsAny(t.s, "\n\r\t") {
		if at := strings.IndexAny(strings.TrimSpace(t.s), "\n\r\t"); at >= 0 {
			report(at+strings.Index(t.s, strings.TrimSpace(t.s)), "TextSpaceBreak", nil)
		}
	}
	for i := 1; i < len(t.s); i++ {
		mark, size := utf8.DecodeRuneInString(t.s[i:])
		next, _ := utf8.DecodeRuneInString(t.s[i+size:])
		if t.s[i-1] != ' ' || !strings.ContainsRune(marks, mark) || i+size < len(t.s) && !unicode.IsSpace(next) {
			continue
		}
		variant := "TextSpaceBefore"
		if d.base == "fr" && strings.ContainsRune("!?;:", mark) {
			variant = "TextSpaceNarrow"
		}
		report(i-1, variant, apicause.Facts{"Text": string(mark)})
	}
	if d.base == "ja" || d.base == "zh" {
		if at := spaceBetween.FindStringSubmatchIndex(t.s); at != nil {
			report(at[2], "TextSpaceMiddle", nil)
		}
	}
}

// Languages in which a word said twice is a word of its own.
var reduplicating = []string{"vi", "id", "ms", "th", "lo", "km", "zh", "ja"}

// checkRepeated finds a word that somebody typed twice.
func (r *run) checkRepeated(d *document, t *text) {
	if slices.Contains(reduplicating, d.base) {
		return
	}
	last, rest, at := "", t.s, 0
	for rest != "" {
		begin := strings.IndexFunc(rest, func(c rune) bool { return !unicode.IsSpace(c) })
		if begin < 0 {
			return
		}
		end := strings.IndexFunc(rest[begin:], unicode.IsSpace)
		if end < 0 {
			end = len(rest) - begin
		}
		word := rest[begin : begin+end]
		bare := strings.TrimRight(word, ".,!?;:。、")
		if last != "" && strings.EqualFold(bare, last) && len([]rune(bare)) > 1 && !strings.ContainsFunc(bare, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) }) {
			r.report(d, t.offset(at+begin), "text-duplicate-word", "TextDuplicateWord", t.of.id, "", apicause.Facts{"Word": bare})
		}
		last = word
		if bare != word {
			last = "" // a sentence or clause ends between the two
		}
		at, rest = at+begin+end, rest[begin+end:]
	}
}
