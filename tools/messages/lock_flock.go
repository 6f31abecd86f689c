//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package messages

import (
	"errors"
	"fmt"
	"os"
	"syscall"
	"time"
)

// longestLock is how long anybody waits for a folder that another is changing: an
// edit takes milliseconds.
var longestLock = 20 * time.Second

// lock locks a folder for those who ask for it. The lock is on the folder itself:
// it leaves no file behind, and goes when the program is killed.
func lock(dir string) (unlock func(), err error) {
	folder, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	for end := time.Now().Add(longestLock); ; time.Sleep(2 * time.Millisecond) {
		err := syscall.Flock(int(folder.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return func() { folder.Close() }, nil
		case !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR):
			folder.Close()
			return nil, &os.PathError{Op: "lock", Path: dir, Err: err}
		case time.Now().After(end):
			folder.Close()
			return nil, fmt.Errorf("%s: %w", dir, ErrBusy)
		}
	}
}
