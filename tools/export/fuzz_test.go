package export_test

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/export"
)

// Whatever a text holds, each format gives it back as its own rules say.
func FuzzFiles(f *testing.F) {
	f.Add("It's 100% sure <gone>, 50% done & \"out\"")
	f.Add("?  Two spaces\nand a line")
	f.Add("?attr/x")
	f.Add("@home \\u0041 \\n \\")
	f.Add("\u00a0 \u2028\u3000 \ttab \u200b\ufffe")
	f.Add("]]>&amp;'#' {x")
	f.Add("%1$s %@ %#@count@ %arg")
	f.Fuzz(func(t *testing.T, text string) {
		quoted, err := json.Marshal(text) // which TOML reads as it is
		if err != nil {
			t.Fatal(err)
		}
		locales := fstest.MapFS{"active.en.toml": {Data: fmt.Appendf(nil, "SoldOut = 'x'\n[title]\nSoldOut = %s\n[detail_with_facts]\nSoldOut = %s\n",
			quoted, strings.TrimSuffix(string(quoted), `"`)+` {{.Name}}"`)}}
		catalog, err := apicause.New(apicause.Config{Locales: []fs.FS{locales}, Causes: []apicause.Cause{"SoldOut"}, Languages: []language.Tag{language.English}})
		if err != nil {
			t.Skip("the library refuses it")
		}
		title := catalog.Localizer("en").Message("SoldOut").Title
		book := export.NewBook(locales, catalog, nil)
		file := func(format, name string) []byte {
			files, err := book.Files(format)
			if err != nil {
				t.Fatal(err)
			}
			return files[name]
		}

		for format, name := range map[string]string{"json": "en.json", "i18next": "en/apicause.json"} {
			var all map[string]map[string]any
			if err := json.Unmarshal(file(format, name), &all); err != nil || all["SoldOut"]["title"] != title {
				t.Errorf("%s: %q %v, want %q", format, all["SoldOut"]["title"], err, title)
			}
		}

		var catalogOfXcode stringCatalog
		if err := json.Unmarshal(file("xcstrings", "Apicause.xcstrings"), &catalogOfXcode); err != nil {
			t.Error(err)
		}
		unit := func(key string) string { return catalogOfXcode.Strings[key].Localizations["en"].StringUnit.Value }
		if unit("SoldOut.title") != title {
			t.Errorf("xcstrings: %q, want %q", unit("SoldOut.title"), title)
		}
		if got := fill(forms{"": unit("SoldOut.detailWithFacts")}, catalog.Languages()[0], 0, []string{"Kim"}); got != title+" Kim" {
			t.Errorf("xcstrings: %q, want %q", got, title+" Kim")
		}

		if strings.ContainsFunc(title, func(r rune) bool { return r == 0xFFFE || r == 0xFFFF || r < ' ' && !strings.ContainsRune("\t\n\r", r) }) {
			return // XML 1.0 has no such characters
		}
		var resources struct {
			Strings []struct {
				Name  string `xml:"name,attr"`
				Value string `xml:",chardata"`
			} `xml:"string"`
		}
		if err := xml.Unmarshal(file("android", "values/apicause.xml"), &resources); err != nil {
			t.Fatal(err)
		}
		for _, s := range resources.Strings {
			switch got := shownByAndroid(s.Value); s.Name {
			case "apicause_sold_out_title":
				if got != title {
					t.Errorf("android: %q shows %q, want %q", s.Value, got, title)
				}
			case "apicause_sold_out_detail_with_facts":
				if got := fill(forms{"": got}, catalog.Languages()[0], 0, []string{"Kim"}); got != title+" Kim" {
					t.Errorf("android: %q shows %q, want %q", s.Value, got, title+" Kim")
				}
			}
		}
	})
}

// shownByAndroid reads a string resource by the rules of aapt2: white space
// collapses and is trimmed outside of quotes, and a backslash escapes
// (developer.android.com/guide/topics/resources/string-resource).
func shownByAndroid(resource string) string {
	var b strings.Builder
	quoted, space, escaped := false, false, false
	for i, r := range resource {
		if escaped {
			escaped = false
			switch r {
			case 'n':
				r = '\n'
			case 't':
				r = '\t'
			}
			b.WriteRune(r)
			continue
		}
		switch {
		case r == '"':
			quoted = !quoted
			continue
		case !quoted && strings.ContainsRune(" \t\r\n", r):
			space = true
			continue
		case i == 0 && (r == '@' || r == '?'):
			return "a reference"
		case r == '\'' && !quoted:
			return "a mistake"
		}
		if space && b.Len() > 0 {
			b.WriteByte(' ')
		}
		space = false
		if escaped = r == '\\'; !escaped {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Whatever causes and descriptions are, gen writes Go that declares them, the same
// every time.
func FuzzGo(f *testing.F) {
	f.Add("SoldOut", "outOfArea", "The item has been sold out")
	f.Add("품절", "_", "two\nlines */ // and \x07 a bell")
	f.Add("Causes", "causes", strings.Repeat("long ", 100)+strings.Repeat("x", 200))
	f.Add("a", "A", "")
	f.Add("a", "b", "\u2028\ufeff//go:build ignore")
	f.Add("type", "Apicause", "\r")
	f.Add("X", "Y", "")
	f.Fuzz(func(t *testing.T, one, other, description string) {
		if !token.IsIdentifier(one) || !token.IsIdentifier(other) {
			t.Skip("no causes: the library refuses them")
		}
		if !utf8.ValidString(description) {
			t.Skip("the library refuses the file")
		}
		causes := []apicause.Cause{apicause.Cause(one), apicause.Cause(other)}
		describe := func(apicause.Cause) string { return description }
		file, err := export.Go("causes", causes, describe)
		if err != nil {
			if !strings.Contains(err.Error(), "rename one of them") {
				t.Error(err)
			}
			return
		}
		again, err := export.Go("causes", causes, describe)
		if err != nil || string(again) != string(file) || !export.IsGenerated(file) {
			t.Errorf("%v: %s", err, again)
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), "causes_gen.go", file, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if len(parsed.Decls) != 3 || len(parsed.Decls[1].(*ast.GenDecl).Specs) != len(causes) {
			t.Errorf("%s", file)
		}
	})
}
