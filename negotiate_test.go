package apicause_test

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// speaking makes a catalog of the languages, the first of which is the fallback.
// Each describes InternalError by its own tag, and so the causes that chain reads.
func speaking(t testing.TB, languages string) *apicause.Catalog {
	t.Helper()
	config := apicause.Config{}
	files := fstest.MapFS{}
	names := strings.Fields(languages)
	for i, name := range names {
		text := fmt.Sprintf("InternalError = '%s'\n", name)
		for _, c := range apicause.Default().Causes() {
			if i == 0 && c != apicause.InternalError {
				text += fmt.Sprintf("%s = '%s'\n", c, name)
			}
		}
		for j, a := range names {
			for _, b := range names[:j+1] {
				if i == 0 {
					config.Causes = append(config.Causes, pair(a, b))
				}
				if i == 0 || name == a || name == b {
					text += fmt.Sprintf("%s = '%s'\n", pair(a, b), name)
				}
			}
		}
		files["active."+name+".toml"] = &fstest.MapFile{Data: []byte(text)}
		config.Languages = append(config.Languages, language.MustParse(name))
	}
	config.Fallback = config.Languages[0]
	config.Locales = layers(files)
	return newCatalog(t, config)
}

// pair is a cause that two languages describe, and the fallback.
func pair(a, b string) apicause.Cause {
	if a > b {
		a, b = b, a
	}
	return apicause.Cause(strings.ReplaceAll("In_"+a+"_or_"+b, "-", "_"))
}

