package live_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/live"
)

func TestReloadServesWhatChanged(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{english: text(1)})
	l := open(t, os.DirFS(dir))
	old := l.Catalog()
	reload(t, l, false, "")
	if l.Catalog() != old {
		t.Error("a reload that changes nothing made a new catalog")
	}

	steps := []struct {
		name   string
		change func()
		want   string
	}{
		{"a rename", func() { write(t, dir, map[string]string{english: text(2)}) }, "title 2"},
		{"in place", func() { must(t, os.WriteFile(filepath.Join(dir, english), []byte(text(3)), 0o644)) }, "title 3"},
		{"one byte, as many bytes, an older time", func() {
			write(t, dir, map[string]string{english: text(4)})
			must(t, os.Chtimes(filepath.Join(dir, english), time.Unix(0, 0), time.Unix(0, 0)))
		}, "title 4"},
		{"the file gone", func() { must(t, os.Rename(filepath.Join(dir, english), filepath.Join(dir, korean))) }, "We couldn't confirm your Kakao login"},
		{"the file back", func() { write(t, dir, map[string]string{english: text(5)}) }, "title 5"},
	}
	for _, step := range steps {
		step.change()
		reload(t, l, true, "")
		if got := title(l, "en"); got != step.want {
			t.Errorf("%s: title = %q, want %q", step.name, got, step.want)
		}
	}
	if old.Localizer("en").Message(apicause.InvalidToken).Title != "title 1" {
		t.Error("a catalog that somebody holds has changed")
	}
}

func TestReloadLooksAtMessageFilesAlone(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, map[string]string{english: text(1)})
	l := open(t, os.DirFS(dir))
	write(t, dir, map[string]string{"README.md": "a", "translate.ko.toml": "b", ".hidden.toml": "c"})
	must(t, os.Truncate(filepath.Join(dir, "README.md"), 100<<20))
	must(t, os.Mkdir(filepath.Join(dir, "more"), 0o755))
	write(t, filepath.Join(dir, "more"), map[string]string{english: text(2)})
	reload(t, l, false, "")
}

// kubelet writes a new folder, and swaps the link that all files go through.
func TestReloadFollowsAConfigMap(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("on Windows no rename replaces a link to a folder")
	}
	dir := t.TempDir()
	deploy := func(version int) {
		data := filepath.Join(dir, "..data_"+strconv.Itoa(version))
		must(t, os.Mkdir(data, 0o755))
		write(t, data, map[string]string{english: text(version), korean: text(version)})
		must(t, os.Symlink(filepath.Base(data), filepath.Join(dir, "..data_tmp")))
		must(t, os.Rename(filepath.Join(dir, "..data_tmp"), filepath.Join(dir, "..data")))
		must(t, os.RemoveAll(filepath.Join(dir, "..data_"+strconv.Itoa(version-1))))
	}
	deploy(1)
	for _, name := range []string{english, korean} {
		must(t, os.Symlink(filepath.Join("..data", name), filepath.Join(dir, name)))
	}
	l := open(t, os.DirFS(dir))
	for version := 2; version <= 4; version++ {
		deploy(version)
		reload(t, l, true, "")
		want := "title " + strconv.Itoa(version)
		if en, ko := title(l, "en"), title(l, "ko"); en != want || ko != want {
			t.Errorf("titles %q and %q, want %q", en, ko, want)
		}
	}
}

// Files that are swapped while they are read are read again, both.
func TestReloadMixesNoFiles(t *testing.T) {
	files := fstest.MapFS{english: {Data: []byte(text(1))}, korean: {Data: []byte(text(1))}}
	swapping := false
	l := open(t, &faulty{FS: files, open: func(name string) (fs.File, error) {
		if name == korean && swapping { // the English file was read before
			swapping = false
			files[english] = &fstest.MapFile{Data: []byte(text(2))}
			files[korean] = &fstest.MapFile{Data: []byte(text(2))}
		}
		return files.Open(name)
	}})
	swapping = true
	reload(t, l, true, "")
	if en, ko := title(l, "en"), title(l, "ko"); en != "title 2" || ko != "title 2" {
		t.Errorf("titles %q and %q, want both of version 2", en, ko)
	}
}

func TestReloadGivesUpOnAFileThatNeverRests(t *testing.T) {
	sound := fstest.MapFS{english: {Data: []byte(text(0))}}
	files := fstest.MapFS{english: {Data: []byte(text(0))}, korean: {Data: []byte(text(0))}}
	restless := false
	reads := 0
	l := open(t, sound, &faulty{FS: files, open: func(name string) (fs.File, error) {
		if reads++; name == korean && restless {
			files[korean] = &fstest.MapFile{Data: []byte(text(reads))}
		}
		return files.Open(name)
	}})
	restless, reads = true, 0
	_, err := l.Reload()
	var e *apicause.LocaleError
	if !errors.As(err, &e) || e.Layer != 1 || e.Path != korean {
		t.Errorf("error %v, want one of %s in layer 1", err, korean)
	}
	if reads > 40 {
		t.Errorf("opened files %d times", reads)
	}
	if got := title(l, "ko"); got != "title 0" {
		t.Errorf("title %q, want the one before", got)
	}
}

