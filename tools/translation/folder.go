// Package translation says how far the languages of a folder of message files
// have come: what they lack, and what their source has outgrown.
package translation

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/edit"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/pseudo"
)

// A Folder is a folder of message files. Where it does not hold the library's
// own messages, those lie beneath it.
type Folder struct {
	Dir     string
	Source  language.Tag // which the others are translated from
	Files   []*File      // by name
	Sources *Sources

	beneath map[language.Tag]*File
	order   edit.Order
	needed  []Message
}

// A File is the message file of a language.
type File struct {
	Name string
	Path string
	Tag  language.Tag
	Data []byte         // nil for a file that is not there yet
	Doc  *edit.Document // nil where Err is not
	Err  error          // why the file cannot be read
}

// A Message is an ID with its texts by plural form; one without forms has other.
type Message struct {
	ID    string
	Path  edit.Path
	Texts map[string]string
}

// FileName returns the name of a language's message file.
func FileName(tag language.Tag) string { return "active." + tag.String() + ".toml" }

// Open reads a folder. A file that is no TOML does not keep the others from being
// read; the source language's has to be sound.
func Open(dir string, source language.Tag) (*Folder, error) {
	f := &Folder{Dir: dir, Source: source, beneath: make(map[language.Tag]*File)}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		tag, ok := languageOf(e.Name())
		if !ok {
			continue
		}
		file := &File{Name: e.Name(), Path: filepath.Join(dir, e.Name()), Tag: tag}
		if file.Data, err = os.ReadFile(file.Path); err != nil {
			return nil, err
		}
		f.Files = append(f.Files, file)
	}
	parse(f.Files)
	own := f.File(source)
	if own == nil {
		return nil, fmt.Errorf("%s: no %s, which the others are translated from; name another language with --source", dir, FileName(source))
	}
	if own.Err != nil {
		return nil, fmt.Errorf("%s: %w", own.Path, own.Err)
	}
	if !whole(own) {
		if err := f.lieBeneath(); err != nil {
			return nil, err
		}
	}
	if f.Sources, err = readSources(dir); err != nil {
		return nil, err
	}
	f.order = orderOf(own)
	if below := f.beneath[source]; below != nil {
		f.order = append(f.order, orderOf(below)...)
	}
	texts := f.effective(source)
	for _, id := range f.order {
		if t, ok := texts[id.String()]; ok {
			f.needed = append(f.needed, Message{id.String(), id, t})
			delete(texts, id.String())
		}
	}
	return f, nil
}

// parse parses files, on all cores.
func parse(files []*File) {
	var wg sync.WaitGroup
	for _, file := range files {
		wg.Go(func() { file.Doc, file.Err = edit.Parse(file.Data) })
	}
	wg.Wait()
}

func languageOf(name string) (language.Tag, bool) {
	rest, active := strings.CutPrefix(name, "active.")
	lang, ok := strings.CutSuffix(rest, ".toml")
	if !active || !ok {
		return language.Und, false
	}
	tag, err := language.Parse(lang)
	return tag, err == nil && !tag.IsRoot() && !pseudo.Is(tag)
}

// whole reports whether a file describes most of the built-in causes: its folder
// stands for itself then.
func whole(source *File) bool {
	causes := lint.BuiltInCauses()
	described := 0
	for _, c := range causes {
		if _, ok := source.Doc.Text(edit.Path{string(c)}, ""); ok {
			described++
		}
	}
	return described > len(causes)/2
}

// lieBeneath lays the folder over the built-in files.
func (f *Folder) lieBeneath() error {
	entries, err := fs.ReadDir(apicause.Locales(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if tag, ok := languageOf(e.Name()); ok {
			data, err := fs.ReadFile(apicause.Locales(), e.Name())
			if err != nil {
				return err
			}
			f.beneath[tag] = &File{Name: e.Name(), Tag: tag, Data: data}
		}
	}
	parse(slices.Collect(maps.Values(f.beneath)))
	return nil
}

// File returns the file of a language, nil where there is none.
func (f *Folder) File(tag language.Tag) *File {
	for _, file := range f.Files {
		if file.Tag == tag {
			return file
		}
	}
	return nil
}

// Order is how the source language orders the messages.
func (f *Folder) Order() edit.Order { return f.order }

// Needed returns all messages of the source language, in its order.
func (f *Folder) Needed() []Message { return f.needed }

// Find returns the message of the source language with that ID.
func (f *Folder) Find(id string) (Message, bool) {
	i := slices.IndexFunc(f.needed, func(m Message) bool { return m.ID == id })
	if i < 0 {
		return Message{}, false
	}
	return f.needed[i], true
}

// Check returns what lint finds in a file of the folder once it holds data, and
// the errors among that which it has not had.
func (f *Folder) Check(file *File, data []byte, reader ...string) (found, worse []lint.Finding, err error) {
	run := func(data []byte) ([]lint.Finding, error) {
		folder := fstest.MapFS{lint.SourcesFile: {Data: f.Sources.was}}
		if own := f.File(f.Source); own != nil {
			folder[own.Name] = &fstest.MapFile{Data: own.Data}
		}
		folder[file.Name] = &fstest.MapFile{Data: data}
		findings, err := lint.Run(folder, lint.Options{Source: f.Source, Reader: reader})
		return slices.DeleteFunc(findings, func(x lint.Finding) bool { return x.File != file.Name }), err
	}
	if found, err = run(data); err != nil {
		return nil, nil, err
	}
	for _, x := range found {
		if x.Severity == lint.Error {
			worse = append(worse, x)
		}
	}
	if worse == nil {
		return found, nil, nil
	}
	before, err := run(file.Data)
	return found, slices.DeleteFunc(worse, func(x lint.Finding) bool {
		return slices.ContainsFunc(before, func(y lint.Finding) bool {
			return x.Check == y.Check && x.ID == y.ID && x.Message == y.Message
		})
	}), err
}

// Write puts data in the place of a file.
func (f *Folder) Write(file *File, data []byte) error {
	if bytes.Equal(file.Data, data) && file.Data != nil {
		return nil
	}
	return edit.Write(file.Path, file.Data, data)
}

// New returns a file of the folder that is not there yet.
func (f *Folder) New(tag language.Tag) (*File, error) {
	if file := f.File(tag); file != nil {
		return nil, fmt.Errorf("%s: is there already; apicause sync adds what it lacks", file.Path)
	}
	name := FileName(tag)
	doc, err := edit.Parse(nil)
	return &File{Name: name, Path: filepath.Join(f.Dir, name), Tag: tag, Doc: doc}, err
}
