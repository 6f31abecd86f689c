package translation

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/edit"
	"github.com/apicause/apicause/tools/lint"
)

// A State says how far the translation of a message has come.
type State int

// The states of a message.
const (
	Done    State = iota
	Stale         // translated from another source text than today's
	Missing       // not there, or without a plural form that the language needs
)

// Source returns what is remembered of a message: its text, or the form other
// of it.
func (m Message) Source() string { return m.Texts["other"] }

// counted reports whether a number chooses among forms of the message.
func (m Message) counted() bool {
	if len(m.Texts) > 1 {
		return true
	}
	return (m.Path[0] == "after" || m.Path[0] == "detail_with_facts") && strings.Contains(m.Source(), "{{.Count}}")
}

// Forms returns the plural forms that a message needs in a language; nil for a
// message without forms.
func (m Message) Forms(tag language.Tag) []lint.PluralForm {
	if !m.counted() {
		return nil
	}
	return lint.PluralForms(tag)
}

// A Progress is how far a language has come.
type Progress struct {
	File    *File
	States  map[string]State // by ID
	Unknown []string         // translated from nobody knows what, in order
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

// Progress looks at a language. What a region's language leaves to the language
// without the region is done there.
func (f *Folder) Progress(file *File) Progress { return f.progress(file, f.readable(file.Tag)) }

func (f *Folder) progress(file *File, texts map[string]map[string]string) Progress {
	p := Progress{File: file, States: make(map[string]State, len(f.needed))}
	own := make(map[string]map[string]string)
	if file.Doc != nil {
		own = textsOf(file.Doc)
	}
	forms := lint.PluralForms(file.Tag)
	for _, m := range f.needed {
		t := texts[m.ID]
		remembered := f.Sources.Of(file.Tag, m.ID)
		state := Done
		switch {
		case t["other"] == "", m.counted() && slices.ContainsFunc(forms, func(x lint.PluralForm) bool { return t[x.Name] == "" }):
			state = Missing
		case own[m.ID] == nil || file.Tag == f.Source:
		case remembered == "":
			p.Unknown = append(p.Unknown, m.ID)
		case remembered != m.Source():
			state = Stale
		}
		p.States[m.ID] = state
	}
	return p
}

// Gaps returns what a language lacks, with the source text as a note, and where
// a number chooses the form, numbers that do.
func (f *Folder) Gaps(file *File) (gaps []edit.Gap, messages []Message) {
	return f.gaps(file, f.readable(file.Tag))
}

func (f *Folder) gaps(file *File, texts map[string]map[string]string) (gaps []edit.Gap, messages []Message) {
	progress := f.progress(file, texts)
	forms := lint.PluralForms(file.Tag)
	for _, m := range f.needed {
		if progress.States[m.ID] != Missing {
			continue
		}
		messages = append(messages, m)
		if !m.counted() {
			gaps = append(gaps, edit.Gap{ID: m.Path, Note: note(m.Source())})
			continue
		}
		for _, form := range forms {
			if texts[m.ID][form.Name] != "" {
				continue
			}
			text := note(cmp.Or(m.Texts[form.Name], m.Source()))
			if len(forms) > 1 && len(form.Numbers) > 0 {
				text += " (" + strings.Join(form.Numbers, ", ") + " …)"
			}
			gaps = append(gaps, edit.Gap{ID: m.Path, Form: form.Name, Note: text})
		}
	}
	return gaps, messages
}

// note shows a text in a comment; the blanks at its ends would be lost.
func note(s string) string {
	if strings.TrimSpace(s) != s {
		return edit.Quote(s)
	}
	return s
}
