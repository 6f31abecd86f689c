package lint

import (
	"embed"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/words"
)

//go:embed checks/*.toml
var records embed.FS

//go:embed locales/active.*.toml
var locales embed.FS

// A Check is a rule of lint. All of it stands in checks/<ID>.toml: what it says,
// examples, and where a pattern is enough, what it finds.
type Check struct {
	Severity  Severity       // that its findings have, except for a few
	Languages []string       // whose texts it looks at; all if nil
	Except    []string       // in whose it finds nothing
	In        string         // the files that it looks at: translations, or the source; "" for both
	Mode      string         // the folders that it looks at: apicause or go-i18n; "" for both
	Cause     apicause.Cause // of [Words], whose description says what the check finds

	Bad  []map[string]string // folders that it finds something in, by file name
	Good []map[string]string // folders much like them in which it finds nothing

	Find  []pattern
	Words map[string]map[string]any // by language: about, and what findings say
}

// A pattern finds a part of a text.
type pattern struct {
	Languages []string // that have it; all if nil
	Except    []string
	Find      *regexp.Regexp // what it finds is its first group, or all
	Says      apicause.Cause // the wording, where the check has several
	Instead   string         // what to write in its place
}

// covers reports whether a check or a pattern with these languages looks at
// one.
func covers(languages, except []string, tag language.Tag) bool {
	base := baseOf(tag)
	return (languages == nil || slices.Contains(languages, base)) && !slices.Contains(except, base) && !slices.Contains(except, tag.String())
}

// Checks returns all rules by their IDs.
var Checks = sync.OnceValue(func() map[string]Check {
	names, err := fs.Glob(records, "checks/*.toml")
	must(err)
	checks := make(map[string]Check, len(names))
	for _, name := range names {
		var c Check
		if _, err := toml.DecodeFS(records, name, &c); err != nil {
			panic(fmt.Errorf("%s: %w", name, err)) // the tests read it
		}
		c.Cause = c.wordings()[0]
		for i := range c.Find {
			if c.Find[i].Says == "" {
				c.Find[i].Says = c.Cause
			}
		}
		checks[strings.TrimSuffix(strings.TrimPrefix(name, "checks/"), ".toml")] = c
	}
	return checks
})

// wordings returns what findings of the check say, sorted.
func (c Check) wordings() (all []apicause.Cause) {
	for name := range c.Words["en"] {
		if name != "about" {
			all = append(all, apicause.Cause(name))
		}
	}
	slices.Sort(all)
	return all
}

// checkOf returns the ID of the check that says something.
func checkOf(wording apicause.Cause) string { return byWording()[wording] }

var byWording = sync.OnceValue(func() map[apicause.Cause]string {
	checks := make(map[apicause.Cause]string)
	for id, c := range Checks() {
		for _, w := range c.wordings() {
			checks[w] = id
		}
	}
	return checks
})

// Words are what lint says: each wording of a finding is a cause.
var Words = sync.OnceValue(func() *words.Words { return words.New(wordFiles()) })

// wordFiles returns the message files of lint: the words that checks share, with
// those of each check.
func wordFiles() fstest.MapFS {
	files := make(fstest.MapFS)
	names, err := fs.Glob(locales, "locales/*.toml")
	must(err)
	for _, name := range names {
		file := make(map[string]any)
		_, err := toml.DecodeFS(locales, name, &file)
		must(err)
		name = strings.TrimPrefix(name, "locales/")
		lang := strings.TrimSuffix(strings.TrimPrefix(name, "active."), ".toml")
		detail, facts := make(map[string]any), file["detail_with_facts"].(map[string]any)
		file["detail"] = detail
		for _, c := range Checks() {
			for wording, text := range c.Words[lang] {
				if wording == "about" {
					continue
				}
				file[wording] = c.Words[lang]["about"]
				if strings.Contains(fmt.Sprint(text), "{{") {
					facts[wording] = text
				} else {
					detail[wording] = text
				}
			}
		}
		data, err := toml.Marshal(file)
		must(err)
		files[name] = &fstest.MapFile{Data: data}
	}
	return files
}

// must is for what is embedded, and read by the tests.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// languageName names a language in the words of the reader of the findings.
func (r *run) languageName(tag language.Tag) string {
	if name := display.Tags(r.reader.Language()).Name(tag); name != "" {
		return name
	}
	return tag.String()
}
