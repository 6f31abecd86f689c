package serve

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"
	"strings"

	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
)

// A field is one text of the screen: a message, or one of its plural forms.
type field struct {
	Message *messages.Message // of the source language
	Form    string            // "" if no number chooses the text
	Numbers []string          // that choose the form; nil if none does
	Never   bool              // no number chooses the form
	Source  string            // what it is translated from
	Second  string            // the same in the second language

	Text string // in the box
	Was  string // in the file when the translator began to write, as far as she has seen
	Disk string // in the file now

	Conflict  bool   // the file, or the source, has changed since she began, and so has her text
	Began     string // what Was is until she has seen more
	SourceWas string // what she translated from, where that has changed since
	Inherited string // what readers see while the file has no text
	Findings  []advice
	Length    int
	Max       int // 0: no limit
	Chips     []string
	Elsewhere []elsewhere
}

// Key names the field in the form.
func (f *field) Key() string { return f.Message.ID + ":" + f.Form }

// Touched reports whether there is something to write.
func (f *field) touched() bool { return f.Text != f.Disk && f.Text != f.Was }

// An advice is a finding with what it takes to fix it.
type advice struct {
	lint.Finding
	Fixed string // the field's text with the fix made; "" if there is none
}

// An elsewhere is how the same source text is translated in another message.
type elsewhere struct{ Entry, ID, Text string }

// fieldsOf returns the fields of an entry as they stand in the file.
func fieldsOf(v *view, r *report, e *entry) (fields []*field) {
	readable := v.folder.Readable(r.tag)
	for _, m := range messagesOf(v, r, e) {
		own := r.file.Message(m.ID)
		forms := messages.FormsOf(r.tag, m)
		add := func(form messages.PluralForm, never bool) {
			f := &field{Message: m, Form: form.Name, Numbers: form.Numbers, Never: never}
			f.Source = m.Forms()[cmp.Or(form.Name, "other")]
			f.Source = cmp.Or(f.Source, m.Source())
			f.Disk = textOf(own, form.Name)
			f.Text, f.Was = f.Disk, f.Disk
			if own == nil && !r.isSource() {
				f.Inherited = textOf(readable[m.ID], form.Name)
			}
			f.Chips = m.Placeholders()
			fields = append(fields, f)
		}
		if forms == nil {
			add(messages.PluralForm{}, false)
		}
		for _, form := range forms {
			add(form, false)
		}
		if own != nil {
			for _, t := range own.Texts {
				needed := slices.ContainsFunc(forms, func(f messages.PluralForm) bool { return f.Name == t.Form })
				if !needed && (forms != nil || t.Form != "other") {
					add(messages.PluralForm{Name: t.Form}, true)
				}
			}
		}
	}
	return fields
}

// messagesOf returns the messages of an entry. In the source language there may be
// new ones.
func messagesOf(v *view, r *report, e *entry) []*messages.Message {
	if !r.isSource() || v.folder.Plain || !e.Messages[0].Section.OfCauses() {
		return e.Messages
	}
	var all []*messages.Message
	for _, s := range []format.Section{format.Description, format.Title, format.Detail, format.DetailWithFacts} {
		i := slices.IndexFunc(e.Messages, func(m *messages.Message) bool { return m.Section == s })
		if i >= 0 {
			all = append(all, e.Messages[i])
			continue
		}
		path := messages.Path{e.Name}
		if s != format.Description {
			path = messages.Path{s.String(), e.Name}
		}
		all = append(all, &messages.Message{Section: s, ID: s.ID(e.Name), Path: path})
	}
	return all
}

func textOf(m *messages.Message, form string) string {
	if m == nil {
		return ""
	}
	if t := m.Form(cmp.Or(form, "other")); t != nil {
		return normal(t.S)
	}
	return ""
}

// normal ends lines as forms are read; browsers send carriage returns.
func normal(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }

// fill puts into the fields what a form says. A text that has changed on the disk
// meanwhile, where the translator changed it too, is a conflict; one that she has
// not touched is as it is on the disk now.
func fill(fields []*field, form url.Values) {
	for _, f := range fields {
		if !form.Has("text:" + f.Key()) {
			continue
		}
		f.Text, f.Was = normal(form.Get("text:"+f.Key())), normal(form.Get("was:"+f.Key()))
		f.Began = f.Was
		switch {
		case f.Text == f.Was:
			f.Text, f.Was = f.Disk, f.Disk
		case f.Was != f.Disk && f.Text != f.Disk:
			f.Conflict = true
		}
		if saw := normal(form.Get("saw:" + f.Key())); saw != normal(f.Source) && f.touched() {
			f.Conflict, f.SourceWas = true, saw
		}
	}
}

