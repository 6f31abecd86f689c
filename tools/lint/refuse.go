package lint

import (
	"errors"
	"slices"
	"testing/fstest"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	"golang.org/x/text/language"
)

// NewErrors returns the errors that were not there before: what an edit is refused
// for.
func NewErrors(before, after []Finding) []Finding {
	return slices.DeleteFunc(slices.Clone(after), func(x Finding) bool {
		return x.Severity != Error || slices.ContainsFunc(before, func(y Finding) bool {
			return y.Severity == Error && x.Check == y.Check && x.ID == y.ID && x.Message == y.Message
		})
	})
}

// Language parses a language tag. It returns advice for a tag that is valid but
// probably a mistake, like kr. Both say what the findings about a file's name say.
func Language(lang string, reader ...string) (tag language.Tag, advice string, err error) {
	tag, err = language.Parse(lang)
	if err == nil && !tag.IsRoot() {
		lang = tag.String()
	}
	name := "active." + lang + ".toml"
	findings, err := Run(fstest.MapFS{name: {}}, Options{Reader: reader})
	if err != nil {
		return tag, "", fail.New("NotALanguage", apicause.Facts{"Name": lang})
	}
	for _, f := range findings {
		switch {
		case f.Check != "file-lang":
		case f.Severity == Error:
			return tag, "", errors.New(f.Sentence)
		default:
			advice = f.Sentence
		}
	}
	return tag, advice, nil
}
