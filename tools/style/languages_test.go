package style_test

import (
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	styles "github.com/apicause/apicause/tools/style"
)

// style is how messages are written in one language: README.md.
type style struct {
	Register   string
	TitleMax   int      `toml:"title_max"`
	DetailMax  int      `toml:"detail_max"`
	End        []string // of each sentence of a detail
	TitleEnd   []string `toml:"title_end"`
	Retry      []string // words for trying again
	CheckFirst []string `toml:"check_first"` // words for looking at the result
	IfNotDone  []string `toml:"if_not_done"` // words for repeating only what did not work
	Banned     []struct{ Word, Instead string }
	Glossary   []entry
	Guide      string
	GuideEn    string `toml:"guide_en"`
}

// An entry says what stands for something that the English text says.
type entry struct {
	En, Use string
	Never   []string
}

// words are the texts of one built-in file and the style that they follow.
type words struct {
	tag     language.Tag
	style   style
	titles  map[string]string // by cause
	plain   map[string]string // details without facts
	facts   map[string]string // details with facts, by cause and form
	terms   map[string]string
	contact map[string]string // the sentences that name who runs the service
	keys    []string          // of the file, forms left out, sorted
	forms   map[string][]string
}

// everyLanguage reads all built-in files, with their styles.
func everyLanguage(t *testing.T) (all []words) {
	t.Helper()
	for _, tag := range apicause.Default().Languages() {
		w := words{tag: tag, facts: make(map[string]string), forms: make(map[string][]string)}
		var tree map[string]any
		data, err := fs.ReadFile(apicause.Locales(), "active."+tag.String()+".toml")
		if err == nil {
			err = toml.Unmarshal(data, &tree)
		}
		if err != nil {
			t.Fatal(err)
		}
		meta, err := toml.DecodeFS(styles.Files, tag.String()+".toml", &w.style)
		if err != nil {
			t.Fatal(err)
		}
		for _, key := range meta.Undecoded() {
			t.Errorf("%s.toml: %s is not a key of a style", tag, key)
		}
		w.titles, w.plain, w.terms, w.contact = flat(tree["title"]), flat(tree["detail"]), flat(tree["term"]), flat(tree["contact"])
		for cause, value := range tree["detail_with_facts"].(map[string]any) {
			if text, ok := value.(string); ok {
				value = map[string]any{"other": text}
			}
			for form, text := range value.(map[string]any) {
				w.facts[cause+"."+form] = text.(string)
			}
		}
		w.collect("", tree)
		slices.Sort(w.keys)
		all = append(all, w)
	}
	return all
}

func flat(section any) map[string]string {
	texts := make(map[string]string)
	for id, text := range section.(map[string]any) {
		texts[id] = text.(string)
	}
	return texts
}

// collect notes the keys of a message file and the plural forms they have.
func (w *words) collect(path string, tree map[string]any) {
	if _, ok := tree["other"]; ok {
		w.keys = append(w.keys, path)
		w.forms[path] = slices.Sorted(maps.Keys(tree))
		return
	}
	for key, value := range tree {
		at := strings.TrimPrefix(path+"."+key, ".")
		if table, ok := value.(map[string]any); ok {
			w.collect(at, table)
		} else {
			w.keys = append(w.keys, at)
		}
	}
}

// shown returns all that readers may see, by ID.
func (w words) shown() map[string]string {
	all := make(map[string]string)
	for section, texts := range map[string]map[string]string{"title": w.titles, "detail": w.plain, "detail_with_facts": w.facts, "term": w.terms, "contact": w.contact} {
		for id, text := range texts {
			all[section+"."+id] = text
		}
	}
	return all
}

// causeFacts are the rows of reference/causes.tsv: who can change the outcome, and
// whether the same request can succeed later.
type causeFacts struct{ who, retry, group string }

func readFacts(t *testing.T) map[string]causeFacts {
	t.Helper()
	const name = "../reference/causes.tsv"
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	rows := make(map[string]causeFacts)
	for i, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) != 6 {
			t.Fatalf("%s:%d: %d cells, want 6", name, i+1, len(cells))
		}
		if i > 0 {
			rows[cells[0]] = causeFacts{cells[1], cells[2], cells[3]}
		}
	}
	for _, c := range apicause.Default().Causes() {
		if _, ok := rows[string(c)]; !ok {
			t.Fatalf("%s: no row for %s", name, c)
		}
	}
	return rows
}

// says reports whether a text has one of the words in it.
func says(text string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return hasWord(text, word) })
}

// hasWord finds a word whatever its case; between spaces or punctuation, in
// scripts that part words so.
func hasWord(text, word string) bool {
	text, word = strings.ToLower(text), strings.ToLower(word)
	first, _ := utf8.DecodeRuneInString(word)
	last, _ := utf8.DecodeLastRuneInString(word)
	for from := 0; ; {
		i := strings.Index(text[from:], word)
		if i < 0 {
			return false
		}
		before, _ := utf8.DecodeLastRuneInString(text[:from+i])
		after, _ := utf8.DecodeRuneInString(text[from+i+len(word):])
		if !(partsWords(first) && partsWords(before)) && !(partsWords(last) && partsWords(after)) {
			return true
		}
		from += i + len(word)
	}
}

// partsWords reports whether r is a letter of a script that parts words.
func partsWords(r rune) bool {
	return unicode.IsLetter(r) && r != utf8.RuneError && !unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
}

func newCatalog(t *testing.T, config apicause.Config) *apicause.Catalog {
	t.Helper()
	catalog, err := apicause.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// file returns a file system with one message file.
func file(name, text string) fstest.MapFS {
	return fstest.MapFS{name: {Data: []byte(text)}}
}
