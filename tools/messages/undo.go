package messages

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
)

// An undo is one file of a change that may have been interrupted.
type undo struct {
	Name string // below the folder
	Was  []byte // nil for a file that was not there
	Now  []byte // a file that holds something else by now is left alone
}

func undoPath(dir string) string { return filepath.Join(dir, ".apicause-undo.json") }

// writeUndo notes what the files were before they change.
func writeUndo(dir string, writes []Write) error {
	var undos []undo
	for _, w := range writes {
		name, err := filepath.Rel(dir, w.Path)
		if err != nil {
			return err
		}
		undos = append(undos, undo{filepath.ToSlash(name), w.Was, w.Now})
	}
	data, err := json.Marshal(undos)
	if err != nil {
		return err
	}
	if err := (&staged{Write: Write{Path: undoPath(dir), Now: data}}).swap(); err != nil {
		return err
	}
	return syncFolder(dir)
}

// Revert takes back what an [Apply] wrote. It refuses where any of the files has
// changed since.
func Revert(dir string, writes []Write) error {
	unlock, err := lock(dir)
	if err != nil {
		return err
	}
	defer unlock()
	if err := takeBack(dir); err != nil {
		return err
	}
	var back []Write
	for _, w := range writes {
		back = append(back, Write{w.Path, w.Now, w.Was})
	}
	return writeAll(dir, back)
}

// recoverFolder takes an interrupted change back, where there is one and nobody is
// at it.
func recoverFolder(dir string) error {
	if _, err := os.Lstat(undoPath(dir)); err != nil {
		return nil
	}
	unlock, err := lock(dir)
	if err != nil {
		return err
	}
	defer unlock()
	return takeBack(dir)
}

// takeBack takes back what an interrupted change has written, and removes what it
// left behind. The folder is locked.
func takeBack(dir string) error {
	for _, pattern := range []string{tempPattern, MemoryFolder + "/" + tempPattern} {
		old, _ := filepath.Glob(filepath.Join(dir, pattern))
		for _, name := range old {
			os.Remove(name)
		}
	}
	data, err := os.ReadFile(undoPath(dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var undos []undo
	if err := json.Unmarshal(data, &undos); err != nil {
		return fmt.Errorf("%s: %w%w", undoPath(dir), err, fail.New("UndoBroken", nil))
	}
	for _, u := range undos {
		if !filepath.IsLocal(filepath.FromSlash(u.Name)) {
			return fmt.Errorf("%s: %w", undoPath(dir), fail.New("NotOfFolder", apicause.Facts{"Name": u.Name}))
		}
		if err := u.takeBack(filepath.Join(dir, filepath.FromSlash(u.Name))); err != nil {
			return err
		}
	}
	return os.Remove(undoPath(dir))
}

func (u undo) takeBack(path string) error {
	now, err := os.ReadFile(path)
	gone := errors.Is(err, fs.ErrNotExist)
	switch {
	case err != nil && !gone:
		return err
	case gone != (u.Now == nil), !bytes.Equal(now, u.Now):
		return nil // not written yet, or changed by somebody since
	}
	return Write{path, u.Was, u.Now}.takeBack()
}
