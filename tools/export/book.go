package export

import (
	"io/fs"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/messages"
)

// A Book is what an app's readers may see.
type Book struct {
	Source    language.Tag // for readers of any other language
	Causes    []string
	Languages []Language // those to write, sorted by tag

	// The same in all languages: a program asks for a message in the same way
	// whatever its reader's language is.
	facts     map[[2]string][]string // that an entry shows, sorted
	arguments map[[2]string][]string // in the order of formats that number them: the one that chooses plural forms first
}

// A Language is what one language says. A regional language includes its parents.
type Language struct {
	Tag     language.Tag
	Entries []Entry // in the order of files
}

// An Entry is one message.
type Entry struct {
	Key         [2]string // a cause and a part of its message, or a section and an ID
	Description string    // of the cause, in the source language; "" for other sections
	Forms       []Form    // other comes last
	Counted     bool      // it takes a number, in some language to choose a plural form
}

// A Form is a plural form.
type Form struct {
	Name string // of CLDR: one, other …
	Text messages.Text
}

// Other returns the form that every entry has.
func (e *Entry) Other() messages.Text { return e.Forms[len(e.Forms)-1].Text }

// What the parts of a message are called in exports. Descriptions are for
// developers, and are not exported as texts.
var parts = map[messages.Section]string{
	messages.Title: "title", messages.Detail: "detail", messages.DetailWithFacts: "detailWithFacts",
}

// NewBook reads the message files in a folder over those that are built in. catalog
// is made of the same, with the source language as its fallback. The languages to
// write are those of the catalog, or only those named, of which the first takes the
// place of a source language that is not among them.
func NewBook(folder fs.FS, catalog *apicause.Catalog, only []language.Tag) *Book {
	book := &Book{Source: catalog.Languages()[0]} // the fallback
	for _, cause := range catalog.Causes() {
		book.Causes = append(book.Causes, string(cause))
	}
	sorted := slices.Sorted(slices.Values(book.Causes))
	var files []*messages.File
	for layer, fsys := range []fs.FS{apicause.Locales(), folder} {
		found, _ := messages.Files(layer, fsys)
		for _, f := range found {
			f.Read(fsys, sorted)
		}
		files = append(files, found...)
	}
	describe := catalog.Localizer() // in the source language, the fallback
	for _, tag := range catalog.Languages() {
		all := messages.Merge(messages.Of(tag, files))
		book.Languages = append(book.Languages, Language{tag, entries(&all, book.Causes, describe)})
	}
	book.count()
	book.Languages = slices.DeleteFunc(book.Languages, func(l Language) bool {
		return len(only) > 0 && !slices.Contains(only, l.Tag)
	})
	if len(only) > 0 && !slices.Contains(only, book.Source) {
		book.Source = only[0]
	}
	slices.SortFunc(book.Languages, func(a, b Language) int {
		return strings.Compare(a.Tag.String(), b.Tag.String())
	})
	return book
}

func entries(all *messages.Messages, causes []string, describe apicause.Localizer) (entries []Entry) {
	add := func(key [2]string, m *messages.Message, description string) {
		if m != nil {
			entries = append(entries, newEntry(key, m, description))
		}
	}
	for _, cause := range causes {
		description := describe.Message(apicause.Cause(cause)).Description
		for s := messages.Title; s.OfCauses(); s++ {
			add([2]string{cause, parts[s]}, all[s][cause], description)
		}
	}
	for _, s := range []messages.Section{messages.Term, messages.After, messages.List} {
		for _, id := range slices.Sorted(maps.Keys(all[s])) {
			add([2]string{s.String(), id}, all[s][id], "")
		}
	}
	return entries
}

func newEntry(key [2]string, m *messages.Message, description string) Entry {
	e := Entry{Key: key, Description: description}
	for i, t := range m.Texts() {
		e.Forms = append(e.Forms, Form{messages.Forms[i], *t})
	}
	return e
}

// count finds out what the entries take, in all languages together.
func (b *Book) count() {
	b.facts, b.arguments = make(map[[2]string][]string), make(map[[2]string][]string)
	plural := make(map[[2]string]bool)
	for _, l := range b.Languages {
		for _, e := range l.Entries {
			for _, f := range e.Forms {
				b.facts[e.Key] = append(b.facts[e.Key], f.Text.Names...)
			}
			plural[e.Key] = plural[e.Key] || len(e.Forms) > 1
		}
	}
	for key, names := range b.facts {
		slices.Sort(names)
		b.facts[key] = slices.Compact(names)
		rest := slices.DeleteFunc(slices.Clone(b.facts[key]), func(name string) bool { return name == apicause.FactCount })
		if plural[key] || len(rest) < len(b.facts[key]) {
			rest = slices.Insert(rest, 0, apicause.FactCount)
		}
		b.arguments[key] = rest
	}
	for _, l := range b.Languages {
		for i, e := range l.Entries {
			names := b.arguments[e.Key]
			l.Entries[i].Counted = len(names) > 0 && names[0] == apicause.FactCount
		}
	}
}
