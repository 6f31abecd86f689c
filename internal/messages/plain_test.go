package messages

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestPlainFilesAreReadWithoutTheDecoder(t *testing.T) {
	names, err := filepath.Glob("../../locales/active.*.toml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.ContainsRune(data, '\\') {
			continue
		}
		if _, ok := plain(data); !ok {
			t.Errorf("%s is left to the decoder", name)
		}
	}
}

func TestOtherFilesAreLeftToTheDecoder(t *testing.T) {
	for _, text := range []string{
		"a = 1", "a = 'x'", `a = "x\n"`, "a = \"\"\"\n\"\"\"", "a.b = \"x\"", `"a" = "x"`, "[[t]]", "[ t ]", "['t']", "[t", "[]", "[t.]",
		`a = "x`, `a = "x" b`, "a", "a = \"x\"\na = \"y\"", "[t]\n[t]", "t = \"x\"\n[t]", "[t.u]\na = \"x\"\n[t.u.a]", "# \x00", "a = \"\xff\"",
		"a = \"x\"\rb = \"y\"", "= \"x\"", "a = \"\"\"x\"\"\"", "\ufeffa = \"x\"", "[t] [u]",
	} {
		if tree, ok := plain([]byte(text)); ok {
			t.Errorf("%q is read as %v", text, tree)
		}
	}
}

// FuzzPlain: what is read without the decoder is what the decoder reads.
func FuzzPlain(f *testing.F) {
	for _, text := range []string{"a = \"x\"\n[t.u]\r\nb=\"\" # c\n\t[t]#\n-_0=\"한\"\n", "[a.b]\n[a]\nc = \"x\"", "a = \"x\"\n[a]", "# \t\r\n", "[a]\nb=\"x\"\n[a.c]\n[a.b]"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		got, ok := plain(data)
		if !ok {
			return
		}
		want := make(map[string]any)
		if err := toml.Unmarshal(data, &want); err != nil {
			t.Fatalf("%q: the decoder refuses it: %v", data, err)
		}
		if !reflect.DeepEqual(got, want) {
			t.Fatalf("%q: got %v, the decoder reads %v", data, got, want)
		}
	})
}
