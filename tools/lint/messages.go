package lint

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
)

//go:embed locales/active.*.toml
var locales embed.FS

//go:embed checks.toml
var checksFile string

// A Check is a rule of lint.
type Check struct {
	Severity Severity          // the highest that its findings have
	Cause    apicause.Cause    // of [Messages], whose description says what it finds
	Bad      map[string]string // files that it finds something in, by name
	Good     map[string]string // files much like them in which it finds nothing
}

// Checks returns all rules by their IDs.
var Checks = sync.OnceValue(func() map[string]Check {
	var checks map[string]Check
	if _, err := toml.Decode(checksFile, &checks); err != nil {
		panic(err) // the tests read it
	}
	return checks
})

var severities = sync.OnceValue(func() map[string]Severity {
	severities := make(map[string]Severity)
	for id, c := range Checks() {
		severities[id] = c.Severity
	}
	return severities
})

// Messages returns the texts of findings: each wording is a cause of its own.
var Messages = sync.OnceValue(func() *apicause.Catalog {
	sub, err := fs.Sub(locales, "locales")
	if err != nil {
		panic(err) // the name is valid
	}
	config := apicause.Config{Locales: []fs.FS{sub}, Causes: AppCauses(sub, language.English)}
	names, err := fs.Glob(sub, "*")
	for _, name := range names {
		tag, _ := languageOf(name)
		config.Languages = append(config.Languages, tag)
	}
	if err != nil {
		panic(err) // the pattern is valid
	}
	catalog, err := apicause.New(config)
	if err != nil {
		panic(err) // the tests make it
	}
	return catalog
})

// languageName names a language in the words of whoever reads the findings.
func (r *run) languageName(tag language.Tag) string {
	if name := display.Tags(r.reader.Language()).Name(tag); name != "" {
		return name
	}
	return tag.String()
}
