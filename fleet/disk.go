package fleet

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// A disk is the folder that releases are pulled into:
//
//	current -> releases/123    the release that is served
//	releases/                  that one, the one before, and what a crash left
//	trust/                     what go-tuf knows of the newest release
//	lock                       held while a puller works
type disk string

func (d disk) current() string        { return filepath.Join(string(d), "current") }
func (d disk) releases() string       { return filepath.Join(string(d), "releases") }
func (d disk) in(parts string) string { return filepath.Join(string(d), parts) }

// holds reports whether current holds these files, whole, and no others.
func (d disk) holds(targets map[string]*metadata.TargetFiles) bool {
	entries, err := os.ReadDir(d.current())
	if err != nil || len(entries) != len(targets) {
		return false
	}
	for name, target := range targets {
		data, err := os.ReadFile(filepath.Join(d.current(), name))
		if err != nil || target.VerifyLengthHashes(data) != nil {
			return false
		}
	}
	return true
}

// stage downloads a release beside the current one and swaps it in. What a reader
// may still have open, the release that was current, stays until the next time.
func (d disk) stage(r *release) error {
	if err := d.clean(); err != nil {
		return err
	}
	if err := os.MkdirAll(d.releases(), 0o755); err != nil {
		return err
	}
	next, err := os.MkdirTemp(d.releases(), "")
	if err != nil {
		return err
	}
	if err := os.Chmod(next, 0o755); err != nil { // the server may run as another user
		return err
	}
	for _, name := range r.names() {
		if err := r.download(name, next); err != nil {
			return err // the next pull removes what there is
		}
	}
	for _, dir := range []string{next, d.releases()} {
		if err := sync(dir); err != nil {
			return err
		}
	}
	return d.swap(next)
}

// swap makes current a link to the folder next in one step.
func (d disk) swap(next string) error {
	draft := d.in("current.next")
	if err := os.Remove(draft); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.Symlink(filepath.Join("releases", filepath.Base(next)), draft); err != nil {
		return err
	}
	if err := os.Rename(draft, d.current()); err != nil {
		return err
	}
	return sync(string(d))
}

// clean removes all releases but the current one.
func (d disk) clean() error {
	current, err := os.Readlink(d.current())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%w: not the link that a pull makes; remove it", err)
	}
	entries, err := os.ReadDir(d.releases())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(current) {
			if err := os.RemoveAll(filepath.Join(d.releases(), e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// sync waits until a file or folder is on the disk, so that a crash of the machine
// leaves no link to files that are not.
func sync(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
