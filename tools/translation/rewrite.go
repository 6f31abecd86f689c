package translation

import (
	"cmp"
	"strings"

	"golang.org/x/text/language"

	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/messages"
)

// Rewrite returns a message file with every text of the source language as change
// makes it, in the plural forms that the language needs.
func Rewrite(f *messages.Folder, tag language.Tag, change func(string) string) []byte {
	var b strings.Builder
	b.WriteString("# Made by apicause pseudo. Do not edit.\n")
	needed := f.Needed()
	for _, section := range format.Sections() {
		opened := section == format.Description
		for _, m := range needed {
			if m.Section != section {
				continue
			}
			if !opened {
				b.WriteString("\n[" + section.String() + "]\n")
				opened = true
			}
			key := m.Path
			if section != format.Description {
				key = key[1:]
			}
			if forms := messages.FormsOf(tag, m); forms != nil {
				for _, form := range forms {
					text := m.Source()
					if t := m.Form(form.Name); t != nil {
						text = cmp.Or(t.S, text)
					}
					b.WriteString(messages.Key(append(key[:len(key):len(key)], form.Name)) + " = " + messages.Quote(change(text)) + "\n")
				}
				continue
			}
			text := m.Source()
			if section != format.List { // glue, no text
				text = change(text)
			}
			b.WriteString(messages.Key(key) + " = " + messages.Quote(text) + "\n")
		}
	}
	return []byte(b.String())
}
