package messages_test

import (
	"testing"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/messages"
)

// Every language needs the form other, last, and each form has a number to show.
func TestPluralForms(t *testing.T) {
	for lang, want := range map[string]string{
		"ko": "other 0,1,2,3;", "en": "one 1;other 0,2,3,4;", "pl": "one 1;few 2,3,4,22;many 0,5,6,7;other 0.0,1.5;",
		"ar": "zero 0,0.0;one 1;two 2;few 3,4,5,6;many 11,12,13,14;other 100,101,102,200;", "mi": "other 0,1,2,3;",
	} {
		got := ""
		for _, f := range messages.PluralForms(language.MustParse(lang)) {
			got += f.Name + " "
			for i, n := range f.Numbers {
				if i > 0 {
					got += ","
				}
				got += n
			}
			got += ";"
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
}
