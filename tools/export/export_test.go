package export_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/export"
)

// shop has what formats may take for something else, and a message that has plural
// forms in one of its languages only.
var shop = fstest.MapFS{
	"active.en.toml": {Data: []byte(`
SoldOut = "The item has been sold out"
"품절" = "The same, by its Korean name"
[title]
SoldOut = "It's 100% sure <gone>, 50% done & \"out\""
"품절" = "@home, it's #1 \\ done?"
[detail]
SoldOut = "?  Two spaces\nand a line"
[detail_with_facts.SoldOut]
one = "Don't worry: 100% of {{.Name}}'s {{.Count}} item #1 is back."
other = "Don't worry: 100% of {{.Name}}'s {{.Count}} items #1 are back."
`)},
	"active.ko.toml":    {Data: []byte("[title]\nSoldOut = '품절'\n[detail_with_facts]\nSoldOut = '{{.Name}}: {{.Count}}개'\n")},
	"active.en-GB.toml": {Data: []byte("[title]\nSoldOut = 'Gone'\n")},
}

var own = []apicause.Cause{"SoldOut", "품절"}

func newBook(t *testing.T, only ...language.Tag) (*export.Book, *apicause.Catalog) {
	t.Helper()
	catalog, err := apicause.New(apicause.Config{Locales: []fs.FS{shop}, Causes: own})
	if err != nil {
		t.Fatal(err)
	}
	return export.NewBook(shop, catalog, only), catalog
}

// written writes a format's files into a folder of the test's.
func written(t *testing.T, format string) (dir string, files map[string][]byte) {
	t.Helper()
	book, _ := newBook(t)
	files, err := book.Files(format)
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	for name, data := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir, files
}

func TestEveryRunWritesTheSameBytes(t *testing.T) {
	for _, format := range export.Formats() {
		_, first := written(t, format)
		_, second := written(t, format)
		if !maps.EqualFunc(first, second, bytes.Equal) {
			t.Errorf("%s differs", format)
		}
	}
}

func TestFilesOfEachFormat(t *testing.T) {
	want := map[string]string{
		"json":      "causes.ts en-GB.json ko.json",
		"i18next":   "causes.ts en-GB/apicause.json ko/apicause.json",
		"arb":       "apicause_en_GB.arb apicause_ko.arb",
		"android":   "values-b+en+GB/apicause.xml values/apicause.xml",
		"xcstrings": "Apicause.xcstrings",
	}
	book, _ := newBook(t, language.Korean, language.BritishEnglish)
	for _, format := range export.Formats() {
		files, err := book.Files(format)
		if got := strings.Join(slices.Sorted(maps.Keys(files)), " "); err != nil || got != want[format] {
			t.Errorf("%s: %s %v, want %s", format, got, err, want[format])
		}
	}
	if _, err := book.Files("yaml"); err == nil || err.Error() != `"yaml" is not a format; name one of android, arb, i18next, json, xcstrings` {
		t.Error(err)
	}
}

// A program numbers a message's arguments in the same way in every language, and in
// an export of some languages as in one of all.
func TestArgumentsAreTheSameInEveryLanguage(t *testing.T) {
	all, _ := newBook(t)
	korean, _ := newBook(t, language.Korean)
	for _, format := range []string{"json", "arb"} {
		everything, err := all.Files(format)
		if err != nil {
			t.Fatal(err)
		}
		some, err := korean.Files(format)
		if err != nil {
			t.Fatal(err)
		}
		for name, data := range some {
			if !bytes.Equal(data, everything[name]) {
				t.Errorf("%s: %s differs", format, name)
			}
		}
	}
	everything, err := all.Files("android")
	if err != nil {
		t.Fatal(err)
	}
	some, err := korean.Files("android") // whose default it is
	if err != nil || !bytes.Equal(some["values/apicause.xml"], everything["values-b+ko/apicause.xml"]) {
		t.Errorf("android differs (%v)", err)
	}
	some, err = korean.Files("xcstrings")
	if err != nil || !bytes.Contains(some["Apicause.xcstrings"], []byte(`"sourceLanguage": "ko"`)) {
		t.Errorf("got %s (%v), want Korean as the source", some, err)
	}
}

func TestTwoMessagesOfOneName(t *testing.T) {
	twins := fstest.MapFS{"active.en.toml": {Data: []byte("[title]\nSoldOut = 'a'\nsold_out = 'b'\n")}}
	catalog, err := apicause.New(apicause.Config{Locales: []fs.FS{twins}, Causes: []apicause.Cause{"SoldOut", "sold_out"}})
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"arb", "android"} {
		_, err := export.NewBook(twins, catalog, nil).Files(format)
		if err == nil || !strings.Contains(err.Error(), "SoldOut.title and sold_out.title would both be") {
			t.Errorf("%s: %v", format, err)
		}
	}
}

// A reading is a part of a message as a reader of a language gets it.
type reading struct {
	language language.Tag
	cause    apicause.Cause
	part     string
	count    int
	facts    apicause.Facts
	text     string
}

