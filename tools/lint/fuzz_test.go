package lint_test

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
)

// FuzzRun holds that whatever New refuses is an error of lint at its line, and
// that New takes what lint finds free of errors, for any bytes as the file of a
// language.
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
		if !fs.ValidPath(name) || filepath.Base(name) != name || len(name) > 100 || len(data) > 1<<14 || name == "apicause.toml" {
			return
		}
		// A folder that looks like plain go-i18n files is checked as such, and New,
		// which takes none of those, has no say in it.
		fsys := fstest.MapFS{name: {Data: data}, "apicause.toml": {Data: []byte("mode = \"apicause\"")}}
		found, err := lint.Run(fsys, lint.Options{})
		if err != nil {
			return // no message file
		}
		_, err = apicause.New(apicause.Config{Locales: []fs.FS{fsys}, Causes: causesOf(t, fsys)})
		errs := 0
		for _, f := range found {
			if f.Severity == lint.Error {
				errs++
			}
			if f.Message == "" || f.Line < 0 || f.Line > 0 && f.Column < 1 {
				t.Errorf("a finding without words or place: %+v", f)
			}
		}
		if err == nil {
			return
		}
		if errs == 0 {
			t.Fatalf("lint finds no error, New says: %v", err)
		}
		for _, err := range err.(interface{ Unwrap() []error }).Unwrap() {
			var e *apicause.LocaleError
			if !errors.As(err, &e) || e.Path == "" {
				continue
			}
			said := false
			for _, f := range found {
				said = said || f.Severity == lint.Error && f.File == e.Path && (f.Line == e.Line || e.Line == 0 && f.ID == e.ID)
			}
			if !said {
				t.Errorf("lint says nothing at the line of: %v\nbut: %v", e, found)
			}
		}
	})
}

// causesOf returns the causes that a folder adds to the built-in ones.
func causesOf(t *testing.T, fsys fs.FS) (causes []apicause.Cause) {
	t.Helper()
	f, err := messages.OpenFS(fsys, messages.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range f.Causes {
		causes = append(causes, apicause.Cause(name))
	}
	return causes
}
