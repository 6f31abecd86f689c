package live

import (
	"bytes"
	"errors"
	"io/fs"
	"slices"

	"github.com/apicause/apicause/internal/messages"
)

// A snapshot is what the folders of Config.Locales held at one time.
type snapshot []*folder

// A folder is the top of one file system as it was read. It is a file system
// itself, for [apicause.New].
type folder struct {
	under fs.FS
	names []string // of all that is in it, sorted
	files []file   // the message files, sorted by name
	err   error    // why it could not be listed
}

// A file has its data, or the reason why it could not be read.
type file struct {
	name string
	data []byte
	err  error
}

// readAll reads the message files of all folders. What could not be read is an
// error within.
func readAll(locales []fs.FS) snapshot {
	s := make(snapshot, len(locales))
	left := messages.MaxTotal
	for i, under := range locales {
		s[i] = &folder{under: under}
		s[i].read(&left)
	}
	return s
}

// read reads the folder, of whose files at most left bytes may be held.
func (f *folder) read(left *int) {
	f.err = guard(func() error {
		entries, err := messages.ReadDir(f.under)
		for _, e := range entries {
			f.names = append(f.names, e.Name())
		}
		return err
	})
	if f.err != nil {
		return
	}
	slices.Sort(f.names)
	for _, name := range f.names {
		if messages.IsFileName(name) {
			file := readFile(f.under, name, *left)
			*left -= len(file.data)
			f.files = append(f.files, file)
		}
	}
}

// locales returns the folders as [apicause.New] takes them.
func (s snapshot) locales() []fs.FS {
	all := make([]fs.FS, len(s))
	for i, f := range s {
		if f.under != nil { // else New reports it
			all[i] = f
		}
	}
	return all
}

func (s snapshot) equal(t snapshot) bool { return slices.EqualFunc(s, t, (*folder).equal) }

func (f *folder) equal(g *folder) bool {
	return slices.EqualFunc(f.files, g.files, file.equal)
}

// What cannot be read has no data, for whatever reason.
func (f file) equal(g file) bool { return f.name == g.name && bytes.Equal(f.data, g.data) }

// difference returns the first folder that differs, and the first file in it that
// does, where the same files are there.
func (s snapshot) difference(t snapshot) (layer int, path string) {
	for i, f := range s {
		if f.equal(t[i]) {
			continue
		}
		for j, file := range f.files {
			if len(f.files) == len(t[i].files) && !file.equal(t[i].files[j]) {
				return i, file.name
			}
		}
		return i, ""
	}
	return 0, ""
}

// Open makes a folder an [fs.FS]; [apicause.New] asks for ReadFile and ReadDir.
func (f *folder) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: errors.ErrUnsupported}
}

// ReadFile returns what the file held.
func (f *folder) ReadFile(name string) ([]byte, error) {
	for _, file := range f.files {
		if file.name == name {
			return file.data, file.err
		}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// ReadDir lists the folder as it was, and folders in it, which [apicause.New] looks
// through for lost message files, as they are.
func (f *folder) ReadDir(name string) (entries []fs.DirEntry, err error) {
	if name != "." {
		err = guard(func() error { entries, err = fs.ReadDir(f.under, name); return err })
		return entries, err
	}
	for _, name := range f.names {
		entries = append(entries, entry(name))
	}
	return entries, f.err
}

// An entry is the name of something in a folder. Nothing else about it is known.
type entry string

func (e entry) Name() string               { return string(e) }
func (e entry) IsDir() bool                { return false }
func (e entry) Type() fs.FileMode          { return 0 }
func (e entry) Info() (fs.FileInfo, error) { return nil, errors.ErrUnsupported }
