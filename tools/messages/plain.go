package messages

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/internal/nearest"
)

// isPlain reports whether a folder holds plain go-i18n files: none has a section of
// ours, and none is named as ours are, or more keys are such as ours never have than
// are built-in causes, whose names (NotFound, Unauthorized) any project may have.
func (f *Folder) isPlain() bool {
	builtIn := BuiltInCauses()
	ours, theirs, named := 0, 0, 0
	for _, file := range f.Files {
		if isPlainName(file.Name) && len(file.data) > 0 {
			theirs++
			named++
		}
		doc, err := file.Document()
		if err != nil {
			continue
		}
		for key, value := range doc.tree {
			switch {
			case f.isOurs(key, value):
				return false
			case slices.Contains(builtIn, key):
				ours++
			case isTheirs(key, value):
				theirs++
			}
		}
	}
	return theirs > ours || named > 0 && named == len(f.Files)
}

// isPlainName reports whether go-i18n takes a name that is none of ours: en.toml,
// locale.en.toml.
func isPlainName(name string) bool {
	_, err := format.ParseFileName(name)
	_, plainErr := parseFileName(name, true)
	return err != nil && plainErr == nil && !strings.HasPrefix(name, "active.") && strings.Count(name, ".") <= 2
}

// isTheirs reports whether the top level of our files never has such a text or
// table: an ID that is not a Go identifier, placeholders, plural forms, tables in tables.
func isTheirs(key string, value any) bool {
	switch v := value.(type) {
	case string:
		return strings.Contains(v, "{{") || !IsCauseName(key) && !format.IsReserved(key)
	case map[string]any:
		return !isMessage(v) || !IsCauseName(key) || len(v) > 1
	}
	return false
}

// isOurs reports whether a table is a section with messages of ours, which may be
// misspelt. A table of the name [contact] or [titles] may be any project's: ours holds
// what the section may hold, or causes, which are built in or which a file describes.
func (f *Folder) isOurs(key string, value any) bool {
	table, ok := value.(map[string]any)
	if !ok {
		return false
	}
	near := nearest.Names(key, sectionNames())
	if len(near) == 0 {
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
