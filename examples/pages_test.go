package examples_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const howTo = "../docs/how-to/"

// A block of a how-to page that begins with the path of an example's file.
var fromFile = regexp.MustCompile("(?ms)^```\\w+\n(?://|#) (examples/\\S+)\n(.*?)^```$")

// What the pages show of the examples is what the examples' tests run.
func TestHowToPagesShowTheExamples(t *testing.T) {
	pages, err := filepath.Glob(howTo + "*.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, page := range pages {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range fromFile.FindAllStringSubmatch(string(text), -1) {
			shown++
			file, err := os.ReadFile("../" + block[1])
			if err != nil {
				t.Errorf("%s: %v", page, err)
			} else if !strings.Contains(flat(string(file)), flat(block[2])) {
				t.Errorf("%s: %s does not hold\n%s", page, block[1], block[2])
			}
		}
	}
	if shown == 0 {
		t.Error("no page shows an example")
	}
}

// flat returns code without its indentation, of which a page shows less.
func flat(code string) string {
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimLeft(line, "\t")
	}
	return strings.Join(lines, "\n")
}

// Every page is found from the index of its language.
func TestTheIndexListsEveryHowToPage(t *testing.T) {
	for index, suffix := range map[string]string{"README.md": ".md", "README.ko.md": ".ko.md"} {
		text, err := os.ReadFile(howTo + index)
		if err != nil {
			t.Fatal(err)
		}
		pages, err := filepath.Glob(howTo + "*" + suffix)
		if err != nil {
			t.Fatal(err)
		}
		for _, page := range pages {
			name := filepath.Base(page)
			if strings.HasPrefix(name, "README") || suffix == ".md" && strings.HasSuffix(name, ".ko.md") {
				continue
			}
			if !strings.Contains(string(text), "]("+name+")") {
				t.Errorf("%s does not list %s", index, name)
			}
		}
	}
}
