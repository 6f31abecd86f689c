package tomlkey_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/apicause/apicause/internal/tomlkey"
)

func TestAKeyIsFoundAtItsFirstPlace(t *testing.T) {
	tests := []struct {
		name, text string
		keys       []string
		want       string // line:column
	}{
		{"a key", "a = 1\nb = 2", []string{"b"}, "2:1"},
		{"behind spaces", "\t b=1", []string{"b"}, "1:3"},
		{"behind characters of several bytes", "'한국' . b = 1", []string{"한국", "b"}, "1:8"},
		{"a quoted key, at its name", `"a b" = 1`, []string{"a b"}, "1:2"},
		{"an escaped key", `"a\u0062\"" = 1`, []string{`ab"`}, "1:2"},
		{"an empty key", "'' = 1", []string{""}, "1:1"},
		{"in a table", "[t]\nk = 1", []string{"t", "k"}, "2:1"},
		{"the table", "\n[ t . u ]\n", []string{"t", "u"}, "2:7"},
		{"a table opened by one within", "[t.u]\n[t]\nk = 1", []string{"t"}, "1:2"},
		{"an array of tables", "[[t]]\na = 1\n[[t]]\na = 2", []string{"t", "a"}, "2:1"},
		{"dotted keys", "a.b.c = 1\na.b.d = 1", []string{"a", "b", "d"}, "2:5"},
		{"in an inline table", "t = { a = 1, b.c = { d = 2 } }", []string{"t", "b", "c", "d"}, "1:22"},
		{"in an inline table in an array", "t = [ 1, {\n a = 1 } ]", []string{"t", "a"}, "2:2"},
		{"not in a comment", "# k = 1\nk = 1", []string{"k"}, "2:1"},
		{"not in a string", "a = \"k = 1\"\nk = 1", []string{"k"}, "2:1"},
		{"not in a string of several lines", "a = \"\"\"\nk = 1 \\\"\"\"\n\"\"\"\nk = 1", []string{"k"}, "4:1"},
		{"behind a string that ends in quotes", "a = '''x'''''\nk = 1", []string{"k"}, "2:1"},
		{"behind a date", "a = 1979-05-27 07:32:00 # x\nk = 1", []string{"k"}, "2:1"},
		{"CRLF", "a = 1\r\nk = 1\r\n", []string{"k"}, "2:1"},
		{"a key that is not there: the one before it", "[t]\nk = 1", []string{"t", "k", "x"}, "2:1"},
		{"none", "[t]\nk = 1", []string{"x", "y"}, "0:0"},
		{"nothing", "", []string{"x"}, "0:0"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			x := tomlkey.Index{Data: []byte(tt.text)}
			line, column := x.Locate(tt.keys)
			if got := fmt.Sprintf("%d:%d", line, column); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestATableIsDefinedOnce(t *testing.T) {
	tests := []struct {
		name, text, want string
	}{
		{"dotted keys, then a header", "t.a = 1\n\n[t]\nb = 2", "t 3:1"},
		{"within a table", "[t]\nu.a = 1\n [t.u]\nb = 2", "t.u 3:2"},
		{"a header within the table of dotted keys", "t.a = 1\n[t.b]\nc = 1", " 0:0"},
		{"dotted keys alone", "t.a = 1\nt.b = 2", " 0:0"},
		{"headers alone", "[t.u]\na = 1\n[t]\nb = 2", " 0:0"},
		{"quotes and dots in texts", "a = \"t.a = 1\"\n[t]\n'b' = 1", " 0:0"},
	}
	for _, tt := range tests {
		x := tomlkey.Index{Data: []byte(tt.text)}
		table, line, column := x.Reopened()
		if got := fmt.Sprintf("%s %d:%d", table, line, column); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestDepthIsThatOfTablesAndArrays(t *testing.T) {
	tests := []struct {
		name, text string
		want       int
	}{
		{"flat", "a = 1\n[t]\nb = 'x'", -1},
		{"just deep enough", "a = [[[1]]]", -1},
		{"arrays", "a = [[[[1]]]]", 7},
		{"keys", "a.b.c.d.e = 1", 7},
		{"brackets in strings and comments", "a = '[[[[['\nb = \"{{{{{\" # [[[[[\nc = '''\n[[[[[''''", -1},
		{"an escaped quote", `a = "\"[[[[["`, -1},
		{"lines of their own", strings.Repeat("a = [1]\n", 10), -1},
	}
	for _, tt := range tests {
		if got := tomlkey.Deeper(3, []byte(tt.text)); got != tt.want {
			t.Errorf("%s: got %d, want %d", tt.name, got, tt.want)
		}
	}
}

// FuzzIndex: whatever the decoder takes, each of its keys is found, and at a place
// where that key stands.
func FuzzIndex(f *testing.F) {
	for _, text := range []string{
		"a = 1", "[t.u]\na.b = { c = [ { d = 'x' } ] }\n[[t.v]]\n\"e\\u0062\" = \"\"\"\n\"\"\"\"\"",
		"a = '''x'''''\r\n# k = [\n'b' . c = 1979-05-27 07:32:00", "\"\" = 0", "a = [\n# x ]\n1,]\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 4096 || tomlkey.Deeper(8, []byte(text)) >= 0 {
			t.Skip()
		}
		var tree map[string]any
		meta, err := toml.Decode(text, &tree)
		x := tomlkey.Index{Data: []byte(text)}
		x.Reopened()
		if err != nil {
			x.Locate([]string{"a"}) // ends, whatever the bytes
			return
		}
		lines := strings.SplitAfter(text, "\n")
		for _, key := range meta.Keys() {
			line, column := x.Locate(key)
			if line < 1 || line > len(lines) {
				t.Fatalf("%q of %q: line %d", key, text, line)
			}
			rest := []rune(lines[line-1])
			if column < 1 || column > len(rest)+1 {
				t.Fatalf("%q of %q: column %d", key, text, column)
			}
			name := key[len(key)-1]
			if at := string(rest[column-1:]); !strings.HasPrefix(at, name) && !strings.Contains(at, `\`) && name != "" {
				t.Fatalf("%q of %q stands not at %d:%d, %q", key, text, line, column, at)
			}
		}
	})
}

// With a decode for each key, as it was once, this takes the test's whole time.
func TestThousandsOfKeysAreFoundInOneReading(t *testing.T) {
	var text strings.Builder
	for i := range 50_000 {
		fmt.Fprintf(&text, "Key%d = 'x'\n", i)
	}
	x := tomlkey.Index{Data: []byte(text.String())}
	for i := range 50_000 {
		if line, _ := x.Locate([]string{fmt.Sprintf("Key%d", i)}); line != i+1 {
			t.Fatalf("key %d is at line %d", i, line)
		}
	}
}

func TestAMistakeIsWhereItBegins(t *testing.T) {
	for _, c := range []struct {
		document string
		want     int
	}{
		{"a = \"\"\"x\nb = \"y\"\n", 4},
		{"a = " + "'''x", 4},
		{"# \"\"\"\na = \"\"\"x\\\"\"\"", 10},
		{"a = \"\"\"x\"\"\"\nb = [\n", 17},
		{"a = \"x\nb = \"y\"\n", 6},
		{"a = \"x", 5},
		{"a = 'x' # it's \"\"\"\nb = [", 23},
	} {
		var syntax toml.ParseError
		if err := toml.Unmarshal([]byte(c.document), new(map[string]any)); !errors.As(err, &syntax) {
			t.Fatalf("%q: got %v, want an error of the decoder", c.document, err)
		}
		if got := tomlkey.Mistake([]byte(c.document), syntax); got != c.want {
			t.Errorf("%q: got %d, want %d", c.document, got, c.want)
		}
	}
}
