package translation

import (
	"cmp"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/edit"
)

// Rewrite returns a message file with every text of the source language as change
// makes it, in the plural forms that the language needs.
func (f *Folder) Rewrite(tag language.Tag, change func(string) string) []byte {
	var b strings.Builder
	b.WriteString("# Made by apicause pseudo: not to be edited.\n")
	for _, section := range append([]string{""}, sections...) {
		opened := section == ""
		for _, m := range f.needed {
			if len(m.Path) > 1 != (section != "") || section != "" && m.Path[0] != section {
				continue
			}
			if !opened {
				b.WriteString("\n[" + section + "]\n")
				opened = true
			}
			key := m.Path[len(m.Path)-1:]
			if forms := m.Forms(tag); forms != nil {
				for _, form := range forms {
					text := cmp.Or(m.Texts[form.Name], m.Source())
					b.WriteString(edit.Key(edit.Path{key[0], form.Name}) + " = " + edit.Quote(change(text)) + "\n")
				}
				continue
			}
			text := m.Source()
			if m.ID != "list.separator" { // glue, no text
				text = change(text)
			}
			b.WriteString(edit.Key(key) + " = " + edit.Quote(text) + "\n")
		}
	}
	return []byte(b.String())
}
