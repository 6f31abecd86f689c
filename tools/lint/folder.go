// Package lint finds what is wrong with message files.
package lint

import (
	"io/fs"
	"slices"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// The words at the top level of a message file that are not causes.
var sectionNames = []string{"title", "detail", "detail_with_facts", "term", "after", "list"}

// AppCauses returns the causes that a folder of message files adds to the
// built-in ones: what stands at the top level of its source language's file,
// in alphabetical order. A file that cannot be read adds none.
func AppCauses(fsys fs.FS, source language.Tag) []apicause.Cause {
	var top map[string]any
	data, err := fs.ReadFile(fsys, "active."+source.String()+".toml")
	if err != nil || toml.Unmarshal(data, &top) != nil {
		return nil
	}
	builtIn := apicause.Default().Causes()
	var causes []apicause.Cause
	for id := range top {
		if c := apicause.Cause(id); !slices.Contains(sectionNames, id) && !slices.Contains(builtIn, c) {
			causes = append(causes, c)
		}
	}
	slices.Sort(causes)
	return causes
}