func TestNewReportsAsTheCatalogDoes(t *testing.T) {
	good := fstest.MapFS{english: {Data: []byte(text(1))}}
	tests := map[string]apicause.Config{
		"nil":                         {Locales: []fs.FS{good, nil}},
		"no files":                    {Locales: []fs.FS{good, good, fstest.MapFS{}}},
		"no folder":                   {Locales: []fs.FS{os.DirFS(filepath.Join(t.TempDir(), "gone"))}},
		"files below":                 {Locales: []fs.FS{fstest.MapFS{"locales/" + english: {Data: []byte(text(1))}}}},
		"a wrong name":                {Locales: []fs.FS{fstest.MapFS{"active.jp.toml": {Data: []byte(text(1))}}}},
		"a language without messages": {Fallback: language.Swahili},
		"a mistake in each folder":    {Locales: []fs.FS{fstest.MapFS{english: {Data: []byte("x")}}, fstest.MapFS{korean: {Data: []byte("Nobody = \"x\"")}}}},
	}
	for name, config := range tests {
		t.Run(name, func(t *testing.T) {
			_, want := apicause.New(config)
			l, err := live.New(config)
			if l != nil || err == nil || err.Error() != want.Error() {
				t.Fatalf("New() = %v, %v, want %v", l, err, want)
			}
			layers := func(err error) (all []int) {
				for e := range apicause.LocaleErrors(err) {
					all = append(all, e.Layer)
				}
				return all
			}
			if got, want := layers(err), layers(want); !slices.Equal(got, want) {
				t.Errorf("layers %v, want %v", got, want)
			}
		})
	}
}

func TestNewTakesANilPointerForAFaultyFileSystem(t *testing.T) {
	var none *faulty
	if l, err := live.New(apicause.Config{Locales: []fs.FS{none}}); l != nil || err == nil {
		t.Errorf("New() = %v, %v, want an error", l, err)
	}
}

func TestNewTakesTheConfigAsItIsThen(t *testing.T) {
	files := fstest.MapFS{english: {Data: []byte("SoldOut = \"sold out\"\n")}}
	config := apicause.Config{
		Locales:   []fs.FS{files},
		Languages: []language.Tag{language.Korean},
		Causes:    []apicause.Cause{"SoldOut"},
	}
	l, err := live.New(config)
	must(t, err)
	config.Locales[0], config.Languages[0], config.Causes[0] = nil, language.Und, ""
	reload(t, l, false, "")
	files[english] = &fstest.MapFile{Data: []byte("SoldOut = \"all sold\"\n")}
	reload(t, l, true, "")
	if got, want := l.Catalog().Languages(), []language.Tag{language.English, language.Korean}; !slices.Equal(got, want) {
		t.Errorf("languages %v, want %v", got, want)
	}
	if !l.Catalog().Has("SoldOut") {
		t.Error("the app's cause is gone")
	}
}

func TestNewWithoutFolders(t *testing.T) {
	l := open(t)
	reload(t, l, false, "")
	if got, want := title(l, "ko"), apicause.Default().Localizer("ko").Message(apicause.InvalidToken).Title; got != want {
		t.Errorf("title %q, want the built-in %q", got, want)
	}
}

func TestSwapsDuringParallelReads(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("on Windows no rename replaces a link to a folder")
	}
	dir := t.TempDir()
	link := filepath.Join(dir, "current")
	deploy := func(version int) {
		data := filepath.Join(dir, strconv.Itoa(version))
		must(t, os.Mkdir(data, 0o755))
		write(t, data, map[string]string{english: text(version), korean: text(version)})
		must(t, os.Symlink(data, filepath.Join(dir, "next")))
		must(t, os.Rename(filepath.Join(dir, "next"), link))
	}
	deploy(0)
	l := open(t, os.DirFS(link))
	swaps := 1000
	if testing.Short() {
		swaps = 50
	}

	// One goroutine swaps, one reloads, two read, all as fast as they can.
	var wg sync.WaitGroup
	done := make(chan struct{})
	wg.Go(func() {
		defer close(done)
		for version := 1; version <= swaps; version++ {
			deploy(version)
		}
	})
	running := func() bool {
		select {
		case <-done:
			return false
		default:
			return true
		}
	}
	wg.Go(func() {
		for running() {
			if _, err := l.Reload(); err != nil && !strings.Contains(err.Error(), "again and again") {
				t.Error(err)
				return
			}
		}
	})
	for range 2 {
		wg.Go(func() {
			for newest := 0; running(); {
				c := l.Catalog()
				en := c.Localizer("en").Message(apicause.InvalidToken)
				ko := c.Localizer("ko").Message(apicause.InvalidToken)
				version, ok := strings.CutPrefix(en.Title, "title ")
				n, err := strconv.Atoi(version)
				if !ok || err != nil || n < newest || en.Detail != "detail "+version || ko.Title != en.Title || ko.Detail != en.Detail {
					t.Errorf("mixed or old: %q %q %q %q after %d", en.Title, en.Detail, ko.Title, ko.Detail, newest)
					return
				}
				newest = n
			}
		})
	}
	wg.Wait()
	if _, err := l.Reload(); err != nil {
		t.Fatal(err)
	}
	if got, want := title(l, "ko"), "title "+strconv.Itoa(swaps); got != want {
		t.Errorf("title %q, want %q", got, want)
	}
}
