package messages

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"sync"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// Options say how to read a folder. Where they and the folder's apicause.toml are
// silent, the source language is English.
type Options struct {
	Source language.Tag
}

// A Folder is a folder of message files as it stood when it was opened. It never
// changes and is safe for concurrent use.
type Folder struct {
	Dir      string // "" for one that was opened from a file system
	Settings Settings
	Source   language.Tag // which the others are translated from
	Plain    bool         // of plain go-i18n files
	Causes   []string     // those that the folder adds to the built-in ones, sorted
	Whole    bool         // nothing is missing from the folder that stands in the built-in files
	Files    []*File      // by name, those with a bad name too
	Skipped  []string     // files that are not read: pipes, links that lead nowhere
	memory   map[string]*Memory
	fsys     fs.FS
	beneath  *Folder // the built-in files; nil if the folder stands for itself
}

// Open reads a folder on the disk. An edit that was interrupted is taken back
// first.
func Open(dir string, o Options) (*Folder, error) {
	if err := recoverFolder(dir); err != nil {
		return nil, err
	}
	if _, err := os.Stat(dir); err != nil {
		return nil, err // it names the folder
	}
	return over(open(os.DirFS(dir), dir, o))
}

// OpenFS reads the top folder of a file system.
func OpenFS(fsys fs.FS, o Options) (*Folder, error) { return over(open(fsys, "", o)) }

// over lets a folder that is not a whole one override the built-in files.
func over(f *Folder, err error) (*Folder, error) {
	if err == nil && !f.Plain && !f.Whole {
		f.beneath = BuiltIn()
	}
	return f, err
}

func open(fsys fs.FS, dir string, o Options) (*Folder, error) {
	f := &Folder{Dir: dir, fsys: fsys, memory: make(map[string]*Memory)}
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, err
	}
	if err := f.readSettings(); err != nil {
		return nil, err
	}
	f.Source = cmp.Or(o.Source, f.Settings.Source, language.English)
	for _, e := range entries {
		if err := f.readFile(e); err != nil {
			return nil, err
		}
	}
	f.Plain = f.Settings.Mode == "go-i18n" || f.Settings.Mode == "" && f.isPlain()
	f.nameLanguages()
	if !f.Plain {
		f.findCauses()
	}
	return f, nil
}

// BuiltIn returns the folder of the library's own files.
var BuiltIn = sync.OnceValue(func() *Folder {
	f, err := open(apicause.Locales(), "", Options{})
	if err != nil {
		panic(err) // they are embedded
	}
	return f
})

// KnownCauses returns the built-in causes and the folder's own, sorted.
func (f *Folder) KnownCauses() []string {
	all := slices.Concat(BuiltInCauses(), f.Causes)
	slices.Sort(all)
	return all
}

// FS returns the message files of some languages, all where none is named, for
// the library to read.
func (f *Folder) FS(tags ...language.Tag) fstest.MapFS {
	fsys := make(fstest.MapFS)
	for _, file := range f.Files {
		if len(tags) == 0 || slices.Contains(tags, file.Tag) {
			fsys[file.Name] = &fstest.MapFile{Data: file.data}
		}
	}
	return fsys
}

// With returns the folder as it is once files hold other data, by name; nil for a
// file that goes. Where languages are named, it has their files alone.
func (f *Folder) With(files map[string][]byte, tags ...language.Tag) (*Folder, error) {
	fsys := f.FS(tags...)
	for name, data := range files {
		if fsys[name] = (&fstest.MapFile{Data: data}); data == nil {
			delete(fsys, name)
		}
	}
	if f.Settings.data != nil {
		fsys[SettingsFile] = &fstest.MapFile{Data: f.Settings.data}
	}
	for _, file := range f.Files {
		if len(tags) > 0 && !slices.Contains(tags, file.Tag) {
			continue
		}
		if data, err := fs.ReadFile(f.fsys, MemoryName(file.Tag)); err == nil {
			fsys[MemoryName(file.Tag)] = &fstest.MapFile{Data: data}
		}
	}
	with, err := over(open(fsys, f.Dir, Options{Source: f.Source}))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", f.Dir, err)
	}
	return with, nil
}
