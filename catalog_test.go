package apicause_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

func newCatalog(t testing.TB, config apicause.Config) *apicause.Catalog {
	t.Helper()
	catalog, err := apicause.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// layers returns Config.Locales.
func layers(files ...fstest.MapFS) (all []fs.FS) {
	for _, f := range files {
		all = append(all, f)
	}
	return all
}

// file returns a file system with one message file.
func file(name, text string) fstest.MapFS {
	return fstest.MapFS{name: {Data: []byte(text)}}
}

const fiveMinutes = 5 * time.Minute

func TestDescriptionsAreTheReferenceByteForByte(t *testing.T) {
	for _, row := range reference(t) {
		for i, header := range []string{"ko", "en"} {
			m := apicause.Default().Localizer(header).Message(apicause.Cause(row[0]))
			if want := row[2+i]; m.Description != want || m.Language.String() != header {
				t.Errorf("%s in %s: got %q in %s, want %q", row[0], header, m.Description, m.Language, want)
			}
		}
	}
}

func TestEveryBuiltInCauseHasAllTexts(t *testing.T) {
	withFacts := map[apicause.Cause]string{
		apicause.InternalError: "Retry", apicause.ApiLimitExceeded: "Retry", apicause.UnderMaintenance: "Retry",
		apicause.NotFriend: "Retry", apicause.Unknown: "Retry", apicause.InsufficientScope: "Scopes",
		apicause.TooManyRequests: "Retry", apicause.ServiceUnavailable: "Retry",
	}
	facts := apicause.Facts{"Retry": fiveMinutes, "Scopes": apicause.Terms{"friends", "talk_message"}}
	for _, header := range []string{"ko", "en"} {
		localizer := apicause.Default().Localizer(header)
		for _, c := range apicause.Default().Causes() {
			m := localizer.Message(c)
			if m.Title == m.Description || m.Title == "" || m.Detail == "" || m.Language.String() != header {
				t.Errorf("%s in %s lacks a text: %+v", c, header, m)
			}
			got := localizer.Localize(&apicause.Error{Cause: c, Facts: facts})
			var want []string
			if name := withFacts[c]; name != "" {
				want = []string{name}
			}
			if !slices.Equal(got.Shown, want) {
				t.Errorf("%s in %s shows %v, want %v", c, header, got.Shown, want)
			}
		}
	}
}

func TestBuiltInFilesLoadIntoPlainGoI18n(t *testing.T) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	names, err := fs.Glob(apicause.Locales(), "*")
	if err != nil || !slices.Contains(names, "active.ko.toml") {
		t.Fatalf("got %v, %v", names, err)
	}
	for _, name := range names {
		if _, err := bundle.LoadMessageFileFS(apicause.Locales(), name); err != nil {
			t.Error(err)
		}
	}
	got, err := i18n.NewLocalizer(bundle, "ko").Localize(&i18n.LocalizeConfig{MessageID: "title.InvalidToken"})
	want := apicause.Default().Localizer("ko").Message(apicause.InvalidToken).Title
	if got != want || err != nil {
		t.Errorf("got %q, %v; want %q", got, err, want)
	}
}

func TestAFileInAFolderIsALanguage(t *testing.T) {
	catalog := newCatalog(t, apicause.Config{Locales: layers(file("active.sw.toml", "InvalidToken = 'maelezo'\n[title]\nInvalidToken = 'kichwa'\nNotFriend='kichwa'\n[detail]\nInvalidToken='undani'\nInternalError='undani tu'"))})
	localizer := catalog.Localizer("sw-KE,ko;q=0.5")
	if got := localizer.Language().String(); got != "sw" {
		t.Errorf("language %s, want sw", got)
	}
	tests := []struct {
		cause                                  apicause.Cause
		description, title, detail, inLanguage string
	}{
		{apicause.InvalidToken, "maelezo", "kichwa", "undani", "sw"},
		{apicause.NotFriend, "kichwa", "kichwa", "", "sw"},                // no description: the title
		{apicause.InternalError, "서버 내부에서 처리 중 에러가 발생한 경우", "", "", "ko"}, // a detail alone is no message
	}
	for _, tt := range tests {
		m := localizer.Message(tt.cause)
		if m.Description != tt.description || tt.title != "" && m.Title != tt.title || tt.title != "" && m.Detail != tt.detail || m.Language.String() != tt.inLanguage {
			t.Errorf("%s: got %+v", tt.cause, m)
		}
	}
}

