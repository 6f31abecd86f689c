package lint

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	builtInStyle "github.com/apicause/apicause/tools/style"
)

// A style is how a house writes in a language: <language>.toml.
type style struct {
	Register  string     `toml:"register"`   // of Korean: 해요체, 합니다체 or 해라체; else that of most sentences
	TitleMax  int        `toml:"title_max"`  // characters
	DetailMax int        `toml:"detail_max"` // characters, without facts
	Banned    []banned   `toml:"banned"`
	Glossary  []glossary `toml:"glossary"`
}

// A banned word is none for readers.
type banned struct{ Word, Instead string }

// A glossary entry is what a thing of the English text is called.
type glossary struct {
	English string `toml:"en"`
	Use     string
	Never   []string
}

type styles struct{ byLanguage map[string]style }

func readStyles(fsys fs.FS) (styles, error) {
	s := styles{make(map[string]style)}
	own := fsys != nil
	if !own {
		fsys = builtInStyle.Files
	}
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return s, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return s, err
		}
		var one style
		if err := toml.Unmarshal(data, &one); err != nil {
			return s, fmt.Errorf("%s: %w", name, err)
		}
		if !own {
			one.Register = "" // an app may have another than ours
			one.Banned = slices.DeleteFunc(one.Banned, func(b banned) bool {
				return strings.HasSuffix(b.Word, "니다") || strings.HasSuffix(b.Word, "십시오")
			})
		}
		s.byLanguage[strings.TrimSuffix(name, ".toml")] = one
	}
	return s, nil
}

// of returns the style of a language or of its parents, with lengths in any case.
func (s styles) of(tag language.Tag) style {
	var found style
	for t := tag; !t.IsRoot(); t = t.Parent() {
		if one, ok := s.byLanguage[t.String()]; ok {
			found = one
			break
		}
	}
	title, detail := 70, 200 // most languages take more room than English
	switch base, _ := tag.Base(); base.String() {
	case "ko", "ja", "zh":
		title, detail = 24, 80
	case "en":
		title, detail = 50, 140
	}
	if found.TitleMax == 0 {
		found.TitleMax = title
	}
	if found.DetailMax == 0 {
		found.DetailMax = detail
	}
	return found
}

// checkWriting finds what readers stumble over.
func (r *run) checkWriting(d *document, t *text, s style) {
	if !t.of.told() {
		return
	}
	limit := s.DetailMax
	if t.of.section == "title" {
		limit = s.TitleMax
	}
	if n := length(t.s); n > limit {
		r.report(d, t.value, "text-length", "TextLength", t.of.id, "", apicause.Facts{"Length": n, "Max": limit})
	}
	r.checkEnd(d, t)
	r.checkWords(d, t, s)
}

// checkWords finds words that readers are not to meet, and things called by
// another name than elsewhere.
func (r *run) checkWords(d *document, t *text, s style) {
	report := func(at int, variant, suggestion string, facts apicause.Facts) {
		r.report(d, t.offset(at), "term", variant, t.of.id, suggestion, facts)
	}
	lower := lowerCase(t.s)
	for _, b := range s.Banned {
		for _, at := range findExactly(lower, strings.ToLower(b.Word)) {
			report(at, "TermBanned", "", apicause.Facts{"Word": b.Word, "Instead": b.Instead})
		}
	}
	for _, g := range s.Glossary {
		never := false
		for _, word := range g.Never {
			for _, at := range findExactly(t.s, word) {
				never = true
				report(at, "TermGlossary", g.Use, apicause.Facts{"Word": word})
			}
		}
		source := r.source[t.of.id]
		if never || d.tag == r.Source || source == nil || baseOf(r.Source) != "en" || r.rewords(d, t.of.id) {
			continue
		}
		if findExactly(lowerCase(source.text()), strings.ToLower(g.English)) != nil && !strings.Contains(lower, strings.ToLower(g.Use)) {
			report(0, "TermElsewhere", "", apicause.Facts{"Word": g.English, "Use": g.Use})
		}
	}
}

// rewords reports whether a text is another wording of a built-in one, made
// without regard to the built-in source text.
func (r *run) rewords(d *document, id string) bool {
	return slices.ContainsFunc(r.builtIn, func(b *document) bool { return b.tag == d.tag && b.byID[id] != nil }) &&
		!slices.ContainsFunc(r.files, func(f *document) bool { return f.tag == r.Source && f.byID[id] != nil })
}

// length counts what a reader takes for characters, facts left out.
func length(s string) (n int) {
	if strings.Contains(s, "{{") {
		s = placeholder.ReplaceAllString(s, "")
	}
	for _, c := range s {
		if c < utf8.RuneSelf || !unicode.In(c, unicode.Mn, unicode.Me, unicode.Cf) {
			n++
		}
	}
	return n
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

// What ends a sentence, where it is no full stop. None at all: Thai, Lao.
var sentenceEnds = map[string][]string{
	"ja": {"。"}, "zh": {"。"}, "hi": {"।", "."}, "ne": {"।"}, "bn": {"।"}, "ur": {"۔"}, "hy": {"։", ":"}, "am": {"።"},
	"my": {"။"}, "km": {"។"}, "bo": {"།"}, "th": {}, "lo": {},
}

const anyEnd = ".。।۔։።။។།．!！"

// checkEnd finds titles with a full stop and details without one.
func (r *run) checkEnd(d *document, t *text) {
	ends, ok := sentenceEnds[d.base]
	if !ok {
		ends = []string{"."}
	}
	s := strings.TrimRight(strings.TrimSpace(t.s), `"'”’»)）」』`)
	last, size := utf8.DecodeLastRuneInString(s)
	at := t.offset(len(s) - min(size, len(s)))
	hasEnd := strings.ContainsRune(anyEnd, last)
	switch {
	case strings.ContainsRune("!！", last):
		r.report(d, at, "text-end", "TextEndShout", t.of.id, "", apicause.Facts{"Text": string(last)})
	case t.of.section == "title" || len(ends) == 0:
		if hasEnd && !strings.HasSuffix(s, "...") {
			r.report(d, at, "text-end", "TextEndTitle", t.of.id, "", apicause.Facts{"Text": string(last)})
		}
	case !slices.ContainsFunc(append([]string{"?", "？", "؟", "…", "⁇"}, ends...), func(end string) bool { return strings.HasSuffix(s, end) }):
		r.report(d, at, "text-end", "TextEnd", t.of.id, "", apicause.Facts{"Text": ends[0]})
	}
}

func baseOf(tag language.Tag) string {
	base, _ := tag.Base()
	return base.String()
}
