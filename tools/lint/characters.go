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
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/messages"
)

var (
	markup    = regexp.MustCompile(`</?[A-Za-z][^<>]*>|<!--|&(?:#[0-9]+|#[xX][0-9A-Fa-f]+|[A-Za-z][A-Za-z0-9]*);|\*\*[^*]+\*\*|\[[^\[\]]+\]\([^()]+\)`)
	threeDots = regexp.MustCompile(`\.{3,}`)
)

// checkCharacters finds what no text of any kind may hold.
func (r *run) checkCharacters(d *document, t *messages.Text) {
	id := t.Of.ID
	for i, c := range t.S {
		if (c < ' ' || c > '~') && invisible(c, d) && !(d.rightToLeft && isIsolate(c) && balanced(t.S)) {
			r.report(d, t.Offset(i), "text-invisible", "TextInvisible", id, "", apicause.Facts{"Char": fmt.Sprintf("U+%04X %s", c, runenames.Name(c))})
			if c != '\u00a0' && c != '\u202f' {
				r.fix(d, t, i, i+utf8.RuneLen(c), "")
			}
		}
	}
	if normal := composed(t.S); normal != t.S {
		at := norm.NFC.QuickSpan([]byte(t.S))
		r.report(d, t.Offset(at), "text-nfc", "TextNfc", id, "", nil)
		r.fix(d, t, 0, len(t.S), normal)
	}
	if !r.folder.Plain && strings.ContainsAny(t.S, "<&*[") {
		for _, at := range markup.FindAllStringIndex(t.S, -1) {
			r.report(d, t.Offset(at[0]), "text-markup", "TextMarkup", id, "", apicause.Facts{"Text": excerpt(t.S[at[0]:at[1]])})
		}
	}
	if t.Of.Section == format.List {
		return // it is made of spaces
	}
	r.checkSpaces(d, t)
	if strings.Contains(t.S, "...") {
		for _, at := range threeDots.FindAllStringIndex(t.S, -1) {
			r.report(d, t.Offset(at[0]), "text-ellipsis", "TextEllipsis", id, "…", apicause.Facts{"Text": t.S[at[0]:at[1]]})
			r.fix(d, t, at[0], at[1], "…")
		}
	}
	r.checkRepeated(d, t)
}

// composed returns s in the normal form NFC, but for letters that keyboards write
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
func (r *run) checkSpaces(d *document, t *messages.Text) {
	report := func(at int, variant string, facts apicause.Facts) {
		r.report(d, t.Offset(at), "text-space", variant, t.Of.ID, "", facts)
	}
	if trimmed := strings.TrimSpace(t.S); trimmed != t.S {
		at := 0
		if strings.HasPrefix(t.S, trimmed) {
			at = len(trimmed)
		}
		report(at, "TextSpaceEdge", nil)
		r.fix(d, t, 0, len(t.S), trimmed)
	}
	if !strings.ContainsAny(t.S, " \n\r\t\u3000") {
		return
	}
	if strings.Contains(t.S, "  ") || strings.Contains(t.S, "\u3000") {
		if at := manySpaces.FindStringSubmatchIndex(t.S); at != nil {
			report(at[2], "TextSpaceMany", nil)
			r.fix(d, t, at[2], at[3], " ")
		}
	}
	if strings.ContainsAny(t.S, "\n\r\t") {
		if at := strings.IndexAny(strings.TrimSpace(t.S), "\n\r\t"); at >= 0 {
			report(at+strings.Index(t.S, strings.TrimSpace(t.S)), "TextSpaceBreak", nil)
		}
	}
	for i := 1; i < len(t.S); i++ {
		mark, size := utf8.DecodeRuneInString(t.S[i:])
		next, _ := utf8.DecodeRuneInString(t.S[i+size:])
		if t.S[i-1] != ' ' || !strings.ContainsRune(marks, mark) || i+size < len(t.S) && !unicode.IsSpace(next) {
			continue
		}
		variant := "TextSpaceBefore"
		if d.base == "fr" && strings.ContainsRune("!?;:", mark) {
			variant = "TextSpaceNarrow"
		}
		report(i-1, variant, apicause.Facts{"Text": string(mark)})
	}
	if d.base == "ja" || d.base == "zh" {
		if at := spaceBetween.FindStringSubmatchIndex(t.S); at != nil {
			report(at[2], "TextSpaceMiddle", nil)
		}
	}
}

// Languages in which a word said twice is a word of its own.
var reduplicating = []string{"vi", "id", "ms", "th", "lo", "km", "zh", "ja", "tr", "az", "hi", "bn", "ne", "ur", "fil", "jv", "mi"}

// Words that grammar may put twice: "vous vous trompez", "die, die die Karte haben".
var doubled = map[string][]string{
	"fr": {"vous", "nous"}, "de": {"die", "der", "das", "den", "dem", "sie"}, "en": {"had", "that"}, "nl": {"die", "dat"}, "es": {"nos"},
}

// checkRepeated finds a word that somebody typed twice.
func (r *run) checkRepeated(d *document, t *messages.Text) {
	if slices.Contains(reduplicating, d.base) {
		return
	}
	last, rest, at := "", t.S, 0
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
		if last != "" && strings.EqualFold(bare, last) && !slices.Contains(doubled[d.base], strings.ToLower(bare)) && len([]rune(bare)) > 1 && !strings.ContainsFunc(bare, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) }) {
			r.report(d, t.Offset(at+begin), "text-duplicate-word", "TextDuplicateWord", t.Of.ID, "", apicause.Facts{"Word": bare})
		}
		last = word
		if bare != word {
			last = "" // a sentence or clause ends between the two
		}
		at, rest = at+begin+end, rest[begin+end:]
	}
}
