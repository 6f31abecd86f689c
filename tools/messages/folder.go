package messages

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
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
	beneath  *Folder // the built-in files; nil where the folder stands for itself
}

// A File is a message file.
type File struct {
	Name    string
	Path    string       // Dir and Name
	Tag     language.Tag // und where the name says none
	NameErr error        // why the name is not that of a message file
	Taken   string       // the file that has the language already
	data    []byte
	exists  bool
	folder  *Folder
	once    sync.Once
	read    reader
	byID    map[string]*Message
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

func (f *Folder) readFile(e fs.DirEntry) error {
	if !format.IsFileName(e.Name()) {
		return nil
	}
	info, err := fs.Stat(f.fsys, e.Name()) // follows links
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.Mode().IsRegular() {
		f.Skipped = append(f.Skipped, e.Name())
		return nil
	}
	if err != nil {
		return err
	}
	data, err := fs.ReadFile(f.fsys, e.Name())
	if err != nil {
		return err
	}
	f.Files = append(f.Files, &File{Name: e.Name(), Path: filepath.Join(f.Dir, e.Name()), data: data, exists: true, folder: f})
	return nil
}

// nameLanguages reads the languages off the files' names. Of two files of one
// language the second stays without.
func (f *Folder) nameLanguages() {
	of := make(map[language.Tag]string)
	for _, file := range f.Files {
		tag, err := parseFileName(file.Name, f.Plain)
		if err != nil {
			file.NameErr = err
			continue
		}
		if first, taken := of[tag]; taken {
			file.Taken = first
		} else {
			of[tag] = file.Name
		}
		file.Tag = tag
	}
}

// parseFileName reads active.ko.toml, and in a plain folder also ko.toml and
// messages.ko.toml, as go-i18n does.
func parseFileName(name string, plain bool) (language.Tag, error) {
	if plain {
		parts := strings.Split(strings.TrimSuffix(name, ".toml"), ".")
		name = "active." + parts[len(parts)-1] + ".toml"
	}
	return format.ParseFileName(name)
}

// Sound reports whether the name says a language of the file's own.
func (f *File) Sound() bool { return f.NameErr == nil && f.Taken == "" }

// Data returns what the file holds, not to be changed; nil where it is not there.
func (f *File) Data() []byte { return f.data }

// Document returns the file with its places, and a *SyntaxError where it is not
// TOML.
func (f *File) Document() (*Document, error) { return Parse(f.data) }

func (f *File) take() {
	f.once.Do(func() {
		doc, err := f.Document()
		f.read.doc = doc
		f.byID = make(map[string]*Message)
		if err != nil {
			return
		}
		if f.folder.Plain {
			f.read.readPlain(doc.tree, nil)
		} else {
			f.read.read(doc.tree, f.folder.KnownCauses())
		}
		for _, m := range f.read.messages {
			f.byID[m.ID] = m
		}
	})
}

// Messages returns what the file says, in its order, but for what is no message.
func (f *File) Messages() []*Message {
	f.take()
	return f.read.messages
}

// Irregular returns what in the file makes no message, in no order.
func (f *File) Irregular() []Irregularity {
	f.take()
	return f.read.irregular
}

// Message returns the message with an ID, nil where the file has none.
func (f *File) Message(id string) *Message {
	f.take()
	return f.byID[id]
}

// KnownCauses returns the built-in causes and the folder's own, sorted.
func (f *Folder) KnownCauses() []string {
	all := slices.Concat(BuiltInCauses(), f.Causes)
	slices.Sort(all)
	return all
}

// File returns the file of a language, nil where there is none.
func (f *Folder) File(tag language.Tag) *File {
	for _, file := range f.Files {
		if file.Tag == tag && file.Sound() {
			return file
		}
	}
	return nil
}

// New returns the file of a language that is not there yet.
func (f *Folder) New(tag language.Tag) *File {
	name := "active." + tag.String() + ".toml"
	if own := f.File(f.Source); own != nil && f.Plain {
		name = strings.Replace(own.Name, f.Source.String()+".toml", tag.String()+".toml", 1)
	}
	return &File{Name: name, Path: filepath.Join(f.Dir, name), Tag: tag, folder: f}
}

// Beneath returns the built-in file that a language's file overrides, nil where
// there is none.
func (f *Folder) Beneath(tag language.Tag) *File {
	if f.beneath == nil {
		return nil
	}
	return f.beneath.File(tag)
}

// Effective returns what a language says of each ID, as Config.Locales lets the
// folder override the built-in files.
func (f *Folder) Effective(tag language.Tag) map[string]*Message {
	all := make(map[string]*Message)
	for _, file := range []*File{f.Beneath(tag), f.File(tag)} {
		if file == nil {
			continue
		}
		for _, m := range file.Messages() {
			if m.Section == format.Detail {
				delete(all, format.DetailWithFacts.ID(m.Name()))
			}
		}
		for _, m := range file.Messages() {
			all[m.ID] = m
		}
	}
	return all
}

// Readable returns what readers of a language see: its own texts, and of a
// region's language, those of its parents.
func (f *Folder) Readable(tag language.Tag) map[string]*Message {
	all := f.Effective(tag)
	for _, parent := range format.Lineage(tag)[1:] {
		for id, m := range f.Effective(parent) {
			if all[id] == nil {
				all[id] = m
			}
		}
	}
	return all
}

// Needed returns the messages of the source language, in its order: those of the
// folder, then the built-in ones that it does not override.
func (f *Folder) Needed() (needed []*Message) {
	texts := f.Effective(f.Source)
	for _, file := range []*File{f.File(f.Source), f.Beneath(f.Source)} {
		if file == nil {
			continue
		}
		for _, m := range file.Messages() {
			if t, ok := texts[m.ID]; ok {
				needed = append(needed, t)
				delete(texts, m.ID)
			}
		}
	}
	return needed
}

// Order is how the source language orders the messages.
func (f *Folder) Order() (order Order) {
	for _, m := range f.Needed() {
		order = append(order, m.Path)
	}
	return order
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
