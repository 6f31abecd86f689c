package lint

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// A PluralForm is a form of a language with some of the numbers that take it.
type PluralForm struct {
	Name    string   // zero, one, two, few, many or other
	Numbers []string // as printed; the first few of those tried
}

// maxNumbers is how many numbers of a form are remembered.
const maxNumbers = 4

// PluralForms returns the forms that a language needs, in CLDR's order. They are
// found by asking go-i18n, whose rules the runtime follows; x/text's differ.
func PluralForms(tag language.Tag) []PluralForm {
	bundle := i18n.NewBundle(tag)
	err := bundle.AddMessages(tag, &i18n.Message{ID: "form", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"})
	if err != nil { // no rule is known, which means one form
		return []PluralForm{{"other", []string{"0", "1", "2", "3"}}}
	}
	localizer := i18n.NewLocalizer(bundle)
	numbers := make(map[string][]string)
	ask := func(n string) {
		form, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: "form", PluralCount: n})
		if err == nil && len(numbers[form]) < maxNumbers {
			numbers[form] = append(numbers[form], n)
		}
	}
	for n := range 201 {
		ask(strconv.Itoa(n))
	}
	for _, n := range []string{"1000", "1000000", "0.0", "1.5"} {
		ask(n)
	}
	var needs []PluralForm
	for _, form := range forms {
		if n := numbers[form]; n != nil {
			needs = append(needs, PluralForm{form, n})
		}
	}
	return needs
}

var pluralCache sync.Map // of language.Tag to []PluralForm: asking takes a while

func pluralNeeds(tag language.Tag) []PluralForm {
	if needs, ok := pluralCache.Load(tag); ok {
		return needs.([]PluralForm)
	}
	needs := PluralForms(tag)
	pluralCache.Store(tag, needs)
	return needs
}

// checkPlurals finds the forms that are missing, never chosen, or wrong for some
// of their numbers.
func (r *run) checkPlurals(d *document, m *message, needs []PluralForm) {
	s := sectionOf(m.section)
	if s == nil || !s.varying {
		return
	}
	counted := slices.Contains(m.placeholders(), "Count")
	needed := func(form string) int {
		return slices.IndexFunc(needs, func(f PluralForm) bool { return f.Name == form })
	}
	for _, t := range m.texts {
		i := needed(t.form)
		if i < 0 {
			r.report(d, t.key, "plural-unused", "PluralUnused", m.id, "", apicause.Facts{"Form": t.form, "Language": r.languageName(d.tag)})
			continue
		}
		if numbers := needs[i].Numbers; counted && len(numbers) > 1 && !slices.Contains(t.names, "Count") {
			r.report(d, t.value, "plural-implied", "PluralImplied", m.id, "",
				apicause.Facts{"Form": t.form, "Numbers": strings.Join(numbers, ", "), "Text": "{{.Count}}"})
		}
	}
	if m.form("other") == nil || !counted && !m.plural() {
		return // told already, or a text that no number changes
	}
	for _, need := range needs {
		if m.form(need.Name) == nil {
			r.report(d, m.key, "plural-missing", "PluralMissing", m.id, "",
				apicause.Facts{"Form": need.Name, "Language": r.languageName(d.tag), "Sample": need.Numbers[0]})
		}
	}
	// go-i18n has forms for some languages, like Vietnamese, that need none.
	same := len(m.texts) > 1 && plural.Cardinal.MatchPlural(d.tag, 1, 0, 0, 0, 0) != plural.Other
	for _, t := range m.texts {
		same = same && t.s == m.texts[0].s
	}
	if same {
		r.report(d, m.key, "plural-same", "PluralSame", m.id, "", nil)
	}
}
