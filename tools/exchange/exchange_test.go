package exchange_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/exchange"
	"github.com/apicause/apicause/tools/messages"
)

var update = flag.Bool("update", false, "write testdata")

// A shop whose Russian is half done, with what formats may take for something else.
var shop = map[string]string{
	"active.en.toml": `SoldOut = "The item has been sold out"
Odd = "For <tests> & \"quotes\""
[title]
SoldOut = "It's sold <out> & \"gone\""
Odd = "=1+1"
[detail]
SoldOut = "A tab\tand\na line. \\n is not one."
Odd = "'=not a formula"
[detail_with_facts.SoldOut]
one = "{{.Name}} is back in {{.Count}} day."
other = "{{.Name}} is back in {{.Count}} days."
`,
	"active.ru.toml": `# kept as it is
[title]
SoldOut = "Распродано"
Odd = '@дом'

[detail_with_facts.SoldOut]
one = "{{.Name}} вернётся через {{.Count}} день."
few = "{{.Name}} вернётся через {{.Count}} дня."
other = "{{.Name}} вернётся через {{.Count}} дня."
`,
	".sources/ru.toml": `"title.SoldOut" = "Sold out"
"title.Odd" = "=1+1"
`,
}

func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range shop {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func export(t *testing.T, dir, format string) (name string, data []byte) {
	t.Helper()
	f, err := messages.Open(dir, messages.Options{})
	if err != nil {
		t.Fatal(err)
	}
	name, data, err = exchange.New(f, f.File(language.Russian)).File(format)
	if err != nil {
		t.Fatal(err)
	}
	return name, data
}

// bring imports a file, and returns which messages changed and what was written.
func bring(t *testing.T, dir, name string, data []byte) (changed []string, writes []messages.Write, err error) {
	t.Helper()
	sheet, err := exchange.Read(name, data)
	if err != nil {
		return nil, nil, err
	}
	writes, err = messages.Apply(dir, messages.Options{}, false, func(c *messages.Change) error {
		changed, err = sheet.Apply(c, c.File(sheet.Target))
		return err
	})
	return changed, writes, err
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func TestWhatIsExportedIsAsRecorded(t *testing.T) {
	dir := folder(t)
	for _, format := range exchange.Formats() {
		name, got := export(t, dir, format)
		golden := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(golden, got, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(read(t, golden), string(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestImportOfAnExportChangesNothing(t *testing.T) {
	dir := folder(t)
	for _, format := range exchange.Formats() {
		name, data := export(t, dir, format)
		for _, variant := range [][]byte{data, bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n"))} {
			changed, writes, err := bring(t, dir, name, variant)
			if err != nil || len(changed) > 0 || len(writes) > 0 {
				t.Errorf("%s: %v %v %v", format, changed, writes, err)
			}
		}
	}
}

func TestATranslationComesBack(t *testing.T) {
	for _, format := range exchange.Formats() {
		dir := folder(t)
		name, data := export(t, dir, format)
		data = bytes.ReplaceAll(data, []byte("Распродано"), []byte("Нет в наличии"))
		changed, _, err := bring(t, dir, name, data)
		if err != nil || !cmp.Equal(changed, []string{"title.SoldOut"}) {
			t.Errorf("%s: %v, %v", format, changed, err)
		}
		want := strings.Replace(shop["active.ru.toml"], "Распродано", "Нет в наличии", 1)
		if diff := cmp.Diff(want, read(t, filepath.Join(dir, "active.ru.toml"))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", format, diff)
		}
		// It came back as stale, so it still is; in a spreadsheet nobody says so.
		memory := read(t, filepath.Join(dir, ".sources/ru.toml"))
		if stale := memory == shop[".sources/ru.toml"]; stale != (format != "csv") {
			t.Errorf("%s: the memory is now\n%s", format, memory)
		}
	}
}

func TestAStaleTextIsSettledByItsState(t *testing.T) {
	for format, settle := range map[string]*strings.Replacer{
		"xliff": strings.NewReplacer("needs-review-translation", "final"),
		"po":    strings.NewReplacer("#, fuzzy\n", ""),
		"csv":   strings.NewReplacer("stale", "translated"),
	} {
		dir := folder(t)
		name, data := export(t, dir, format)
		if _, _, err := bring(t, dir, name, []byte(settle.Replace(string(data)))); err != nil {
			t.Fatal(err)
		}
		if memory := read(t, filepath.Join(dir, ".sources/ru.toml")); !strings.Contains(memory, `"title.SoldOut" = "It's sold <out> & \"gone\""`) {
			t.Errorf("%s: the memory is still\n%s", format, memory)
		}
	}
}

func TestATranslationOfAnOlderSourceIsStale(t *testing.T) {
	for _, format := range exchange.Formats() {
		dir := folder(t)
		name, data := export(t, dir, format)
		source := filepath.Join(dir, "active.en.toml")
		if err := os.WriteFile(source, []byte(strings.Replace(shop["active.en.toml"], "=1+1", "=2", 1)), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, _, err := bring(t, dir, name, bytes.ReplaceAll(data, []byte("@дом"), []byte("@работа"))); err != nil {
			t.Fatal(err)
		}
		f, err := messages.Open(dir, messages.Options{})
		if err != nil {
			t.Fatal(err)
		}
		m := f.Effective(language.English)["title.Odd"]
		if got := f.Memory(language.Russian).Of("title.Odd"); !f.Memory(language.Russian).Stale(m) || got["other"] != "=1+1" {
			t.Errorf("%s: made from %q", format, got)
		}
		if text := f.Effective(language.Russian)["title.Odd"].Source(); text != "@работа" {
			t.Errorf("%s: the text is %q", format, text)
		}
	}
}

func TestWhatWouldBreakIsRefused(t *testing.T) {
	for _, tt := range []struct{ name, change, to, want string }{
		{"a placeholder with a typo", "{{.Count}} дня.", "{{.Cuont}} дня.", "Cuont"},
		{"a brace that was lost", "{{.Count}} дня.", "{.Count}} дня.", `write {{.Count}}`},
		{"a message that nobody has", "title.SoldOut", "title.SoldOt", "the source language en has no message title.SoldOt"},
	} {
		dir := folder(t)
		name, data := export(t, dir, "csv")
		_, writes, err := bring(t, dir, name, bytes.Replace(data, []byte(tt.change), []byte(tt.to), 1))
		if err == nil || !strings.Contains(err.Error(), tt.want) || writes != nil {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
		if got := read(t, filepath.Join(dir, "active.ru.toml")); got != shop["active.ru.toml"] {
			t.Errorf("%s: the file is now\n%s", tt.name, got)
		}
	}
}

func TestFilesThatAreNoSheetAreRefused(t *testing.T) {
	for _, tt := range []struct{ file, data, want string }{
		{"a.txt", "", "cannot tell its format"},
		{"a.csv", "", "names of columns"},
		{"a.csv", "\xff\xfei\x00d\x00", "save it as UTF-8"},
		{"a.csv", "id,source,text\n", `the column "target" is missing`},
		{"a.csv", "id,source,target\n", "does not name the language"},
		{"a.csv", "id,source (en),target (nonsense language)\n", `"nonsense language" is not a language`},
		{"a.po", "msgid \"x\"\nmsgstr \"y\"\n", "has no msgctxt"},
		{"a.po", "msgid \"\"\nmsgstr[-1] \"y\"\n", "a.po:2: msgstr[-1] does not belong here"},
		{"a.po", "msgid \"a\\q\"\n", "a.po:1: not a string in quotes"},
		{"a.po", "msgid \"a\"\nmsgid \"b\"\n", "a.po:2: a second msgid"},
		{"a.xlf", "<xliff version='2.0'/>", "it is XLIFF 2.0; export it as XLIFF 1.2"},
		{"a.xlf", "<xliff", "XML syntax error"},
		{"a.xlf", `<!DOCTYPE x [<!ENTITY a "aaaa">]><xliff version="1.2"><file target-language="pl"><trans-unit id="a"><source>&a;</source></trans-unit></file></xliff>`, "invalid character entity"},
		{"a.xlf", `<xliff version="1.2"><file target-language="pl"/><file target-language="ko"/></xliff>`, "import each language by itself"},
	} {
		if _, err := exchange.Read(tt.file, []byte(tt.data)); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s %q: %v, want %q", tt.file, tt.data, err, tt.want)
		}
	}
	if _, err := exchange.Read("a.po", make([]byte, exchange.MaxFile+1)); err == nil || !strings.Contains(err.Error(), "larger than 16 MiB") {
		t.Error(err)
	}
}

// Programs of agencies put segments, annotations and empty placeholders into texts.
func TestOtherProgramsXLIFFIsRead(t *testing.T) {
	sheet, err := exchange.Read("ru.XLIFF", []byte(`<xliff version="1.2"><file source-language="en" target-language="pl"><body><trans-unit id="after.days[few]" approved="yes">
<source>in {{.Count}} days</source><seg-source><mrk mtype="seg" mid="1">x</mrk></seg-source>
<target><mrk mtype="seg" mid="1">za <x id="1" equiv-text="{{.Count}}"/> <g id="2">dni</g></mrk></target>
<alt-trans><source>old</source><target>stary</target></alt-trans></trans-unit></body></file></xliff>`))
	if err != nil {
		t.Fatal(err)
	}
	want := exchange.Unit{ID: "after.days", Form: "few", Source: "in {{.Count}} days", Target: "za {{.Count}} dni"}
	if len(sheet.Units) != 1 || sheet.Units[0] != want {
		t.Errorf("got %+v", sheet.Units)
	}
}

// Excel in many languages saves with semicolons.
func TestSpreadsheetsWithSemicolonsAndTabsAreRead(t *testing.T) {
	for _, comma := range ";\t" {
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma = comma
		w.WriteAll([][]string{{"id", "source (en)", "target (pl)"}, {"title.Odd", "'=1+1", "''=a;b,c"}, {"", "", ""}})
		sheet, err := exchange.Read("ru.csv", b.Bytes())
		if err != nil || len(sheet.Units) != 1 || sheet.Units[0].Source != "=1+1" || sheet.Units[0].Target != "'=a;b,c" {
			t.Errorf("%q: %+v, %v", comma, sheet, err)
		}
	}
}

// No cell that a spreadsheet would run, whatever a text begins with.
func TestCellsAreNoFormulas(t *testing.T) {
	for _, s := range []string{"=1", "+1", "-1", "@a", "\tx", "＝1", "'=1", "''=1", "'a", "a=1"} {
		sheet := &exchange.Sheet{Source: language.English, Target: language.Russian, Units: []exchange.Unit{{ID: "title.Odd", Source: s, Target: s}}}
		_, data, err := sheet.File("csv")
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		if cell := rows[1][3]; strings.ContainsAny(cell[:1], "=+-@\t") || strings.HasPrefix(cell, "＝") {
			t.Errorf("%q is written as %q", s, cell)
		}
		back, err := exchange.Read("ru.csv", data)
		if err != nil || back.Units[0].Target != s {
			t.Errorf("%q comes back as %+v, %v", s, back, err)
		}
	}
}

func TestTextsThatXMLCannotHoldAreNamed(t *testing.T) {
	sheet := &exchange.Sheet{Target: language.Russian, Units: []exchange.Unit{{ID: "title.Odd", Source: "a\x00b"}}}
	if _, _, err := sheet.File("xliff"); err == nil || !strings.Contains(err.Error(), "title.Odd holds U+0000") {
		t.Error(err)
	}
}

// The authorities on the formats take what is written.
func TestOtherProgramsTakeTheFiles(t *testing.T) {
	dir, out := folder(t), t.TempDir()
	for format, check := range map[string][]string{
		"po":    {"msgfmt", "-c", "-o", os.DevNull},
		"xliff": {"xmllint", "--noout"},
	} {
		name, data := export(t, dir, format)
		path := filepath.Join(out, name)
		if err := os.WriteFile(path, data, 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := exec.LookPath(check[0]); err != nil {
			if os.Getenv("CI") != "" {
				t.Error(err)
			}
			t.Logf("%s is missing: apt-get install gettext libxml2-utils", check[0])
			continue
		}
		if said, err := exec.Command(check[0], append(check[1:], path)...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", format, err, said)
		}
	}
}

// Whatever is read can be written and read again, and nothing panics.
func FuzzRead(f *testing.F) {
	for name := range map[string]bool{"ru.xlf": true, "ru.po": true, "ru.csv": true} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(name, data)
	}
	f.Add("a.po", []byte("#, fuzzy\n#~ msgid \"x\"\nmsgctxt \"a\"\nmsgid \"\"\nmsgstr \"\"\n\"x\\n\"\n"))
	f.Add("a.csv", []byte("id;source;target (ko)\n'=1;\"a\r\nb\";c\n"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		sheet, err := exchange.Read(name, data)
		if err != nil {
			return
		}
		for _, format := range exchange.Formats() {
			file, written, err := sheet.File(format)
			if err != nil {
				continue // a character that XML lacks
			}
			again, err := exchange.Read(file, written)
			if err != nil {
				t.Fatalf("%s: %v\n%s", format, err, written)
			}
			if format == "xliff" && xml.Unmarshal(written, new(struct{})) != nil {
				t.Fatalf("not XML:\n%s", written)
			}
			var want []exchange.Unit
			for _, u := range sheet.Units {
				if u.ID == "" && format == "csv" {
					continue // an empty row
				}
				want = append(want, exchange.Unit{ID: u.ID, Form: u.Form, Source: ends(u.Source), Target: ends(u.Target)})
			}
			var got []exchange.Unit
			for _, u := range again.Units {
				got = append(got, exchange.Unit{ID: u.ID, Form: u.Form, Source: ends(u.Source), Target: ends(u.Target)})
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", format, diff)
			}
		}
	})
}

func ends(s string) string { return strings.ReplaceAll(s, "\r\n", "\n") }
