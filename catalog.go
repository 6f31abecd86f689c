package apicause

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"go/token"
	"hash/maphash"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"
)

//go:embed locales/active.*.toml
var locales embed.FS

// Locales returns the built-in message files, for whoever loads them into a
// go-i18n bundle of their own.
func Locales() fs.FS {
	sub, err := fs.Sub(locales, "locales")
	if err != nil {
		panic(err) // the name is valid
	}
	return sub
}

// A Config says what a catalog is made of. The zero Config makes the built-in
// catalog.
type Config struct {
	// Fallback is the language of whoever reads no other that the catalog has.
	// It has a description of every cause. Zero means English.
	Fallback language.Tag

	// Languages are those to serve, of those that have files; the fallback is
	// always among them. ko-KR finds ko. None means all.
	Languages []language.Tag

	// Locales are folders of message files that lie over the built-in ones, later
	// over earlier, message by message. Only a folder's top is looked at.
	Locales []fs.FS

	// Causes are the app's own. Each is a Go identifier that is neither a built-in
	// cause nor a word that message files use otherwise (title, other …), and is
	// described in the fallback language.
	Causes []Cause
}

// A Catalog holds the messages of all causes in all languages. It never changes
// and is safe for concurrent use.
type Catalog struct {
	locales []*locale // the fallback first, then sorted by tag
	causes  []Cause
	matcher language.Matcher // over locales
	chains  chainCache
}

// Default returns the built-in catalog, which is made when it is first asked for.
func Default() *Catalog {
	builtIn.once.Do(func() {
		var err error
		if builtIn.catalog, err = New(Config{}); err != nil {
			panic(err) // a test holds that the built-in files are sound
		}
	})
	return builtIn.catalog
}

// What is made once. Not by sync.OnceValue: importing the package runs no code.
var builtIn struct {
	once    sync.Once
	catalog *Catalog

	files    sync.Once
	read     []*file // as they are for every catalog
	problems []error
}

// New makes a catalog of the built-in messages and those in c. Where anything is
// wrong there is no catalog: the error joins every problem of every file, each a
// [*LocaleError], in the order of layers, files and IDs.
func New(c Config) (*Catalog, error) {
	causes, problems := c.causes()
	files, found := c.read(causes)
	problems = append(problems, found...)

	tags := languages(files)
	last := cmp.Or(c.Fallback, language.English)
	fallback, err := findLanguage(last, tags)
	if err != nil {
		problems = append(problems, configError("", last, err))
		fallback = last
	}
	wanted := []language.Tag{fallback}
	for _, want := range c.Languages {
		if tag, err := findLanguage(want, tags); err != nil {
			problems = append(problems, configError("", want, err))
		} else if !slices.Contains(wanted, tag) {
			wanted = append(wanted, tag)
		}
	}
	if len(c.Languages) == 0 {
		wanted = append(wanted, slices.DeleteFunc(tags, func(t language.Tag) bool { return t == fallback })...)
	}
	slices.SortFunc(wanted[1:], func(a, b language.Tag) int { return strings.Compare(a.String(), b.String()) })

	allowed := placeholders(files, fallback)
	for _, f := range files {
		f.checkPlaceholders(allowed)
	}
	messages := overlay(files)
	if err == nil {
		problems = append(problems, undescribed(causes, fallback, messages[fallback], files)...)
	}
	if err := join(problems, files); err != nil {
		return nil, err
	}

	catalog := &Catalog{locales: make([]*locale, len(wanted)), causes: causes, matcher: language.NewMatcher(wanted)}
	catalog.chains.seed = maphash.MakeSeed()
	parallel(len(wanted), func(i int) { catalog.locales[i] = newLocale(wanted[i], causes, messages[wanted[i]]) })
	return catalog, nil
}

// Languages returns the languages of the catalog: the fallback, then the others
// sorted by tag.
func (c *Catalog) Languages() []language.Tag {
	tags := make([]language.Tag, len(c.locales))
	for i, l := range c.locales {
		tags[i] = l.tag
	}
	return tags
}

// Causes returns all causes that the catalog has messages for: those of the
// enumeration, the built-in ones beyond it, and the app's own.
func (c *Catalog) Causes() []Cause { return slices.Clone(c.causes) }

// Has reports whether the catalog has messages for cause.
func (c *Catalog) Has(cause Cause) bool { return c.locales[0].entries[cause] != nil }

// causes returns all that the catalog is to know.
func (c Config) causes() (causes []Cause, problems []error) {
	causes = builtInCauses()
	known := len(causes)
	for _, cause := range c.Causes {
		reason := ""
		switch {
		case !token.IsIdentifier(string(cause)):
			reason = fmt.Sprintf("%q is no Go identifier", string(cause))
		case isReserved(string(cause)):
			reason = "a word of go-i18n's; name the cause otherwise"
		case sectionOf(string(cause)) != nil:
			reason = "the name of a section of message files; name the cause otherwise"
		case slices.Contains(causes[:known], cause):
			reason = "a built-in cause; leave it out of Config.Causes"
		case slices.Contains(causes, cause):
			reason = "listed twice in Config.Causes"
		}
		if reason != "" {
			problems = append(problems, configError(string(cause), language.Und, errors.New(reason)))
			continue
		}
		causes = append(causes, cause)
	}
	return causes, problems
}

// read reads the message files of all layers, in the order of layers and names.
func (c Config) read(causes []Cause) (files []*file, problems []error) {
	builtIn.files.Do(func() { builtIn.read, builtIn.problems = readLayers(builtInLayer, []fs.FS{Locales()}, builtInCauses()) })
	for _, f := range builtIn.read {
		shared := *f
		shared.problems = slices.Clip(shared.problems)
		files = append(files, &shared)
	}
	own, found := readLayers(0, c.Locales, causes)
	return append(files, own...), slices.Concat(builtIn.problems, found)
}

// readLayers reads the message files of layers, the first of which has that
// number.
func readLayers(first int, layers []fs.FS, causes []Cause) (files []*file, problems []error) {
	for i, layer := range layers {
		found, bad := messageFiles(first+i, layer)
		files = append(files, found...)
		for _, e := range bad {
			problems = append(problems, e)
		}
	}
	ids := make([]string, len(causes))
	for i, c := range causes {
		ids[i] = string(c)
	}
	slices.Sort(ids)
	parallel(len(files), func(i int) { files[i].read(layers[files[i].layer-first], ids) })
	return files, problems
}

// parallel calls do for 0 … n-1 on all cores.
func parallel(n int, do func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