func TestABareDescriptionIsServedAsItIs(t *testing.T) {
	var text strings.Builder
	for _, c := range apicause.Default().Causes() {
		fmt.Fprintf(&text, "%s = 'maelezo ya %s'\n", c, c)
	}
	catalog := newCatalog(t, apicause.Config{Locales: layers(file("active.sw.toml", text.String()))})
	for _, c := range catalog.Causes() {
		want := fmt.Sprintf("maelezo ya %s", c)
		if m := catalog.Localizer("sw").Message(c); m.Title != want || m.Description != want || m.Detail != "" {
			t.Errorf("got %+v", m)
		}
	}
}

func TestLayersLieOverOneAnother(t *testing.T) {
	retry := apicause.Facts{"Retry": fiveMinutes}
	tests := []struct {
		name   string
		layers []string // of active.en.toml
		facts  apicause.Facts
		want   string // the detail of Unknown
	}{
		{"the built-in wording", nil, retry, "Check the result first, and if it didn't work, try again in 5 minutes. If this keeps happening, tell the people who run this service."},
		{"a reworded detail hides the built-in one with facts", []string{"[detail]\nUnknown = 'A.'"}, retry, "A."},
		{"unless its layer brings its own", []string{"[detail]\nUnknown = 'A.'\n[detail_with_facts]\nUnknown = 'B {{.Retry}}.'"}, retry, "B in 5 minutes."},
		{"a later layer over an earlier", []string{"[detail]\nUnknown = 'A.'", "[detail]\nUnknown = 'C.'"}, nil, "C."},
		{"a later layer with facts", []string{"[detail]\nUnknown = 'A.'", "[detail_with_facts]\nUnknown = 'D {{.Retry}}.'"}, retry, "D in 5 minutes."},
		{"a unit of time", []string{"[after.minutes]\nother = 'within {{.Count}} min'", "[detail_with_facts]\nUnknown = 'D {{.Retry}}.'"}, retry, "D within 5 min."},
		{"a detail with facts that has none", []string{"[detail_with_facts]\nUnknown = 'E.'"}, nil, "E."},
		{"a placeholder of the app's own", []string{"[detail_with_facts]\nUnknown = '{{.Ticket}}: tell us this number.'"}, apicause.Facts{"Ticket": "A-7"}, "A-7: tell us this number."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var config apicause.Config
			for _, text := range tt.layers {
				config.Locales = append(config.Locales, file("active.en.toml", text))
			}
			if got := newCatalog(t, config).Localizer("en").Localize(&apicause.Error{Cause: apicause.Unknown, Facts: tt.facts}).Detail; got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestAnAppsOwnCause(t *testing.T) {
	const OutOfStock apicause.Cause = "OutOfStock"
	catalog := newCatalog(t, apicause.Config{
		Causes: []apicause.Cause{OutOfStock},
		Locales: layers(fstest.MapFS{
			"active.en.toml": {Data: []byte("OutOfStock = 'The item is sold out'\n[detail_with_facts.OutOfStock]\none = 'Only {{.Count}} is left.'\nother = 'Only {{.Count}} are left.'")},
			"active.ko.toml": {Data: []byte("OutOfStock = '품절된 경우'\n[title]\nOutOfStock = '지금은 살 수 없어요'")},
		}),
	})
	if got := catalog.Causes(); len(got) != 44 || got[43] != OutOfStock {
		t.Errorf("got %v", got)
	}
	err := fmt.Errorf("buy: %w", &apicause.Error{Cause: OutOfStock, Facts: apicause.Facts{"Count": 1}})
	if got := catalog.Localizer("en").Localize(err); got.Detail != "Only 1 is left." || got.Title != "The item is sold out" {
		t.Errorf("got %+v", got)
	}
	if got := catalog.Localizer("ko").Localize(err); got.Detail != "" || got.Title != "지금은 살 수 없어요" {
		t.Errorf("got %+v", got)
	}
}

func TestAnUnregisteredCauseReadsAsUnknown(t *testing.T) {
	localizer := apicause.Default().Localizer("ko")
	want := localizer.Message(apicause.Unknown)
	got := localizer.Message("OutOfStock")
	if got.Cause != apicause.Unknown || got.Title != want.Title || got.Detail != want.Detail {
		t.Errorf("got %+v", got)
	}
	got = localizer.Localize(&apicause.Error{Cause: "OutOfStock", Facts: apicause.Facts{"Retry": fiveMinutes}})
	if got.Cause != apicause.Unknown || got.Title != want.Title || !strings.Contains(got.Detail, "5분 후") {
		t.Errorf("got %+v", got)
	}
	if got := localizer.Message(""); got.Cause != apicause.Unknown {
		t.Errorf("no cause: got %+v", got)
	}
}

func TestTheZeroLocalizerIsThatOfTheBuiltInCatalog(t *testing.T) {
	var zero apicause.Localizer
	want := apicause.Default().Localizer()
	if zero.Language() != language.English || fmt.Sprint(zero.Localize(apicause.InvalidToken)) != fmt.Sprint(want.Localize(apicause.InvalidToken)) {
		t.Errorf("got %s, %+v", zero.Language(), zero.Localize(apicause.InvalidToken))
	}
}

func TestLanguagesAreTheWantedOnesBehindTheFallback(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"ko", "en", "pt-BR", "zh-Hant", "zh-Hans", "nb"} {
		files["active."+name+".toml"] = &fstest.MapFile{Data: []byte("InternalError = 'x'")}
	}
	tag := language.MustParse
	tests := []struct {
		fallback  language.Tag
		languages []language.Tag
		want      string
	}{
		{language.Und, []language.Tag{language.Korean}, "[en ko]"},
		{language.Und, []language.Tag{tag("zh-CN"), tag("ko-KR"), language.Korean, language.AmericanEnglish}, "[en ko zh-Hans]"},
		{tag("ko-KR"), []language.Tag{language.Korean}, "[ko]"},
		{tag("ko-KR"), []language.Tag{language.English}, "[ko en]"},
		{language.Und, []language.Tag{tag("pt"), tag("zh-TW"), tag("no")}, "[en nb pt-BR zh-Hant]"},
	}
	for _, tt := range tests {
		catalog := newCatalog(t, apicause.Config{Fallback: tt.fallback, Languages: tt.languages, Locales: layers(files)})
		if got := fmt.Sprint(catalog.Languages()); got != tt.want {
			t.Errorf("got %s, want %s", got, tt.want)
		}
	}
	all := newCatalog(t, apicause.Config{Locales: layers(files)}).Languages()
	sorted := slices.IsSortedFunc(all[1:], func(a, b language.Tag) int { return strings.Compare(a.String(), b.String()) })
	if all[0] != language.English || !sorted || !slices.Contains(all, language.TraditionalChinese) {
		t.Errorf("got %v", all)
	}
}

func TestWhatACatalogReturnsIsACopy(t *testing.T) {
	catalog := apicause.Default()
	catalog.Languages()[0], catalog.Causes()[0] = language.Thai, "Changed"
	if catalog.Languages()[0] != language.English || catalog.Causes()[0] != apicause.InternalError {
		t.Error("the catalog changed")
	}
}

// A shuffledFS lists its files in random order.
type shuffledFS struct{ fstest.MapFS }

func (s shuffledFS) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := s.MapFS.ReadDir(name)
	rand.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
	return entries, err
}

func TestTheOrderOfFilesChangesNoAnswer(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"zh", "zh-Hans", "zh-Hant", "zh-TW", "pt", "pt-BR", "pt-PT", "en-GB", "en-001", "sr", "sr-Latn"} {
		files["active."+name+".toml"] = &fstest.MapFile{Data: []byte("InternalError = '" + name + "'")}
	}
	answers := func() string {
		catalog := newCatalog(t, apicause.Config{Locales: []fs.FS{shuffledFS{files}}})
		var b strings.Builder
		fmt.Fprintln(&b, catalog.Languages())
		for _, header := range []string{"zh", "zh-CN", "zh-HK", "pt", "pt-AO", "en", "en-AU", "sr-ME", "*", "da", "en-GB,*;q=0.5"} {
			fmt.Fprintln(&b, header, catalog.Localizer(header).Message(apicause.InternalError).Description)
		}
		return b.String()
	}
	first := answers()
	for range 20 {
		if next := answers(); next != first {
			t.Fatalf("got\n%s\nthen\n%s", first, next)
		}
	}
}

