//go:build unix

// Faults as unix reports them: links, devices, paths from the root.

package live_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/live"
)

// Whatever happens to the Korean file or its folder, what was served stays, the
// problem is named, and the file is served once it is fixed.
func TestFaultsLeaveTheLastGoodMessages(t *testing.T) {
	const good = "title 1"
	inPlace := func(data string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			must(t, os.WriteFile(filepath.Join(dir, korean), []byte(data), 0o644))
		}
	}
	tests := []struct {
		name  string
		fault func(t *testing.T, dir string)
		want  string
	}{
		{"half written, within a line", inPlace(text(2)[:20]), korean + ":2:"},
		{"half written, within a table", inPlace("[tit"), korean + ":1:"},
		{"empty", inPlace(""), korean + ": empty; remove the file where it is no longer wanted"},
		{"NUL bytes", inPlace(strings.Repeat("\x00", 512)), korean + ":1:1: files cannot contain NULL bytes"},
		{"invalid UTF-8", inPlace("[title]\nInvalidToken = \"\xff\"\n"), korean + ":2:"},
		{"100 MB", func(t *testing.T, dir string) {
			must(t, os.Truncate(filepath.Join(dir, korean), 100<<20)) // sparse: it fills no disk
		}, korean + ": more than the 1 MiB that a message file may have"},
		{"a symlink loop", func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, korean)))
			must(t, os.Symlink(korean, filepath.Join(dir, korean)))
		}, korean + ": too many levels of symbolic links"},
		{"a link to nowhere", func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, korean)))
			must(t, os.Symlink("nowhere", filepath.Join(dir, korean)))
		}, korean + ": no such file or directory"},
		{"a link to a device without end", func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, korean)))
			must(t, os.Symlink("/dev/zero", filepath.Join(dir, korean)))
		}, korean + ": not a regular file"},
		{"a folder of its name", func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, korean)))
			must(t, os.Mkdir(filepath.Join(dir, korean), 0o755))
		}, korean + ": not a regular file"},
		{"a mistake, beside a good change", func(t *testing.T, dir string) {
			write(t, dir, map[string]string{english: text(2), korean: text(2) + "Invalid = \"\"\n"})
		}, korean + ":5:1: detail.Invalid: "},
		{"the folder gone", func(t *testing.T, dir string) { must(t, os.RemoveAll(dir)) }, "Config.Locales[0]: open /"},
		{"the folder empty", func(t *testing.T, dir string) {
			must(t, os.Remove(filepath.Join(dir, english)))
			must(t, os.Remove(filepath.Join(dir, korean)))
		}, "Config.Locales[0]: no message files"},
		{"the folder a file", func(t *testing.T, dir string) {
			must(t, os.RemoveAll(dir))
			must(t, os.WriteFile(dir, []byte("x"), 0o644))
		}, "Config.Locales[0]: "},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "locales")
			must(t, os.Mkdir(dir, 0o755))
			write(t, dir, map[string]string{english: text(1), korean: text(1)})
			l := open(t, os.DirFS(dir))
			before := l.Catalog()

			tt.fault(t, dir)
			for range 2 { // the second time it is known, and the same
				changed, err := l.Reload()
				if changed || err == nil || !strings.HasPrefix(err.Error(), tt.want) {
					t.Fatalf("Reload() = %v, %v, want %s", changed, err, tt.want)
				}
				if l.Catalog() != before || title(l, "ko") != good || title(l, "en") != good {
					t.Fatal("the last good catalog is gone")
				}
			}

			must(t, os.RemoveAll(dir))
			must(t, os.Mkdir(dir, 0o755))
			write(t, dir, map[string]string{english: text(1), korean: text(1)})
			reload(t, l, false, "")
			write(t, dir, map[string]string{english: text(3), korean: text(3)})
			reload(t, l, true, "")
			if got := title(l, "ko"); got != "title 3" {
				t.Errorf("mended, the title is %q", got)
			}
		})
	}
}

// File systems with faults of their own. The tests may run as root, who may read
// every file, so that a permission is taken away here.
func TestFaultyFileSystems(t *testing.T) {
	denied := &fs.PathError{Op: "open", Path: korean, Err: fs.ErrPermission}
	reading := func(read func([]byte) (int, error)) func(*faulty) {
		return func(f *faulty) {
			f.open = func(name string) (fs.File, error) {
				file, err := f.FS.Open(name)
				if name == korean {
					file = reader{file, read}
				}
				return file, err
			}
		}
	}
	tests := []struct {
		name  string
		fault func(*faulty)
		want  string
	}{
		{"permission lost", func(f *faulty) {
			f.open = func(name string) (fs.File, error) {
				if name == korean {
					return nil, denied
				}
				return f.FS.Open(name)
			}
		}, korean + ": permission denied"},
		{"permission to look lost", func(f *faulty) { f.stat = func(string) (fs.FileInfo, error) { return nil, denied } },
			english + ": permission denied\n" + korean + ": permission denied"},
		{"permission to list lost", func(f *faulty) { f.list = func() ([]fs.DirEntry, error) { return nil, fs.ErrPermission } },
			"Config.Locales[0]: permission denied"},
		{"a size that lies, without end", reading(func(p []byte) (int, error) { return len(p), nil }), korean + ": more than the 1 MiB that a message file may have"},
		{"reads that bring nothing", reading(func([]byte) (int, error) { return 0, nil }), korean + ": " + io.ErrNoProgress.Error()},
		{"reads of more than there is room for", reading(func(p []byte) (int, error) { return len(p) + 1, nil }), korean + ": the file system read a number of bytes that cannot be"},
		{"reads of less than nothing", reading(func([]byte) (int, error) { return -1, nil }), korean + ": the file system read a number of bytes that cannot be"},
		{"a read that fails", reading(func([]byte) (int, error) { return 0, errors.New("stale file handle") }), korean + ": stale file handle"},
		{"a read that panics", reading(func([]byte) (int, error) { panic("oh") }), korean + ": the file system panicked: oh"},
		{"no file and no error", func(f *faulty) { f.open = func(string) (fs.File, error) { return nil, nil } },
			english + ": the file system panicked: runtime error: invalid memory address or nil pointer dereference\n" +
				korean + ": the file system panicked: runtime error: invalid memory address or nil pointer dereference"},
		{"entries that are nil", func(f *faulty) { f.list = func() ([]fs.DirEntry, error) { return make([]fs.DirEntry, 2), nil } },
			"Config.Locales[0]: the file system panicked: runtime error: invalid memory address or nil pointer dereference"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := &faulty{FS: fstest.MapFS{english: {Data: []byte(text(1))}, korean: {Data: []byte(text(1))}}}
			l := open(t, f)
			tt.fault(f)
			reload(t, l, false, tt.want)
			reload(t, l, false, tt.want)
			if got := title(l, "ko"); got != "title 1" {
				t.Errorf("title %q, want the one before", got)
			}
			*f = faulty{FS: fstest.MapFS{english: {Data: []byte(text(2))}, korean: {Data: []byte(text(2))}}}
			reload(t, l, true, "")
		})
	}
}

