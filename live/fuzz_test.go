package live_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/apicause/apicause"
)

// FuzzReload states that whatever the files become, what is served is a whole
// version: the new one where apicause.New takes the same files, else the old one.
func FuzzReload(f *testing.F) {
	f.Add(korean, []byte(text(2)))
	f.Add(english, []byte(text(2))[:30])
	f.Add(korean, []byte(""))
	f.Add("active.jp.toml", []byte("\x00"))
	f.Add(".active.ko.toml", []byte("\xff"))
	f.Fuzz(func(t *testing.T, name string, data []byte) {
		files := fstest.MapFS{english: {Data: []byte(text(1))}}
		l := open(t, files)
		before := l.Catalog()
		if !fs.ValidPath(name) || strings.Contains(name, "/") || name == "." {
			t.Skip()
		}
		files[name] = &fstest.MapFile{Data: data}
		changed, err := l.Reload()
		_, want := apicause.New(apicause.Config{Locales: []fs.FS{files}})
		if want != nil && err == nil {
			t.Errorf("Reload() = nil, and apicause.New %v", want)
		}
		if want == nil && err != nil && len(data) > 0 && len(data) <= 1<<20 {
			t.Errorf("Reload() = %v, and apicause.New nil", err)
		}
		if changed == (l.Catalog() == before) || changed && err != nil {
			t.Errorf("Reload() = %v, %v, and the catalog is the old one: %v", changed, err, l.Catalog() == before)
		}
		if again, sameError := l.Reload(); again || (sameError == nil) != (err == nil) {
			t.Errorf("a second Reload() = %v, %v, after %v", again, sameError, err)
		}
	})
}
