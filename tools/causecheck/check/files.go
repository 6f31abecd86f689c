package check

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
)

// files are those of a folder, all of them or, of an embed.FS, those that its
// patterns take.
type files struct {
	Dir      string // of the package, or the folder itself
	Patterns []string
	Sub      string // within Dir
}

// system returns the files as the program sees them.
func (f files) system() fs.FS {
	top := os.DirFS(filepath.Join(f.Dir, filepath.FromSlash(f.Sub)))
	if f.Patterns == nil {
		return top
	}
	return selected{top, f}
}

// selected is a folder of which a program has the files that patterns take.
type selected struct {
	fs.FS
	files files
}

func (s selected) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(s.FS, name)
	return slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return !s.files.take(path.Join(s.files.Sub, name, e.Name())) }), err
}

// take reports whether a pattern takes a file or a folder that holds it.
func (f files) take(name string) bool {
	for ; name != "."; name = path.Dir(name) {
		for _, pattern := range f.Patterns {
			if ok, _ := path.Match(path.Clean(pattern), name); ok {
				return true
			}
		}
	}
	return slices.ContainsFunc(f.Patterns, func(pattern string) bool { return path.Clean(pattern) == "." })
}
