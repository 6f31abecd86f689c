package apicause

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"strings"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/internal/tomlkey"
)

// builtInLayer is the index of the built-in files among the layers.
const builtInLayer = -1

// maxDepth is deeper than any message file nests: section, ID, form.
const maxDepth = 8

// A file is a message file as it was read.
type file struct {
	layer    int
	path     string
	tag      language.Tag
	messages map[string]*message // by go-i18n's ID
	problems []*LocaleError
	keys     tomlkey.Locator
}

// problem reports what is wrong at the end of a path of keys.
func (f *file) problem(keys []string, format string, args ...any) {
	line, column := f.keys.Locate(keys)
	id := keys
	if sectionOf(keys[0]) != nil {
		id = id[:min(len(id), 2)]
	} else {
		id = id[:1] // a form is no part of the ID
	}
	f.problems = append(f.problems, &LocaleError{
		Layer: f.layer, Path: f.path, Line: line, Column: column,
		ID: strings.Join(id, "."), Language: f.tag, Err: fmt.Errorf(format, args...),
	})
}

// unreadable reports why the file as a whole can't be read.
func (f *file) unreadable(offset int, data []byte, err error) {
	e := &LocaleError{Layer: f.layer, Path: f.path, Language: f.tag, Err: err}
	if offset >= 0 {
		e.Line, e.Column = tomlkey.Position(data, offset)
	}
	f.problems = append(f.problems, e)
}

// messageFiles lists the message files in the top folder of fsys.
func messageFiles(layer int, fsys fs.FS) (files []*file, problems []*LocaleError) {
	bad := func(path string, err error) {
		problems = append(problems, &LocaleError{Layer: layer, Path: path, Err: err})
	}
	if v := reflect.ValueOf(fsys); fsys == nil || v.Kind() == reflect.Pointer && v.IsNil() {
		bad("", errors.New("nil file system"))
		return nil, problems
	}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		bad("", err)
		return nil, problems
	}
	of := make(map[language.Tag]string) // the file of each language
	for _, e := range entries {
		name := e.Name()
		if !strings.EqualFold(path.Ext(name), ".toml") || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "translate.") {
			continue
		}
		tag, err := parseFileName(name)
		if err != nil {
			bad(name, err)
			continue
		}
		if first, ok := of[tag]; ok {
			bad(name, fmt.Errorf("%s is the language of %s already; one file a language", tag, first))
			continue
		}
		of[tag] = name
		files = append(files, &file{layer: layer, path: name, tag: tag})
	}
	if len(files) == 0 && len(problems) == 0 {
		bad("", noMessageFiles(fsys))
	}
	return files, problems
}

// noMessageFiles says where the message files may be.
func noMessageFiles(fsys fs.FS) error {
	const text = "no message files (active.<language>.toml)"
	if nested, _ := fs.Glob(fsys, "*/active.*.toml"); len(nested) > 0 {
		folder := path.Dir(nested[0])
		return fmt.Errorf("%s in its top folder, but in %q; use fs.Sub(fsys, %q)", text, folder, folder)
	}
	return errors.New(text + " in its top folder; where they are in a folder of it, use fs.Sub")
}

// parseFileName returns the language of active.<tag>.toml.
func parseFileName(name string) (language.Tag, error) {
	rest, active := strings.CutPrefix(name, "active.")
	lang, ok := strings.CutSuffix(rest, ".toml")
	if !active || !ok || lang == "" {
		return language.Und, fmt.Errorf("no name of a message file; name it active.<language>.toml, like active.ko.toml, or begin it with a dot")
	}
	tag, err := language.Parse(lang)
	if base, _, _ := tag.Raw(); err == nil && base.String() != "und" {
		return tag, nil
	}
	hint := "; use a BCP 47 tag, like ko or pt-BR"
	if meant := nearest.Language(lang); meant != "" {
		hint = fmt.Sprintf("; did you mean %q?", meant)
	}
	return language.Und, fmt.Errorf("%.64q is no known language%s", lang, hint)
}

// read decodes the file and checks all that can be checked without the others.
// causes are sorted.
func (f *file) read(fsys fs.FS, causes []string) {
	data, err := fs.ReadFile(fsys, f.path)
	if err != nil {
		var pathError *fs.PathError
		if errors.As(err, &pathError) {
			err = pathError.Err // the path stands in front already
		}
		f.unreadable(-1, nil, err)
		return
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if offset := tomlkey.Deeper(maxDepth, data); offset >= 0 {
		f.unreadable(offset, data, errors.New("nested too deep for a message file"))
		return
	}
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		offset := -1
		var syntax toml.ParseError
		if errors.As(err, &syntax) {
			offset, err = syntax.Position.Start, errors.New(strings.TrimSuffix(syntax.Message, "."))
		}
		f.unreadable(offset, data, err)
		return
	}
	f.keys.Data = data
	f.check(tree, causes)
	f.messages = make(map[string]*message)
	if len(tree) == 0 {
		return
	}
	messages, err := i18n.ParseMessageBytes(data, func(_ []byte, v any) error {
		*v.(*any) = tree // decoded above
		return nil
	})
	if err != nil {
		f.unreadable(-1, nil, err)
	}
	for _, m := range messages {
		f.messages[m.ID] = newMessage(m, func(form string, err error) { f.problem(append(splitID(m.ID), form), "%w", err) })
	}
}

// cutSection splits an ID of go-i18n's into its section, "" for a description,
// and the name within.
func cutSection(id string) (section, name string) {
	section, name, ok := strings.Cut(id, ".")
	if !ok {
		return "", id
	}
	return section, name
}

// splitID returns the keys that lead to a message.
func splitID(id string) []string { return strings.SplitN(id, ".", 2) }
