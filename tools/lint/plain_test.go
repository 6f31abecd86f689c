package lint_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
)

// Files in the shapes that projects with go-i18n have: nested, dotted and dashed IDs,
// sentences as IDs, fields, functions and conditions, usage texts with columns,
// markup, emoji, plural forms, and what goi18n, Weblate and site generators write.
func TestFilesOfOtherProjectsGiveNoNoise(t *testing.T) {
	dirs, err := os.ReadDir("testdata/goi18n")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		t.Run(dir.Name(), func(t *testing.T) {
			found, err := lint.Run(os.DirFS("testdata/goi18n/"+dir.Name()), lint.Options{})
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range found {
				t.Errorf("%s:%d:%d: %s: %s: %s", f.File, f.Line, f.Column, f.Severity, f.Check, f.Sentence)
			}
		})
	}
}

// What is wrong with such files.
func TestMistakesInFilesOfOtherProjects(t *testing.T) {
	const source = "greeting = \"Hello, {{ .User.Name }}\"\nstart-page = \"Read the <b>manual</b> first\"\nletters = { one = \"One letter\", other = \"{{.Num}} letters\" }\n"
	for name, c := range map[string]struct{ name, file, want string }{
		"twice":                        {"ko.toml", "greeting = \"{{.User.Name}}\"\ngreeting = \"{{.User.Name}}\"", "error toml-duplicate 2:1"},
		"syntax":                       {"ko.toml", "greeting = “안녕”", "error toml-syntax 1:12"},
		"misspelt placeholder":         {"ko.toml", "greeting = \"{{.User.Nmae}}님\"", "warning placeholder-missing 1:12, warning placeholder-unknown 1:16"},
		"another placeholder":          {"de.toml", "letters = { one = \"Ein Brief\", other = \"{{.Zahl}} Briefe\" }", "warning placeholder-missing 1:19, warning placeholder-unknown 1:44"},
		"no placeholder":               {"ko.toml", "greeting = \"안녕하세요\"", "warning placeholder-missing 1:12"},
		"code that the source has not": {"ko.toml", "greeting = \"{{.User.Name}}{{range $x := list}}님{{end}}\"", "warning template-unsafe 1:27, warning template-unsafe 1:48"},
		"go-i18n's own number":         {"de.toml", "letters = { one = \"Ein Brief\", other = \"{{.Num}} ({{.PluralCount}}) Briefe\" }", ""},
		"a brace too few":              {"ko.toml", "greeting = \"{{.User.Name}님\"", "error template-syntax 1:12"},
		"an end too few":               {"ko.toml", "greeting = \"{{if .User.Name}}님\"", "error template-syntax 1:12"},
		"a form too few":               {"pl.toml", "[letters]\none = \"List\"\nother = \"{{.Num}} listów\"", "warning plural-missing 1:2, warning plural-missing 1:2"},
		"a form too many":              {"de.toml", "[letters]\none = \"Ein Brief\"\nfew = \"Wenige\"\nother = \"{{.Num}} Briefe\"", "warning plural-unused 3:1"},
		"an untranslated copy":         {"ko.toml", "start-page = \"Read the <b>manual</b> first\"", "warning value-same 1:14"},
		"no tag":                       {"ko.toml", "start-page = \"설명서를 먼저 읽어 주세요\"", "warning text-markup 1:14"},
		"a tag that ends otherwise":    {"ko.toml", "start-page = \"<b>설명서</B>를 먼저 읽어 주세요\"", "warning text-markup 1:14"},
		"a character that hides":       {"ko.toml", "start-page = \"<b>설명서</b>를 먼저\u200b 읽어 주세요\"", "warning text-invisible 1:29"},
		"a garbled text":               {"fr.toml", "start-page = \"Lire le <b>manuel</b> dâ€™abord\"", "warning text-broken 1:38"},
		"a name without a language":    {"korean.toml", "greeting = \"{{.User.Name}}\"", "error file-lang 0:0"},
		"a message and more":           {"ko.toml", "[letters]\nother = \"편지\"\nsubject = \"제목\"", "error key-unknown 3:1, warning placeholder-missing 2:9"},
		"a number":                     {"ko.toml", "greeting = 5", "error value-type 1:1"},
		"a source that has changed":    {"ko.toml", "greeting = \"{{.User.Name}}님\"", "warning source-stale 1:12"},
	} {
		t.Run(name, func(t *testing.T) {
			files := map[string]string{"en.toml": source, c.name: c.file}
			if name == "a source that has changed" {
				files[".sources/ko.toml"] = "greeting = \"Hi, {{.User.Name}}\""
			}
			found, err := lint.Run(folder(files), lint.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				if f.Severity.AtLeast(lint.Warning) {
					got = append(got, fmt.Sprintf("%s %s %d:%d", f.Severity, f.Check, f.Line, f.Column))
				}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, ", "), c.want)
			}
		})
	}
}

