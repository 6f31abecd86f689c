package apicause_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

func TestRegionalFilesInheritTextByText(t *testing.T) {
	const built = "active.en.toml"
	tests := []struct {
		name                    string
		layers                  []fstest.MapFS
		cause                   apicause.Cause
		facts                   apicause.Facts
		title, detail, language string
	}{
		{"a title alone keeps the parent's detail",
			[]fstest.MapFS{file("active.en-GB.toml", "[title]\nNotFound = 'British'")},
			apicause.NotFound, nil, "British", "", "en-GB"},
		{"a detail alone keeps the parent's title",
			[]fstest.MapFS{file("active.en-GB.toml", "[detail]\nNotFound = 'British.'")},
			apicause.NotFound, nil, "", "British.", "en-GB"},
		{"a cause that the regional file leaves out is the parent's",
			[]fstest.MapFS{file("active.en-GB.toml", "[detail]\nNotFound = 'British.'")},
			apicause.Conflict, nil, "", "", "en"},
		{"the nearest parent wins",
			[]fstest.MapFS{{"active.en-GB.toml": {Data: []byte("[title]\nConflict = 'x'")}, "active.en-001.toml": {Data: []byte("[title]\nNotFound = 'world'")}, built: {Data: []byte("[title]\nNotFound = 'plain'")}}},
			apicause.NotFound, nil, "world", "", "en-001"},
		{"an app's parent overrides a lower layer's regional file",
			[]fstest.MapFS{file("active.en-GB.toml", "[title]\nNotFound = 'British'"), file(built, "[title]\nNotFound = 'plain'")},
			apicause.NotFound, nil, "plain", "", "en"},
		{"in one layer the regional file overrides its parent",
			[]fstest.MapFS{{"active.en-GB.toml": {Data: []byte("[title]\nNotFound = 'British'")}, built: {Data: []byte("[title]\nNotFound = 'plain'")}}},
			apicause.NotFound, nil, "British", "", "en-GB"},
		{"a regional detail takes the place of the parent's detail with facts",
			[]fstest.MapFS{file("active.en-GB.toml", "[detail]\nApiLimitExceeded = 'British.'")},
			apicause.ApiLimitExceeded, apicause.Facts{apicause.FactRetry: fiveMinutes}, "", "British.", "en-GB"},
		{"units and terms are inherited",
			[]fstest.MapFS{file("active.en-GB.toml", "[detail_with_facts]\nApiLimitExceeded = 'Come back {{.Retry}}.'")},
			apicause.ApiLimitExceeded, apicause.Facts{apicause.FactRetry: fiveMinutes}, "", "Come back in 5 minutes.", "en-GB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			catalog := newCatalog(t, apicause.Config{Locales: layers(tt.layers...), Languages: []language.Tag{language.BritishEnglish}})
			english := apicause.Default().Localizer("en").Localize(&apicause.Error{Cause: tt.cause, Facts: tt.facts})
			want := fmt.Sprintf("%s|%s|%s", orElse(tt.title, english.Title), orElse(tt.detail, english.Detail), tt.language)
			m := catalog.Localizer("en-GB").Localize(&apicause.Error{Cause: tt.cause, Facts: tt.facts})
			if got := fmt.Sprintf("%s|%s|%s", m.Title, m.Detail, m.Language); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		})
	}
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

func TestARegionalFallbackHasWhatItsParentsHave(t *testing.T) {
	catalog := newCatalog(t, apicause.Config{
		Fallback:  language.BritishEnglish,
		Languages: []language.Tag{language.Korean},
		Locales:   layers(file("active.en-GB.toml", "[title]\nNotFound = 'British'")),
	})
	if got := fmt.Sprint(catalog.Languages()); got != "[en-GB ko]" {
		t.Errorf("languages: got %s", got)
	}
	if m := catalog.Localizer("fr").Message(apicause.InvalidToken); m.Language != language.English || m.Detail == "" {
		t.Errorf("got %+v in %s", m, m.Language)
	}
}

func TestATitleStandsInForADescriptionInTheFallbackToo(t *testing.T) {
	const SoldOut apicause.Cause = "SoldOut"
	catalog := newCatalog(t, apicause.Config{Causes: []apicause.Cause{SoldOut}, Locales: layers(file("active.en.toml", "[title]\nSoldOut = 'Sold out'"))})
	if m := catalog.Localizer().Message(SoldOut); m.Title != "Sold out" || m.Description != "Sold out" {
		t.Errorf("got %q, %q", m.Title, m.Description)
	}
}

// An app names who can help once, and every text that names them follows.
func TestContactRewordsASentenceWhereverItStands(t *testing.T) {
	below := file("active.en.toml", `[contact]
report = "Tell the team."
fix = "The team must fix this."
[detail]
NotFound = "Look again. Tell the team."
Conflict = "The team must fix this."
Forbidden = "Tell them."
[detail_with_facts]
TooManyRequests = "Try again {{.Retry}}. Tell the team."
`)
	above := file("active.en.toml", "[contact]\nreport = \"Call us.\"\n[detail]\nBadRequest = \"Tell the team.\"\n")
	catalog := newCatalog(t, apicause.Config{Locales: []fs.FS{below, above}})
	tests := []struct {
		cause apicause.Cause
		want  string
	}{
		{apicause.NotFound, "Look again. Call us."},
		{apicause.TooManyRequests, "Try again in 5 minutes. Call us."},
		{apicause.Conflict, "The team must fix this."}, // another sentence
		{apicause.Forbidden, "Tell them."},
		{apicause.BadRequest, "Tell the team."}, // the layer's own text is as it wrote it
	}
	for _, tt := range tests {
		got := catalog.Localizer("en").Localize(&apicause.Error{Cause: tt.cause, Facts: apicause.Facts{apicause.FactRetry: fiveMinutes}}).Detail
		if got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.cause, got, tt.want)
		}
	}
	one := newCatalog(t, apicause.Config{Locales: []fs.FS{below}})
	if got := one.Localizer("en").Message(apicause.NotFound).Detail; got != "Look again. Tell the team." {
		t.Errorf("a catalog without the layer above: got %q", got) // the files are shared
	}
}

// A thousand languages in a folder cost a reader only their own.
func TestLanguagesAreReadAsTheyAreWanted(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{"ko", "en", "fr"} {
		files["active."+name+".toml"] = &fstest.MapFile{Data: []byte("[title]\nNotFound = '" + strings.ToUpper(name) + "'")}
	}
	catalog := newCatalog(t, apicause.Config{Locales: layers(files)})
	for name := range files {
		delete(files, name) // the catalog has read them
	}
	for _, header := range []string{"fr", "ko", "en"} {
		if got := catalog.Localizer(header).Message(apicause.NotFound).Title; got != strings.ToUpper(header) {
			t.Errorf("%s: got %q", header, got)
		}
	}
}
