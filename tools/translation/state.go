// Package translation says how far the languages of a folder of message files
// have come: what they lack, and what their source has outgrown.
package translation

import (
	"cmp"

	"github.com/apicause/apicause/tools/messages"
)

// A State says how far the translation of a message has come.
type State int

// The states of a message.
const (
	Done    State = iota
	Stale         // translated from another source text than today's
	Missing       // not there, or without a plural form that the language needs
)

// A Progress is how far a language has come.
type Progress struct {
	File      *messages.File
	States    map[string]State    // by ID
	Unknown   []*messages.Message // source messages of translations made from nobody knows what, in order
	Commented []messages.Waiting  // lines that are filled while their # was left
	Err       error               // why the file cannot be read
}

// Count returns how many messages have that state.
func (p Progress) Count(s State) (n int) {
	for _, state := range p.States {
		if state == s {
			n++
		}
	}
	return n
}

// Percent is how much is done, rounded down: 100 is all.
func (p Progress) Percent() int {
	if len(p.States) == 0 {
		return 100
	}
	return 100 * p.Count(Done) / len(p.States)
}

// Of looks at a language. What a region's language leaves to the language without
// the region is done there.
func Of(f *messages.Folder, file *messages.File) Progress {
	return progress(f, file, f.Readable(file.Tag))
}

func progress(f *messages.Folder, file *messages.File, texts map[string]*messages.Message) Progress {
	needed := f.Needed()
	p := Progress{File: file, States: make(map[string]State, len(needed))}
	memory := f.Memory(file.Tag)
	_, p.Err = file.Document()
	for _, source := range needed {
		t, state := texts[source.ID], Done
		switch {
		case !complete(f, file, source, t):
			state = Missing
		case file.Message(source.ID) == nil || file.Tag == f.Source:
		case memory.Of(source.ID) == nil:
			p.Unknown = append(p.Unknown, source)
		case memory.Stale(source):
			state = Stale
		}
		p.States[source.ID] = state
	}
	if file.Tag != f.Source {
		p.Commented = file.Commented()
	}
	return p
}

func complete(f *messages.Folder, file *messages.File, source, t *messages.Message) bool {
	if t == nil || t.Source() == "" {
		return false
	}
	for _, form := range messages.FormsOf(file.Tag, source) {
		if t.Form(form.Name) == nil {
			return false
		}
	}
	return true
}

// Gaps returns what a language lacks, with the source text as a note.
func Gaps(f *messages.Folder, file *messages.File) (gaps []messages.Gap, lacking []*messages.Message) {
	return gapsOf(f, file, f.Readable(file.Tag))
}

func gapsOf(f *messages.Folder, file *messages.File, texts map[string]*messages.Message) (gaps []messages.Gap, lacking []*messages.Message) {
	for _, source := range f.Needed() {
		t := texts[source.ID]
		if complete(f, file, source, t) {
			continue
		}
		lacking = append(lacking, source)
		forms := messages.FormsOf(file.Tag, source)
		if forms == nil {
			gaps = append(gaps, messages.Gap{ID: source.Path, Note: messages.Note(source.Source(), messages.PluralForm{}, 0)})
			continue
		}
		for _, form := range forms {
			if t == nil || t.Form(form.Name) == nil {
				gaps = append(gaps, messages.Gap{ID: source.Path, Form: form.Name, Note: note(source.Forms(), form, len(forms))})
			}
		}
	}
	return gaps, lacking
}

// note is what stands above a line that waits for a plural form.
func note(source map[string]string, form messages.PluralForm, forms int) string {
	return messages.Note(cmp.Or(source[form.Name], source["other"]), form, forms)
}
