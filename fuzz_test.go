package apicause_test

import (
	"fmt"
	"io/fs"
	"math"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// checkMessage holds what is true of every message.
func checkMessage(t *testing.T, m apicause.Message) {
	t.Helper()
	if m.Description == "" || m.Title == "" || m.Language == language.Und || m.Cause == "" {
		t.Errorf("a part is missing: %+v", m)
	}
	for _, s := range []string{m.Description, m.Title, m.Detail} {
		if strings.Contains(s, "{{") || strings.Contains(s, "<no value>") || !utf8.ValidString(s) {
			t.Errorf("%q shows a template, or is no text", s)
		}
	}
}

func FuzzHeader(f *testing.F) {
	for _, header := range []string{
		"", "*", "ko-KR,ko;q=0.9,en-US;q=0.8", "ko_KR.UTF-8", "ko;q=0,en", "en;q=0,*", "ko,!!bogus!!", "EN;Q=0.2,ko;q=0.8",
		"zh-TW,en;q=0.9", "zh-HK;q=0,zh-TW", "yue,*;q=0", "km,eu;q=0.5,*;q=0.1", "en-AU,en-GB;q=0", "und-KR", "i-klingon", "x-private",
		"en-u-nu-deva", "en-a-bbb-x-a-ccc", ",;=", "ko;q=1e-400", "ko;q = 0.5", `en;x="ko,",fr`,
		strings.Repeat("a-", 50), strings.Repeat("fr;q=0.1,", 500),
	} {
		f.Add(header, "en", uint(1), "ko;q=2")
	}
	const languages = "ko en en-GB es zh-Hans zh-HK zh-TW pt-BR sr sr-Latn nb"
	catalog, reordered := speaking(f, languages), speaking(f, "ko "+reverse(strings.TrimPrefix(languages, "ko ")))
	f.Fuzz(func(t *testing.T, first, second string, at uint, malformed string) {
		want := chain(catalog, first, second)
		if again := chain(catalog, strings.Clone(first), strings.Clone(second)); again != want {
			t.Errorf("got %s, then %s", want, again)
		}
		if got := chain(reordered, first, second); got != want {
			t.Errorf("got %s, in another order of the languages %s", want, got)
		}
		names := strings.Fields(want)
		if names[len(names)-1] != "ko" {
			t.Errorf("got %s, want the fallback last", want)
		}
		localizer := catalog.Localizer(first, second)
		if got := localizer.Language().String(); got != names[0] {
			t.Errorf("Language is %s, want the first of %s", got, want)
		}
		if m := localizer.Message(apicause.InternalError); m.Language.String() != names[0] || m.Description != names[0] {
			t.Errorf("a reader of %s got %+v", want, m)
		}
		checkMessage(t, localizer.Message(apicause.ServerTimeOut))

		if strings.ContainsAny(malformed, ",\"") || strings.Contains(first, `"`) || len(first)+len(malformed) > 4000 || strings.Count(first, ",") > 60 {
			return
		}
		if alone := catalog.Localizer(malformed, "sv"); alone.Wanted() != language.Swedish || chain(catalog, malformed+",*;q=0.5") != chain(catalog, "*") {
			return // a range, or a refusal
		}
		ranges := strings.Split(first, ",")
		with := strings.Join(slices.Insert(ranges, int(at%uint(len(ranges)+1)), malformed), ",")
		if got, wanted := chain(catalog, with, second), catalog.Localizer(with, second).Wanted(); got != want || wanted != localizer.Wanted() {
			t.Errorf("%q: got %s (%s), want %s (%s) as for %q", with, got, wanted, want, localizer.Wanted(), first)
		}
	})
}

// reverse returns words in the other order.
func reverse(words string) string {
	fields := strings.Fields(words)
	slices.Reverse(fields)
	return strings.Join(fields, " ")
}

func FuzzMessageFile(f *testing.F) {
	for _, name := range []string{"active.ko.toml", "active.en.toml"} {
		data, err := fs.ReadFile(apicause.Locales(), name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	for _, text := range []string{
		"", "\ufeff", "InternalError = ''", "[InternalError]\nothr = 'x'", "[title]\nNotFriend = '{{.X}}'",
		"[detail_with_facts.Unknown]\none = 'x'\nother = '{{.Retry}}'", "[term]\none = 'x'", "[[title]]", "a.b.c = 1",
		"[InternalError]\nid = 'x'\nother = 'y'", "title = { InternalError = 'x' }", "[list]\nseparator = ' '",
		"x = [[[[", "x = {a={a={a={", "after.days = '{{.Count}}'", "InternalError.other = \"\\u0000\"", "\"title.Unknown\" = 'x'",
	} {
		f.Add([]byte(text))
	}
	facts := apicause.Facts{"Retry": time.Minute, "Scopes": apicause.Terms{"friends"}, "Count": 2}
	f.Fuzz(func(t *testing.T, data []byte) {
		load := func() (*apicause.Catalog, error) {
			return apicause.New(apicause.Config{Locales: layers(file("active.ko.toml", string(data)))})
		}
		catalog, err := load()
		again, err2 := load()
		if fmt.Sprint(err) != fmt.Sprint(err2) || (catalog == nil) == (err == nil) {
			t.Fatalf("got %v (%v), then %v", err, catalog == nil, err2)
		}
		if err != nil {
			if !strings.HasPrefix(err.Error(), "active.ko.toml") {
				t.Errorf("the error does not name the file: %v", err)
			}
			return
		}
		for _, tag := range catalog.Languages() {
			for _, c := range catalog.Causes() {
				for _, err := range []error{c, &apicause.Error{Cause: c, Facts: facts}} {
					m := catalog.Localizer(tag.String()).Localize(err)
					checkMessage(t, m)
					if m2 := again.Localizer(tag.String()).Localize(err); fmt.Sprint(m) != fmt.Sprint(m2) {
						t.Errorf("got %+v, then %+v", m, m2)
					}
				}
			}
		}
	})
}

func FuzzFacts(f *testing.F) {
	for _, s := range []string{"", "x", "\x00", "\u202e", "a\xff", "friends", strings.Repeat("한", 300), "{", "\u2068"} {
		f.Add(s, int64(len(s)), 1.5, uint64(math.MaxUint64))
	}
	f.Add("x", int64(math.MinInt64), math.NaN(), uint64(0))
	f.Add("x", int64(-1), math.Inf(1), uint64(1))
	f.Add("x", int64(0), 1e300, uint64(1))
	catalog := numbers(f)
	f.Fuzz(func(t *testing.T, s string, i int64, x float64, u uint64) {
		s = strings.NewReplacer("{", "", "<", "").Replace(s) // a value may hold what no template may leave
		for _, value := range []any{s, i, x, u, time.Duration(i), apicause.Term(s), apicause.Terms{apicause.Term(s), "friends"}, stringer(s), nil, []byte(s)} {
			for _, header := range []string{"en", "ko", "ar", "pl"} {
				for _, c := range []apicause.Cause{"Items", apicause.Unknown, apicause.InsufficientScope, apicause.Cause("a" + s)} {
					m := catalog.Localizer(header).Localize(&apicause.Error{Cause: c, Facts: apicause.Facts{"Count": value, "Retry": value, "Scopes": value}})
					checkMessage(t, m)
					for _, r := range m.Detail {
						if unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) && r != '\u2068' && r != '\u2069' {
							t.Errorf("%s: %q shows a control character", header, m.Detail)
						}
					}
				}
			}
		}
	})
}
