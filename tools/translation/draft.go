package translation

import (
	"cmp"
	"slices"
	"strings"

	"golang.org/x/text/language/display"

	"github.com/apicause/apicause/tools/edit"
)

// Draft returns a new file with a line for every text of a language, and how many
// texts that is. The sections have the comments that they have in the source
// language.
func (f *Folder) Draft(file *File) (data []byte, texts int, err error) {
	sources := []*edit.Document{f.File(f.Source).Doc}
	if below := f.beneath[f.Source]; below != nil {
		sources = append(sources, below.Doc)
	}
	var head strings.Builder
	if line, ok := sources[0].Directive(); ok {
		head.WriteString(line + "\n")
	}
	head.WriteString("# Messages in " + cmp.Or(display.English.Tags().Name(file.Tag), file.Tag.String()) + ".\n" +
		"# Fill the quotes and take the # before the line away. Above it stands the source text.\n")
	gaps, messages := f.gaps(file, f.effective(file.Tag)) // a region's language may word all anew
	opened := make(map[string]bool)
	for _, m := range messages {
		section := m.Path[0]
		if len(m.Path) == 1 || opened[section] {
			continue
		}
		opened[section] = true
		head.WriteString("\n")
		for _, source := range sources {
			if lines := source.Above(section); lines != nil {
				head.WriteString(strings.Join(lines, "\n") + "\n")
				break
			}
		}
		head.WriteString("[" + section + "]\n")
	}
	doc, err := edit.Parse([]byte(head.String()))
	if err != nil {
		return nil, 0, err
	}
	data, err = doc.Prepare(gaps, f.order)
	return data, len(messages), err
}

// Settle remembers today's source texts of a file's translations of which nobody
// knows what they were made from, and of the lines to fill that are new in data.
func (f *Folder) Settle(file *File, data []byte) error {
	for _, id := range f.Progress(file).Unknown {
		if m, ok := f.Find(id); ok {
			f.Sources.Remember(file.Tag, id, m.Source())
		}
	}
	will, err := edit.Parse(data)
	if err != nil {
		return err
	}
	waited := make(map[string]bool)
	for _, path := range file.Doc.Waiting() {
		waited[path.String()] = true
	}
	for _, path := range will.Waiting() {
		id, _ := pathOf(path)
		if m, ok := f.Find(id.String()); ok && !waited[path.String()] {
			f.Sources.Remember(file.Tag, m.ID, m.Source())
		}
	}
	return nil
}

// Outgrow remembers a source text that is about to change, for the translations
// of it of which nobody knows what they were made from: that was it.
func (f *Folder) Outgrow(id string) {
	m, ok := f.Find(id)
	if !ok {
		return
	}
	for _, file := range f.Files {
		if slices.Contains(f.Progress(file).Unknown, id) {
			f.Sources.Remember(file.Tag, id, m.Source())
		}
	}
}
