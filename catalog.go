package apicause

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"go/token"
	"hash/maphash"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/match"
	"github.com/apicause/apicause/internal/messages"
)

//go:embed locales/active.*.toml
var locales embed.FS

// Locales returns the built-in message files, for apps that load them into a
// go-i18n bundle of their own.
func Locales() fs.FS {
	sub, err := fs.Sub(locales, "locales")
	if err != nil {
		panic(err) // the name is valid
	}
	return sub
}

// A Config says what goes into a catalog. The zero Config makes the built-in
// catalog.
type Config struct {
	// Fallback is the language used when the catalog has none of the reader's. It
	// must have a title or a description for every cause. ko-KR finds ko. Zero
	// means English.
	Fallback language.Tag

	// Languages lists the languages to serve; each must have a file. The fallback
	// is always served. ko-KR finds ko. Empty means all that have files.
	Languages []language.Tag

	// Locales are folders of message files. They override the built-in files
	// message by message, and later folders override earlier ones. Subfolders are
	// not read.
	Locales []fs.FS

	// Causes are the app's own. Each must be a Go identifier, neither a built-in
	// cause nor a reserved word of message files (title, other …), with a
	// description or a title in the fallback language.
	Causes []Cause
}

// A Catalog holds the messages for all causes in all languages. It never changes
// and is safe for concurrent use.
type Catalog struct {
	locales []*locale // the fallback first, then sorted by tag; each made when a reader first wants it
	causes  []Cause
	matcher *match.Matcher // over locales
	chains  chains
}

// Default returns the built-in catalog. The first call makes it.
func Default() *Catalog {
	defaultCatalog.once.Do(func() {
		var err error
		if defaultCatalog.catalog, err = New(Config{}); err != nil {
			panic(err) // a test holds that the built-in files are sound
		}
	})
	return defaultCatalog.catalog
}

// Not by sync.OnceValue: importing the package runs no code.
var defaultCatalog struct {
	once    sync.Once
	catalog *Catalog
}

// New makes a catalog of the built-in messages and those in c. If anything is
// wrong, it returns no catalog and an error that joins every problem of every
// file, each a [*LocaleError], ordered by layer, file and ID. [LocaleErrors]
// lists them.
func New(c Config) (*Catalog, error) {
	causes, problems := c.causes()
	all := files{builtIn: builtInFiles(), layers: c.Locales, causes: names(causes)}
	problems = append(problems, all.readLayers()...)

	tags := all.languages()
	last := cmp.Or(c.Fallback, language.English)
	fallback, err := findLanguage(last, tags)
	if err != nil {
		problems = append(problems, configError("", last, err))
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

	problems = append(problems, all.check(fallback)...)
	if err := join(problems); err != nil {
		return nil, err
	}
	catalog := &Catalog{locales: make([]*locale, len(wanted)), causes: causes, matcher: match.New(wanted)}
	catalog.chains.seed = maphash.MakeSeed()
	for i, tag := range wanted {
		catalog.locales[i] = &locale{tag: tag, files: all.of(tag), causes: causes}
	}
	return catalog, nil
}

// Languages returns the languages of the catalog: the fallback, then the others
// sorted by tag.
func (c *Catalog) Languages() []language.Tag { return tags(c.locales) }

// Causes returns all causes that the catalog has messages for: the 29 of the
// enumeration, the other built-in ones, and the app's own.
func (c *Catalog) Causes() []Cause { return slices.Clone(c.causes) }

// Has reports whether the catalog has messages for cause.
func (c *Catalog) Has(cause Cause) bool { return slices.Contains(c.causes, cause) }

// causes returns the causes that the catalog will have.
func (c Config) causes() (causes []Cause, problems []error) {
	causes = builtInCauses()
	known := len(causes)
	for _, cause := range c.Causes {
		_, section := messages.SectionNamed(string(cause))
		reason := ""
		switch {
		case !token.IsIdentifier(string(cause)):
			reason = fmt.Sprintf("%q is not a Go identifier", string(cause))
		case messages.IsReserved(string(cause)):
			reason = "go-i18n takes it for a part of a message; give the cause another name"
		case section:
			reason = "a section of message files has this name; give the cause another"
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
