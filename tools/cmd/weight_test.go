package cmd_test

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/text/language/display"
)

// One text or one file costs what its language weighs, not what the folder does:
// among 94 languages of 1,000 messages, a tenth of lint. Counted is what is
// allocated, which is the same on every machine.
func TestOneTextCostsWhatItsFileWeighs(t *testing.T) {
	if testing.Short() {
		t.Skip("lints 94,000 messages")
	}
	folder := func(word string) (dir string) {
		dir = t.TempDir()
		languages := map[string]bool{"en": true, "de": true}
		for _, tag := range display.Supported.Tags() {
			if len(languages) < 94 && !tag.IsRoot() {
				languages[tag.String()] = true
			}
		}
		for lang := range languages {
			var b strings.Builder
			for _, section := range []string{"", "[title]\n"} {
				b.WriteString(section)
				for n := range 500 {
					fmt.Fprintf(&b, "Cause%d = \"%s number %d in %s\"\n", n, word, n, lang)
				}
			}
			if err := os.WriteFile(filepath.Join(dir, "active."+lang+".toml"), []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return dir
	}
	cost := func(args ...string) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		command(t, 0, args...)
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	command(t, 0, "explain")                         // what every command reads
	a, b, c := folder("A"), folder("B"), folder("C") // none has been parsed
	all := cost("lint", a)
	set := cost("set", "Cause7", "de", "x", "--dir", b)
	one := cost("lint", filepath.Join(c, "active.de.toml"))
	t.Logf("lint %d, set %d, lint FILE %d", all, set, one)
	if set > all/10 || one > all/10 {
		t.Errorf("lint of the folder allocates %d bytes, set %d, lint of a file %d", all, set, one)
	}
}
