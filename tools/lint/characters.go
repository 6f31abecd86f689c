package lint

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
	"golang.org/x/text/unicode/runenames"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/direction"
)

var (
	markup    = regexp.MustCompile(`</?[A-Za-z][^<>]*>|<!--|&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);|\*\*[^*]+\*\*|\[[^\[\]]+\]\([^()]+\)`)
	threeDots = regexp.MustCompile(`\.{3,}`)
)

// checkCharacters finds what no text of any kind may hold.
func (r *run) checkCharacters(d *document, t *text) {
	id := t.of.id
	isolates := direction.RightToLeft(d.tag) && balanced(t.s)
	for i, c := range t.s {
		if invisible(c, d.tag) && !(isolates && '\u2066' <= c && c <= '\u2069') {
			r.report(d, t.offset(i), "text-invisible", "TextInvisible", id, "", apicause.Facts{"Char": fmt.Sprintf("U+%04X %s", c, runenames.Name(c))})
		}
	}
	if !norm.NFC.IsNormalString(t.s) {
		at := norm.NFC.QuickSpan([]byte(t.s))
		r.report(d, t.offset(at), "text-nfc", "TextNfc", id, "", nil)
	}
	for _, at := range markup.FindAllStringIndex(t.s, -1) {
		r.report(d, t.offset(at[0]), "text-markup", "TextMarkup", id, "", apicause.Facts{"Text": excerpt(t.s[at[0]:at[1]])})
	}
	if id == "list.separator" {
		return // it is made of spaces
	}
	r.checkSpaces(d, t)
	for _, at := range threeDots.FindAllStringIndex(t.s, -1) {
		r.report(d, t.offset(at[0]), "text-ellipsis", "TextEllipsis", id, "…", apicause.Facts{"Text": t.s[at[0]:at[1]]})
	}
	r.checkRepeated(d, t)
}

// Languages that write no-break spaces nowhere.
var noBreakSpaces = []string{"ko", "ja", "zh", "en", "ar", "he", "fa", "ur", "th", "lo", "km", "my", "hi", "vi", "id", "ms", "tr"}

// invisible reports whether readers cannot see a character for which the
// language has no use.
func invisible(c rune, tag language.Tag) bool {
	base, _ := tag.Base()
	switch c {
	case '\n', '\r', '\t': // see checkSpaces
		return false
	case '\u00a0', '\u202f':
		return slices.Contains(noBreakSpaces, base.String())
	case '\u200c', '\u200d': // (non-)joiners shape Arabic and Indic letters
		script, _ := tag.Script()
		return slices.Contains([]string{"Latn", "Cyrl", "Grek", "Kore", "Hang", "Jpan", "Hans", "Hant", "Hebr"}, script.String())
	case '\u200e', '\u200f', '\u061c': // marks
		return !direction.RightToLeft(tag)
	case '\u200b': // where words stand together, lines break here
		return !slices.Contains([]string{"th", "lo", "km", "my"}, base.String())
	case '\u00ad', '\u034f', '\u115f', '\u1160', '\u3164', '\uffa0', '\u180e', '\ufffc': // soft hyphen, joiner, Hangul fillers, object
		return true
	}
	return unicode.IsControl(c) || unicode.Is(unicode.Cf, c) && !unicode.Is(unicode.Prepended_Concatenation_Mark, c) || unicode.Is(unicode.Zl, c) || unicode.Is(unicode.Zp, c)
}

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
	lineBreak    = regexp.MustCompile(`[\n\r\t]`)
	spaceBefore  = regexp.MustCompile(`\S( +)([.,!?;:、。，！？])(?:\s|$)`)
	spaceBetween = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}]( +)[\p{Han}\p{Hiragana}\p{Katakana}]`)
)

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
	if at := manySpaces.FindStringSubmatchIndex(t.s); at != nil {
		report(at[2], "TextSpaceMany", nil)
	}
	if at := lineBreak.FindStringIndex(strings.TrimSpace(t.s)); at != nil {
		report(at[0]+strings.Index(t.s, strings.TrimSpace(t.s)), "TextSpaceBreak", nil)
	}
	base, _ := d.tag.Base()
	if at := spaceBefore.FindStringSubmatchIndex(t.s); at != nil {
		mark := t.s[at[4]:at[5]]
		variant := "TextSpaceBefore"
		if base.String() == "fr" && strings.Contains("!?;:", mark) {
			variant = "TextSpaceNarrow"
		}
		report(at[2], variant, apicause.Facts{"Text": mark})
	}
	if base.String() == "ja" || base.String() == "zh" {
		if at := spaceBetween.FindStringSubmatchIndex(t.s); at != nil {
			report(at[2], "TextSpaceMiddle", nil)
		}
	}
}

// Languages in which a word said twice is a word of its own.
var reduplicating = []string{"vi", "id", "ms", "th", "lo", "km", "zh", "ja"}

// checkRepeated finds a word that somebody typed twice.
func (r *run) checkRepeated(d *document, t *text) {
	if base, _ := d.tag.Base(); slices.Contains(reduplicating, base.String()) {
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