// A text in a table of its own, as Weblate and goi18n write it, is the same text.
func TestAFormAloneIsAText(t *testing.T) {
	for _, files := range []map[string]string{
		{"en.toml": "a-b = \"Hello to you\"", "nl.toml": "[a-b]\nother = \"Hallo\"", ".sources/nl.toml": "a-b = \"Hello to you\""},
		{"en.toml": "[a-b]\nother = \"Hello to you\"", "nl.toml": "a-b = \"Hallo\"", ".sources/nl.toml": "a-b = { other = \"Hello to you\" }"},
		{"active.en.toml": "[title]\nUnknown = \"Hello to you\"", "active.nl.toml": "[title.Unknown]\nother = \"Hallo\"", ".sources/nl.toml": "\"title.Unknown\" = \"Hello to you\""},
		{"active.en.toml": "[title.Unknown]\nother = \"Hello to you\"", "active.nl.toml": "[title]\nUnknown = \"Hallo\"", ".sources/nl.toml": "\"title.Unknown\" = { other = \"Hello to you\" }"},
	} {
		found, err := lint.Run(folder(files), lint.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if found = slices.DeleteFunc(found, func(f lint.Finding) bool { return f.Check == "key-missing" }); len(found) > 0 {
			t.Errorf("%v: %v", files, found)
		}
	}
}

// A folder is one of plain go-i18n files by its looks, or because it says so. Those
// are never held to our sections and causes.
func TestWhichFoldersAreOfPlainFiles(t *testing.T) {
	for name, c := range map[string]struct {
		files map[string]string
		plain bool
	}{
		"named after the language":   {map[string]string{"en.toml": "Hello = \"Hello\"", "ko.toml": "Hello = \"안녕\""}, true},
		"nested":                     {map[string]string{"active.en.toml": "[nav]\nhome = \"Home\""}, true},
		"dashed":                     {map[string]string{"active.en.toml": "sign-in = \"Sign in\""}, true},
		"with placeholders":          {map[string]string{"active.en.toml": "Hello = \"Hello, {{ .Name }}\""}, true},
		"with plural forms":          {map[string]string{"active.en.toml": "[Letters]\none = \"One\"\nother = \"{{.Count}}\""}, true},
		"said to be":                 {map[string]string{"active.en.toml": "Hello = \"Hello\"", "apicause.toml": "mode = \"go-i18n\""}, true},
		"tables with our names":      {map[string]string{"active.en.toml": "title = \"Shop\"\nlist = \"List\"\n[contact]\nemail = \"Write to us\"\n[details]\nprice = \"Price\""}, true},
		"named as some causes are":   {map[string]string{"en.toml": "NotFound = \"Not found\"\nUnauthorized = \"Log in\"", "ko.toml": "NotFound = \"없어요\""}, true},
		"with some causes' names":    {map[string]string{"active.en.toml": "NotFound = \"Not found\"\nhello-you = \"Hello\"\nGreeting = \"Hello {{ .Name }}\""}, true},
		"causes with a mistake":      {map[string]string{"active.en.toml": "NotFound = \"Not found\"\nConflict = \"{{.X}}\""}, false},
		"causes and a slip":          {map[string]string{"active.en.toml": "NotFound = \"Not found\"\nConflict = \"Again\"\nsign-in = \"Log in\""}, false},
		"sections and tables":        {map[string]string{"active.en.toml": "[title]\nUnknown = \"Hello\"\n[nav]\nhome = \"Home\"\n[footer]\nend = \"End\""}, false},
		"causes":                     {map[string]string{"active.en.toml": "OutOfStock = \"Sold out\""}, false},
		"sections":                   {map[string]string{"active.en.toml": "[title]\nUnknown = \"Hello\""}, false},
		"sections of causes in fact": {map[string]string{"active.en.toml": "sold_out = \"Sold out\"\n[title]\nsold_out = \"Sold out\""}, false},
		"a misspelt section":         {map[string]string{"active.en.toml": "[titel]\nUnknown = \"Hello\""}, false},
		"a misspelt cause":           {map[string]string{"active.en.toml": "[title]\ninvalidTokn = \"Hello\""}, false},
		"said not to be":             {map[string]string{"active.en.toml": "sign-in = \"Sign in\"", "apicause.toml": "mode = \"apicause\""}, false},
		"a misspelt name beside us":  {map[string]string{"active.en.toml": "[title]\nUnknown = \"Hello\"", "ko.toml": "[title]\nUnknown = \"안녕\""}, false},
	} {
		f, err := messages.OpenFS(folder(c.files), messages.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if f.Plain != c.plain {
			t.Errorf("%s: got %v, want %v", name, f.Plain, c.plain)
		}
	}
}
