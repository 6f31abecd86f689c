package messages_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/messages"
)

// order is what the tests take for the source language's file.
var order = messages.Order{
	{"A"}, {"B"}, {"C"},
	{"title", "A"}, {"title", "B"}, {"title", "C"},
	{"detail", "A"}, {"detail", "B"},
	{"detail_with_facts", "A"},
	{"after", "seconds"}, {"after", "minutes"},
}

func path(id string) messages.Path { return strings.Split(id, ".") }

func parse(t *testing.T, data string) *messages.Document {
	t.Helper()
	d, err := messages.Parse([]byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSet(t *testing.T) {
	for _, test := range []struct {
		name, in, id, form, text, want string
	}{
		{"basic string", "A = \"a\" # why\n", "A", "", "b", "A = \"b\" # why\n"},
		{"escapes", "A = \"a\"\n", "A", "", "\"q\" \\ \t\n\x7f é", "A = \"\\\"q\\\" \\\\ \\t\\n\\u007F é\"\n"},
		{"literal string stays literal", "A = 'a'\n", "A", "", `"b" \`, "A = '\"b\" \\'\n"},
		{"literal string that no literal can hold", "A = 'a'\n", "A", "", "it's", "A = \"it's\"\n"},
		{"long string stays long", "A = \"\"\"\na\n\"\"\"\n", "A", "", "b\n\"c\"\n", "A = \"\"\"\nb\n\"c\"\n\"\"\"\n"},
		{"long string with quotes at its end", "A = \"\"\"a\"\"\"\n", "A", "", `""b""`, "A = \"\"\"\\\"\"b\\\"\\\"\"\"\"\n"},
		{"long literal string", "A = '''\na'''\n", "A", "", "b 'c' \\", "A = '''\nb 'c' \\'''\n"},
		{"long literal string that no literal can hold", "A = '''a'''\n", "A", "", "b'''", "A = \"b'''\"\n"},
		{"CRLF inside of a long string", "A = '''\r\na\r\n'''\r\nB='x'\r\n", "A", "", "b\r\nc\r\n", "A = '''\r\nb\r\nc\r\n'''\r\nB='x'\r\n"},
		{"BOM", "\ufeffA = \"a\"\n", "A", "", "b", "\ufeffA = \"b\"\n"},
		{"no line's end at the end", "A = \"a\"", "A", "", "b", "A = \"b\""},
		{"quoted key", "[ title ]\n\"\\u0041\" = 'a'", "title.A", "", "b", "[ title ]\n\"\\u0041\" = 'b'"},
		{"inline table", "title = { A = \"a\", B = 'b' } # why", "title.A", "", "c", "title = { A = \"c\", B = 'b' } # why"},
		{"dotted key", "title . A = \"a\"", "title.A", "", "c", "title . A = \"c\""},
		{"table of forms", "[after.seconds]\none = \"a\"\nother = \"b\"\n", "after.seconds", "", "c", "[after.seconds]\none = \"a\"\nother = \"c\"\n"},
		{"form", "[after.seconds]\none = \"a\"\nother = \"b\"\n", "after.seconds", "one", "c", "[after.seconds]\none = \"c\"\nother = \"b\"\n"},
		{"the same text", "A = \"\\u0061\"\n", "A", "", "a", "A = \"a\"\n"},
		{"empty text", "A = \"\"\n", "A", "", "a", "A = \"a\"\n"},

		{"new, behind its neighbor", "A = \"a\"\nC = \"c\"\n", "B", "", "b", "A = \"a\"\nB = \"b\"\nC = \"c\"\n"},
		{"new, before its neighbor", "# head\n\n# of c\nC = \"c\"\n", "B", "", "b", "# head\n\n# of c\nB = \"b\"\nC = \"c\"\n"},
		{"new, unknown to the source", "A = \"a\"\n# end\n\n[title]\nA = \"a\"\n", "Z", "", "z", "A = \"a\"\nZ = \"z\"\n# end\n\n[title]\nA = \"a\"\n"},
		{"new, at the end without line's end", "A = \"a\"", "B", "", "b", "A = \"a\"\nB = \"b\""},
		{"new, with tabs, narrow and CRLF", "\tA=\"a\"\r\n\tC=\"c\"\r\n", "B", "", "b", "\tA=\"a\"\r\n\tB=\"b\"\r\n\tC=\"c\"\r\n"},
		{"new, in an empty file", "", "A", "", "a", "A = \"a\"\n"},
		{"new, in a file of a BOM", "\ufeff", "A", "", "a", "\ufeffA = \"a\"\n"},
		{"new, above the first header", "# head\n\n# titles\n[title]\nA = \"a\"\n", "A", "", "a", "# head\n\nA = \"a\"\n\n# titles\n[title]\nA = \"a\"\n"},
		{"new, in an empty section", "[title] # here\n\n[detail]\n", "title.A", "", "a", "[title] # here\nA = \"a\"\n\n[detail]\n"},
		{"new, in a table in braces", "title = { A = \"a\", C = \"c\" }\n", "title.B", "", "b", "title = { A = \"a\", B = \"b\", C = \"c\" }\n"},
		{"new, first in a table in braces", "title = {B=\"b\"}\n", "title.A", "", "a", "title = {A=\"a\", B=\"b\"}\n"},
		{"new, in empty braces", "title = {}\n", "title.A", "", "a", "title = { A = \"a\" }\n"},
		{"new, in blank braces", "title = { }\n", "title.A", "", "a", "title = { A = \"a\" }\n"},
		{"new, dotted", "title.A = \"a\"\ntitle.C = \"c\"\n", "title.B", "", "b", "title.A = \"a\"\ntitle.B = \"b\"\ntitle.C = \"c\"\n"},
		{"new section between its neighbors", "A = \"a\"\n\n[title]\nA = \"a\"\n# of title\n\n# after\n[after.seconds]\nother = \"s\"\n", "detail.A", "", "d",
			"A = \"a\"\n\n[title]\nA = \"a\"\n# of title\n\n[detail]\nA = \"d\"\n\n# after\n[after.seconds]\nother = \"s\"\n"},
		{"new section at the end", "A = \"a\"", "title.A", "", "t", "A = \"a\"\n\n[title]\nA = \"t\""},
		{"new section before the first", "[detail]\nA = \"d\"\n", "title.A", "", "t", "[title]\nA = \"t\"\n\n[detail]\nA = \"d\"\n"},
		{"new beside tables of forms", "[after.seconds]\nother = \"s\"\n", "after.minutes", "", "m", "[after.seconds]\nother = \"s\"\n\n[after]\nminutes = \"m\"\n"},
		{"new form in its table", "[after.seconds]\nother = \"s\"\n", "after.seconds", "one", "1", "[after.seconds]\none = \"1\"\nother = \"s\"\n"},
		{"new form of a plain text", "[detail_with_facts]\n# why\n  A = \"a\"\n", "detail_with_facts.A", "one", "1", "[detail_with_facts]\n# why\n  A.one = \"1\"\n  A.other = \"a\"\n"},
		{"new form of a plain text in braces", "detail_with_facts = { A = \"a\" }\n", "detail_with_facts.A", "one", "1", "detail_with_facts = { A.one = \"1\", A.other = \"a\" }\n"},
		{"new form of dotted ones", "[after]\nseconds.one = \"1\"\nseconds.other = \"2\"\n", "after.seconds", "few", "f", "[after]\nseconds.one = \"1\"\nseconds.few = \"f\"\nseconds.other = \"2\"\n"},

		{"a line that waits", "[title]\n# Eh\n#A = \"\" # mine\nB = \"b\"\n", "title.A", "", "a", "[title]\n# Eh\nA = \"a\" # mine\nB = \"b\"\n"},
		{"a line that waits, commented by an editor", "[title]\n  # A = ''\n", "title.A", "", "a", "[title]\n  A = 'a'\n"},
		{"a form that waits", "[after]\n#seconds.one = \"\"\n#seconds.other = \"\"\n", "after.seconds", "", "s", "[after]\n#seconds.one = \"\"\nseconds.other = \"s\"\n"},
		{"a line that waits where braces have closed the table", "title = { B = \"b\" }\n#title.A = \"\"\n", "title.A", "", "a", "title = { A = \"a\", B = \"b\" }\n#title.A = \"\"\n"},
		{"new, written like its neighbor", "A = \"a\"\n[title]\nA=\"t\"\n", "title.B", "", "b", "A = \"a\"\n[title]\nA=\"t\"\nB=\"b\"\n"},
		{"a form that waits beside a plain text", "[after]\n#seconds.one = \"\"\nseconds = \"s\"\n", "after.seconds", "one", "1", "[after]\nseconds.one = \"1\"\nseconds.other = \"s\"\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := parse(t, test.in).Set(path(test.id), test.form, test.text, order)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestSetRefuses(t *testing.T) {
	for _, test := range []struct{ name, in, id, form, text, want string }{
		{"a number", "A = 1\n", "A", "", "b", "A is not a text"},
		{"a section that is none", "title = \"x\"\n", "title.A", "", "b", "title is not a table"},
		{"an array of tables", "[[title]]\nA = \"a\"\n", "title.A", "", "b", "title is not a table"},
		{"bytes that are no text", "A = \"a\"\n", "A", "", "\xff", "the text is not valid UTF-8"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := parse(t, test.in).Set(path(test.id), test.form, test.text, order)
			if err == nil || err.Error() != test.want {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
	for _, bad := range []string{"A = ", "A = \"a\"\nA = \"b\"\n", "A = \"\xff\"\n", strings.Repeat("a.", 10) + "b = 1"} {
		if _, err := messages.Parse([]byte(bad)); err == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}

func TestPrepare(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"all of an empty file", "", `# Source of A
#A = ""
# Source of B
#B = ""

[title]
# Source of title.A
#A = ""

[after]
# Source of after.seconds
#seconds.one = ""
# Source of after.seconds
#seconds.other = ""
`},
		{"nothing", "A='a'\nB='b'\ntitle.A='t'\nafter.seconds={one='1',other='2'}", "A='a'\nB='b'\ntitle.A='t'\nafter.seconds={one='1',other='2'}"},
		{"what waits already", "A='a'\nB='b'\n#title.A=''\nafter.seconds={one='1',other='2'}", "A='a'\nB='b'\n#title.A=''\nafter.seconds={one='1',other='2'}"},
		{"forms in their table, CRLF, indented", "A = 'a'\r\nB = 'b'\r\ntitle.A = 't'\r\n[after.seconds]\r\n\tother = 's'",
			"A = 'a'\r\nB = 'b'\r\ntitle.A = 't'\r\n[after.seconds]\r\n\t# Source of after.seconds\r\n\t#one = \"\"\r\n\tother = 's'"},
		{"in braces", "A = 'a'\nB = 'b'\ntitle = {}\nafter = { seconds = { one = '1', other = '2' } }\n",
			"A = 'a'\nB = 'b'\ntitle = {}\n# title.A: Source of title.A\nafter = { seconds = { one = '1', other = '2' } }\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			gaps := []messages.Gap{
				{path("A"), "", "Source of A"}, {path("B"), "", "Source of B"}, {path("title.A"), "", "Source of title.A"},
				{path("after.seconds"), "one", "Source of after.seconds"}, {path("after.seconds"), "other", "Source of after.seconds"},
			}
			got, err := parse(t, test.in).Prepare(gaps, order)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(test.want, string(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			again, err := parse(t, string(got)).Prepare(gaps, order)
			if err != nil || !bytes.Equal(again, got) {
				t.Errorf("a second time: %v\n%s", err, cmp.Diff(string(got), string(again)))
			}
		})
	}
}

// TestWorstFile sets every text of a file that is written in every way that TOML
// has, and compares what stands around.
func TestWorstFile(t *testing.T) {
	for _, name := range []string{"worst.toml", "worst_crlf.toml"} {
		data, err := os.ReadFile(filepath.Join("testdata", "worst.toml"))
		if err != nil {
			t.Fatal(err)
		}
		if name == "worst_crlf.toml" {
			data = append([]byte("\ufeff"), bytes.TrimSuffix(bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")), []byte("\r\n"))...)
		}
		d := parse(t, string(data))
		var each func(prefix messages.Path, tree map[string]any)
		each = func(prefix messages.Path, tree map[string]any) {
			for key, value := range tree {
				at := append(prefix[:len(prefix):len(prefix)], key)
				switch v := value.(type) {
				case map[string]any:
					each(at, v)
				case string:
					form := ""
					if id := at[:len(at)-1]; len(at) > 1 && isForm(key) {
						at, form = id, key
					}
					got, err := d.Set(at, form, "NEW", order)
					if err != nil {
						t.Errorf("%s: %s %s: %v", name, at, form, err)
						continue
					}
					before, after := common(data, got)
					if changed := string(got[before : len(got)-after]); !strings.Contains(changed, "NEW") || len(changed) > len("\"\"\"\r\nNEW\"\"\"") {
						t.Errorf("%s: %s %s: changed %q", name, at, form, changed)
					}
					if gone := string(data[before : len(data)-after]); strings.ContainsAny(gone, "#=") && !strings.Contains(v, "#") {
						t.Errorf("%s: %s %s: took %q away", name, at, form, gone)
					}
				}
			}
		}
		each(nil, d.Tree())
	}
}

func isForm(key string) bool {
	for _, form := range format.Forms {
		if form == key {
			return true
		}
	}
	return false
}

// common returns how many bytes two files share at their beginning and their end.
func common(a, b []byte) (before, after int) {
	for before < min(len(a), len(b)) && a[before] == b[before] {
		before++
	}
	for after < min(len(a), len(b))-before && a[len(a)-1-after] == b[len(b)-1-after] {
		after++
	}
	return before, after
}

func TestRevert(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "active.en.toml")
	const was = "SoldOut = \"It is sold out\"\n"
	if err := os.WriteFile(path, []byte(was), 0o644); err != nil {
		t.Fatal(err)
	}
	set := func(text string) []messages.Write {
		writes, err := messages.Apply(dir, messages.Options{}, false, func(c *messages.Change) error {
			return c.Set(c.File(language.English), messages.Path{"SoldOut"}, "", text)
		})
		if err != nil {
			t.Fatal(err)
		}
		return writes
	}
	first, second := set("Gone"), set("All gone")
	if err := messages.Revert(dir, first); err == nil {
		t.Error("a change is taken back over a later one")
	}
	for _, writes := range [][]messages.Write{second, first} {
		if err := messages.Revert(dir, writes); err != nil {
			t.Error(err)
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != was {
		t.Errorf("got %s, %v", got, err)
	}
}
