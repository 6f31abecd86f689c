package lint_test

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
)

// modeApicause keeps a folder from being taken for one of plain go-i18n files.
var modeApicause = &fstest.MapFile{Data: []byte("mode = \"apicause\"")}

// FuzzRun holds that lint and New agree, for any bytes as the file of a language.
func FuzzRun(f *testing.F) {
	for _, check := range lint.Checks() {
		for _, files := range slices.Concat(check.Bad, check.Good) {
			for name, s := range files {
				f.Add(name, []byte(s))
			}
		}
	}
	f.Add("active.ko.toml", []byte("\ufeff[title]\r\nx.one=\"\"\r\n[x]\r\n"))
	f.Add("active.ko.toml", []byte("title.Unknown=\"}}이 }} 을\"\n"))
	f.Add("active.ko.toml", []byte("title.InvalidToken=\"a\"\n[title]\nUnknown=\"b\""))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		if !fs.ValidPath(name) || filepath.Base(name) != name || len(name) > 100 || len(data) > 1<<14 || name == messages.SettingsFile {
			return
		}
		agree(t, fstest.MapFS{name: {Data: data}, messages.SettingsFile: modeApicause})
		agree(t, fstest.MapFS{name: {Data: data}, messages.SettingsFile: {Data: []byte("mode = \"go-i18n\"")}})
	})
}

// FuzzFolder holds the same for a source, a translation of it, and what is remembered
// of that.
func FuzzFolder(f *testing.F) {
	for _, check := range lint.Checks() {
		for _, files := range slices.Concat(check.Bad, check.Good) {
			if files["active.ko.toml"] != "" {
				f.Add([]byte(files["active.en.toml"]), []byte(files["active.ko.toml"]), []byte(files[".sources/ko.toml"]))
			}
		}
	}
	f.Fuzz(func(t *testing.T, source, translation, memory []byte) {
		if len(source)+len(translation)+len(memory) > 1<<14 {
			return
		}
		agree(t, fstest.MapFS{"active.en.toml": {Data: source}, "active.ko.toml": {Data: translation}, ".sources/ko.toml": {Data: memory}, messages.SettingsFile: modeApicause})
	})
}

// agree holds that lint has an error where New has one, to the line and column, and
// nowhere else; that findings have words and a place; and that fixes leave New with no
// mistake that it had not before.
func agree(t *testing.T, fsys fstest.MapFS) {
	t.Helper()
	found, err := lint.Run(fsys, lint.Options{})
	if err != nil {
		return // no message file
	}
	f, err := messages.OpenFS(fsys, messages.Options{})
	if err != nil {
		t.Fatal(err)
	}
	fixes := make(map[string][]lint.Fix)
	errs := make(map[string]bool)
	for _, x := range found {
		if x.Message == "" || x.Line < 0 || (x.Line == 0) != (x.Column == 0) || x.Start < 0 || x.End < x.Start || fsys[x.File] != nil && x.End > len(fsys[x.File].Data) {
			t.Errorf("a finding without words or place: %+v", x)
		}
		if x.Severity == lint.Error {
			errs[fmt.Sprintf("%s:%d:%d", x.File, x.Line, x.Column)] = true
		}
		if x.Fix != nil {
			fixes[x.File] = append(fixes[x.File], *x.Fix)
		}
	}
	if f.Plain {
		return // New takes none of these, and has no say in it
	}
	refused := refusals(f)
	if diff := cmp.Diff(refused, slices.Sorted(maps.Keys(errs))); diff != "" {
		t.Errorf("errors (-New +lint):\n%s\n%v", diff, found)
	}
	mended := maps.Clone(fsys)
	for name, all := range fixes {
		mended[name] = &fstest.MapFile{Data: lint.Mend(fsys[name].Data, all)}
	}
	after, err := messages.OpenFS(mended, messages.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(fixes) > 0 && !after.Plain && len(refusals(after)) > len(refused) {
		t.Errorf("fixes make mistakes: %v, of %v", refusals(after), fixes)
	}
}

// refusals returns where New refuses a folder.
func refusals(f *messages.Folder) []string {
	config := apicause.Config{Fallback: f.Source, Locales: []fs.FS{f.FS()}}
	for _, name := range f.Causes {
		config.Causes = append(config.Causes, apicause.Cause(name))
	}
	_, err := apicause.New(config)
	at := make(map[string]bool)
	for e := range apicause.LocaleErrors(err) {
		if e.Path == "" {
			e.Path = f.New(f.Source).Name
		}
		at[fmt.Sprintf("%s:%d:%d", e.Path, e.Line, e.Column)] = true
	}
	return slices.Sorted(maps.Keys(at))
}

// Lint and New agree in all folders of the tests and examples.
func TestErrorsAreWhatNewRefuses(t *testing.T) {
	for id, check := range lint.Checks() {
		for i, files := range slices.Concat(check.Bad, check.Good) {
			t.Run(fmt.Sprint(id, i), func(t *testing.T) { agree(t, folder(files)) })
		}
	}
	var dirs []string
	err := filepath.WalkDir("../..", func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() && e.Name() == "node_modules" {
			return fs.SkipDir
		}
		if err == nil && !e.IsDir() && strings.HasPrefix(e.Name(), "active.") && !slices.Contains(dirs, filepath.Dir(path)) {
			dirs = append(dirs, filepath.Dir(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		t.Run(filepath.ToSlash(dir), func(t *testing.T) {
			files := make(map[string]string)
			names, err := filepath.Glob(filepath.Join(dir, "*.toml"))
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range names {
				data, err := os.ReadFile(name)
				if err != nil {
					t.Fatal(err)
				}
				files[filepath.Base(name)] = string(data)
			}
			agree(t, folder(files))
		})
	}
}
