// Package exchange carries messages to translation agencies and back, in the files
// that their programs read: XLIFF, PO and CSV.
package exchange

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/translation"
)

// A Sheet holds the texts of one language beside those of the source language.
type Sheet struct {
	Source, Target language.Tag
	Units          []Unit // in the source language's order; the forms of a message together

	byHand bool // nobody keeps the states of a spreadsheet: a text that changed is translated
}

// A Unit is a text: a message, or one plural form of it.
type Unit struct {
	ID       string // go-i18n's, of the message
	Form     string // of CLDR; "" for a message that no number changes
	Numbers  string // some that take the form: "1, 21, 31"
	Note     string // what the cause is, in the source language
	Source   string
	Previous string // the source text that Target was made from, if State is Stale
	Target   string // "" for a text to be written
	State    translation.State
}

// Name identifies the unit in its sheet: "after.seconds[few]".
func (u Unit) Name() string {
	if u.Form == "" {
		return u.ID
	}
	return u.ID + "[" + u.Form + "]"
}

// named returns a unit with the ID and the form of a name.
func named(name string) Unit {
	if id, form, ok := strings.Cut(strings.TrimSuffix(name, "]"), "["); ok && strings.HasSuffix(name, "]") && slices.Contains(format.Forms[:], form) {
		return Unit{ID: id, Form: form}
	}
	return Unit{ID: name}
}

// New makes the sheet of a language's file. It leaves out the built-in texts that
// the folder does not override.
func New(f *messages.Folder, file *messages.File) *Sheet {
	sheet := &Sheet{Source: f.Source, Target: file.Tag}
	source, progress, memory := f.File(f.Source), translation.Of(f, file), f.Memory(file.Tag)
	described, texts := f.Effective(f.Source), f.Readable(file.Tag)
	for _, m := range f.Needed() {
		state := progress.States[m.ID]
		if state == translation.Done && file.Message(m.ID) == nil && source.Message(m.ID) == nil {
			continue
		}
		note := ""
		if d := described[m.Name()]; m.Section.OfCauses() && m.Section != format.Description && d != nil {
			note = d.Source()
		}
		forms := messages.FormsOf(file.Tag, m)
		if forms == nil {
			forms = []messages.PluralForm{{}}
		}
		for _, form := range forms {
			u := Unit{ID: m.ID, Form: form.Name, Numbers: strings.Join(form.Numbers, ", "), Note: note, Source: sourceOf(m.Forms(), form.Name), State: state}
			u.Target = textOf(texts[m.ID], form.Name)
			if u.Target == "" {
				u.State = translation.Missing
			} else if state == translation.Missing {
				u.State = translation.Done // another form is missing
			}
			if u.State == translation.Stale {
				u.Previous = sourceOf(memory.Of(m.ID), form.Name)
			}
			sheet.Units = append(sheet.Units, u)
		}
	}
	return sheet
}

// sourceOf returns the source text that a plural form is translated from.
func sourceOf(forms map[string]string, form string) string {
	return cmp.Or(forms[form], forms["other"])
}

func textOf(m *messages.Message, form string) string {
	if m != nil {
		if t := m.Form(cmp.Or(form, "other")); t != nil {
			return t.S
		}
	}
	return ""
}

// Apply puts the texts of a sheet into the file of its language, and returns the IDs
// of the messages that it changed. A text that is not translated, or is the same as
// before, changes nothing. A translation of another source text than today's becomes
// stale, and one that was stale and comes back as translated is settled.
func (s *Sheet) Apply(c *messages.Change, file *messages.File) (changed []string, err error) {
	sources := make(map[string]*messages.Message)
	for _, m := range c.Needed() {
		sources[m.ID] = m
	}
	byID := make(map[string][]Unit)
	var ids, unknown []string
	for _, u := range s.Units {
		switch {
		case sources[u.ID] == nil:
			unknown = append(unknown, u.ID)
			continue
		case byID[u.ID] == nil:
			ids = append(ids, u.ID)
		case slices.ContainsFunc(byID[u.ID], func(v Unit) bool { return v.Form == u.Form && v.Target != u.Target }):
			return nil, fail.New("TwoTexts", apicause.Facts{"Name": u.Name()})
		}
		byID[u.ID] = append(byID[u.ID], u)
	}
	if unknown != nil {
		return nil, fail.New("SourceLacks", apicause.Facts{"Lang": c.Source.String(), "IDs": strings.Join(slices.Compact(unknown), ", ")})
	}
	before, states := c.Readable(file.Tag), translation.Of(c.Folder, file).States
	for _, id := range ids {
		units, m, set, reviewed := byID[id], sources[id], false, true
		slices.SortStableFunc(units, otherFirst) // go-i18n takes no message without other
		for _, u := range units {
			if u.Target == "" || lines(u.Target) == lines(textOf(before[id], u.Form)) {
				reviewed = reviewed && u.State == translation.Done
				continue
			}
			reviewed = reviewed && (u.State == translation.Done || s.byHand)
			if err := c.Set(file, m.Path, u.Form, u.Target); err != nil {
				return nil, fmt.Errorf("%s: %w", u.Name(), err)
			}
			set = true
		}
		if set {
			changed = append(changed, id)
		}
		if reviewed && (set || states[id] == translation.Stale) {
			c.Remember(file.Tag, translatedFrom(m, units))
		}
	}
	return changed, nil
}

func otherFirst(a, b Unit) int {
	rank := func(u Unit) int {
		if u.Form == "other" {
			return 0
		}
		return 1
	}
	return rank(a) - rank(b)
}

// lines returns a text with the line ends that all formats keep.
func lines(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// translatedFrom returns today's message if the units were made from it, else the
// message as it was then.
func translatedFrom(m *messages.Message, units []Unit) *messages.Message {
	forms := m.Forms()
	for _, u := range units {
		if lines(u.Source) != lines(sourceOf(m.Forms(), u.Form)) {
			forms[cmp.Or(u.Form, "other")] = u.Source
		}
	}
	if maps.Equal(forms, m.Forms()) {
		return m
	}
	then := &messages.Message{Section: m.Section, ID: m.ID, Path: m.Path}
	for _, name := range slices.Sorted(maps.Keys(forms)) {
		then.Texts = append(then.Texts, &messages.Text{Of: then, Form: name, S: forms[name]})
	}
	return then
}
