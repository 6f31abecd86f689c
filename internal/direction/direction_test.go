package direction_test

import (
	"testing"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/direction"
)

func TestTheScriptDecides(t *testing.T) {
	for tag, want := range map[string]bool{
		"ar": true, "he": true, "fa": true, "ur": true, "dv": true, "ff-Adlm": true, "az-Arab": true, "ks": true,
		"en": false, "ko": false, "az": false, "ff": false, "ar-Latn": false, "und": false,
	} {
		if got := direction.RightToLeft(language.MustParse(tag)); got != want {
			t.Errorf("%s: got %v", tag, got)
		}
	}
}