func TestACatalogServesManyReadersAtOnce(t *testing.T) {
	catalog := newCatalog(t, apicause.Config{})
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for j := range 200 {
				header := fmt.Sprintf("ko-x-%d,en;q=0.%d", j%50, i+1)
				m := catalog.Localizer(header).Localize(&apicause.Error{Cause: apicause.ApiLimitExceeded, Facts: apicause.Facts{"Retry": fiveMinutes}})
				if !strings.HasPrefix(m.Detail, "5분 후") {
					t.Errorf("got %+v", m)
				}
			}
		})
	}
	wg.Wait()
}

func TestALocalizerNamesTermsForAnAppsOwnLists(t *testing.T) {
	catalog := newCatalog(t, apicause.Config{Locales: layers(file("active.ko.toml", "[term]\ncoupon = '쿠폰'"))})
	tests := []struct {
		header string
		term   apicause.Term
		want   string
	}{
		{"ko", "coupon", "쿠폰"},
		{"ko", "friends", "카카오 서비스 내 친구목록"},
		{"en,ko;q=0.5", "coupon", "쿠폰"}, // the reader's next language
		{"en", "coupon", ""},
		{"en", "", ""},
	}
	for _, tt := range tests {
		if got, ok := catalog.Localizer(tt.header).Term(tt.term); got != tt.want || ok != (tt.want != "") {
			t.Errorf("%s, %s: got %q, %v; want %q", tt.header, tt.term, got, ok, tt.want)
		}
	}
}

