package lint

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/messages"
)

// tooLong finds texts that take long to read.
func tooLong(_ *run, d *document, t *messages.Text) []slip {
	if d.style == nil || !t.Of.Told() {
		return nil
	}
	limit := d.style.DetailMax
	if t.Of.Section == format.Title {
		limit = d.style.TitleMax
	}
	if n := length(t.S); n > limit {
		return []slip{{to: len(t.S), says: "TextLength", facts: apicause.Facts{"Length": n, "Max": limit}}}
	}
	return nil
}

// wrongWords finds words that users are not to meet, and things that have another
// name elsewhere.
func wrongWords(r *run, d *document, t *messages.Text) (slips []slip) {
	if d.style == nil || !t.Of.Told() {
		return nil
	}
	lower := lowerCase(t.S)
	for _, b := range d.style.Banned {
		for _, at := range findExactly(lower, strings.ToLower(b.Word)) {
			slips = append(slips, slip{from: at, to: at + len(b.Word), says: "TermBanned", facts: apicause.Facts{"Word": b.Word, "Instead": b.Instead}})
		}
	}
	for _, g := range d.style.Glossary {
		never := false
		for _, word := range g.Never {
			for _, at := range findExactly(t.S, word) {
				never = true
				slips = append(slips, slip{from: at, to: at + len(word), says: "TermGlossary", suggestion: g.Use, facts: apicause.Facts{"Word": word}})
			}
		}
		source := r.source[t.Of.ID]
		if never || d.tag == r.Source || source == nil || baseOf(r.Source) != "en" || r.rewords(d, t.Of.ID) {
			continue
		}
		if findExactly(lowerCase(source.Source()), strings.ToLower(g.English)) != nil && !strings.Contains(lower, strings.ToLower(g.Use)) {
			slips = append(slips, slip{to: len(t.S), says: "TermElsewhere", facts: apicause.Facts{"Word": g.English, "Use": g.Use}})
		}
	}
	return slips
}

// rewords reports whether a text is another wording of a built-in one, made
// without regard to the built-in source text.
func (r *run) rewords(d *document, id string) bool {
	builtIn, source := r.folder.Beneath(d.tag), r.folder.File(r.Source)
	return builtIn != nil && builtIn.Message(id) != nil && (source == nil || source.Message(id) == nil)
}

// length counts what a reader takes for characters, facts left out.
func length(s string) (n int) {
	for _, c := range withoutActions(s) {
		if c < utf8.RuneSelf || !unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf) {
			n++
		}
	}
	return n
}

// withoutActions returns a text without its placeholders, and in a plain file
// without what else text/template does.
func withoutActions(s string) string {
	for {
		before, rest, opened := strings.Cut(s, "{{")
		_, after, closed := strings.Cut(rest, "}}")
		if !opened || !closed {
			return s
		}
		s = before + after
	}
}

// lowerCase returns s in lower case, as it is where that is of another length (İ).
func lowerCase(s string) string {
	if lower := strings.ToLower(s); len(lower) == len(s) {
		return lower
	}
	return s
}

// findExactly returns where a word stands in s: as a whole word where spaces set
// words apart, anywhere in other scripts.
func findExactly(s, word string) (at []int) {
	if word == "" {
		return nil
	}
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return at
		}
		i += from
		from = i + len(word)
		before, _ := utf8.DecodeLastRuneInString(s[:i])
		after, _ := utf8.DecodeRuneInString(s[from:])
		begin, _ := utf8.DecodeRuneInString(word)
		end, _ := utf8.DecodeLastRuneInString(word)
		if !(alphabetic(before) && alphabetic(begin)) && !(alphabetic(after) && alphabetic(end)) {
			at = append(at, i)
		}
	}
}

// alphabetic reports whether a letter is of a script that sets words apart. In
// Korean, words take particles.
func alphabetic(c rune) bool {
	return unicode.IsLetter(c) && !unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul,
		unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
}

// What ends a sentence, where it is not a full stop. None at all: Thai, Lao.
var sentenceEnds = map[string][]string{
	"ja": {"。"}, "zh": {"。"}, "hi": {"।", "."}, "ne": {"।"}, "bn": {"।"}, "ur": {"۔"}, "hy": {"։", ":"}, "am": {"።"},
	"el": {".", ";", ";"}, "my": {"။"}, "km": {"។"}, "bo": {"།"}, "th": {}, "lo": {},
}

const anyEnd = ".。।۔։።။។།．!！"

// wrongEnd finds titles with a full stop and details without one.
func wrongEnd(_ *run, d *document, t *messages.Text) []slip {
	if d.style == nil || !t.Of.Told() {
		return nil
	}
	ends, ok := sentenceEnds[d.base]
	if !ok {
		ends = []string{"."}
	}
	s := strings.TrimRight(strings.TrimSpace(t.S), `"'”’»)）」』`)
	last, size := utf8.DecodeLastRuneInString(s)
	found := slip{from: len(s) - size, to: len(s), facts: apicause.Facts{"Text": string(last)}}
	switch {
	case s == "":
		return nil
	case strings.ContainsRune("!！", last):
		found.says = "TextEndShout"
	case t.Of.Section == format.Title || len(ends) == 0:
		if !strings.ContainsRune(anyEnd, last) || strings.HasSuffix(s, "...") {
			return nil
		}
		found.says = "TextEndTitle"
	case slices.ContainsFunc(append([]string{"?", "？", "؟", "…", "⁇"}, ends...), func(end string) bool { return strings.HasSuffix(s, end) }):
		return nil
	default:
		found.says, found.facts = "TextEnd", apicause.Facts{"Text": ends[0]}
	}
	return []slip{found}
}
