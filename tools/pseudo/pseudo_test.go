package pseudo_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/apicause/apicause/tools/pseudo"
)

func TestAccented(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"Try again {{.Retry}}.", "[Ţŕý åĝåîñ {{.Retry}}. one t]"},
		{"Name", "[Ñåɱé on]"},
		{"{{.Count}}", "[{{.Count}} ]"},
		{"이름", "[이름 o]"},
	} {
		if got := pseudo.Accented(test.in); got != test.want {
			t.Errorf("%q: got %q, want %q", test.in, got, test.want)
		}
	}
	for _, text := range []string{"a", "Log in with Kakao again.", strings.Repeat("long ", 100)} {
		if got, least := utf8.RuneCountInString(pseudo.Accented(text)), utf8.RuneCountInString(text)*7/5; got < least {
			t.Errorf("%q: %d characters, want at least %d", text, got, least)
		}
	}
}

func TestRightToLeft(t *testing.T) {
	const turn, back = "\u200f\u202e", "\u202c\u200f"
	for _, test := range []struct{ in, want string }{
		{"Try {{.Retry}}, don't.", turn + "Try" + back + " {{.Retry}}, " + turn + "don't" + back + "."},
		{"a", turn + "a" + back},
		{"", ""},
	} {
		if got := pseudo.RightToLeft(test.in); got != test.want {
			t.Errorf("%q: got %q, want %q", test.in, got, test.want)
		}
	}
}

func TestIs(t *testing.T) {
	for _, l := range pseudo.Locales() {
		if !pseudo.Is(l.Tag) {
			t.Errorf("%s is none", l.Tag)
		}
	}
}
