package translation_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/translation"
)

// english is the source language of an app.
const english = `OutOfStock = "An item is sold out"
[title]
OutOfStock = "It is sold out"
InternalError = "We have a problem"
[detail]
Unknown = "Ask us."
[detail_with_facts.OutOfStock]
one = "{{.Count}} item is left."
other = "{{.Count}} items are left."
`

func open(t *testing.T, files map[string]string) *messages.Folder {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, messages.MemoryFolder), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := messages.Open(dir, messages.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestProgress(t *testing.T) {
	const sources = "OutOfStock = \"An item is sold out\"\n\"title.OutOfStock\" = \"Sold out\"\n" +
		"\"detail_with_facts.OutOfStock\" = { one = \"One item is left.\", other = \"{{.Count}} items are left.\" }\n"
	const head = "OutOfStock = 'a'\n[title]\nOutOfStock = 'b'\n"
	const forms = head + "[detail_with_facts.OutOfStock]\none = '{{.Count}}'\nfew = '{{.Count}}'\nother = '{{.Count}}'\n"
	for _, test := range []struct {
		name, polish string
		want         map[string]translation.State
	}{
		{"done, stale, and without any form", head, map[string]translation.State{
			"OutOfStock": translation.Done, "title.OutOfStock": translation.Stale, "detail_with_facts.OutOfStock": translation.Missing}},
		{"a form is missing", forms, map[string]translation.State{"detail_with_facts.OutOfStock": translation.Missing}},
		{"all forms, of which the source of one has changed", forms + "many = '{{.Count}}'\n", map[string]translation.State{"detail_with_facts.OutOfStock": translation.Stale}},
		{"an empty text", "OutOfStock = ''\n", map[string]translation.State{"OutOfStock": translation.Missing}},
		{"a line that waits", "#OutOfStock = \"\"\n", map[string]translation.State{"OutOfStock": translation.Missing}},
		{"not TOML", "OutOfStock =\n", map[string]translation.State{"OutOfStock": translation.Missing}},
		{"a language that is not built in", "", map[string]translation.State{"title.InternalError": translation.Missing, "term.friends": translation.Missing}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, map[string]string{"active.en.toml": english, "active.pl.toml": test.polish, ".sources/pl.toml": sources})
			got := translation.Of(f, f.File(language.Polish)).States
			for id, want := range test.want {
				if state, ok := got[id]; !ok || state != want {
					t.Errorf("%s: got %v, %t, want %v", id, state, ok, want)
				}
			}
		})
	}
}

// An app's files override the built-in ones, as Config.Locales does.
func TestAppsFilesOverrideBuiltInOnes(t *testing.T) {
	f := open(t, map[string]string{"active.en.toml": english, "active.ko.toml": ""})
	needed := f.Effective(language.English)
	if needed["detail_with_facts.Unknown"] != nil {
		t.Error("a detail of the app's leaves the built-in one with facts in its place")
	}
	if m := needed["title.InternalError"]; m == nil || m.Source() != "We have a problem" {
		t.Errorf("got %+v", m)
	}
	gaps, _ := translation.Gaps(f, f.File(language.Korean))
	var got []string
	for _, g := range gaps {
		got = append(got, strings.TrimSuffix(g.ID.String()+"."+g.Form, ".")+": "+g.Note)
	}
	want := []string{
		"OutOfStock: An item is sold out",
		"title.OutOfStock: It is sold out",
		"detail_with_facts.OutOfStock.other: {{.Count}} items are left.",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestRegionLeavesTextsToItsLanguage(t *testing.T) {
	f := open(t, map[string]string{"active.en.toml": english, "active.pt.toml": "OutOfStock = 'a'\n", "active.pt-BR.toml": ""})
	got := translation.Of(f, f.File(language.BrazilianPortuguese)).States
	if got["OutOfStock"] != translation.Done || got["title.OutOfStock"] != translation.Missing {
		t.Errorf("got %v, %v", got["OutOfStock"], got["title.OutOfStock"])
	}
	if data, _, err := translation.Draft(f, f.New(language.MustParse("pt-MZ"))); err != nil || !strings.Contains(string(data), "\n#OutOfStock = \"\"\n") {
		t.Errorf("a new file has no line for what the language without the region says: %v\n%s", err, data)
	}
}
