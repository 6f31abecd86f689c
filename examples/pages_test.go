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

var block = regexp.MustCompile("(?ms)^```(?:go)?\n(.*?)^```$")

// All that the page about gRPC and Connect shows is in the examples of module rpc,
// which run.
func TestThePageOfRPCShowsItsExamples(t *testing.T) {
	var examples strings.Builder
	for _, name := range []string{"../rpc/causegrpc/example_test.go", "../rpc/causeconnect/example_test.go"} {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		examples.Write(file)
	}
	page, err := os.ReadFile(howTo + "use-with-grpc-and-connect.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := block.FindAllStringSubmatch(string(page), -1)
	if len(shown) == 0 {
		t.Error("no code")
	}
	for _, block := range shown {
		if !strings.Contains(flat(examples.String()), flat(block[1])) {
			t.Errorf("not in the examples:\n%s", block[1])
		}
	}
}

// flat returns code without its indentation, of which a page shows less, and without
// the marks of comments, in which examples have their output.
func flat(code string) string {
	lines := strings.Split(code, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(strings.TrimLeft(line, "\t"), "// ")
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
