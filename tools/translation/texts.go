package translation

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/edit"
)

// effective returns what a language says, as Config.Locales lays the folder over
// the built-in files.
func (f *Folder) effective(tag language.Tag) map[string]map[string]string {
	all := make(map[string]map[string]string)
	for _, file := range []*File{f.beneath[tag], f.File(tag)} {
		if file == nil || file.Doc == nil {
			continue
		}
		texts := textsOf(file.Doc)
		for id := range texts {
			if cause, ok := strings.CutPrefix(id, "detail."); ok {
				delete(all, "detail_with_facts."+cause)
			}
		}
		for id, t := range texts {
			all[id] = t
		}
	}
	return all
}

// readable returns what readers of a language are told: its own texts, and of a
// region's language, those of the language without the region.
func (f *Folder) readable(tag language.Tag) map[string]map[string]string {
	all := f.effective(tag)
	for tag = tag.Parent(); !tag.IsRoot(); tag = tag.Parent() {
		for id, t := range f.effective(tag) {
			if all[id] == nil {
				all[id] = t
			}
		}
	}
	return all
}

var sections = []string{"title", "detail", "detail_with_facts", "term", "after", "list", "contact"}

// pathOf splits the path of a text into the message's and the plural form.
func pathOf(path edit.Path) (id edit.Path, form string) {
	n := 1
	if slices.Contains(sections, path[0]) {
		n = 2
	}
	if len(path) == n {
		return path, "other"
	}
	if len(path) == n+1 && slices.Contains(edit.Forms[:], path[n]) {
		return path[:n], path[n]
	}
	return nil, "" // no text of a message
}

func textsOf(d *edit.Document) map[string]map[string]string {
	all := make(map[string]map[string]string)
	for _, path := range d.Paths() {
		id, form := pathOf(path)
		if id == nil {
			continue
		}
		s, ok := d.Text(id, form)
		if !ok || s == "" {
			continue
		}
		if all[id.String()] == nil {
			all[id.String()] = make(map[string]string)
		}
		all[id.String()][form] = s
	}
	return all
}

func orderOf(file *File) (order edit.Order) {
	seen := make(map[string]bool)
	for _, path := range file.Doc.Paths() {
		if id, _ := pathOf(path); id != nil && !seen[id.String()] {
			seen[id.String()] = true
			order = append(order, id)
		}
	}
	return order
}
