package translation_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

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

func open(t *testing.T, files map[string]string) *translation.Folder {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	f, err := translation.Open(dir, language.English)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestProgress(t *testing.T) {
	const sources = "[pl]\nOutOfStock = \"An item is sold out\"\n\"title.OutOfStock\" = \"Sold out\"\n"
	const head = "OutOfStock = 'a'\n[title]\nOutOfStock = 'b'\n"
	for _, test := range []struct {
		name, polish string
		want         map[string]translation.State
	}{
		{"done, stale, and without any form", head, map[string]translation.State{
			"OutOfStock": translation.Done, "title.OutOfStock": translation.Stale, "detail_with_facts.OutOfStock": translation.Missing}},
		{"a form is missing", head + "[detail_with_facts.OutOfStock]\none = '{{.Count}}'\nfew = '{{.Count}}'\nother = '{{.Count}}'\n",
			map[string]translation.State{"detail_with_facts.OutOfStock": translation.Missing}},
		{"all forms", head + "[detail_with_facts.OutOfStock]\none = '{{.Count}}'\nfew = '{{.Count}}'\nmany = '{{.Count}}'\nother = '{{.Count}}'\n",
			map[string]translation.State{"detail_with_facts.OutOfStock": translation.Done}},
		{"an empty text", "OutOfStock = ''\n", map[string]translation.State{"OutOfStock": translation.Missing}},
		{"a line that waits", "#OutOfStock = \"\"\n", map[string]translation.State{"OutOfStock": translation.Missing}},
		{"no TOML", "OutOfStock =\n", map[string]translation.State{"OutOfStock": translation.Missing}},
		{"a language that is not built in", "", map[string]translation.State{"title.InternalError": translation.Missing, "term.friends": translation.Missing}},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := open(t, map[string]string{"active.en.toml": english, "active.pl.toml": test.polish, ".sources.toml": sources})
			got := f.Progress(f.File(language.Polish)).States
			for id, want := range test.want {
				if state, ok := got[id]; !ok || state != want {
					t.Errorf("%s: got %v, %t, want %v", id, state, ok, want)
				}
			}
		})
	}
}

// The built-in files lie beneath an app's, as Config.Locales lays them.
func TestBuiltInFilesLieBeneath(t *testing.T) {
	f := open(t, map[string]string{"active.en.toml": english, "active.ko.toml": "", "active.en-XA.toml": "OutOfStock = 'x'"})
	if len(f.Files) != 2 {
		t.Errorf("%d files; a pseudo-locale is no translation", len(f.Files))
	}
	if _, ok := f.Find("detail_with_facts.Unknown"); ok {
		t.Error("a detail of the app's leaves the built-in one with facts in its place")
	}
	if m, ok := f.Find("title.InternalError"); !ok || m.Source() != "We have a problem" {
		t.Errorf("got %q, %t", m.Source(), ok)
	}
	gaps, _ := f.Gaps(f.File(language.Korean))
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
	brazil := language.BrazilianPortuguese
	got := f.Progress(f.File(brazil)).States
	if got["OutOfStock"] != translation.Done || got["title.OutOfStock"] != translation.Missing {
		t.Errorf("got %v, %v", got["OutOfStock"], got["title.OutOfStock"])
	}
	mozambique, err := f.New(language.MustParse("pt-MZ"))
	if err != nil {
		t.Fatal(err)
	}
	if data, _, err := f.Draft(mozambique); err != nil || !strings.Contains(string(data), "\n#OutOfStock = \"\"\n") {
		t.Errorf("a new file has no line for what the language without the region says: %v\n%s", err, data)
	}
}

func TestOpenRefuses(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"no source language", map[string]string{"active.ko.toml": ""}, "no active.en.toml"},
		{"a source language that is no TOML", map[string]string{"active.en.toml": "A ="}, "active.en.toml: line 1: "},
		{"a broken memory", map[string]string{"active.en.toml": english, ".sources.toml": "[pl"}, ".sources.toml: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			for name, data := range test.files {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := translation.Open(dir, language.English); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestSourcesAreSortedAndStable(t *testing.T) {
	f := open(t, map[string]string{"active.en.toml": english})
	f.Sources.Remember(language.Polish, "title.OutOfStock", "a \"quoted\" \\ text\nof two lines")
	f.Sources.Remember(language.German, "b", "2")
	f.Sources.Remember(language.German, "a", "1")
	if err := f.Sources.Write(); err != nil {
		t.Fatal(err)
	}
	const want = `# Which source text each translation was made from: the command apicause keeps
# this file, and tells by it which translations are out of date.

[de]
"a" = "1"
"b" = "2"

[pl]
"title.OutOfStock" = "a \"quoted\" \\ text\nof two lines"
`
	got, err := os.ReadFile(f.Sources.Path())
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s", err, cmp.Diff(want, string(got)))
	}
	again, err := translation.Open(f.Dir, language.English)
	if err != nil {
		t.Fatal(err)
	}
	if was, now := again.Sources.Bytes(); string(was) != string(now) {
		t.Errorf("written again, it changes:\n%s", cmp.Diff(string(was), string(now)))
	}
}