// overlay returns a file with what the fields say, by set.
func overlay(fields []*field, set func(id messages.Path, form, text string) error) error {
	for _, f := range slices.Backward(fields) { // other is the last form, and the one that has to be there
		if !f.touched() {
			continue
		}
		if err := set(f.Message.Path, f.Form, f.Text); err != nil {
			return err
		}
	}
	return nil
}

// A checked is a language with what somebody has written, and what lint says.
type checked struct {
	folder   *messages.Folder
	file     *messages.File
	findings []lint.Finding // of the entry
	err      error          // why the texts cannot be written into the file
}

// check lints what the fields say, and puts the findings under them.
func check(v *view, r *report, e *entry, fields []*field, reader []string) (c checked) {
	file := r.file
	data := file.Data()
	order := v.folder.Order()
	c.err = overlay(fields, func(id messages.Path, form, text string) error {
		doc, err := messages.Parse(data)
		if err == nil {
			data, err = doc.Set(id, form, text, order)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", file.Path, err)
		}
		return nil
	})
	f, err := v.small(r.tag, data)
	if err != nil {
		c.err = cmp.Or(c.err, err)
		return c
	}
	c.folder, c.file = f, f.File(r.tag)
	all, err := lint.Folder(f, lint.Options{Reader: reader, Only: []string{file.Name}})
	if err != nil {
		c.err = cmp.Or(c.err, err)
		return c
	}
	for _, x := range all {
		if !slices.ContainsFunc(fields, func(f *field) bool { return f.Message.ID == x.ID }) {
			continue
		}
		c.findings = append(c.findings, x)
		if f := c.fieldOf(fields, x); f != nil && tells(f, x) {
			f.Findings = append(f.Findings, advice{x, c.fixed(f, x)})
		}
	}
	title, detail := lint.Limits(f, r.tag)
	for _, f := range fields {
		f.Length = lint.Length(f.Text)
		switch {
		case f.Message.Section == format.Title:
			f.Max = title
		case f.Message.Told() && !v.folder.Plain:
			f.Max = detail
		}
	}
	return c
}

// tells reports whether a finding is worth saying at a field: that a text is
// missing or its source has changed stands there anyway.
func tells(f *field, x lint.Finding) bool {
	switch x.Check {
	case "key-missing", "plural-missing":
		return f.Text != "" && x.Severity == lint.Error
	case "source-stale":
		return false
	}
	return true
}

// fieldOf returns the field whose text a finding is about; the message's first
// where it is about all.
func (c *checked) fieldOf(fields []*field, x lint.Finding) (of *field) {
	m := c.file.Message(x.ID)
	for _, f := range fields {
		if f.Message.ID != x.ID {
			continue
		}
		if of == nil {
			of = f
		}
		if m == nil {
			break
		}
		if t := m.Form(cmp.Or(f.Form, "other")); t != nil && t.Value <= x.Start && x.Start < t.End {
			return f
		}
	}
	return of
}

// fixed returns the text of a field once a finding is fixed.
func (c *checked) fixed(f *field, x lint.Finding) string {
	if x.Fix == nil {
		return ""
	}
	doc, err := messages.Parse(lint.Mend(c.file.Data(), []lint.Fix{*x.Fix}))
	if err != nil {
		return ""
	}
	text, _ := doc.Text(f.Message.Path, f.Form)
	if text = normal(text); text == f.Text {
		return ""
	}
	return text
}

// elsewheres finds translations of the same source text.
func elsewheres(v *view, r *report, fields []*field) {
	if r.isSource() {
		return
	}
	readable := v.folder.Readable(r.tag)
	for _, f := range fields {
		if f.Form != "" && f.Form != "other" || f.Source == "" {
			continue
		}
		for _, m := range v.same[f.Source] {
			t := textOf(readable[m.ID], "")
			known := slices.ContainsFunc(f.Elsewhere, func(e elsewhere) bool { return e.Text == t })
			if m.ID != f.Message.ID && t != "" && t != f.Text && !known && len(f.Elsewhere) < 3 {
				f.Elsewhere = append(f.Elsewhere, elsewhere{m.Name(), m.ID, t})
			}
		}
	}
}
