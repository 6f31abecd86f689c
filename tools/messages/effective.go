package messages

import (
	"golang.org/x/text/language"

	format "github.com/apicause/apicause/internal/messages"
)

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