// The clock says nothing about what is newer.
func TestFilesOfAnotherTime(t *testing.T) {
	for name, at := range map[string]time.Time{
		"the clock set back": time.Now().Add(-24 * time.Hour),
		"the future":         time.Now().Add(24 * time.Hour),
		"the same time":      {},
	} {
		t.Run(name, func(t *testing.T) {
			files := fstest.MapFS{english: {Data: []byte(text(1))}}
			l := open(t, files)
			files[english] = &fstest.MapFile{Data: []byte(text(2)), ModTime: at}
			reload(t, l, true, "")
		})
	}
}

// The files have 1 MiB each, which is not refused by itself, nor as message files:
// they hold no TOML.
func TestAllFilesTogetherAreBounded(t *testing.T) {
	layer := fstest.MapFS{english: {Data: make([]byte, 1<<20)}}
	layers := slices.Repeat([]fs.FS{layer}, 66)
	layers[64] = fstest.MapFS{english: {Data: make([]byte, 1)}}
	layers[65] = fstest.MapFS{"README.md": {Data: make([]byte, 2<<20)}, "active.de.toml": {Data: make([]byte, 1)}}
	_, err := live.New(apicause.Config{Locales: layers})
	for e := range apicause.LocaleErrors(err) {
		const want = "more than the 64 MiB that all message files together may have"
		if refused := e.Err.Error() == want; refused != (e.Layer >= 64) {
			t.Errorf("layer %d: %v", e.Layer, e)
		}
	}
}

func TestAListInAnotherOrderIsNoChange(t *testing.T) {
	files := fstest.MapFS{english: {Data: []byte(text(1))}, korean: {Data: []byte(text(1))}}
	lists := 0
	l := open(t, &faulty{FS: files, list: func() ([]fs.DirEntry, error) {
		entries, err := fs.ReadDir(files, ".")
		if lists++; lists%2 == 0 {
			slices.Reverse(entries)
		}
		return entries, err
	}})
	reload(t, l, false, "")
	reload(t, l, false, "")
}

func TestReadsOfOneByteAtATime(t *testing.T) {
	files := fstest.MapFS{english: {Data: []byte(text(1) + strings.Repeat("#", 1000))}}
	l := open(t, &faulty{FS: files, open: func(name string) (fs.File, error) {
		file, err := files.Open(name)
		return reader{file, iotest.OneByteReader(file).Read}, err
	}})
	if got := title(l, "en"); got != "title 1" {
		t.Errorf("title %q", got)
	}
}

func TestEveryFileIsClosed(t *testing.T) {
	files := fstest.MapFS{english: {Data: []byte(text(1))}, korean: {Data: []byte(text(1))}}
	opened := 0
	l := open(t, &faulty{FS: files, open: func(name string) (fs.File, error) {
		file, err := files.Open(name)
		if err == nil {
			opened++
		}
		return closer{file, func() { opened-- }}, err
	}})
	files[korean] = &fstest.MapFile{Data: make([]byte, 1<<20)}
	if _, err := l.Reload(); err == nil {
		t.Error("a file without TOML is served")
	}
	if opened != 0 {
		t.Errorf("%d files are still open", opened)
	}
}

func TestALargeFileIsRefusedBeforeItIsHeld(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{english: text(1)})
	l := open(t, os.DirFS(dir))
	must(t, os.Truncate(filepath.Join(dir, english), 100<<20))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	reload(t, l, false, english+": more than the 1 MiB that a message file may have")
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 50<<20 {
		t.Errorf("refusing it took %d MiB of memory", took>>20)
	}
}

func TestAFileOfExactlyTheLimit(t *testing.T) {
	data := []byte(text(1))
	data = append(data, bytes.Repeat([]byte{'#'}, 1<<20-len(data))...)
	files := fstest.MapFS{english: {Data: data}}
	l := open(t, files)
	files[english] = &fstest.MapFile{Data: append(data, '#')}
	reload(t, l, false, english+": more than the 1 MiB that a message file may have")
}
