package cmd

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
)

// folders opens the folders named by args, or in which the named files are.
func (l *linting) folders(in io.Reader, args []string) ([]folder, error) {
	var o messages.Options
	var err error
	if l.source != "" {
		if o.Source, err = language.Parse(l.source); err != nil {
			return nil, fail.New("FlagLanguage", apicause.Facts{"Flag": "--source", "Name": l.source})
		}
	}
	if l.stdin {
		return l.standardInput(in, o)
	}
	folders, err := byFolder(args)
	if err != nil {
		return nil, err
	}
	var only []language.Tag
	for _, lang := range l.languages {
		tag, err := language.Parse(lang)
		if err != nil {
			return nil, fail.New("FlagLanguage", apicause.Facts{"Flag": "--lang", "Name": lang})
		}
		only = append(only, tag)
	}
	matched := make([]bool, len(only))
	for i := range folders {
		folder := &folders[i]
		if folder.f, err = messages.Open(folder.dir, o); err != nil {
			return nil, fmt.Errorf("%s: %w", folder.dir, withoutPath(err))
		}
		if only == nil {
			continue
		}
		named := folder.files
		folder.files = []string{}
		for _, file := range folder.f.Files {
			for j, tag := range only {
				if names(tag, file.Tag) && (named == nil || slices.Contains(named, file.Name)) {
					matched[j] = true
					folder.files = append(folder.files, file.Name)
				}
			}
		}
	}
	if j := slices.Index(matched, false); j >= 0 {
		return nil, fail.New("NoSuchFile", apicause.Facts{"Lang": only[j].String()})
	}
	return folders, nil
}

// standardInput reads one file of a folder from an editor.
func (l *linting) standardInput(in io.Reader, o messages.Options) ([]folder, error) {
	if l.name == "" {
		return nil, fail.New("StdinName", nil)
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	dir, name := filepath.Split(filepath.Clean(l.name))
	if !format.IsFileName(name) {
		return nil, fmt.Errorf("--name %w", fail.New("NotAMessageFile", apicause.Facts{"File": l.name}))
	}
	dir = filepath.Clean(cmp.Or(dir, "."))
	f, err := messages.Open(dir, o)
	if err != nil {
		return nil, err
	}
	if f, err = f.With(map[string][]byte{name: data}); err != nil {
		return nil, err
	}
	return []folder{{dir: dir, files: []string{name}, f: f}}, nil
}

// names reports whether a tag names a file's language: ko-KR names ko where that
// is all there is.
func names(tag, file language.Tag) bool {
	for ; !tag.IsRoot(); tag = tag.Parent() {
		if tag == file {
			return true
		}
	}
	return false
}

// A folder to lint; files are those of it that were named, nil means all.
type folder struct {
	dir   string
	files []string
	f     *messages.Folder
}

func byFolder(args []string) (folders []folder, err error) {
	if len(args) == 0 {
		args = []string{"locales"}
	}
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, err
		}
		dir, name := filepath.Clean(arg), ""
		if !info.IsDir() {
			if dir, name = filepath.Split(dir); !format.IsFileName(name) {
				return nil, fail.New("NotAMessageFile", apicause.Facts{"File": arg})
			}
			dir = filepath.Clean(dir)
		}
		i := slices.IndexFunc(folders, func(f folder) bool { return sameFolder(f.dir, dir) })
		if i < 0 {
			i = len(folders)
			folders = append(folders, folder{dir: dir, files: []string{}})
		}
		switch f := &folders[i]; {
		case name == "":
			f.files = nil // all of it
		case f.files != nil && !slices.Contains(f.files, name):
			f.files = append(f.files, name)
		}
	}
	return folders, nil
}

// sameFolder reports whether two names, like locales and ./locales/, are of one
// folder.
func sameFolder(a, b string) bool {
	x, errX := os.Stat(a)
	y, errY := os.Stat(b)
	return errX == nil && errY == nil && os.SameFile(x, y)
}

// withoutPath returns an error of a file system without its path, which the caller
// adds.
func withoutPath(err error) error {
	if e, ok := err.(*fs.PathError); ok && e.Path == "." {
		return e.Err
	}
	return err
}
