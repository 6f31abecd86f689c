package lint

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/messages"
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

// styles are by language tag.
type styles map[string]style

// readStyles reads the style that the folder is written in: the one of Options, or
// of its settings; ours for the library's own folder. An app's folder has none of
// its own accord: how it writes is its own business.
func (r *run) readStyles() (styles, error) {
	fsys := r.Style
	switch style := r.folder.Settings.Style; {
	case fsys != nil:
	case style == "house", style == "" && r.folder.Whole:
		fsys = builtInStyle.Files
	case style == "" || style == "none":
		return nil, nil
	default:
		fsys = os.DirFS(filepath.Join(r.folder.Dir, style))
	}
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, errors.New("no style files (<language>.toml) in the folder of the style")
	}
	all := make(styles)
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		var s style
		if err := toml.Unmarshal(data, &s); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all[strings.TrimSuffix(name, ".toml")] = s
	}
	return all, nil
}

// How long a title and a detail may be where no style says it. East Asian
// scripts say more in a character; most languages take more room than English.
var lengths = map[string][2]int{"ko": {24, 80}, "ja": {24, 80}, "zh": {24, 80}, "en": {50, 140}, "": {70, 200}}

// of returns the style of a language or of its parents, with lengths in any case;
// nil where the folder has no style.
func (all styles) of(tag language.Tag) *style {
	if all == nil {
		return nil
	}
	var s style
	for t := tag; !t.IsRoot(); t = t.Parent() {
		if found, ok := all[t.String()]; ok {
			s = found
			break
		}
	}
	most, ok := lengths[baseOf(tag)]
	if !ok {
		most = lengths[""]
	}
	s.TitleMax, s.DetailMax = cmp.Or(s.TitleMax, most[0]), cmp.Or(s.DetailMax, most[1])
	return &s
}

// checkWriting finds what readers stumble over.
func (r *run) checkWriting(d *document, t *messages.Text, s style) {
	if !t.Of.Told() {
		return
	}
	limit := s.DetailMax
	if t.Of.Section == format.Title {
		limit = s.TitleMax
	}
	if n := length(t.S); n > limit {
		r.report(d, t.Value, "text-length", "TextLength", t.Of.ID, "", apicause.Facts{"Length": n, "Max": limit})
	}
	r.checkEnd(d, t)
	r.checkWords(d, t, s)
}

// checkWords finds words that readers are not to meet, and things called by
// another name than elsewhere.
func (r *run) checkWords(d *document, t *messages.Text, s style) {
	report := func(at int, variant, suggestion string, facts apicause.Facts) {
		r.report(d, t.Offset(at), "term", variant, t.Of.ID, suggestion, facts)
	}
	lower := lowerCase(t.S)
	for _, b := range s.Banned {
		for _, at := range findExactly(lower, strings.ToLower(b.Word)) {
			report(at, "TermBanned", "", apicause.Facts{"Word": b.Word, "Instead": b.Instead})
		}
	}
	for _, g := range s.Glossary {
		never := false
		for _, word := range g.Never {
			for _, at := range findExactly(t.S, word) {
				never = true
				report(at, "TermGlossary", g.Use, apicause.Facts{"Word": word})
			}
		}
		source := r.source[t.Of.ID]
		if never || d.tag == r.Source || source == nil || baseOf(r.Source) != "en" || r.rewords(d, t.Of.ID) {
			continue
		}
		if findExactly(lowerCase(source.Source()), strings.ToLower(g.English)) != nil && !strings.Contains(lower, strings.ToLower(g.Use)) {
			report(0, "TermElsewhere", "", apicause.Facts{"Word": g.English, "Use": g.Use})
		}
	}
}

// rewords reports whether a text is another wording of a built-in one, made
// without regard to the built-in source text.
func (r *run) rewords(d *document, id string) bool {
	builtIn, source := r.folder.Beneath(d.tag), r.folder.File(r.Source)
	return builtIn != nil && builtIn.Message(id) != nil && (source == nil || source.Message(id) == nil)
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
	"el": {".", ";", ";"}, "my": {"။"}, "km": {"។"}, "bo": {"།"}, "th": {}, "lo": {},
}

const anyEnd = ".。।۔։።။។།．!！"

// checkEnd finds titles with a full stop and details without one.
func (r *run) checkEnd(d *document, t *messages.Text) {
	ends, ok := sentenceEnds[d.base]
	if !ok {
		ends = []string{"."}
	}
	s := strings.TrimRight(strings.TrimSpace(t.S), `"'”’»)）」』`)
	last, size := utf8.DecodeLastRuneInString(s)
	at := t.Offset(len(s) - min(size, len(s)))
	hasEnd := strings.ContainsRune(anyEnd, last)
	switch {
	case strings.ContainsRune("!！", last):
		r.report(d, at, "text-end", "TextEndShout", t.Of.ID, "", apicause.Facts{"Text": string(last)})
	case t.Of.Section == format.Title || len(ends) == 0:
		if hasEnd && !strings.HasSuffix(s, "...") {
			r.report(d, at, "text-end", "TextEndTitle", t.Of.ID, "", apicause.Facts{"Text": string(last)})
		}
	case !slices.ContainsFunc(append([]string{"?", "？", "؟", "…", "⁇"}, ends...), func(end string) bool { return strings.HasSuffix(s, end) }):
		r.report(d, at, "text-end", "TextEnd", t.Of.ID, "", apicause.Facts{"Text": ends[0]})
	}
}

func baseOf(tag language.Tag) string {
	base, _ := tag.Base()
	return base.String()
}