func TestALocalizerTravelsInAContext(t *testing.T) {
	ctx := apicause.NewContext(t.Context(), apicause.Default().Localizer("ko"))
	if got := apicause.FromContext(ctx).Language(); got != language.Korean {
		t.Errorf("got %s", got)
	}
	if got := apicause.FromContext(t.Context()); got != (apicause.Localizer{}) {
		t.Errorf("a context without one: got %v", got)
	}
}

func TestAMessageAsOneString(t *testing.T) {
	for want, m := range map[string]apicause.Message{
		"Title\nDetail.": {Title: "Title", Detail: "Detail."},
		"Title":          {Title: "Title"},
	} {
		if got := m.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestHasKnowsTheCatalogsCauses(t *testing.T) {
	catalog := newCatalog(t, apicause.Config{Causes: []apicause.Cause{"SoldOut"}, Locales: layers(file("active.en.toml", "SoldOut = 'x'"))})
	for cause, want := range map[apicause.Cause]bool{"SoldOut": true, apicause.NotFound: true, apicause.InvalidToken: true, "": false, "Nope": false} {
		if got := catalog.Has(cause); got != want {
			t.Errorf("%q: got %v", cause, got)
		}
	}
	if apicause.Default().Has("SoldOut") {
		t.Error("the built-in catalog has an app's cause")
	}
}

func TestWhatAMessageSharesCannotBeWrittenInto(t *testing.T) {
	err := &apicause.Error{Cause: apicause.ApiLimitExceeded, Facts: apicause.Facts{apicause.FactRetry: fiveMinutes}}
	shown := apicause.Default().Localizer("en").Localize(err).Shown
	if len(shown) != 1 || cap(shown) != 1 {
		t.Errorf("got %v with capacity %d", shown, cap(shown))
	}
}
