package lint_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/lint"
)

var update = flag.Bool("update", false, "write the golden files")

func folder(files map[string]string) fstest.MapFS {
	fsys := make(fstest.MapFS)
	for name, s := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(s)}
	}
	return fsys
}

// The languages in which every check has a wrong file: of several scripts, with
// and without spaces, from right to left, with one plural form and with six.
var languages = []string{"ar", "en", "ja", "ko", "pl"}

// Each check finds something in its bad examples, which are in each of the
// languages, and for each of its wordings, and nothing in the good ones.
func TestChecksKeepTheirExamples(t *testing.T) {
	for id, check := range lint.Checks() {
		t.Run(id, func(t *testing.T) {
			in, wordings := make(map[string]bool), make(map[apicause.Cause]bool)
			for _, example := range check.Bad {
				found, err := lint.Run(folder(example), lint.Options{})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range found {
					if f.Check == id {
						in[f.Language.String()], in[f.Suggestion] = true, true
						wordings[f.Wording()] = true
					} else if f.Severity == lint.Error {
						t.Errorf("bad example: an error of another check: %+v", f)
					}
				}
			}
			for _, lang := range languages {
				never := check.Languages != nil && !slices.Contains(check.Languages, lang) || slices.Contains(check.Except, lang) ||
					check.In == "translations" && lang == "en" || check.In == "source" && lang != "en"
				if !never && !in[lang] {
					t.Errorf("checks/%s.toml: no bad example in %s", id, lang)
				}
			}
			for _, w := range check.Wordings() {
				if !wordings[w] {
					t.Errorf("checks/%s.toml: no bad example for %s", id, w)
				}
			}
			if len(check.Good) == 0 {
				t.Errorf("checks/%s.toml: no good example", id)
			}
			for _, example := range check.Good {
				found, err := lint.Run(folder(example), lint.Options{})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range found {
					if f.Check == id && f.Wording() != "KeyMissingBuiltIn" || f.Severity == lint.Error {
						t.Errorf("good example: %+v", f)
					}
				}
			}
		})
	}
}

// What each check says of its bad examples, in English and in Korean, with the
// bytes that it means and its fix.
func TestFindingsOfTheBadExamples(t *testing.T) {
	for _, reader := range []string{"en", "ko"} {
		var b strings.Builder
		for _, id := range slices.Sorted(maps.Keys(lint.Checks())) {
			for _, example := range lint.Checks()[id].Bad {
				found, err := lint.Run(folder(example), lint.Options{Reader: []string{reader}})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range found {
					if f.Check != id || f.Wording() == "KeyMissingBuiltIn" { // which counts all that we write
						continue
					}
					fmt.Fprintf(&b, "%s: %s: %s:%d:%d: %s", f.Severity, id, f.File, f.Line, f.Column, f.Sentence)
					if f.Line > 0 {
						fmt.Fprintf(&b, " at %q", example[f.File][f.Start:f.End])
					}
					if f.Fix != nil {
						fmt.Fprintf(&b, " fix %q to %q", example[f.File][f.Fix.Start:f.Fix.End], f.Fix.Text)
					}
					b.WriteString("\n")
				}
			}
		}
		golden(t, "testdata/findings."+reader+".txt", b.String())
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got); go test -update writes it:\n%s", name, diff)
	}
}

// A fix takes its finding away, and brings none of the others.
func TestFixesMend(t *testing.T) {
	for id, check := range lint.Checks() {
		for i, example := range check.Bad {
			t.Run(fmt.Sprint(id, i), func(t *testing.T) {
				before, err := lint.Run(folder(example), lint.Options{})
				if err != nil {
					t.Fatal(err)
				}
				mended := maps.Clone(example)
				for name, s := range example {
					var fixes []lint.Fix
					for _, f := range before {
						if f.File == name && f.Check == id && f.Fix != nil {
							fixes = append(fixes, *f.Fix)
						}
					}
					mended[name] = string(lint.Mend([]byte(s), fixes))
				}
				after, err := lint.Run(folder(mended), lint.Options{})
				if err != nil {
					t.Fatal(err)
				}
				for _, f := range after {
					if f.Check == id && f.Fix != nil {
						t.Errorf("still there: %s:%d: %s", f.File, f.Line, f.Sentence)
					}
					if f.Severity == lint.Error && !slices.ContainsFunc(before, func(b lint.Finding) bool { return b.File == f.File && b.Line == f.Line && b.Severity == lint.Error }) {
						t.Errorf("a new error: %s:%d: %s", f.File, f.Line, f.Sentence)
					}
				}
			})
		}
	}
}

// A check says the same things in all languages, and code for texts belongs to a
// check.
func TestChecksAreWhole(t *testing.T) {
	checks := lint.Checks()
	seen := make(map[apicause.Cause]string)
	for id, check := range checks {
		if check.Severity.AtLeast(lint.Error) == check.Severity.AtLeast(lint.Info) && check.Severity != lint.Error {
			t.Errorf("checks/%s.toml: no severity %q", id, check.Severity)
		}
		for lang, words := range check.Words {
			if diff := cmp.Diff(slices.Sorted(maps.Keys(check.Words["en"])), slices.Sorted(maps.Keys(words))); diff != "" {
				t.Errorf("checks/%s.toml: -en +%s:\n%s", id, lang, diff)
			}
		}
		if len(check.Words) != len(lint.WordFiles()) {
			t.Errorf("checks/%s.toml: words in %d languages, lint has %d", id, len(check.Words), len(lint.WordFiles()))
		}
		for _, w := range check.Wordings() {
			if seen[w] != "" {
				t.Errorf("%s is a wording of both %s and %s", w, seen[w], id)
			}
			seen[w] = id
		}
		for _, p := range check.Find {
			if !slices.Contains(check.Wordings(), p.Says) {
				t.Errorf("checks/%s.toml: no wording %s", id, p.Says)
			}
		}
	}
	for _, id := range lint.TextChecks() {
		if _, ok := checks[id]; !ok {
			t.Errorf("no file checks/%s.toml", id)
		}
	}
}

// What lint says are messages like any other.
func TestOwnWordsAreMessages(t *testing.T) {
	found, err := lint.Run(lint.WordFiles(), lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Severity.AtLeast(lint.Warning) {
			t.Errorf("%s:%d: %s: %s: %s", f.File, f.Line, f.Check, f.ID, f.Sentence)
		}
	}
}
