package lint

import (
	"slices"
	"strings"

	"golang.org/x/text/feature/plural"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/messages"
)

// checkPlurals finds the forms that are missing, never chosen, or wrong for some
// of their numbers.
func (r *run) checkPlurals(d *document, m *messages.Message) {
	if !r.varying(m) {
		return
	}
	needs := messages.PluralForms(d.tag) // that the language has
	taken := needs                       // that a number takes here
	if m.Section == format.After {
		taken = messages.WaitForms(d.tag, m.Name())
	}
	counted := slices.Contains(m.Placeholders(), "Count")
	for _, t := range m.Texts {
		i := slices.IndexFunc(needs, func(f messages.PluralForm) bool { return f.Name == t.Form })
		if i < 0 {
			if r.folder.Plain && (len(needs) == 1 || t.S == m.Source()) {
				continue // written for a tool that asks for it
			}
			r.report(d, d.word(t.Key), "PluralUnused", m.ID, "", apicause.Facts{"Form": t.Form, "Language": r.languageName(d.tag)})
			continue
		}
		if numbers := needs[i].Numbers; counted && len(numbers) > 1 && !slices.Contains(t.Names, "Count") {
			r.report(d, valueOf(t), "PluralImplied", m.ID, "",
				apicause.Facts{"Form": t.Form, "Numbers": strings.Join(numbers, ", "), "Text": "{{.Count}}"})
		}
	}
	if r.folder.Plain {
		counted = changes(m) || changes(r.source[m.ID])
	}
	if m.Form("other") == nil && !r.folder.Plain || !counted && !m.Plural() {
		return // reported already, or a text that no number changes
	}
	for _, need := range taken {
		if r.folder.Plain && need.Name != "other" && !whole(need.Numbers) {
			continue // what no count is
		}
		if m.Form(need.Name) == nil {
			r.report(d, d.word(m.Key), "PluralMissing", m.ID, "",
				apicause.Facts{"Form": need.Name, "Language": r.languageName(d.tag), "Sample": first(need.Numbers)})
		}
	}
	// go-i18n has forms for some languages, like Vietnamese, that need none.
	same := len(m.Texts) > 1 && plural.Cardinal.MatchPlural(d.tag, 1, 0, 0, 0, 0) != plural.Other
	for _, t := range m.Texts {
		same = same && t.S == m.Texts[0].S
	}
	if same {
		r.report(d, d.word(m.Key), "PluralSame", m.ID, "", nil)
	}
}

// whole reports whether the first of some numbers is an integer that counts things:
// forms such as French many are for millions and for fractions.
func whole(numbers []string) bool {
	return len(numbers) > 0 && !strings.Contains(numbers[0], ".") && len(numbers[0]) < 4
}

// changes reports whether the forms of a message differ.
func changes(m *messages.Message) bool {
	return m != nil && slices.ContainsFunc(m.Texts, func(t *messages.Text) bool { return t.S != m.Texts[0].S })
}