// read returns what the library makes of all titles and details, and of those with
// facts in some numbers.
func read(catalog *apicause.Catalog) (all []reading) {
	for _, tag := range catalog.Languages() {
		reader := catalog.Localizer(tag.String())
		add := func(cause apicause.Cause, part string, n int, facts apicause.Facts, m apicause.Message, text string) {
			if m.Language == tag && text != "" { // else an app falls back as it does
				all = append(all, reading{tag, cause, part, n, facts, text})
			}
		}
		for _, cause := range append(apicause.Causes(), "SoldOut") {
			m := reader.Message(cause)
			add(cause, "title", 0, nil, m, m.Title)
			add(cause, "detail", 0, nil, m, m.Detail)
		}
		if tag == language.Arabic {
			continue // the library isolates facts there, which apps do by themselves
		}
		for _, n := range []int{1, 2, 5, 11, 21} {
			for cause, facts := range map[apicause.Cause]apicause.Facts{
				"SoldOut":                 {"Name": "Kim", "Count": n},
				apicause.UnderMaintenance: {"Retry": time.Duration(n) * time.Second},
			} {
				if m := reader.Localize(&apicause.Error{Cause: cause, Facts: facts}); m.Shown != nil {
					add(cause, "detailWithFacts", n, facts, m, m.Detail)
				}
			}
		}
	}
	return all
}

// parsers is the folder with the npm packages of the formats' own parsers.
func parsers(t *testing.T) string {
	t.Helper()
	const dir = "testdata/parsers"
	if _, err := exec.LookPath("node"); err != nil {
		t.Skip("node is missing: apt-get install nodejs npm")
	}
	if _, err := os.Stat(filepath.Join(dir, "node_modules")); err != nil {
		t.Skip("npm packages are missing: run npm ci in tools/export/" + dir)
	}
	return dir
}

type rendering struct {
	Format string         `json:"format"`
	File   string         `json:"file"`
	Lang   string         `json:"lang"`
	Key    string         `json:"key"`
	Values map[string]any `json:"values"`
	want   string
}

// A message is a value that is a message itself.
type message struct {
	Section string         `json:"section"`
	ID      string         `json:"id"`
	Values  map[string]any `json:"values"`
}

// What i18next and ICU's MessageFormat make of an export is what readers of the Go
// program get.
func TestAppsRenderWhatTheLibraryRenders(t *testing.T) {
	dir := parsers(t)
	i18next, _ := written(t, "i18next")
	arb, _ := written(t, "arb")
	_, catalog := newBook(t)
	var cases []rendering
	for _, m := range read(catalog) {
		camel := strings.ToLower(string(m.cause[:1])) + string(m.cause[1:]) + strings.ToUpper(m.part[:1]) + m.part[1:]
		values, lower := make(map[string]any), make(map[string]any)
		for name, value := range m.facts {
			if _, wait := value.(time.Duration); wait {
				value = message{"after", "seconds", map[string]any{"count": m.count}}
			}
			values[strings.Replace(name, "Count", "count", 1)], lower[strings.ToLower(name)] = value, value
		}
		tag := m.language.String()
		cases = append(cases,
			rendering{"i18next", filepath.Join(i18next, tag, "apicause.json"), tag, string(m.cause) + "." + m.part, values, m.text},
			rendering{"arb", filepath.Join(arb, "apicause_"+strings.ReplaceAll(tag, "-", "_")+".arb"), tag, camel, lower, m.text})
	}
	input, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "render.mjs")
	cmd.Dir, cmd.Stdin, cmd.Stderr = dir, bytes.NewReader(input), os.Stderr
	out, err := cmd.Output()
	var got []string
	if err == nil {
		err = json.Unmarshal(out, &got)
	}
	if err != nil || len(got) != len(cases) {
		t.Fatalf("%v, %d of %d", err, len(got), len(cases))
	}
	for i, c := range cases {
		if got[i] != c.want {
			t.Errorf("%s %s %s %v: %q, want %q", c.Format, c.Lang, c.Key, c.Values, got[i], c.want)
		}
	}
}

func TestTypeScriptCompiles(t *testing.T) {
	dir := parsers(t)
	out, files := written(t, "i18next")
	for _, want := range []string{`  | "InvalidToken"`, `  | "품절"`, `"SoldOut": { Count?: number; Name?: string | number | string[]; };`, `"InsufficientScope": { Scopes?: string[]; };`} {
		if !strings.Contains(string(files["causes.ts"]), want) {
			t.Errorf("causes.ts lacks %s", want)
		}
	}
	use := "import type { Cause, Facts } from './causes';\nexport const c: Cause = 'SoldOut';\nexport const f: Facts['SoldOut'] = { Count: 3, Name: 'x' };\n"
	if err := os.WriteFile(filepath.Join(out, "use.ts"), []byte(use), 0o666); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", path.Join(dir, "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", filepath.Join(out, "use.ts"))
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, text)
	}
}
