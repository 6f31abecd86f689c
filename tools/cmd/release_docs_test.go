package cmd_test

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// What docs/operations shows of commands runs, in its order.
func TestOperationsShowsCommandsThatRun(t *testing.T) {
	for _, page := range []string{"operations.md", "operations.ko.md"} {
		t.Run(page, func(t *testing.T) {
			text := string(read(t, "../../docs/"+page))
			t.Chdir(t.TempDir())
			must(t, os.Mkdir("bucket", 0o755))
			must(t, os.Mkdir("locales", 0o755))
			must(t, os.WriteFile("locales/active.en.toml", []byte("title.InvalidToken = \"Log in again\"\n"), 0o644))
			here, err := os.Getwd()
			must(t, err)
			local := strings.NewReplacer(`"$BUCKET"`, "file://"+here+"/bucket", "/var/lib/app", here, " --every 30s", "", "--root root", "--root keys/root")

			commands := 0
			for _, block := range regexp.MustCompile("(?s)```sh\n(.*?)```").FindAllStringSubmatch(text, -1) {
				for line := range strings.Lines(block[1]) {
					line, _, _ = strings.Cut(line, "#")
					args := strings.Fields(local.Replace(line))
					command(t, 0, args[1:]...)
					commands++
				}
			}
			if pulled := string(read(t, "texts/current/active.en.toml")); commands < 6 || !strings.Contains(pulled, "Log in again") {
				t.Errorf("after %d commands, the folder holds %q", commands, pulled)
			}
		})
	}
}
