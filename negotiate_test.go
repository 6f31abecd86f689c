package apicause_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// speaking makes a catalog of the languages, the first of which is the fallback.
// Each describes InternalError by its own tag.
func speaking(t testing.TB, languages string) *apicause.Catalog {
	t.Helper()
	config := apicause.Config{}
	files := fstest.MapFS{}
	for i, name := range strings.Fields(languages) {
		tag := language.MustParse(name)
		config.Languages = append(config.Languages, tag)
		if i == 0 {
			config.Fallback = tag
		}
		files["active."+name+".toml"] = &fstest.MapFile{Data: []byte("InternalError = '" + name + "'")}
	}
	config.Locales = append(config.Locales, files)
	catalog, err := apicause.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

func TestReadersGetTheLanguageTheyAskFor(t *testing.T) {
	tests := []struct {
		languages   string // the fallback first
		preferences []string
		want        string
	}{
		{"en ko", []string{"ko-KR,ko;q=0.9,en-US;q=0.8"}, "ko"},
		{"en ko", []string{"ko"}, "ko"},
		{"en ko", []string{"ko_KR"}, "ko"},
		{"en ko", []string{"KO-kr"}, "ko"},
		{"en ko", []string{"ko-KP"}, "ko"},
		{"en ko", []string{"fr;q=0.2,ko;q=0.8"}, "ko"},
		{"en ko", []string{"en;q=0.2,ko;q=0.8"}, "ko"},
		{"en ko", []string{"en;q=0.8, ko;q=0.8"}, "en"},
		{"en ko", []string{" ko ; q=0.9 , en ; q = 0.8 "}, "ko"},

		// Weight zero, and the others.
		{"en ko", []string{"ko;q=0,en"}, "en"},
		{"en ko", []string{"ko,ko;q=0"}, "en"},
		{"en ko", []string{"ko-KR,ko;q=0"}, "en"},
		{"en ko", []string{"ko,ko-KR;q=0"}, "ko"},
		{"en ko", []string{"en;q=0,*"}, "ko"},
		{"en ko", []string{"en;q=0"}, "en"},
		{"en ko", []string{"*;q=0"}, "en"},
		{"en ko", []string{"ko,*;q=0"}, "ko"},
		{"en ko", []string{"*;q=0.1,ko"}, "ko"},
		{"en ko", []string{"*,ko;q=0.1"}, "en"},
		{"en ko", []string{"en;q=0.1,*"}, "ko"},
		{"en ja ko", []string{"en;q=0,ja;q=0.5,*"}, "ko"},
		{"en en-GB ko", []string{"en;q=0,*"}, "ko"},
		{"en ko zh-Hans zh-Hant", []string{"en;q=0,ko;q=0,zh-Hans;q=0,*"}, "zh-Hant"},
		{"en zh-TW", []string{"zh-TW,zh-Hant;q=0"}, "en"},
		{"en ko", []string{"ko;q=0", "ko"}, "ko"}, // a preference speaks for itself
		{"en ko", []string{"*"}, "en"},
		{"en ko", []string{""}, "en"},
		{"en ko", nil, "en"},
		{"ko en", []string{"*"}, "ko"},

		// Malformed ranges cost themselves alone.
		{"en ko", []string{"ko,en;q=abc"}, "ko"},
		{"en ko", []string{"en;q=abc,ko"}, "ko"},
		{"en ko", []string{"en;q=2,ko;q=0.1"}, "ko"},
		{"en ko", []string{"en;q=-1,ko;q=0.1"}, "ko"},
		{"en ko", []string{"en;q=NaN,ko;q=0.1"}, "ko"},
		{"en ko", []string{"en;q,ko;q=0.1"}, "ko"},
		{"en ko", []string{"en;level=1,ko;q=0.1"}, "ko"},
		{"en ko", []string{"ko,!!bogus!!"}, "ko"},
		{"en ko", []string{"!!bogus!!,ko"}, "ko"},
		{"en ko", []string{"\x00,\xff\xfe,ko"}, "ko"},
		{"en ko", []string{";q=1,,;,=,ko"}, "ko"},
		{"en ko", []string{"EN;Q=0.2,ko;q=0.8"}, "ko"},
		{"en ko", []string{"ko-unknown"}, "ko"},
		{"en ko", []string{"xx-KR"}, "en"},
		{"en ko", []string{"xx-unknown", "ko-KR"}, "ko"},
		{"en ko", []string{"", "ko-KR"}, "ko"},
		{"en ko", []string{"ja", "ko-KR"}, "ko"},
		{"en ko", []string{"en", "ko-KR"}, "en"},

		// No match is no match.
		{"en ko", []string{"ja"}, "en"},
		{"en ko", []string{"zh"}, "en"},
		{"en ko", []string{"kok"}, "en"},
		{"ko en", []string{"ja"}, "ko"},
		{"en ru", []string{"uk"}, "en"}, // the same script is no match
		{"en ar", []string{"fa"}, "en"},
		{"en ko", []string{"und"}, "en"},
		{"en ko", []string{"und-KR"}, "en"},

		// Scripts and regions, as CLDR and x/text rank them.
		{"en zh-Hans zh-Hant", []string{"zh-TW"}, "zh-Hant"},
		{"en zh-Hans zh-Hant", []string{"zh-HK"}, "zh-Hant"},
		{"en zh-Hans zh-Hant", []string{"zh-MO"}, "zh-Hant"},
		{"en zh-Hans zh-Hant", []string{"zh"}, "zh-Hans"},
		{"en zh-Hans zh-Hant", []string{"zh-CN"}, "zh-Hans"},
		{"en zh-Hans zh-Hant", []string{"zh-SG"}, "zh-Hans"},
		{"en zh-Hans", []string{"zh-TW"}, "zh-Hans"},
		{"en zh-Hans", []string{"zh-TW,en;q=0.9"}, "en"},
		{"en zh-Hans", []string{"zh-TW", "en"}, "en"},
		{"en zh-Hans ko", []string{"zh-TW,*;q=0.1"}, "en"},
		{"en pt-BR", []string{"pt-PT"}, "pt-BR"},
		{"en pt-BR", []string{"pt"}, "pt-BR"},
		{"en sr sr-Latn", []string{"sr-Latn-RS"}, "sr-Latn"},
		{"en sr sr-Latn", []string{"sr-RS"}, "sr"},
		{"en nb", []string{"no"}, "nb"},
		{"en nb", []string{"nn"}, "nb"},
		{"en fr", []string{"fr-CA"}, "fr"},
		{"en id", []string{"in"}, "id"},
		{"en he", []string{"iw"}, "he"},

		// Whatever its size.
		{"en ko", []string{strings.Repeat(",", 1<<20)}, "en"},
		{"en ko", []string{strings.Repeat("fr;q=0.1,", 1<<20/9)}, "en"},
		{"en ko", []string{"ko," + strings.Repeat("fr;q=0.1,", 1<<20/9)}, "ko"},
		{"en ko", []string{strings.Repeat("a-", 1<<19) + "ko"}, "en"},
		{"en ko", []string{strings.Repeat("fr;q=0.1,", 63) + "ko"}, "ko"},
		{"en ko", []string{strings.Repeat("fr;q=0.1,", 64) + "ko"}, "en"}, // 64 ranges are read
		{"en ko", []string{strings.Repeat("x", 4094) + ",ko-KR"}, "en"},   // no half range is read
	}
	catalogs := map[string]*apicause.Catalog{}
	for _, tt := range tests {
		t.Run(fmt.Sprintf("%s/%.40q", tt.languages, tt.preferences), func(t *testing.T) {
			catalog := catalogs[tt.languages]
			if catalog == nil {
				catalog = speaking(t, tt.languages)
				catalogs[tt.languages] = catalog
			}
			for _, time := range []string{"first", "second"} {
				localizer := catalog.Localizer(tt.preferences...)
				if got := localizer.Language().String(); got != tt.want {
					t.Errorf("%s time: language %s, want %s", time, got, tt.want)
				}
				if got := localizer.Message(apicause.InternalError); got.Description != tt.want || got.Language.String() != tt.want {
					t.Errorf("%s time: message in %s: %q, want %s", time, got.Language, got.Description, tt.want)
				}
			}
		})
	}
}

func TestMessagesFallBackAlongTheChain(t *testing.T) {
	files := fstest.MapFS{
		"active.en.toml":    {Data: []byte("All = 'en'\nBritish = 'en'\nKorean = 'en'\nNobody = 'en'\nWaiting='en'")},
		"active.en-GB.toml": {Data: []byte("All = 'en-GB'\nBritish = 'en-GB'")},
		"active.ko.toml":    {Data: []byte("All = 'ko'\nKorean = 'ko'\n[title]\nBritish = 'ko title'\n[detail]\nWaiting = 'ko detail'")},
		"active.fr.toml":    {Data: []byte("All = 'fr'\nKorean = 'fr'")},
	}
	catalog := newCatalog(t, apicause.Config{
		Languages: []language.Tag{language.English, language.BritishEnglish, language.Korean, language.French},
		Locales:   layers(files), Causes: []apicause.Cause{"All", "British", "Korean", "Nobody", "Waiting"},
	})
	tests := []struct {
		header, want string
	}{
		{"en-GB,ko", "All:en-GB British:en-GB Korean:en Nobody:en Waiting:en"}, // CLDR's parent of en-GB comes before ko
		{"ko,en-GB;q=0.5", "All:ko British:ko Korean:ko Nobody:en Waiting:en"},
		{"fr,ko;q=0.5", "All:fr British:ko Korean:fr Nobody:en Waiting:en"},
		{"fr", "All:fr British:en Korean:fr Nobody:en Waiting:en"},
	}
	for _, tt := range tests {
		var got []string
		for _, c := range catalog.Causes()[43:] {
			m := catalog.Localizer(tt.header).Message(c)
			got = append(got, fmt.Sprintf("%s:%s", c, m.Language))
			if m.Cause != c {
				t.Errorf("%s: the message of %s is one of %s", tt.header, c, m.Cause)
			}
		}
		if got := strings.Join(got, " "); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.header, got, tt.want)
		}
	}
}

