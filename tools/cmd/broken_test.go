package cmd_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// If one of the library's own files is broken, a command that is run from the checkout
// is built from the broken file. It still says so, in either language.
func TestCommandBuiltOfBrokenFilesTellsThem(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command")
	}
	own, err := filepath.Abs("../../locales")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	folder := filepath.Join(dir, "locales")
	if err := os.CopyFS(folder, os.DirFS(own)); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(folder, "active.ko.toml")
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(string(data), "[title]\n", "[title]\nInvalidTokn = \"토큰\"\n", 1)
	if broken == string(data) {
		t.Fatal("no [title] in the Korean file")
	}
	if err := os.WriteFile(name, []byte(broken), 0o644); err != nil {
		t.Fatal(err)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{filepath.Join(own, "active.ko.toml"): name}})
	if err != nil {
		t.Fatal(err)
	}
	list, command := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "apicause")
	if err := os.WriteFile(list, overlay, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("go", "build", "-overlay", list, "-o", command, "../apicause").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for lang, want := range map[string]string{
		"en": ": error: key-unknown: no such cause: InvalidTokn; did you mean InvalidToken?\n",
		"ko": ": error: key-unknown: InvalidTokn: 이런 이름의 원인 항목이 없어요. 혹시 InvalidToken인가요?\n",
	} {
		out, err := exec.Command(command, "lint", folder, "--ui-lang", lang).CombinedOutput()
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 1 {
			t.Errorf("%s: got %v, want exit status 1", lang, err)
		}
		if got := string(out); !strings.Contains(got, want) || strings.Count(got, "\n") != 2 {
			t.Errorf("%s: got %q, want %q and a summary", lang, got, want)
		}
	}
	for _, args := range [][]string{{"explain", "-401"}, {"status", folder}} {
		out, err := exec.Command(command, args...).CombinedOutput()
		if exit, ok := err.(*exec.ExitError); !ok || exit.ExitCode() != 2 || !strings.Contains(string(out), "apicause lint tells more\nactive.ko.toml:") {
			t.Errorf("%s: got %v, %q, want exit status 2 and the mistake", args, err, out)
		}
	}
}
