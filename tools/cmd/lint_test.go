package cmd_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apicause/apicause/tools/cmd"
	"github.com/apicause/apicause/tools/lint"
)

var update = flag.Bool("update", false, "write the golden files of lint")

const wrong = "testdata/wrong"

// run runs the command and returns what it writes.
func run(t *testing.T, args ...string) (status int, out string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = cmd.Main(args, cmd.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
	if stderr.Len() > 0 {
		t.Errorf("%s: on stderr: %s", strings.Join(args, " "), stderr.String())
	}
	return status, stdout.String()
}

// untranslated reports a finding of what the folders of wrong files never meant
// to translate: the built-in texts in Polish.
func untranslated(f lint.Finding) bool {
	return f.Check == "key-missing" && !strings.Contains(f.ID, "OutOfStock")
}

// Each folder of wrong files gives the findings that stand beside it, as text in
// English and in Korean, and as JSON.
func TestWrongFilesGiveGoldenFindings(t *testing.T) {
	folders, err := filepath.Glob(wrong + "/*")
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string][]string) // languages by check
	for _, folder := range folders {
		if filepath.Ext(folder) != "" {
			continue
		}
		t.Run(filepath.Base(folder), func(t *testing.T) {
			status, out := run(t, "lint", folder, "--ui-lang", "en", "--format", "json", "--fail-on", "info")
			var found []lint.Finding
			if err := json.Unmarshal([]byte(out), &found); err != nil {
				t.Fatal(err)
			}
			if want := 1; status != want {
				t.Errorf("exit status %d, want %d", status, want)
			}
			found = slices.DeleteFunc(found, untranslated)
			for _, f := range found {
				lang := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(f.File), "active."), ".toml")
				if !slices.Contains(seen[f.Check], lang) {
					seen[f.Check] = append(seen[f.Check], lang)
				}
			}
			var b bytes.Buffer
			enc := json.NewEncoder(&b)
			enc.SetEscapeHTML(false)
			enc.SetIndent("", "  ")
			if err := enc.Encode(found); err != nil {
				t.Fatal(err)
			}
			golden(t, folder+".json", b.String())
			for _, lang := range []string{"en", "ko"} {
				_, out := run(t, "lint", folder, "--ui-lang", lang)
				var kept strings.Builder
				for line := range strings.Lines(out) {
					if !strings.Contains(line, " key-missing: ") || strings.Contains(line, "OutOfStock") {
						kept.WriteString(line)
					}
				}
				golden(t, folder+"."+lang+".txt", kept.String())
			}
		})
	}

	// Where a check cannot find anything: Korean alone has particles; English is
	// the source; Korean and Japanese have one plural form, Arabic has all six, and
	// Japanese no spaces.
	cannot := map[string]string{
		"ko-particle": "en ja ar pl", "ko-particle-space": "en ja ar pl", "ko-register": "en ja ar pl",
		"source-stale": "en", "value-same": "en", "placeholder-missing": "en", "text-reused": "en",
		"plural-same": "ko ja", "plural-unused": "ar", "text-duplicate-word": "ja",
		"term":      "pl",             // has no style
		"file-lang": "ko en ja ar pl", // looked at below
		// Of these, the examples in checks.toml are enough: TestChecksKeepTheirExamples.
		"memory-broken": "ko en ja ar pl", "key-renamed": "ko en ja ar pl", "key-similar": "ko en ja ar pl", "key-commented": "ko en ja ar pl",
		"text-broken": "ko en ja ar pl", "text-homoglyph": "ko en ja ar pl", "text-bracket": "ko en ja ar pl", "text-mark": "ko en ja ar pl", "ko-spelling": "ko en ja ar pl",
	}
	for id := range lint.Checks() {
		for _, lang := range []string{"ko", "en", "ja", "ar", "pl"} {
			if !slices.Contains(strings.Fields(cannot[id]), lang) && !slices.Contains(seen[id], lang) {
				t.Errorf("no wrong file for %s in %s", id, lang)
			}
		}
	}
	if want := []string{"arabisch", "eng", "jp", "korean", "kr", "polish", "arabic.toml"}; len(seen["file-lang"]) != len(want) {
		t.Errorf("wrong names: got %q, want %q", seen["file-lang"], want)
	}
}

// What is much like a mistake and none gives no finding at all.
func TestNearMissesStaySilent(t *testing.T) {
	_, out := run(t, "lint", "testdata/silent", "--ui-lang", "en", "--format", "json")
	var found []lint.Finding
	if err := json.Unmarshal([]byte(out), &found); err != nil {
		t.Fatal(err)
	}
	for _, f := range slices.DeleteFunc(found, untranslated) {
		t.Errorf("%s:%d:%d: %s: %s", f.File, f.Line, f.Column, f.Check, f.Message)
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

// Our own message files are clean, and so are those of lint itself but for its
// manner of speech: findings are no sentences for readers of an app.
func TestOwnFilesAreClean(t *testing.T) {
	if status, out := run(t, "lint", "../../locales", "--ui-lang", "en", "--fail-on", "info"); status != 0 || out != "" {
		t.Errorf("exit status %d, want 0:\n%s", status, out)
	}
	if status, out := run(t, "lint", "../lint/locales", "--ui-lang", "en"); status != 0 {
		t.Errorf("exit status %d, want 0:\n%s", status, out)
	}
}