func TestAHundredThousandHeadersKeepMemoryBounded(t *testing.T) {
	catalog := speaking(t, "en ko")
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	for i := range 102_000 {
		rest := strings.Repeat("fr;q=0.1,", 10)
		if i >= 100_000 { // and two thousand of 10 KB
			rest = strings.Repeat(" ", 10_000)
		}
		header := fmt.Sprintf("ko-x-%d,%s", i, rest)
		if got := catalog.Localizer(header).Language(); got != language.Korean {
			t.Fatalf("%s: got %s", header, got)
		}
	}
	if grown := int64(heap()) - int64(before); grown > 2<<20 {
		t.Errorf("they left %d bytes behind; want less than 2 MiB", grown)
	}
	runtime.KeepAlive(catalog)
}

func TestBuiltInLanguagesServeTheirRelatives(t *testing.T) {
	tests := []struct{ preference, want string }{
		{"zh-HK", "zh-Hant"}, {"zh-TW", "zh-Hant"}, {"zh-MO", "zh-Hant"},
		{"zh-SG", "zh-Hans"}, {"zh-CN", "zh-Hans"}, {"zh", "zh-Hans"},
		{"pt", "en"}, {"pt-BR,pt;q=0.9", "en"}, {"pt,es;q=0.5", "es"},
		{"in", "id"}, {"in-ID", "id"},
		{"es-419", "es"}, {"es-MX", "es"}, {"fr-CA", "fr"}, {"de-CH", "de"}, {"ar-EG", "ar"},
		{"ja-JP", "ja"}, {"th-TH", "th"}, {"vi-VN", "vi"}, {"ko-KP", "ko"}, {"en-GB", "en"},
	}
	for _, tt := range tests {
		m := apicause.Default().Localizer(tt.preference).Message(apicause.InvalidToken)
		if got := m.Language.String(); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.preference, got, tt.want)
		}
	}
}
