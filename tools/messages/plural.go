package messages

import (
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	format "github.com/apicause/apicause/internal/messages"
)

// A PluralForm is a form of a language with some of the numbers that take it.
type PluralForm struct {
	Name    string   // zero, one, two, few, many or other
	Numbers []string // as printed; the first few of those tried
}

// maxNumbers is how many numbers of a form are remembered.
const maxNumbers = 4

var pluralForms sync.Map // of language.Tag to []PluralForm: asking takes a while

// PluralForms returns the forms that a language needs, in CLDR's order. They are
// found by asking go-i18n, whose rules the runtime follows; x/text's differ.
func PluralForms(tag language.Tag) []PluralForm {
	forms, ok := pluralForms.Load(tag)
	if !ok {
		forms = askForms(tag)
		pluralForms.Store(tag, forms)
	}
	return forms.([]PluralForm)
}

// askedNumbers are integers of all kinds, then numbers that no wait and few
// counts are.
var askedNumbers = sync.OnceValue(func() (numbers []string) {
	for n := range 201 {
		numbers = append(numbers, strconv.Itoa(n))
	}
	return append(numbers, "1000", "1000000", "0.0", "1.5")
})

func askForms(tag language.Tag) (needs []PluralForm) {
	numbers := make(map[string][]string)
	ask, ok := chooser(tag)
	if !ok { // no rule is known, which means one form
		return []PluralForm{{"other", []string{"0", "1", "2", "3"}}}
	}
	for _, n := range askedNumbers() {
		if form := ask(n); form != "" && len(numbers[form]) < maxNumbers {
			numbers[form] = append(numbers[form], n)
		}
	}
	for _, form := range format.Forms {
		if n := numbers[form]; n != nil {
			needs = append(needs, PluralForm{form, n})
		}
	}
	return needs
}

// chooser returns go-i18n's choice of a form for a number, and false if it has
// no rule for the language.
func chooser(tag language.Tag) (func(number string) string, bool) {
	bundle := i18n.NewBundle(tag)
	err := bundle.AddMessages(tag, &i18n.Message{ID: "form", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"})
	if err != nil {
		return nil, false
	}
	localizer := i18n.NewLocalizer(bundle)
	return func(number string) string {
		form, _ := localizer.Localize(&i18n.LocalizeConfig{MessageID: "form", PluralCount: number})
		return form
	}, true
}

// longestWait is, by unit, the greatest number that a wait shows: seconds
// below two minutes, minutes below two hours, hours below two days, then days up
// to 31.
var longestWait = map[string][2]int{"seconds": {1, 119}, "minutes": {2, 119}, "hours": {2, 47}, "days": {2, 31}}

var waitForms sync.Map // of language.Tag and unit to []PluralForm

// WaitForms returns the forms that a unit of [after] needs: those that the whole
// numbers of its waits take. No wait is a million seconds (fr many), or one day.
func WaitForms(tag language.Tag, unit string) []PluralForm {
	key := tag.String() + "." + unit
	if forms, ok := waitForms.Load(key); ok {
		return forms.([]PluralForm)
	}
	ask, ok := chooser(tag)
	bounds, known := longestWait[unit]
	if !ok || !known {
		return PluralForms(tag)
	}
	numbers := make(map[string][]string)
	for n := bounds[0]; n <= bounds[1]; n++ {
		form := ask(strconv.Itoa(n))
		if len(numbers[form]) < maxNumbers {
			numbers[form] = append(numbers[form], strconv.Itoa(n))
		}
	}
	var needs []PluralForm
	for _, form := range format.Forms {
		if n := numbers[form]; n != nil || form == "other" { // other may never be left out
			needs = append(needs, PluralForm{form, n})
		}
	}
	waitForms.Store(key, needs)
	return needs
}

// FormsOf returns the plural forms that a message needs in a language, nil for a
// message that no number changes. source is the message in the source language.
func FormsOf(tag language.Tag, source *Message) []PluralForm {
	counted := source.Plural() || source.Section.Varying() && slices.Contains(source.Placeholders(), "Count")
	switch {
	case !counted:
		return nil
	case source.Section == format.After:
		return WaitForms(tag, source.Name())
	}
	return PluralForms(tag)
}

// Note is what stands above a line that waits for a text: the source text, and
// where a number chooses the form, numbers that do.
func Note(source string, form PluralForm, forms int) string {
	note := source
	if strings.TrimSpace(note) != note { // the blanks at its ends would be lost
		note = Quote(note)
	}
	if forms > 1 && len(form.Numbers) > 0 {
		note += " (" + strings.Join(form.Numbers, ", ") + " …)"
	}
	return note
}
