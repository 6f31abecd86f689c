package edit

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Write puts a file in the place of the one that was read. It refuses where the
// file on the disk is not the one that was read any more; nil for was says that
// there was none. Whenever the program is stopped, the disk holds the old file or
// the new one, whole. Permissions stay; of a symbolic link, the target is written.
func Write(path string, was, now []byte) error {
	return write(path, was, now, func(string) error { return nil })
}

// write calls step before each of its steps, and gives up where that fails.
func write(path string, was, now []byte, step func(name string) error) error {
	target, info, err := resolve(path)
	if err != nil {
		return err
	}
	if err := unchanged(target, was); err != nil {
		return err
	}
	if err := step("create"); err != nil {
		return err
	}
	// The name begins with a dot: no loader takes it for a message file.
	temp, err := os.CreateTemp(filepath.Dir(target), ".apicause-*.tmp")
	if err != nil {
		return err
	}
	written := false
	defer func() {
		temp.Close() // closed already where all went well
		if !written {
			os.Remove(temp.Name())
		}
	}()
	for _, s := range []struct {
		name string
		do   func() error
	}{
		{"chmod", func() error { return likeness(temp, info) }},
		{"write", func() error { _, err := temp.Write(now); return err }},
		{"sync", temp.Sync},
		{"close", temp.Close},
		{"compare", func() error { return unchanged(target, was) }},
		{"rename", func() error { return os.Rename(temp.Name(), target) }},
	} {
		if err := step(s.name); err != nil {
			return err
		}
		if err := s.do(); err != nil {
			return err
		}
	}
	written = true
	if err := step("sync folder"); err != nil {
		return err
	}
	return syncFolder(filepath.Dir(target))
}

// resolve follows symbolic links. info is nil for a file that is not there yet.
func resolve(path string) (target string, info fs.FileInfo, err error) {
	target, err = filepath.EvalSymlinks(path)
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(path); err == nil {
			return "", nil, fmt.Errorf("%s: a symbolic link that leads nowhere", path)
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
		return "", nil, fmt.Errorf("%s: no regular file", path)
	case info.Mode().Perm()&0o200 == 0:
		// Renaming would replace a file that its owner has closed to writing.
		return "", nil, fmt.Errorf("%s: the file is read-only", path)
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
		return fmt.Errorf("%s: is there already", path)
	case !bytes.Equal(data, was):
		return fmt.Errorf("%s: somebody else has changed it meanwhile; nothing was written, run the command again", path)
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
