//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package messages

import (
	"path/filepath"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// lock locks a folder for those who ask for it, by a file that stays.
func lock(dir string) (unlock func(), err error) {
	return lockedfile.MutexAt(filepath.Join(dir, ".apicause.lock")).Lock()
}
