package messages

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

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
			if slices.Contains(builtIn, key) || f.isOurs(key, value) {
				return false
			}
			switch v := value.(type) {
			case string:
				plain = plain || strings.Contains(v, "{{") || !IsCauseName(key) && !format.IsReserved(key)
			case map[string]any:
				plain = plain || !isMessage(v) || !IsCauseName(key) || len(v) > 1
			}
		}
	}
	return plain
}

// isOurs reports whether a table is a section with messages of ours, which may be
// misspelt. A table of the name [contact] or [titles] may be any project's: ours holds
// what the section may hold, or causes, which are built in or which a file describes.
func (f *Folder) isOurs(key string, value any) bool {
	near := nearest.Names(key, sectionNames())
	table, ok := value.(map[string]any)
	if !ok || len(near) == 0 {
		return false
	}
	section, _ := format.SectionNamed(near[0])
	if section == format.Term {
		return key == near[0] && !isMessage(table)
	}
	known := section.IDs(BuiltInCauses())
	for name := range table {
		if r, _ := utf8.DecodeRuneInString(name); unicode.IsUpper(r) || slices.Contains(known, name) || len(nearest.Names(name, known)) > 0 || f.describes(name) {
			return true
		}
	}
	return false
}

// describes reports whether a file has a text with a name at its top level.
func (f *Folder) describes(name string) bool {
	return slices.ContainsFunc(f.Files, func(file *File) bool {
		doc, err := file.Document()
		return err == nil && isText(doc.tree[name])
	})
}

func isText(value any) bool { _, ok := value.(string); return ok }
