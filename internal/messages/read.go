package messages

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"reflect"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/internal/tomlkey"
)

// What message files may have where they come from outside of the program.
const (
	MaxFile  = 1 << 20  // bytes of one
	MaxTotal = 64 << 20 // bytes of all together
)

// maxDepth is deeper than any message file nests: section, ID, form.
const maxDepth = 8

// Messages are messages by section and ID.
type Messages [sections]map[string]*Message

// A File is a message file. Its first three fields are known before it is read.
type File struct {
	Layer    int
	Path     string
	Tag      language.Tag
	Messages Messages   // what is right in it
	Problems []*Problem // what is wrong

	once  sync.Once
	tag   *language.Tag // Tag, apart: a message that points to it does not keep the file
	index tomlkey.Index
}

// A Problem is one thing that is wrong with a message file, or with the folder
// that holds it. Its fields are those of the library's LocaleError.
type Problem struct {
	Layer        int
	Path         string
	Line, Column int
	ID           string
	Language     language.Tag
	Err          error
}

// Files lists the message files in the top folder of fsys, unread.
func Files(layer int, fsys fs.FS) (files []*File, problems []*Problem) {
	bad := func(path string, err error) {
		problems = append(problems, &Problem{Layer: layer, Path: path, Err: err})
	}
	if v := reflect.ValueOf(fsys); fsys == nil || v.Kind() == reflect.Pointer && v.IsNil() {
		bad("", errors.New("nil file system"))
		return nil, problems
	}
	entries, err := ReadDir(fsys)
	if err != nil {
		bad("", err)
		return nil, problems
	}
	of := make(map[language.Tag]string) // the file of each language
	for _, e := range entries {
		name := e.Name()
		if !IsFileName(name) {
			continue
		}
		tag, err := ParseFileName(name)
		if err != nil {
			bad(name, err)
			continue
		}
		if first, ok := of[tag]; ok {
			bad(name, fmt.Errorf("%s is already the language of %s; one file for each language", tag, first))
			continue
		}
		of[tag] = name
		files = append(files, &File{Layer: layer, Path: name, Tag: tag})
	}
	if len(files) == 0 && len(problems) == 0 {
		bad("", noMessageFiles(fsys))
	}
	return files, problems
}

// ReadDir lists a folder of message files. Its error names the folder, which
// os.DirFS leaves out of its own.
func ReadDir(fsys fs.FS) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(fsys, ".")
	var pathError *fs.PathError
	if v := reflect.ValueOf(fsys); v.Kind() == reflect.String && errors.As(err, &pathError) && pathError.Path == "." {
		err = &fs.PathError{Op: pathError.Op, Path: v.String(), Err: pathError.Err}
	}
	return entries, err
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

// IsFileName reports whether a file of this name in a folder of message files has
// to be one. Others are left alone: hidden ones, go-i18n's work in progress
// (translate.*.toml) and the settings of the tools (apicause.toml).
func IsFileName(name string) bool {
	return strings.EqualFold(path.Ext(name), ".toml") && name != "apicause.toml" &&
		!strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "translate.")
}

// ParseFileName returns the language of active.<tag>.toml.
func ParseFileName(name string) (language.Tag, error) {
	rest, active := strings.CutPrefix(name, "active.")
	lang, ok := strings.CutSuffix(rest, ".toml")
	if !active || !ok || lang == "" {
		return language.Und, fmt.Errorf("not the name of a message file; name it active.<language>.toml, like active.ko.toml, or begin it with a dot")
	}
	tag, err := language.Parse(lang)
	if base, _, _ := tag.Raw(); err == nil && base.String() != "und" {
		return tag, nil
	}
	hint := "; use a BCP 47 tag, like ko or pt-BR"
	if meant := nearest.Language(lang); meant != "" {
		hint = fmt.Sprintf("; did you mean %q?", meant)
	}
	return language.Und, fmt.Errorf("%.64q is not a known language%s", lang, hint)
}

// Read reads the file from its folder, once; see [File.Parse].
func (f *File) Read(fsys fs.FS, causes []string) {
	f.once.Do(func() { f.read(fsys, causes) })
}

func (f *File) read(fsys fs.FS, causes []string) {
	data, err := fs.ReadFile(fsys, f.Path)
	if err != nil {
		var pathError *fs.PathError
		if errors.As(err, &pathError) {
			err = pathError.Err // the path stands in front already
		}
		f.unreadable(0, 0, err)
		return
	}
	f.Parse(data, causes)
}

// Parse reads data and checks all that can be checked without the other files.
// What is wrong is in Problems, what is right in Messages. causes are sorted.
func (f *File) Parse(data []byte, causes []string) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	f.index = tomlkey.Index{Data: data}
	tree, ok := plain(data)
	if !ok {
		if tree, ok = f.decode(data); !ok {
			return
		}
	}
	tag := f.Tag
	f.tag = &tag
	f.check(tree, causes)
}

// decode decodes any file, and reports false if it cannot be read.
func (f *File) decode(data []byte) (tree map[string]any, ok bool) {
	if offset := tomlkey.Deeper(maxDepth, data); offset >= 0 {
		f.unreadableAt(data, offset, errors.New("nested too deep for a message file"))
		return nil, false
	}
	if err := toml.Unmarshal(data, &tree); err != nil {
		var syntax toml.ParseError
		if errors.As(err, &syntax) {
			f.unreadableAt(data, tomlkey.Mistake(data, syntax), errors.New(strings.TrimSuffix(syntax.Message, ".")))
		} else {
			f.unreadable(0, 0, err)
		}
		return nil, false
	}
	if table, line, column := f.index.Reopened(); table != "" {
		f.unreadable(line, column, fmt.Errorf("dotted keys above define the table %s already; write all of it under one header", table))
		return nil, false
	}
	return tree, true
}

func (f *File) unreadableAt(data []byte, offset int, err error) {
	line, column := tomlkey.Position(data, offset)
	f.unreadable(line, column, err)
}

// unreadable reports why the file as a whole can't be read.
func (f *File) unreadable(line, column int, err error) {
	f.Problems = append(f.Problems, &Problem{Layer: f.Layer, Path: f.Path, Line: line, Column: column, Language: f.Tag, Err: err})
}

// problem reports what is wrong with a message, or at a key within.
func (f *File) problem(s Section, id, key string, format string, args ...any) {
	keys := s.keys(id)
	if key != "" {
		keys = append(keys, key)
	}
	line, column := f.index.Locate(keys)
	f.Problems = append(f.Problems, &Problem{
		Layer: f.Layer, Path: f.Path, Line: line, Column: column,
		ID: s.ID(id), Language: f.Tag, Err: fmt.Errorf(format, args...),
	})
}
