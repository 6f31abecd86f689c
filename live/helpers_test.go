package live_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/live"
)

const (
	english = "active.en.toml"
	korean  = "active.ko.toml"
)

// text is a message file with a title and a detail, which both name the version.
func text(version int) string {
	return fmt.Sprintf("[title]\nInvalidToken = \"title %d\"\n[detail]\nInvalidToken = \"detail %d\"\n", version, version)
}

// write puts files into dir, each by a rename.
func write(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, data := range files {
		draft := filepath.Join(dir, ".draft")
		must(t, os.WriteFile(draft, []byte(data), 0o644))
		must(t, os.Rename(draft, filepath.Join(dir, name)))
	}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, locales ...fs.FS) *live.Live {
	t.Helper()
	l, err := live.New(apicause.Config{Locales: locales})
	must(t, err)
	return l
}

// title is what a reader of lang is shown.
func title(l *live.Live, lang string) string {
	return l.Localizer(lang).Message(apicause.InvalidToken).Title
}

// reload reloads and holds what came of it.
func reload(t testing.TB, l *live.Live, wantChanged bool, wantError string) {
	t.Helper()
	changed, err := l.Reload()
	got := ""
	if err != nil {
		got = err.Error()
	}
	if changed != wantChanged || got != wantError {
		t.Fatalf("Reload() = %v, %q, want %v, %q", changed, got, wantChanged, wantError)
	}
}

// A faulty file system does what its functions say, and else what is under it.
type faulty struct {
	fs.FS
	list func() ([]fs.DirEntry, error)
	stat func(name string) (fs.FileInfo, error)
	open func(name string) (fs.File, error)
}

func (f *faulty) Open(name string) (fs.File, error) {
	if f.open != nil {
		return f.open(name)
	}
	return f.FS.Open(name)
}

func (f *faulty) Stat(name string) (fs.FileInfo, error) {
	if f.stat != nil {
		return f.stat(name)
	}
	return fs.Stat(f.FS, name)
}

func (f *faulty) ReadDir(name string) ([]fs.DirEntry, error) {
	if f.list != nil {
		return f.list()
	}
	return fs.ReadDir(f.FS, name)
}

// guarded returns files, to be changed while somebody reads them. Synctest keeps the
// two apart in time, and the race detector wants to see why.
func guarded(files fs.FS, change *sync.Mutex) fs.FS {
	return &faulty{FS: files, list: func() ([]fs.DirEntry, error) {
		change.Lock()
		defer change.Unlock()
		return fs.ReadDir(files, ".")
	}}
}

// A reader is an open file whose Read is a function.
type reader struct {
	fs.File
	read func([]byte) (int, error)
}

func (r reader) Read(p []byte) (int, error) { return r.read(p) }

// A closer says that it was closed.
type closer struct {
	fs.File
	closed func()
}

func (c closer) Close() error {
	c.closed()
	return c.File.Close()
}
