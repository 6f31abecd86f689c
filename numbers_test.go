package apicause_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
	"golang.org/x/text/message"
	"golang.org/x/text/number"

	"github.com/apicause/apicause"
)

// everyLanguage returns a catalog that shows {{.N}} in all languages of x/text,
// and their tags.
func everyLanguage(t *testing.T, detail string) (*apicause.Catalog, []language.Tag) {
	t.Helper()
	files := fstest.MapFS{"active.en.toml": {Data: []byte("Unknown = 'x'\n" + detail)}}
	var tags []language.Tag
	for _, tag := range display.Supported.Tags() {
		if base, _, _ := tag.Raw(); base.String() != "und" {
			tags = append(tags, tag)
			files["active."+tag.String()+".toml"] = &fstest.MapFile{Data: []byte("Unknown = 'x'\n" + detail)}
		}
	}
	if len(tags) < 150 {
		t.Fatalf("x/text has %d languages", len(tags))
	}
	return newCatalog(t, apicause.Config{Locales: layers(files)}), tags
}

// sample returns numbers of all magnitudes, signs and fractions.
func sample() []any {
	all := []any{0, 1, -1, 10, 999, 1000, -1000, 9999, 10_000, 99_999, 100_000, 123_456, 1_000_000, -9_876_543,
		int64(math.MaxInt64), int64(math.MinInt64), uint64(math.MaxUint64),
		0.5, -0.5, 0.001, 0.0005, 0.0015, 0.0025, 1.0005, 0.9995, 0.9994, 1234.5678, -1234567.891, 1e15, 1e21, 1.5e22, 1e30, float32(1.1)}
	r := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		all = append(all, r.Int64()>>r.IntN(63), -(r.Int64() >> r.IntN(63)), (r.Float64()+0.1)*math.Pow10(r.IntN(20)-2))
	}
	return all
}

// Numbers read as x/text prints them in all of its languages.
func TestNumbersReadAsXTextPrintsThem(t *testing.T) {
	catalog, tags := everyLanguage(t, "[detail_with_facts]\nUnknown = '{{.N}}'")
	plain := strings.NewReplacer("\u2068", "", "\u2069", "", "\u200e", "", "\u200f", "", "\u061c", "")
	numbers := sample()
	for _, tag := range tags {
		p := message.NewPrinter(tag)
		localizer := catalog.Localizer(tag.String())
		for _, n := range numbers {
			want := plain.Replace(p.Sprint(number.Decimal(n)))
			got := plain.Replace(localizer.Localize(&apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{"N": n}}).Detail)
			if got != want {
				t.Errorf("%s: %T(%v): got %q, want %q", tag, n, n, got, want)
				break
			}
		}
	}
}

// Each number takes the form that go-i18n chooses for it, the first time and again.
func TestFormsAreThoseOfGoI18n(t *testing.T) {
	forms := "[detail_with_facts.Unknown]\n"
	for _, form := range []string{"zero", "one", "two", "few", "many", "other"} {
		forms += fmt.Sprintf("%s = '%s'\n", form, form)
	}
	catalog, tags := everyLanguage(t, forms+"[detail]\nUnknown = 'none'")
	for _, tag := range tags {
		bundle := i18n.NewBundle(tag)
		if err := bundle.AddMessages(tag, &i18n.Message{ID: "m", Zero: "zero", One: "one", Two: "two", Few: "few", Many: "many", Other: "other"}); err != nil {
			continue // no rule
		}
		theirs := i18n.NewLocalizer(bundle)
		localizer := catalog.Localizer(tag.String())
		for _, n := range []any{0, 1, 2, 3, 5, 11, 21, 100, 101, 999, 1000, 1_000_000, -1, -3, 1.5, 0.1} {
			want, err := theirs.Localize(&i18n.LocalizeConfig{MessageID: "m", PluralCount: fmt.Sprint(n)})
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				got := localizer.Localize(&apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{apicause.FactCount: n}}).Detail
				if got != want {
					t.Errorf("%s: %v: got %q, want %q", tag, n, got, want)
				}
			}
		}
	}
}
