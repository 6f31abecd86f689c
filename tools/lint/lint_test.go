package lint_test

import (
	"slices"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/google/go-cmp/cmp"

	"github.com/apicause/apicause/tools/lint"
)

func folder(files map[string]string) fstest.MapFS {
	fsys := make(fstest.MapFS)
	for name, s := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(s)}
	}
	return fsys
}

// style bans a word, as a house would.
var style = folder(map[string]string{"ko.toml": "[[banned]]\nword = \"토큰\"\ninstead = \"로그인\"\n"})

// Each check finds its bad example, and nothing in the good one beside it.
func TestChecksKeepTheirExamples(t *testing.T) {
	for id, check := range lint.Checks() {
		t.Run(id, func(t *testing.T) {
			for _, reader := range []string{"en", "ko"} {
				o := lint.Options{Reader: []string{reader}, Style: style}
				bad, err := lint.Run(folder(check.Bad), o)
				if err != nil {
					t.Fatal(err)
				}
				i := slices.IndexFunc(bad, func(f lint.Finding) bool { return f.Check == id && f.Severity == check.Severity })
				if i < 0 {
					t.Fatalf("bad example: no %s of %s in %v", check.Severity, id, bad)
				}
				if bad[i].Message == "" || bad[i].Sentence == "" {
					t.Errorf("bad example: a finding without a message in %s: %+v", reader, bad[i])
				}
				for _, f := range bad {
					if f.Severity == lint.Error && f.Check != id {
						t.Errorf("bad example: an error of another check: %+v", f)
					}
				}
				good, err := lint.Run(folder(check.Good), o)
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range good {
					if f.Check == id && (id != "key-missing" || f.Severity == lint.Error) || f.Severity == lint.Error {
						t.Errorf("good example: %+v", f)
					}
				}
			}
			if m := lint.Words().Reader("ko").Message(check.Cause, nil); m.Language.String() != "ko" || m.Cause != check.Cause {
				t.Errorf("cause %q is not described in Korean", check.Cause)
			}
		})
	}
}

// What lint says in one language it says in all.
func TestOwnWordsAreWhole(t *testing.T) {
	keys := make(map[string][]string)
	for _, lang := range []string{"en", "ko"} {
		var file map[string]any
		if _, err := toml.DecodeFile("locales/active."+lang+".toml", &file); err != nil {
			t.Fatal(err)
		}
		for key, value := range file {
			table, ok := value.(map[string]any)
			if !ok {
				keys[lang] = append(keys[lang], key)
			}
			for id := range table {
				keys[lang] = append(keys[lang], key+"."+id)
			}
		}
		slices.Sort(keys[lang])
	}
	if diff := cmp.Diff(keys["en"], keys["ko"]); diff != "" {
		t.Errorf("-en +ko:\n%s", diff)
	}
}