// chain returns the languages in which a reader reads, in order, up to the fallback,
// behind which there is nothing to read.
func chain(catalog *apicause.Catalog, preferences ...string) string {
	localizer := catalog.Localizer(preferences...)
	var chain []string
	for _, tag := range catalog.Languages() {
		if name := tag.String(); localizer.Message(pair(name, name)).Language == tag {
			chain = append(chain, name)
		}
	}
	slices.SortFunc(chain, func(a, b string) int {
		if a == b || localizer.Message(pair(a, b)).Language.String() == a {
			return -1
		}
		return 1
	})
	return strings.Join(chain, " ")
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
		{"en ko", []string{" ko ; q=0.9 , en ;q=0.8 "}, "ko"},

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
		{"en ko", []string{"ko-KR-abc"}, "en"},
		{"en ko", []string{"ko-toolongforasubtag,ko;q=0.5,en;q=0.8"}, "en"},
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

		// Regions and their CLDR parents are one language.
		{"ko en en-GB", []string{"en-AU"}, "en-GB"},
		{"ko en en-GB", []string{"en-US"}, "en"},
		{"ko en en-GB fr", []string{"en-US;q=0.1,*"}, "ko"},
		{"en en-GB ko", []string{"en;q=0.1,*"}, "ko"},
		{"ko es es-419", []string{"es-MX,es;q=0"}, "ko"},
		{"ko en en-GB", []string{"en-GB;q=0,en"}, "en"},
		{"ko en-GB en-US", []string{"en,en-US;q=0"}, "en-GB"},
		{"ko en-GB en-US", []string{"en-AU,en-GB;q=0"}, "en-US"},
		{"ko en-GB", []string{"en-GB,en-001;q=0"}, "ko"},
		{"en zh-CN zh-HK", []string{"zh-TW"}, "zh-HK"},
		{"zh-CN en zh-HK", []string{"zh-TW"}, "zh-HK"},
		{"zh-HK en zh-CN", []string{"zh-TW"}, "zh-HK"},

		// What CLDR holds to be understood comes behind what the reader names.
		{"en ko", []string{"km-KH,km;q=0.9,ko-KR;q=0.8"}, "ko"},
		{"ko en", []string{"km-KH,km;q=0.9,ko-KR;q=0.8"}, "ko"},
		{"ko en", []string{"km"}, "en"},
		{"en ko", []string{"my,ko;q=0.1"}, "ko"},
		{"en ko", []string{"ne,ko;q=0.1"}, "ko"},
		{"en ko", []string{"sw,ko;q=0.1"}, "ko"},
		{"en ko", []string{"lo,ko;q=0.1"}, "ko"},
		{"en ko", []string{"ta,ko;q=0.1"}, "ko"},
		{"en ko", []string{"bn,ko;q=0.1"}, "ko"},
		{"en ko", []string{"km", "ko"}, "ko"},
		{"ko en nb", []string{"da,en"}, "en"},
		{"ko en nb", []string{"da"}, "nb"},
		{"en es ko", []string{"eu,ko"}, "ko"},
		{"en es ko", []string{"eu"}, "es"},
		{"ko nb en", []string{"no,en;q=0.5"}, "nb"},
		{"ko ca", []string{"ca,ca-valencia;q=0"}, "ca"},
		{"ko ca-valencia ca", []string{"ca,ca-valencia;q=0"}, "ca"},
		{"ko nb en", []string{"nn,en;q=0.5"}, "en"},
		{"en ko", []string{"km,*;q=0.5"}, "en"},
		{"ko en", []string{"km,*;q=0"}, "ko"},
		{"en zh-Hans", []string{"zh-TW,*;q=0"}, "en"},
		{"ko en", []string{"km,en;q=0"}, "ko"},

		// Macrolanguages too.
		{"en zh-Hans zh-Hant", []string{"yue"}, "zh-Hant"},
		{"en zh-Hans zh-Hant", []string{"yue-HK,yue;q=0.9,en;q=0.8"}, "en"},
		{"en zh-Hans zh-Hant", []string{"zh-yue"}, "zh-Hant"},
		{"en zh-Hans zh-Hant", []string{"nan"}, "zh-Hans"},
		{"en zh-Hans zh-Hant", []string{"wuu"}, "zh-Hans"},
		{"en zh-Hans zh-Hant", []string{"yue,zh;q=0"}, "en"},
		{"en ko zh-Hans zh-Hant", []string{"en;q=0,ko;q=0.1,cmn;q=0,*"}, "ko"},
		{"en ar", []string{"arz"}, "ar"},
		{"en ar", []string{"apc"}, "ar"},
		{"en ar", []string{"arb,en;q=0.9"}, "ar"},

		// POSIX locales.
		{"en ko", []string{"ko_KR.UTF-8"}, "ko"},
		{"en ko", []string{"ko_KR.UTF-8,en;q=0.5"}, "ko"},
		{"en ko", []string{"C.UTF-8", "ko"}, "ko"},

		// Weights are RFC 9110's.
		{"en ko", []string{"en;q=1e-1,ko;q=0.05"}, "ko"},
		{"en ko", []string{"en;q=0x.8p0,ko;q=0.05"}, "ko"},
		{"en ko", []string{"en;q=+1,ko;q=0.05"}, "ko"},
		{"en ko", []string{"en;q = 0.5,ko;q=0.05"}, "ko"},
		{"en ko", []string{"en;q=.5,ko;q=0.05"}, "ko"},
		{"en ko", []string{"en;q=0.5555,ko;q=0.05"}, "ko"},
		{"en ko", []string{"en;q=1.,ko;q=0.999"}, "en"},
		{"en ko", []string{"en;q=0.,ko;q=0.001"}, "ko"},

		// All are refused, or all the others.
		{"en ko", []string{"*,*;q=0"}, "en"},
		{"ko en", []string{"*;q=0,en"}, "en"},
		{"ko en", []string{"*;q=0", "en"}, "en"},
		{"ko en", []string{"en;q=0,ko;q=0,*;q=0"}, "ko"},
		{"ko en", []string{"en;q=0,ko;q=0,ja"}, "ko"},
		{"ko en nb", []string{"no;q=0,en;q=0.1,nb"}, "en"},

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

func TestWantedIsTheFirstRangeThatIsWanted(t *testing.T) {
	catalog := speaking(t, "en ko")
	tests := []struct {
		preferences []string
		want        string
	}{
		{[]string{"fr-CA,ko;q=0.5"}, "fr-CA"},
		{[]string{"ko;q=0.5,fr;q=0.8"}, "fr"},
		{[]string{"ko;q=0,fr"}, "fr"},
		{[]string{"ko;q=0", "fr"}, "fr"},
		{[]string{"", "!!", "fr", "ko"}, "fr"},
		{[]string{"en;q=2,fr;q=0.1"}, "fr"},
		{[]string{"fr-unknown,ko"}, "fr"},
		{[]string{"fr-CA-unknown"}, "fr-CA"},
		{[]string{"ko_KR.UTF-8"}, "ko-KR"},
		{[]string{"zh-yue"}, "yue"},
		{[]string{"*"}, "und"},
		{[]string{"*,ko;q=0.5"}, "und"},
		{[]string{"*;q=0.5,ko"}, "ko"},
		{[]string{"*", "ko"}, "und"},
		{[]string{"ko;q=0"}, "und"},
		{[]string{"*;q=0"}, "und"},
		{[]string{"und-KR"}, "und"},
		{[]string{""}, "und"},
		{nil, "und"},
	}
	for _, tt := range tests {
		if got := catalog.Localizer(tt.preferences...).Wanted().String(); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.preferences, got, tt.want)
		}
	}
}

