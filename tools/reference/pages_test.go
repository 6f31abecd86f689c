package reference_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/reference"
)

var update = flag.Bool("update", false, "write docs/causes")

const causes = "../../docs/causes"

func TestThePagesAreInDocs(t *testing.T) {
	pages := reference.Pages()
	old, err := filepath.Glob(causes + "/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range old {
		if pages[filepath.Base(name)] == "" {
			t.Errorf("%s: no such cause; remove the page", name)
		}
	}
	for name, want := range pages {
		name = filepath.Join(causes, name)
		if *update {
			if err := os.WriteFile(name, []byte(want), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(name); err != nil || string(got) != want {
			t.Errorf("%s is out of date: run go generate ./tools/reference and read what it changes (%v)", name, err)
		}
	}
}

func TestEveryCauseHasAPageThatIsLinked(t *testing.T) {
	pages := reference.Pages()
	for _, suffix := range []string{".md", ".ko.md"} {
		for _, cause := range apicause.Default().Causes() {
			name := string(cause) + suffix
			if !strings.Contains(pages[name], "# "+string(cause)+"\n") || !strings.Contains(pages["README"+suffix], "("+name+")") {
				t.Errorf("no page %s, or no link to it", name)
			}
			for _, tag := range apicause.Default().Languages() {
				if m := apicause.Default().Localizer(tag.String()).Message(cause); !strings.Contains(pages[name], "| "+m.Title+" | "+m.Detail+" |\n") {
					t.Errorf("%s lacks what is read in %s", name, tag)
				}
			}
		}
	}
	for name, page := range pages {
		for _, link := range regexp.MustCompile(`\]\(([^):]+)\)`).FindAllStringSubmatch(page, -1) {
			if pages[link[1]] == "" {
				t.Errorf("%s links to %s, which is not there", name, link[1])
			}
		}
		if strings.Contains(page, "%!") || strings.Contains(page, "** **") {
			t.Errorf("%s: %s", name, page)
		}
	}
}
