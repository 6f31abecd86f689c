package messages

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"sync"

	"golang.org/x/text/language"

	format "github.com/apicause/apicause/internal/messages"
)

// A File is a message file.
type File struct {
	Name    string
	Path    string       // Dir and Name
	Tag     language.Tag // und if the name says none
	NameErr error        // why the name is not that of a message file
	Taken   string       // the file that has the language already
	data    []byte
	exists  bool
	folder  *Folder
	once    sync.Once
	read    reader
	byID    map[string]*Message
}

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

// Data returns what the file holds, not to be changed; nil if it is not there.
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

// Messages returns the messages of the file, in its order.
func (f *File) Messages() []*Message {
	f.take()
	return f.read.messages
}

// Irregular returns what in the file makes no message, in no order.
func (f *File) Irregular() []Irregularity {
	f.take()
	return f.read.irregular
}

// Message returns the message with an ID, nil if the file has none.
func (f *File) Message(id string) *Message {
	f.take()
	return f.byID[id]
}

// File returns the file of a language, nil if there is none.
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