func TestTheChainOfAReader(t *testing.T) {
	tests := []struct{ languages, header, want string }{
		{"en ko fr", "", "en"},
		{"en ko fr", "ko", "ko en"},
		{"en ko fr ja", "fr,ko;q=0.5", "fr ko en"},
		{"en ko fr ja", "fr;q=0.5,ko;q=0.5,fr,ko", "fr ko en"},
		{"en ko fr ja", "ko,*;q=0.5", "ko en"},
		{"ko en fr ja", "*,ko;q=0.5", "en fr ja ko"},
		{"ko en fr ja", "*;q=0.1,ja", "ja ko"},
		{"ko en fr ja", "ko;q=0,*", "en fr ja ko"},
		{"ko en fr ja", "ko;q=0,fr;q=0,*", "en ja ko"},
		{"ko en fr ja", "ko;q=0,ja;q=0.1,*", "en fr ja ko"},
		{"ko en en-001 en-GB", "en-GB", "en-GB en-001 en ko"},
		{"ko en en-001 en-GB fr", "en-GB;q=0.5,fr", "fr en-GB en-001 en ko"},
		{"ko en en-001 en-GB", "en-GB,en-001;q=0", "en ko"},
		{"ko en en-001 en-GB", "en-GB,en;q=0", "ko"},
		{"ko pt pt-PT", "pt-AO", "pt-PT pt ko"},
		{"ko en-GB en-US fr", "fr,en-US;q=0.9,*;q=0.1", "fr en-US ko"},

		// Other languages than those named come last.
		{"ko en fr", "km,fr;q=0.1", "fr en ko"},
		{"ko en es fr", "km,eu,fr;q=0.1", "fr en es ko"},
		{"ko en es fr", "eu,km;q=0.9,en;q=0.1", "en es ko"},
		{"ko zh-Hans zh-HK en", "zh-TW,en", "zh-HK en ko"},
		{"ko zh-Hans en", "zh-TW,en", "en zh-Hans ko"},
		{"ko zh-Hant en ar", "yue,arz,en;q=0.1", "en zh-Hant ar ko"},
		{"ko zh-Hans en fr", "zh-TW,*;q=0.1", "ko"},
		{"ko zh-Hans en fr", "zh-TW,ko;q=0,*;q=0.1", "en fr zh-Hans ko"},
		{"ko zh-Hans en", "zh-TW,en,*;q=0", "en ko"},
		{"ko zh-Hans en", "zh-TW,en,zh-CN;q=0", "en zh-Hans ko"},
		{"ko zh-Hans en", "zh-TW,en,zh-Hans;q=0", "en ko"},
		{"ko en-GB en", "km", "en ko"},
	}
	for _, tt := range tests {
		if got := chain(speaking(t, tt.languages), tt.header); got != tt.want {
			t.Errorf("%s: %s: got %s, want %s", tt.languages, tt.header, got, tt.want)
		}
	}
}

func TestTheChainOfSeveralPreferences(t *testing.T) {
	catalog := speaking(t, "ko en fr ja")
	tests := []struct {
		preferences []string
		want        string
	}{
		{[]string{"fr;q=0.1", "ja"}, "fr ja ko"},
		{[]string{"km", "fr"}, "fr en ko"},
		{[]string{"fr", "fr;q=0,ja"}, "fr ja ko"},
		{[]string{"ja", "fr,ja;q=0"}, "ja fr ko"},
		{[]string{"km", "fr,*;q=0"}, "fr en ko"}, // refused in the second alone
		{slices.Repeat([]string{"de"}, 15), "ko"},
		{append(slices.Repeat([]string{"de"}, 15), "fr", "ja"), "fr ko"}, // sixteen are read
	}
	for _, tt := range tests {
		if got := chain(catalog, tt.preferences...); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.preferences, got, tt.want)
		}
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
	rest := strings.Repeat("fr;q=0.1,", 10)
	spaces := strings.Repeat(" ", 10_000)
	for i := range 100_000 {
		catalog.Localizer(fmt.Sprintf("ko-x-%d,%s", i, rest))
	}
	for i := range 2000 {
		catalog.Localizer(fmt.Sprintf("ko-x-%d,%s", i, spaces))
		catalog.Localizer(fmt.Sprintf("fr-x-%d,%s", i, spaces)[:20]) // a piece of a request
	}
	for i := range 100 {
		catalog.Localizer(make([]string, 10_000+i)...)
	}
	if grown := int64(heap()) - int64(before); grown > 2<<20 {
		t.Errorf("they left %d bytes behind; want less than 2 MiB", grown)
	}
	runtime.KeepAlive(catalog)
}
