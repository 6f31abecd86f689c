package style_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

var (
	fenced  = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")
	readmes = []string{"README.md", "README.ko.md"}
)

// block is a fenced block of a page: the word after the fence, and what it holds.
type block struct{ lang, text string }

func blocksOf(t *testing.T, name string) (blocks []block) {
	t.Helper()
	page, err := os.ReadFile(root + name)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range fenced.FindAllStringSubmatch(string(page), -1) {
		blocks = append(blocks, block{m[1], m[2]})
	}
	return blocks
}

// The first Go block is a program of at most 25 lines that compiles as pasted,
// and the first block without a language is what it prints.
func TestTheReadmesProgramPrintsWhatTheySay(t *testing.T) {
	for _, name := range readmes {
		blocks := blocksOf(t, name)
		program := blocks[slices.IndexFunc(blocks, func(b block) bool { return b.lang == "go" })].text
		want := blocks[slices.IndexFunc(blocks, func(b block) bool { return b.lang == "" })].text
		if n := strings.Count(program, "\n"); n > 25 {
			t.Errorf("%s: the program has %d lines", name, n)
		}
		// An overlay lets the go command read the program as a package of this module.
		dir := t.TempDir()
		main, overlay := filepath.Join(dir, "main.go"), filepath.Join(dir, "overlay.json")
		place, err := filepath.Abs("../readme/main.go")
		if err != nil {
			t.Fatal(err)
		}
		replace, err := json.Marshal(map[string]any{"Replace": map[string]string{place: main}})
		if err != nil {
			t.Fatal(err)
		}
		for file, data := range map[string][]byte{main: []byte(program), overlay: replace} {
			if err := os.WriteFile(file, data, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		run := exec.Command("go", "run", "-overlay", overlay, "../readme")
		var stderr strings.Builder
		run.Stderr = &stderr
		got, err := run.Output()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, &stderr)
		}
		if string(got) != want {
			t.Errorf("%s: the program prints\n%s\nwant\n%s", name, got, want)
		}
	}
}

// The other Go blocks are statements, which stand in a function here. They may
// leave variables unused: that is the only kind of error that types calls soft.
func TestTheReadmesStatementsCompile(t *testing.T) {
	const before = `package readme

import (
	"io/fs"
	"net/http"
	"os"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/problem"
)

func _(w http.ResponseWriter, r *http.Request, resp *http.Response) {
`
	blocks := make(map[string][]byte)
	for _, name := range readmes {
		for i, b := range blocksOf(t, name) {
			if b.lang != "go" || strings.HasPrefix(b.text, "package ") {
				continue
			}
			file, err := filepath.Abs(fmt.Sprintf("../readme/%s.%d.go", name, i))
			if err != nil {
				t.Fatal(err)
			}
			blocks[file] = []byte(before + b.text + "}\n")
		}
	}
	loaded, err := packages.Load(&packages.Config{Mode: packages.NeedName | packages.NeedFiles | packages.NeedTypes | packages.NeedSyntax, Overlay: blocks}, "../readme")
	if err != nil {
		t.Fatal(err)
	}
	if len(loaded) != 1 || len(loaded[0].Syntax) != len(blocks) {
		t.Fatalf("not all of %d blocks were loaded: %v", len(blocks), loaded)
	}
	for _, e := range loaded[0].TypeErrors {
		if at := e.Fset.Position(e.Pos); !e.Soft {
			t.Errorf("%s:%d: %s\n%s", filepath.Base(at.Filename), at.Line, e.Msg, blocks[at.Filename])
		}
	}
}

// Both READMEs have the same code and the same figures.
func TestTheReadmesAreInParity(t *testing.T) {
	english, korean := blocksOf(t, readmes[0]), blocksOf(t, readmes[1])
	if !slices.Equal(english, korean) {
		t.Errorf("the blocks differ: %d in %s, %d in %s", len(english), readmes[0], len(korean), readmes[1])
	}
	figures := regexp.MustCompile(`\d[\d,./ ]* (?:ns|µs|ms|MiB)\b`)
	var said [2][]string
	for i, name := range readmes {
		page, err := os.ReadFile(root + name)
		if err != nil {
			t.Fatal(err)
		}
		said[i] = figures.FindAllString(string(page), -1)
	}
	if len(said[0]) == 0 || !slices.Equal(said[0], said[1]) {
		t.Errorf("the figures differ:\n%q\n%q", said[0], said[1])
	}
}

var link = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)

// Every file that a page links to is there.
func TestPagesLinkToFilesThatAreThere(t *testing.T) {
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || d.Name() == "node_modules" || d.Name() == ".git"):
			return fs.SkipDir
		case d.IsDir() || filepath.Ext(path) != ".md":
			return nil
		}
		page, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, m := range link.FindAllSubmatch(fenced.ReplaceAll(page, nil), -1) {
			if _, err := os.Stat(filepath.Join(filepath.Dir(path), string(m[1]))); err != nil {
				t.Errorf("%s links to %s: %v", path, m[1], err)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
