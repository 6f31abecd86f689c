//go:build unix

package messages

import (
	"io/fs"
	"os"
	"syscall"
)

// chown gives a file the owner of another; nobody but root may.
func chown(file *os.File, info fs.FileInfo) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		_ = file.Chown(int(stat.Uid), int(stat.Gid))
	}
}
