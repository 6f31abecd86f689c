package messages

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
)

// A staged file is one that is about to take its place.
type staged struct {
	Write
	target string // Path, with symbolic links followed
	info   fs.FileInfo
	temp   string // what takes its place; "" for a file that goes
}

// writeAll writes all files or, where anything fails, none. Whenever the program
// is killed, the disk holds the old files or the new ones, or an undo file by which
// the next command takes the old ones back. It refuses where a file is not as it
// was read any more. Permissions stay; of a symbolic link, the target is written.
func writeAll(dir string, writes []Write) error {
	return writeAllStopping(dir, writes, func(string) error { return nil })
}

// writeAllStopping calls step before each of its steps, and gives up where that
// fails.
func writeAllStopping(dir string, writes []Write, step func(name string) error) (err error) {
	var files []*staged
	defer func() {
		for _, f := range files {
			if f.temp != "" {
				os.Remove(f.temp) // gone already where all went well
			}
		}
	}()
	for _, w := range writes {
		f := &staged{Write: w}
		files = append(files, f)
		if err := f.stage(step); err != nil {
			return err
		}
	}
	if len(files) > 1 {
		if err := step("undo"); err != nil {
			return err
		}
		if err := writeUndo(dir, writes); err != nil {
			return err
		}
	}
	for i, f := range files {
		err := step("rename")
		if err == nil {
			err = f.place()
		}
		if err != nil {
			return undoPlaced(dir, files[:i], err)
		}
	}
	for _, f := range files {
		if err := syncFolder(filepath.Dir(f.target)); err != nil {
			return err
		}
	}
	if err := step("done"); err != nil {
		return err
	}
	if len(files) > 1 {
		return os.Remove(undoPath(dir))
	}
	return nil
}

// undoPlaced takes back the files that have their places already, after err. Where
// that fails, the undo file stays for the next command.
func undoPlaced(dir string, placed []*staged, err error) error {
	for _, f := range placed {
		if failed := f.takeBack(); failed != nil {
			return fmt.Errorf("%w; %w%w", err, failed, fail.New("TakenBackNext", nil))
		}
	}
	if failed := os.Remove(undoPath(dir)); failed != nil && !errors.Is(failed, fs.ErrNotExist) {
		return fmt.Errorf("%w; %w", err, failed)
	}
	return fmt.Errorf("%w%w", err, fail.New("NothingWritten", nil))
}

// stage writes the new file beside the old one.
func (f *staged) stage(step func(name string) error) error {
	var err error
	if f.target, f.info, err = resolve(f.Path); err != nil {
		return err
	}
	if err := unchanged(f.target, f.Was); err != nil {
		return err
	}
	if f.Now == nil {
		return nil
	}
	if err := step("create"); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(f.target), 0o777); err != nil { // of what is remembered
		return err
	}
	// The name begins with a dot: no loader takes it for a message file.
	temp, err := os.CreateTemp(filepath.Dir(f.target), tempPattern)
	if err != nil {
		return err
	}
	defer temp.Close() // closed already where all went well
	f.temp = temp.Name()
	for _, s := range []struct {
		name string
		do   func() error
	}{
		{"chmod", func() error { return likeness(temp, f.info) }},
		{"write", func() error { _, err := temp.Write(f.Now); return err }},
		{"sync", temp.Sync},
		{"close", temp.Close},
		{"compare", func() error { return unchanged(f.target, f.Was) }},
	} {
		if err := step(s.name); err != nil {
			return err
		}
		if err := s.do(); err != nil {
			return err
		}
	}
	return nil
}

const tempPattern = ".apicause-*.tmp"

func (f *staged) place() error {
	if f.Now == nil {
		return os.Remove(f.target)
	}
	return os.Rename(f.temp, f.target)
}

// swap writes the file in one step.
func (f *staged) swap() error {
	defer func() {
		if f.temp != "" {
			os.Remove(f.temp) // gone already where all went well
		}
	}()
	if err := f.stage(func(string) error { return nil }); err != nil {
		return err
	}
	return f.place()
}

// takeBack puts the old file in its place again.
func (w Write) takeBack() error {
	return (&staged{Write: Write{w.Path, w.Now, w.Was}}).swap()
}

// resolve follows symbolic links. info is nil for a file that is not there yet.
func resolve(path string) (target string, info fs.FileInfo, err error) {
	target, err = filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(path); err == nil {
			return "", nil, fail.New("LinkNowhere", apicause.Facts{"File": path})
		}
		return path, nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	if info, err = os.Stat(target); err != nil {
		return "", nil, err
	}
	switch {
	case !info.Mode().IsRegular():
		return "", nil, fail.New("NotRegular", apicause.Facts{"File": path})
	case info.Mode().Perm()&0o200 == 0:
		// Renaming would replace a file that its owner has closed to writing.
		return "", nil, fail.New("ReadOnly", apicause.Facts{"File": path})
	}
	return target, info, nil
}

// likeness gives a new file the permissions of the one that it replaces, and its
// owner where we may.
func likeness(file *os.File, info fs.FileInfo) error {
	if info == nil {
		return file.Chmod(0o644)
	}
	chown(file, info)
	return file.Chmod(info.Mode().Perm())
}

// unchanged reports whether the file is still as it was read.
func unchanged(path string, was []byte) error {
	data, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && was == nil:
		return nil
	case err != nil:
		return err
	case was == nil:
		return fail.New("ThereAlready", apicause.Facts{"File": path})
	case !bytes.Equal(data, was):
		return fail.New("ChangedMeanwhile", apicause.Facts{"File": path})
	}
	return nil
}

// syncFolder makes a rename last. Where folders can't be synced there is nothing
// to do about it.
func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	if err := folder.Sync(); err != nil && !errors.Is(err, errors.ErrUnsupported) && !os.IsPermission(err) {
		return err
	}
	return nil
}

// WriteFile puts one file in the place of the one that was read; nil for was says that
// there was none.
func WriteFile(path string, was, now []byte) error {
	return writeAll(filepath.Dir(path), []Write{{path, was, now}})
}
