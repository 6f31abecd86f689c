package messages

import (
	"maps"
	"slices"
	"strings"

	format "github.com/apicause/apicause/internal/messages"
)

// Commented returns the lines of a file that hold a text of a message that its
// readers lack, behind a #: somebody filled the line and left the #.
func (f *File) Commented() (lines []Waiting) {
	doc, err := f.Document()
	if err != nil {
		return nil
	}
	known, texts := f.folder.Effective(f.folder.Source), f.folder.Readable(f.Tag)
	for _, w := range doc.Waiting() {
		id, form := Split(w.Path, known)
		if w.Text != "" && id != "" && (texts[id] == nil || form != "" && texts[id].Form(form) == nil) {
			w.ID = id
			lines = append(lines, w)
		}
	}
	return lines
}

// A Rename is an ID that seems to have got another name in the source language.
type Rename struct{ From, To string }

// Renames returns the messages of a file whose ID the source language has not, and
// which were made from what it says under an ID that the file lacks.
func (f *Folder) Renames(file *File) (renames []Rename) {
	memory := f.Memory(file.Tag)
	doc, err := file.Document()
	if file.Tag == f.Source || len(memory.of) == 0 || err != nil {
		return nil
	}
	needed := f.Needed()
	known := make(map[string]bool, len(needed))
	for _, m := range needed {
		known[m.ID] = true
	}
	for _, id := range memory.IDs() {
		path := f.PathOf(id)
		if _, there := doc.Place(path); known[id] || !there {
			continue
		}
		for _, m := range needed {
			if file.Message(m.ID) == nil && slices.Equal(path[:len(path)-1], m.Path[:len(m.Path)-1]) && maps.Equal(m.Forms(), memory.of[id]) {
				renames = append(renames, Rename{id, m.ID})
				break
			}
		}
	}
	return renames
}

// PathOf returns where the message with an ID stands.
func (f *Folder) PathOf(id string) Path {
	if f.Plain {
		return strings.Split(id, ".")
	}
	section, name, _ := strings.Cut(id, ".")
	if _, ok := format.SectionNamed(section); ok {
		return Path{section, name}
	}
	return Path{id}
}
