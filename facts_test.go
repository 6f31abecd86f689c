package apicause_test

import (
	"errors"
	"fmt"
	"io/fs"
	"math"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// numbers is the catalog of testdata/plurals, whose cause Items has a Count.
func numbers(t testing.TB) *apicause.Catalog {
	return newCatalog(t, apicause.Config{
		Causes:  []apicause.Cause{"Items"},
		Locales: []fs.FS{os.DirFS("testdata/plurals")},
	})
}

func TestPluralFormsAreThoseOfTheLanguage(t *testing.T) {
	counts := []any{0, 1, 2, 3, 5, 11, 21, 100, 1.5, -1, -5}
	wants := map[string][]string{
		"en": {"0 items", "1 item", "2 items", "3 items", "5 items", "11 items", "21 items", "100 items", "1.5 items", "-1 item", "-5 items"},
		"ko": {"항목 0개", "항목 1개", "항목 2개", "항목 3개", "항목 5개", "항목 11개", "항목 21개", "항목 100개", "항목 1.5개", "항목 -1개", "항목 -5개"},
		"pl": {"0 plików", "1 plik", "2 pliki", "3 pliki", "5 plików", "11 plików", "21 plików", "100 plików", "1,5 pliku", "-1 plik", "-5 plików"},
		"ru": {"0 файлов", "1 файл", "2 файла", "3 файла", "5 файлов", "11 файлов", "21 файл", "100 файлов", "1,5 файла (дробь)", "-1 файл", "-5 файлов"},
		"ar": {"لا ملفات", "ملف واحد", "ملفان", "٣ ملفات", "٥ ملفات", "١١ ملفًا", "٢١ ملفًا", "١٠٠ ملف", "١٫٥ ملف", "ملف واحد", "-٥ ملفات"},
	}
	catalog := numbers(t)
	for header, want := range wants {
		for i, count := range counts {
			for _, value := range kinds(count) {
				got := catalog.Localizer(header).Localize(&apicause.Error{Cause: "Items", Facts: apicause.Facts{"Count": value}}).Detail
				got = strings.NewReplacer("\u2068", "", "\u2069", "").Replace(got)
				if got != want[i] {
					t.Errorf("%s: %T(%v): got %q, want %q", header, value, value, got, want[i])
				}
			}
		}
	}
}

type myInt int8

// kinds returns the number in every type that holds it.
func kinds(n any) []any {
	i, ok := n.(int)
	if !ok {
		return []any{n, float32(n.(float64))}
	}
	all := []any{i, int8(i), int16(i), int32(i), int64(i), myInt(i), float32(i), float64(i)}
	if i >= 0 {
		all = append(all, uint(i), uint8(i), uint16(i), uint32(i), uint64(i), uintptr(i))
	}
	return all
}

func TestNumbersReadAsTheLanguageWritesThem(t *testing.T) {
	tests := []struct {
		header string
		count  any
		want   string
	}{
		{"en", 1234567, "1,234,567 items"},
		{"pl", 1234567, "1\u00a0234\u00a0567 plików"},
		{"en", 1.0, "1 item"},
		{"en", 1.00004, "1 item"}, // prints as 1
		{"pl", 1.00004, "1 plik"},
		{"en", 0.99999, "1 item"},
		{"en", math.Copysign(0, -1), "0 items"},
		{"en", 1.23456, "1.235 items"},
		{"en", uint64(math.MaxUint64), "18,446,744,073,709,551,615 items"},
		{"en", int64(math.MinInt64), "-9,223,372,036,854,775,808 items"},
		{"pl", uint64(math.MaxUint64), "18\u00a0446\u00a0744\u00a0073\u00a0709\u00a0551\u00a0615 pliku"}, // more than go-i18n's rules count
	}
	catalog := numbers(t)
	for _, tt := range tests {
		if got := catalog.Localizer(tt.header).Localize(&apicause.Error{Cause: "Items", Facts: apicause.Facts{"Count": tt.count}}).Detail; got != tt.want {
			t.Errorf("%s: %v: got %q, want %q", tt.header, tt.count, got, tt.want)
		}
	}
}

func TestWaitsAreRoundedUpToTheUnitTold(t *testing.T) {
	const day = 24 * time.Hour
	tests := []struct {
		wait   time.Duration
		ko, en string // "" if the wait has no value
	}{
		{time.Nanosecond, "1초 후", "in 1 second"},
		{time.Second, "1초 후", "in 1 second"},
		{1001 * time.Millisecond, "2초 후", "in 2 seconds"},
		{30 * time.Second, "30초 후", "in 30 seconds"},
		{59 * time.Second, "59초 후", "in 59 seconds"},
		{59*time.Second + 1, "60초 후", "in 60 seconds"},
		{61 * time.Second, "61초 후", "in 61 seconds"},
		{119 * time.Second, "119초 후", "in 119 seconds"},
		{119*time.Second + time.Second/2, "2분 후", "in 2 minutes"}, // rounded up in its unit first
		{2*time.Minute + 1, "3분 후", "in 3 minutes"},
		{5 * time.Minute, "5분 후", "in 5 minutes"},
		{59*time.Minute + time.Second, "60분 후", "in 60 minutes"},
		{61 * time.Minute, "61분 후", "in 61 minutes"},
		{119 * time.Minute, "119분 후", "in 119 minutes"},
		{119*time.Minute + 1, "2시간 후", "in 2 hours"},
		{47 * time.Hour, "47시간 후", "in 47 hours"},
		{47*time.Hour + 1, "2일 후", "in 2 days"},
		{2 * day, "2일 후", "in 2 days"},
		{2*day + 1, "3일 후", "in 3 days"},
		{31 * day, "31일 후", "in 31 days"},
		{31*day + 1, "", ""},
		{math.MaxInt64, "", ""},
		{0, "", ""},
		{-time.Second, "", ""},
		{math.MinInt64, "", ""},
	}
	without := map[string]string{"ko": "나중에 다시 시도해 주세요. 계속 안 되면", "en": "Try again later. If"}
	for _, tt := range tests {
		for header, want := range map[string]string{"ko": tt.ko + " 다시 시도해 주세요. 계속 안 되면", "en": "Try again " + tt.en + ". If"} {
			if tt.en == "" {
				want = without[header]
			}
			got := apicause.Default().Localizer(header).Localize(&apicause.Error{Cause: apicause.ApiLimitExceeded, Facts: apicause.Facts{"Retry": tt.wait}})
			if !strings.HasPrefix(got.Detail, want) || slices.Equal(got.Shown, []string{"Retry"}) != (tt.en != "") {
				t.Errorf("%s in %s: got %q (shown: %v), want %q", tt.wait, header, got.Detail, got.Shown, want)
			}
		}
	}
}

type stringer string

func (s stringer) String() string { return string(s) }

type panickingStringer struct{}

func (panickingStringer) String() string { panic("String") }

type pointerStringer struct{ s string }

func (p *pointerStringer) String() string { return p.s }

type word string

func TestFactsThatCanBeShown(t *testing.T) {
	catalog := newCatalog(t, apicause.Config{
		Causes: []apicause.Cause{"C"},
		Locales: layers(fstest.MapFS{
			"active.en.toml": {Data: []byte("C = 'c'\n[detail]\nC = 'without'\n[detail_with_facts]\nC = 'with {{.X}}'\n[term]\na = 'A'\nb = 'B'")},
			"active.ar.toml": {Data: []byte("C = 'c'\n[detail]\nC = 'without'\n[detail_with_facts]\nC = 'with {{.X}}'\n[term]\na = 'A'")},
			"active.sw.toml": {Data: []byte("C = 'c'\n[detail]\nC = 'without'\n[detail_with_facts]\nC = 'with {{.X}}'\n[term]\na = 'A'\nb = 'B'")},
		}),
	})
	const none = "without"
	tests := []struct {
		name   string
		header string
		value  any
		want   string
	}{
		{"a string", "en", "x", "with x"},
		{"a string of a type of its own", "en", word("x"), "with x"},
		{"a number", "en", 7, "with 7"},
		{"a Stringer", "en", stringer("x"), "with x"},
		{"a number that speaks for itself", "en", time.May, "with May"},
		{"a number too large for an int", "en", big.NewInt(7), "with 7"},
		{"a term", "en", apicause.Term("a"), "with A"},
		{"terms", "en", apicause.Terms{"b", "a"}, "with B, A"},
		{"one term", "en", apicause.Terms{"b"}, "with B"},
		{"placeholders in a value", "en", "{{.X}}", "with {{.X}}"},
		{"markup in a value", "en", "<b>&", "with <b>&"},
		{"controls", "en", "a\r\n\x00\x1b[31mb\u0085", "with a[31mb"},
		{"bidi controls", "en", "\u202ea\u2066b\u2069\u200e\u061c", "with ab"},
		{"bidi controls in a Stringer", "en", stringer("\u202ea"), "with a"},
		{"bytes that are no UTF-8", "en", "a\xffb", "with a\ufffdb"},
		{"more than 256 characters", "en", strings.Repeat("한", 300), "with " + strings.Repeat("한", 256)},
		{"256 characters", "en", strings.Repeat("한", 256), "with " + strings.Repeat("한", 256)},
		{"300 characters, some of them controls", "en", strings.Repeat("\n한", 300), "with " + strings.Repeat("한", 256)},
		{"right to left", "ar", "x", "with \u2068x\u2069"},
		{"right to left, a number", "ar", 3, "with \u2068٣\u2069"},
		{"Hebrew in an English sentence", "en", "דנה", "with \u2068דנה\u2069"},
		{"Arabic digits in an English sentence", "en", stringer("٣"), "with \u2068٣\u2069"},
		{"private-use characters, which may have a glyph", "en", "\ue000", "with \ue000"},
		{"next to nothing below zero", "en", -0.0001, "with 0"},
		{"nothing below zero", "en", math.Copysign(0, -1), "with 0"},
		{"a hundred terms", "en", slices.Repeat(apicause.Terms{"a"}, 100), "with A" + strings.Repeat(", A", 99)},
		{"right to left, a term", "ar", apicause.Term("a"), "with \u2068A\u2069"},

		{"nothing", "en", nil, none},
		{"an error", "en", errors.New("secret"), none},
		{"a cause", "en", apicause.InvalidToken, none},
		{"an empty string", "en", "", none},
		{"a blank string", "en", " \n", none},
		{"controls alone", "en", "\x00\u202e", none},
		{"a panicking Stringer", "en", panickingStringer{}, none},
		{"a nil Stringer", "en", (*pointerStringer)(nil), none},
		{"a Stringer without a word", "en", stringer(""), none},
		{"an unknown term", "en", apicause.Term("c"), none},
		{"terms, one unknown", "en", apicause.Terms{"a", "c"}, none},
		{"a term without a name in the language", "ar", apicause.Terms{"a", "b"}, none},
		{"more than a hundred terms", "en", slices.Repeat(apicause.Terms{"a"}, 101), none},
		{"a number too long to be shown whole", "en", 1e300, none},
		{"characters that cannot be seen", "en", "\u200b\u3164\u2800\u00ad\ufe0f \U000e0020", none},
		{"no terms", "en", apicause.Terms{}, none},
		{"terms without a separator in the language", "sw", apicause.Terms{"a", "b"}, none},
		{"one term without a separator in the language", "sw", apicause.Terms{"a"}, "with A"},
		{"a wait without units in the language", "sw", time.Minute, none},
		{"no number", "en", math.NaN(), none},
		{"infinity", "en", math.Inf(-1), none},
		{"a truth value", "en", true, none},
		{"a slice", "en", []string{"x"}, none},
		{"a struct", "en", struct{ S string }{"secret"}, none},
		{"a pointer", "en", new(int), none},
		{"a function", "en", func() string { return "x" }, none},
		{"a complex number", "en", 1i, none},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := catalog.Localizer(tt.header).Localize(&apicause.Error{Cause: "C", Facts: apicause.Facts{"X": tt.value, "Unasked": "secret"}})
			if m.Detail != tt.want {
				t.Errorf("got %q, want %q", m.Detail, tt.want)
			}
			if shown := slices.Equal(m.Shown, []string{"X"}); shown != (tt.want != none) {
				t.Errorf("shown: %v", m.Shown)
			}
		})
	}
	if m := catalog.Localizer("en").Localize(&apicause.Error{Cause: "C", Facts: apicause.Facts{"x": 1}}); m.Detail != none {
		t.Errorf("a missing fact: got %q", m.Detail)
	}
}

