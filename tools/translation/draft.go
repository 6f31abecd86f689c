package translation

import (
	"cmp"
	"strings"

	"golang.org/x/text/language/display"

	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/messages"
)

// Draft returns a new file with a line for every text of a language, and how many
// texts that is. The sections have the comments that they have in the source
// language.
func Draft(f *messages.Folder, file *messages.File) (data []byte, texts int, err error) {
	var sources []*messages.Document
	for _, source := range []*messages.File{f.File(f.Source), f.Beneath(f.Source)} {
		if source == nil {
			continue
		}
		if doc, err := source.Document(); err == nil {
			sources = append(sources, doc)
		}
	}
	var head strings.Builder
	if line, ok := sources[0].Directive(); ok {
		head.WriteString(line + "\n")
	}
	head.WriteString("# Messages in " + cmp.Or(display.English.Tags().Name(file.Tag), file.Tag.String()) + ".\n" +
		"# Fill in the quotes and remove the leading #. The comment above is the source text.\n")
	gaps, lacking := gapsOf(f, file, f.Effective(file.Tag)) // a region's language may word all anew
	opened := make(map[format.Section]bool)
	for _, m := range lacking {
		if m.Section == format.Description || opened[m.Section] {
			continue
		}
		opened[m.Section] = true
		head.WriteString("\n")
		for _, source := range sources {
			if lines := source.Above(m.Section.String()); lines != nil {
				head.WriteString(strings.Join(lines, "\n") + "\n")
				break
			}
		}
		head.WriteString("[" + m.Section.String() + "]\n")
	}
	doc, err := messages.Parse([]byte(head.String()))
	if err != nil {
		return nil, 0, err
	}
	data, err = doc.Prepare(gaps, f.Order())
	return data, len(lacking), err
}

// Settle remembers today's source texts of a file's translations of which nobody
// knows what they were made from, and of the lines to fill that are new.
func Settle(c *messages.Change, file *messages.File) error {
	if file.Tag == c.Source {
		return nil
	}
	for _, m := range Of(c.Folder, file).Unknown {
		c.Remember(file.Tag, m)
	}
	doc, err := c.Document(file)
	if err != nil {
		return err
	}
	known := c.Effective(c.Source)
	for _, w := range doc.Waiting() {
		id, _ := messages.Split(w.Path, known)
		if m := known[id]; m != nil && file.Message(id) == nil && (w.Text == "" || c.Remembered(file.Tag).Of(id) == nil) {
			c.Remember(file.Tag, m)
		}
	}
	return nil
}

// Refresh returns a document whose lines that wait have today's source text above
// them, where the text above is the one that is remembered.
func Refresh(c *messages.Change, file *messages.File, doc *messages.Document) ([]byte, error) {
	known := c.Effective(c.Source)
	memory := c.Remembered(file.Tag)
	notes := make(map[string][2]string)
	for _, w := range doc.Waiting() {
		id, form := messages.Split(w.Path, known)
		source, was := known[id], memory.Of(id)
		if w.Text != "" || source == nil || was == nil || !memory.Stale(source) {
			continue
		}
		forms := messages.FormsOf(file.Tag, source)
		for _, f := range append(forms, messages.PluralForm{}) {
			if f.Name == form {
				notes[w.Path.String()] = [2]string{note(was, f, len(forms)), note(source.Forms(), f, len(forms))}
			}
		}
	}
	return doc.Renote(notes)
}

// Outgrow remembers a source text that is about to change, for the translations
// of it of which nobody knows what they were made from: that was it.
func Outgrow(c *messages.Change, source *messages.Message) {
	for _, file := range c.Files {
		if file.Sound() && file.Tag != c.Source && file.Message(source.ID) != nil && c.Remembered(file.Tag).Of(source.ID) == nil {
			c.Remember(file.Tag, source)
		}
	}
}
