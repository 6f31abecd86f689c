package check_test

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
	"golang.org/x/tools/go/analysis/checker"
	"golang.org/x/tools/go/packages"
	"golang.org/x/tools/txtar"

	"github.com/apicause/apicause/tools/causecheck/check"
)

// Each archive of testdata is a module. What is to be reported stands behind
// "want" on the line, wherever in the module the report is made.

func TestByItself(t *testing.T) {
	dir, modules := workspace(t, "testdata/[cfw]*/*.txtar")
	pkgs, err := packages.Load(&packages.Config{Mode: packages.LoadAllSyntax | packages.NeedModule, Dir: dir, Tests: true, Env: environment(dir)}, modules...)
	if err != nil {
		t.Fatal(err)
	}
	if packages.PrintErrors(pkgs) > 0 {
		t.Fatal("the modules of testdata have errors")
	}
	graph, err := checker.Analyze([]*analysis.Analyzer{check.Analyzer}, pkgs, &checker.Options{SanityCheck: true})
	if err != nil {
		t.Fatal(err)
	}
	got := make(map[string][]string)
	for _, action := range graph.Roots {
		if action.Err != nil {
			t.Error(action.Err)
		}
		for _, d := range action.Diagnostics {
			at := action.Package.Fset.Position(d.Pos)
			line := fmt.Sprintf("%s:%d", at.Filename, at.Line)
			if !slices.Contains(got[line], d.Message) { // packages are analyzed with their tests and without
				got[line] = append(got[line], d.Message)
			}
		}
	}
	compare(t, dir, got)
}

func TestUnderGoVet(t *testing.T) {
	dir, modules := workspace(t, "testdata/[cfw]*/*.txtar")
	compare(t, dir, vet(t, dir, append([]string{"-causecheck"}, modules...)...))
}

func TestWithTheChecksOfGoVet(t *testing.T) {
	for flag, want := range map[string][]string{
		"-causecheck":       {"== finds no cause"},
		"-causecheck=false": {"Printf format %d"},
		"-all":              {"== finds no cause", "Printf format %d"},
	} {
		dir, modules := workspace(t, "testdata/vet/both.txtar")
		var got []string
		for _, messages := range vet(t, dir, append([]string{flag}, modules...)...) {
			got = append(got, messages...)
		}
		slices.Sort(got)
		if !slices.EqualFunc(got, want, func(got, want string) bool { return strings.Contains(got, want) }) {
			t.Errorf("go vet %s reports %q, want %q", flag, got, want)
		}
	}
}

// vet returns what go vet reports with the command, by file and line.
func vet(t *testing.T, dir string, args ...string) map[string][]string {
	t.Helper()
	tool := filepath.Join(t.TempDir(), "causecheck")
	if out, err := exec.Command("go", "build", "-o", tool, "..").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	command := exec.Command("go", append([]string{"vet", "-vettool=" + tool}, args...)...)
	command.Dir, command.Env = dir, environment(dir)
	out, err := command.CombinedOutput()
	if err == nil {
		t.Fatal("go vet finds nothing")
	}
	got := make(map[string][]string)
	for line := range bytes.Lines(out) {
		m := regexp.MustCompile(`^(\S+\.go):(\d+):\d+: (.*)`).FindSubmatch(line)
		if m == nil {
			if !bytes.HasPrefix(line, []byte("#")) {
				t.Fatalf("go vet prints %s", out)
			}
			continue
		}
		name := string(m[1])
		if !filepath.IsAbs(name) {
			name = filepath.Join(dir, name)
		}
		at := name + ":" + string(m[2])
		if !slices.Contains(got[at], string(m[3])) {
			got[at] = append(got[at], string(m[3]))
		}
	}
	return got
}

func TestFixes(t *testing.T) {
	for _, archive := range glob(t, "testdata/fixed/*.txtar") {
		t.Run(filepath.Base(archive), func(t *testing.T) {
			dir, modules := workspace(t, archive)
			analysistest.RunWithSuggestedFixes(t, filepath.Join(dir, strings.TrimSuffix(modules[0], "/...")), check.Analyzer, "./...")
		})
	}
}

// workspace writes the modules of archives beside the library, and returns the
// patterns of their packages.
func workspace(t *testing.T, pattern string) (dir string, patterns []string) {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	library, err := filepath.Abs("../../..")
	if err != nil {
		t.Fatal(err)
	}
	work := fmt.Sprintf("go 1.26.0\n\nuse %s\n", strconv.Quote(library))
	for _, name := range glob(t, pattern) {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		module := strings.TrimSuffix(filepath.Base(name), ".txtar")
		write(t, filepath.Join(dir, module, "go.mod"), []byte("module "+module+"\n\ngo 1.26.0\n"))
		for _, f := range archive.Files {
			write(t, filepath.Join(dir, module, f.Name), f.Data)
		}
		work += "use ./" + module + "\n"
		patterns = append(patterns, "./"+module+"/...")
	}
	write(t, filepath.Join(dir, "go.work"), []byte(work))
	if len(patterns) == 1 { // analysistest looks for it there
		write(t, filepath.Join(dir, strings.TrimSuffix(patterns[0], "/..."), "go.work"), []byte(strings.Replace(work, "use ./", "use ../", 1)))
	}
	return dir, patterns
}

func environment(dir string) []string {
	return append(os.Environ(), "GOWORK="+filepath.Join(dir, "go.work"), "GOPROXY=off", "GOFLAGS=-mod=readonly")
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("%s: nothing (%v)", pattern, err)
	}
	return names
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

var (
	wanting = regexp.MustCompile("want ((?:\"[^\"]*\"|`[^`]*`) ?)+")
	quoted  = regexp.MustCompile("\"[^\"]*\"|`[^`]*`")
)

// compare compares what was reported, by file and line, with what the files want.
func compare(t *testing.T, dir string, got map[string][]string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".go" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		n := 0
		for line := range bytes.Lines(data) {
			n++
			at := fmt.Sprintf("%s:%d", name, n)
			for _, want := range quoted.FindAllString(wanting.FindString(string(line)), -1) {
				pattern := regexp.MustCompile(want[1 : len(want)-1])
				i := slices.IndexFunc(got[at], pattern.MatchString)
				if i < 0 {
					t.Errorf("%s: nothing like %s is reported", at, want)
					continue
				}
				got[at] = slices.Delete(got[at], i, i+1)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, at := range slices.Sorted(maps.Keys(got)) {
		for _, message := range got[at] {
			t.Errorf("%s: unexpected: %s", at, message)
		}
	}
}