func TestARetryIsADuration(t *testing.T) {
	for _, retry := range []any{30, "30 seconds", int64(time.Minute), apicause.Term("friends")} {
		got := apicause.Default().Localizer("en").Localize(&apicause.Error{Cause: apicause.ApiLimitExceeded, Facts: apicause.Facts{apicause.FactRetry: retry}})
		if want := apicause.Default().Localizer("en").Message(apicause.ApiLimitExceeded); got.Detail != want.Detail || got.Shown != nil {
			t.Errorf("%v: got %q, shown %v", retry, got.Detail, got.Shown)
		}
	}
}

func TestPluralFormsFollowTheListWhereThereIsNoCount(t *testing.T) {
	catalog := newCatalog(t, apicause.Config{
		Fallback: language.English,
		Causes:   []apicause.Cause{"C"},
		Locales: layers(file("active.en.toml", `C = 'c'
[detail]
C = 'without'
[detail_with_facts.C]
one = "Agree to the item {{.Items}}."
other = "Agree to the items {{.Items}} and {{.More}}."
zero = "never chosen in English"
[term]
a = "A"
b = "B"`)),
	})
	tests := []struct {
		name  string
		facts apicause.Facts
		want  string
	}{
		{"one", apicause.Facts{"Items": apicause.Terms{"a"}}, "Agree to the item A."},
		{"two", apicause.Facts{"Items": apicause.Terms{"a", "b"}, "More": "x"}, "Agree to the items A, B and x."},
		{"two, a fact of the form missing", apicause.Facts{"Items": apicause.Terms{"a", "b"}}, "without"},
		{"the first list that other mentions", apicause.Facts{"Items": apicause.Terms{"a"}, "More": apicause.Terms{"a", "b"}}, "Agree to the item A."},
		{"a Count decides", apicause.Facts{"Items": apicause.Terms{"a", "b"}, "Count": 1}, "Agree to the item A, B."},
		{"a Count that is no number does not", apicause.Facts{"Items": apicause.Terms{"a"}, "Count": "two"}, "Agree to the item A."},
		{"neither", apicause.Facts{"Items": "x", "More": "y"}, "Agree to the items x and y."},
		{"none", apicause.Facts{"Items": apicause.Terms{}, "More": "x"}, "without"},
		{"no facts", nil, "without"},
	}
	for _, tt := range tests {
		if got := catalog.Localizer("en").Localize(&apicause.Error{Cause: "C", Facts: tt.facts}).Detail; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestALanguageWithoutAPluralRuleHasTheFormOther(t *testing.T) {
	for _, name := range []string{"mi", "la", "qu"} {
		catalog := newCatalog(t, apicause.Config{Locales: layers(file("active."+name+".toml", `Unknown = "x"
[detail_with_facts.Unknown]
one = "one {{.Retry}}"
other = "other {{.Retry}}"
[after.seconds]
one = "one {{.Count}}"
other = "other {{.Count}}"`))})
		got := catalog.Localizer(name).Localize(&apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{"Retry": time.Second, "Count": 1}})
		if got.Detail != "other other 1" {
			t.Errorf("%s: got %q", name, got.Detail)
		}
	}
}

func TestScopesAreCalledByTheirNames(t *testing.T) {
	err := fmt.Errorf("send: %w", &apicause.Error{
		Cause: apicause.InsufficientScope,
		Facts: apicause.Facts{"Scopes": apicause.Terms{"birthday", "birthyear"}},
	})
	for header, want := range map[string]string{"ko": "생일, 출생 연도", "en": "Birthday, Birth year"} {
		if got := apicause.Default().Localizer(header).Localize(err); !strings.Contains(got.Detail, want) {
			t.Errorf("%s: got %q, want it to contain %q", header, got.Detail, want)
		}
	}
}
