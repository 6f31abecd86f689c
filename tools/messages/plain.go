package messages

import (
	"slices"
	"strings"

	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/internal/nearest"
)

// isPlain reports whether a folder holds plain go-i18n files: none has a section
// of ours or a built-in cause, and one has what ours never have: names without
// "active.", nested or dotted IDs, IDs that are not Go identifiers, plural forms or
// placeholders at the top level.
func (f *Folder) isPlain() bool {
	builtIn := BuiltInCauses()
	plain := false
	for _, file := range f.Files {
		if _, err := format.ParseFileName(file.Name); err != nil {
			if _, err := parseFileName(file.Name, true); err == nil && !strings.HasPrefix(file.Name, "active.") && strings.Count(file.Name, ".") <= 2 {
				plain = plain || len(file.data) > 0
			}
		}
		doc, err := file.Document()
		if err != nil {
			continue
		}
		for key, value := range doc.tree {
			if _, section := format.SectionNamed(key); section || slices.Contains(builtIn, key) {
				return false
			}
			switch v := value.(type) {
			case string:
				plain = plain || strings.Contains(v, "{{") || !IsCauseName(key)
			case map[string]any:
				if len(nearest.Names(key, sectionNames())) > 0 && !isMessage(v) {
					return false // a section whose name is misspelt
				}
				plain = plain || !isMessage(v) || !IsCauseName(key) || len(v) > 1
			}
		}
	}
	return plain
}
