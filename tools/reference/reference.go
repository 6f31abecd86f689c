// Package reference is what a developer wants to know about a cause: what it
// means, how Kakao says it, who can act, and what to do. The command apicause
// explain and the pages in docs/causes print it.
package reference

import (
	"embed"
	"encoding/json"
	"io/fs"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/visitor"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/tools/words"
)

//go:embed causes.tsv words.tsv answers.toml locales/active.*.toml
var files embed.FS

// An Entry is what the reference says about a cause, in one language. Its strings
// are empty if it says nothing, as for an app's own causes.
type Entry struct {
	Cause         apicause.Cause
	Meaning       string   // the cause's description
	Code          int      // Kakao's; 0: none
	Sent          []string // the HTTP statuses with which Kakao sends it
	Words         []Word   // that Kakao sends in place of a number
	Answer        Answer   // one that Kakao has given
	Who           string   // can change the outcome
	Fix           string   // what a developer does
	Status        int      // of HTTP, for the visitor; 0: it depends
	Documentation string   // Kakao's page about it, a URL
	reader        words.Reader
}

// A Word is one that Kakao sends in place of a number: KOE320.
type Word struct{ Name, Meaning string }

// An Answer is one that Kakao has given. Its Status is 0 if nobody wrote it
// down; an empty Body means no answer.
type Answer struct {
	Status int
	Body   string
}

// Of returns the entry of a cause for readers with these preferences, as
// Catalog.Localizer takes them. It is in English or Korean.
func Of(c apicause.Cause, preferences ...string) Entry {
	b := load()
	e := Entry{Cause: c, reader: b.words.Reader(preferences...)}
	e.Meaning = apicause.Default().Localizer(e.Language().String()).Message(c).Description
	row, ok := b.causes[c]
	if !ok {
		e.Meaning = ""
		return e
	}
	e.Code, _ = kakao.CodeOf(c)
	e.Sent, e.Answer, e.Status = row.sent, b.answers[c], visitor.Status(c)
	for _, w := range b.vocabulary {
		if w.cause == c {
			e.Words = append(e.Words, Word{w.name, e.say(w.name)})
		}
	}
	e.Who, e.Fix, e.Documentation = e.say("Who"+row.who), e.say("Fix"+string(c)), e.url(row.page)
	return e
}

// OfWord returns the entry of the cause that one of Kakao's words stands for, like
// KOE320, with what is known of that word alone. It reports false for a word that
// the reference lacks. The cause of a word without one is Unknown.
func OfWord(name string, preferences ...string) (Entry, bool) {
	b := load()
	i := slices.IndexFunc(b.vocabulary, func(w word) bool { return w.name == name })
	if i < 0 {
		return Entry{}, false
	}
	w := b.vocabulary[i]
	e := Of(w.cause, preferences...)
	e.Words = []Word{{name, e.say(name)}}
	if w.page != "" {
		e.Documentation = e.url(w.page)
	}
	if w.cause == apicause.Unknown { // the word says more
		e.Who, e.Fix = "", ""
	}
	return e, true
}

// Words returns all of Kakao's words that the reference knows.
func Words() (names []string) {
	for _, w := range load().vocabulary {
		names = append(names, w.name)
	}
	return names
}

// Language is the language of the entry.
func (e Entry) Language() language.Tag { return e.reader.Language() }

// url is the address of one of Kakao's pages, "" for none.
func (e Entry) url(page string) string {
	if page == "" {
		return ""
	}
	lang := "en"
	if e.Language() == language.Korean {
		lang = "ko"
	}
	return "https://developers.kakao.com/docs/latest/" + lang + "/" + page
}

func (e Entry) say(wording string) string {
	return e.reader.Message(apicause.Cause(wording), nil).Description
}

type row struct {
	who, page string
	sent      []string
}

type word struct {
	name, page string
	cause      apicause.Cause
}

type book struct {
	causes     map[apicause.Cause]row
	vocabulary []word
	answers    map[apicause.Cause]Answer
	words      *words.Words
}

var load = sync.OnceValue(func() *book {
	b := &book{causes: make(map[apicause.Cause]row), answers: make(map[apicause.Cause]Answer)}
	for _, cells := range table("causes.tsv", 6) {
		r := row{who: camel(cells[1]), page: cells[5]}
		if cells[4] != "" {
			r.sent = strings.Split(cells[4], ", ")
		}
		b.causes[apicause.Cause(cells[0])] = r
	}
	for _, cells := range table("words.tsv", 3) {
		body, err := json.Marshal(map[string]string{cells[1]: cells[0]})
		check(err)
		b.vocabulary = append(b.vocabulary, word{cells[0], cells[2], kakao.Decode(http.StatusBadRequest, nil, body).Cause})
	}
	_, err := toml.Decode(read("answers.toml"), &b.answers)
	check(err)
	locales, err := fs.Sub(files, "locales")
	check(err)
	b.words = words.New(locales)
	return b
})

// table reads a file of cells between tabs, except for its head.
func table(name string, width int) (rows [][]string) {
	for line := range strings.Lines(read(name)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(cells) != width {
			panic(name + ": " + line)
		}
		rows = append(rows, cells)
	}
	return rows[1:]
}

// camel writes words as one: reader or app, ReaderOrApp.
func camel(s string) string {
	var b strings.Builder
	for w := range strings.FieldsSeq(s) {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}

func read(name string) string {
	data, err := files.ReadFile(name)
	check(err)
	return string(data)
}

func check(err error) {
	if err != nil {
		panic(err) // the files are embedded
	}
}

// visitors says which status the visitor gets.
func (e Entry) visitors() string {
	if e.Status == 0 {
		return e.say("StatusOfUnknown")
	}
	return strconv.Itoa(e.Status) + " " + http.StatusText(e.Status)
}

func (a Answer) String() string {
	if a.Status == 0 {
		return a.Body
	}
	return "HTTP " + strconv.Itoa(a.Status) + " " + a.Body
}

// number is Kakao's code with the statuses of its answers.
func (e Entry) number() string {
	var parts []string
	if e.Code != 0 {
		parts = append(parts, strconv.Itoa(e.Code))
	}
	if e.Sent != nil {
		parts = append(parts, "HTTP "+strings.Join(e.Sent, ", "))
	}
	return strings.Join(parts, ", ")
}
