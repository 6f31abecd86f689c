package match_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/match"
)

func parse(t testing.TB, names string) (tags []language.Tag) {
	t.Helper()
	for _, name := range strings.Fields(names) {
		tags = append(tags, language.MustParse(name))
	}
	return tags
}

const same, other = "", "other "

func TestMatch(t *testing.T) {
	tests := []struct{ tags, want, matched string }{
		// The same language, whatever the region.
		{"en ko", "ko", same + "ko"},
		{"en ko", "ko-KR", same + "ko"},
		{"en ko", "ko-KP", same + "ko"},
		{"en ko-KR", "ko", same + "ko-KR"},
		{"en en-GB", "en-AU", same + "en-GB"},
		{"en-US en-GB", "en-NZ", same + "en-GB"},
		{"es-ES es-419", "es-MX", same + "es-419"},
		{"pt-BR pt-PT", "pt-AO", same + "pt-PT"},
		{"pt-BR pt-PT", "pt", same + "pt-BR"},
		{"ar-EG ar-MA", "ar-DZ", same + "ar-MA"},
		{"id en", "in", same + "id"},
		{"he en", "iw", same + "he"},
		{"fil en", "tl", same + "fil"},
		{"ro en", "mo", same + "ro"},
		{"nb en", "no", same + "nb"},
		{"no en", "nb", same + "no"},
		{"zh en", "cmn", same + "zh"},
		{"fa en", "pes", same + "fa"},
		{"ko en", "ko-Kore", same + "ko"},
		{"da no", "nb", same + "no"},
		{"nn no", "nb", same + "no"},

		// Scripts are languages of their own.
		{"zh-CN zh-HK", "zh-TW", same + "zh-HK"},
		{"zh-Hans-HK zh-Hant", "zh-HK", same + "zh-Hant"},
		{"zh zh-MO", "zh-Hant", same + "zh-MO"},
		{"zh-Hans zh-Hant", "zh-SG", same + "zh-Hans"},
		{"zh-Hans", "zh-TW", other + "zh-Hans"},
		{"sr sr-Latn", "sr-Latn-RS", same + "sr-Latn"},
		{"pa-PK ko", "pa-Guru-PK", ""},
		{"pa pa-PK", "pa-Guru-PK", same + "pa"},

		// Languages that CLDR holds to be understood.
		{"en ko", "km", other + "en"},
		{"nb en", "da", other + "nb"},
		{"nb en", "nn", other + "nb"},
		{"es en", "eu", other + "es"},
		{"de en", "gsw", other + "de"},
		{"fr en", "de", ""},
		{"ko en", "ja", ""},
		{"en ko", "zh", ""},
		{"ru en", "uk", ""},

		// Macrolanguages.
		{"zh-Hans zh-Hant", "yue", other + "zh-Hant"},
		{"zh-Hans zh-Hant", "zh-yue", other + "zh-Hant"},
		{"zh-Hans zh-Hant", "yue-CN", other + "zh-Hans"},
		{"zh-Hans zh-Hant", "yue-Hans", other + "zh-Hans"},
		{"zh-TW zh-HK", "yue", other + "zh-HK"},
		{"zh-TW zh-HK", "yue-TW", other + "zh-TW"},
		{"zh-Hans zh-Hant", "nan", other + "zh-Hans"},
		{"zh-Hans zh-Hant", "nan-TW", other + "zh-Hant"},
		{"zh-Hans zh-Hant", "wuu", other + "zh-Hans"},
		{"zh-Hans en", "yue", other + "zh-Hans"},
		{"ar en", "arz", other + "ar"},
		{"ar en", "apc", other + "ar"},
		{"ar-EG ar-SA", "arz", other + "ar-EG"},
		{"ar en ku-Arab", "ckb", other + "ku-Arab"},
		{"es en", "quz", other + "es"}, // as qu
		{"ne en", "dty", other + "ne"},
		{"en ko", "yue", ""},
		{"yue zh-Hant", "yue", same + "yue"},
		{"yue en", "zh-Hant", ""},

		{"", "ko", ""},
		{"en ko", "und", ""},
		{"en ko", "und-KR", other + "ko"},
		{"en ko", "x-private", ""},
	}
	for _, tt := range tests {
		tags := parse(t, tt.tags)
		for range 2 {
			tag, isSame, ok := match.New(tags).Match(language.MustParse(tt.want))
			got := tag.String()
			if !isSame {
				got = other + got
			}
			if !ok {
				got = ""
			}
			if got != tt.matched {
				t.Errorf("%s over %v: got %q, want %q", tt.want, tags, got, tt.matched)
			}
			slices.Reverse(tags)
		}
	}
}

// The tags whose matches x/text ranks in ways that surprise.
const tricky = `en en-US en-GB en-AU en-001 es-ES es-MX es-419 pt-PT pt-BR pt-AO ar ar-MA
	zh zh-CN zh-TW zh-HK zh-MO zh-Hant zh-Hans-HK zh-Hant-CN cmn yue sr sr-Latn sr-ME
	hr bs bs-Cyrl uz uz-Cyrl kk-Arab pa pa-PK nb nn no da sv fr-CA id ms mn-Mong ug ro-MD ko`

// Of, two files that match alike, the one that x/text is surer of wins, whatever
// their order, and those of the reader's language come before all others.
func TestTheBetterMatchWinsWhateverTheOrder(t *testing.T) {
	tags := parse(t, tricky)
	confidence := func(want, have language.Tag) language.Confidence {
		_, _, c := language.NewMatcher([]language.Tag{have}).Match(want)
		return c
	}
	canonicalBase := func(tag language.Tag) language.Base {
		tag, _ = language.All.Canonicalize(tag)
		base, _ := tag.Base()
		return base
	}
	alone := make(map[[2]language.Tag]language.Confidence)
	for _, want := range tags {
		for _, have := range tags {
			c := confidence(want, have)
			alone[[2]language.Tag{want, have}] = c
			_, same, ok := match.New([]language.Tag{have}).Match(want)
			if wantSame := c >= language.High && canonicalBase(want) == canonicalBase(have); same != wantSame {
				t.Errorf("%s over %s: the same language: %v, want %v (%v)", want, have, same, wantSame, c)
			}
			if c != language.No && !ok {
				t.Errorf("%s over %s: no match, but x/text has %v", want, have, c)
			}
		}
	}
	for i, a := range tags {
		for _, b := range tags[:i] {
			m, reversed := match.New([]language.Tag{a, b}), match.New([]language.Tag{b, a})
			for _, want := range tags {
				got, same, ok := m.Match(want)
				if got2, same2, ok2 := reversed.Match(want); got != got2 || same != same2 || ok != ok2 {
					t.Errorf("%s: %s over %s %s, %s over %s %s", want, got, a, b, got2, b, a)
				}
				if best := max(alone[[2]language.Tag{want, a}], alone[[2]language.Tag{want, b}]); same && alone[[2]language.Tag{want, got}] != best {
					t.Errorf("%s over %s %s: got %s, though the other's confidence is %v", want, a, b, got, best)
				}
			}
		}
	}
}

func TestEveryMacrolanguageIsKnown(t *testing.T) {
	data, err := os.ReadFile("macrolanguages.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		n++
		member, macro, _ := strings.Cut(strings.TrimSpace(line), " ")
		if _, err := language.ParseBase(macro); err != nil || len(member) < 2 {
			t.Errorf("%s: %v", line, err)
		}
	}
	if n != 453 {
		t.Errorf("%d members, want the 453 of the registry", n)
	}
}
