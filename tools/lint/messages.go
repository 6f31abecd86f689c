package lint

import (
	"embed"
	"io/fs"
	"sync"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/words"
)

//go:embed locales/active.*.toml
var locales embed.FS

//go:embed checks.toml
var checksFile string

// A Check is a rule of lint.
type Check struct {
	Severity Severity          // the highest that its findings have
	Cause    apicause.Cause    // of [Words], whose description says what it finds
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

// Words are what lint says: each wording of a finding is a cause.
var Words = sync.OnceValue(func() *words.Words {
	sub, err := fs.Sub(locales, "locales")
	if err != nil {
		panic(err) // the name is valid
	}
	return words.New(sub)
})

// languageName names a language in the words of whoever reads the findings.
func (r *run) languageName(tag language.Tag) string {
	if name := display.Tags(r.reader.Language()).Name(tag); name != "" {
		return name
	}
	return tag.String()
}
