package check

import (
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/messages"
)

// texts are what message files say of causes.
type texts struct {
	own   []*messages.File    // the app's
	shown map[string][]string // the facts that texts of a cause show, built-in ones included
}

// builtIn has every placeholder of the built-in messages: that all languages have
// the same ones is such a rule.
var builtIn = files{Patterns: []string{"active.en.toml"}}

// readTexts reads the message files of folders. It returns nil if a file
// can't be read whole: lint says why.
func readTexts(places []files, causes []string) *texts {
	all, ok := read(selected{apicause.Locales(), builtIn}, causes)
	if !ok {
		return nil
	}
	t := new(texts)
	for _, place := range places {
		own, ok := read(place.system(), causes)
		if !ok {
			return nil
		}
		t.own = append(t.own, own...)
	}
	t.shown = messages.Placeholders(append(all, t.own...))
	return t
}

func read(folder fs.FS, causes []string) ([]*messages.File, bool) {
	for _, cause := range apicause.Default().Causes() {
		causes = append(causes, string(cause))
	}
	slices.Sort(causes)
	causes = slices.Compact(causes)
	found, problems := messages.Files(0, folder)
	for _, f := range found {
		f.Read(folder, causes)
		problems = append(problems, unreadable(f)...)
	}
	return found, len(problems) == 0
}

// unreadable returns the problems of a file as a whole: those of one message
// cost only that.
func unreadable(f *messages.File) []*messages.Problem {
	return slices.DeleteFunc(slices.Clone(f.Problems), func(problem *messages.Problem) bool { return problem.ID != "" })
}

// describes reports whether a file of a language, of any region of it, has a
// description or a title of a cause.
func (t *texts) describes(cause string, fallback language.Tag) bool {
	base, _ := fallback.Base()
	return slices.ContainsFunc(t.own, func(f *messages.File) bool {
		own, _ := f.Tag.Base()
		return own == base && f.Messages.Tells(cause)
	})
}

// language returns the language that a Config's Fallback names: a tag, or a
// variable of package language. That package names its variables as package
// display does languages.
func (t *texts) language(name string) (language.Tag, bool) {
	if name == "" {
		return language.English, true
	}
	variable, ok := strings.CutPrefix(name, "language.")
	if !ok {
		tag, err := language.Parse(name)
		return tag, err == nil
	}
	for _, f := range t.own {
		for _, tag := range messages.Lineage(f.Tag) {
			if strings.ReplaceAll(display.English.Tags().Name(tag), " ", "") == variable {
				return tag, true
			}
		}
	}
	return language.Und, false
}

// broken reports whether a message of a cause is wrong: lint says how.
func (t *texts) broken(cause string) bool {
	return slices.ContainsFunc(t.own, func(f *messages.File) bool {
		return slices.ContainsFunc(f.Problems, func(problem *messages.Problem) bool {
			return problem.ID == cause || strings.HasSuffix(problem.ID, "."+cause)
		})
	})
}
