//go:build unix

package messages

import (
	"path/filepath"
	"time"
)

// WriteStopping is WriteFile that calls step before each of its steps.
func WriteStopping(path string, was, now []byte, step func(name string) error) error {
	return writeAllStopping(filepath.Dir(path), []Write{{path, was, now}}, step)
}

// WriteAllStopping writes several files and calls step before each of its steps.
func WriteAllStopping(dir string, writes []Write, step func(name string) error) error {
	return writeAllStopping(dir, writes, step)
}

// WaitNoLonger makes an Apply give up on a folder that another is changing after d,
// until restore is called.
func WaitNoLonger(d time.Duration) (restore func()) {
	was := longestLock
	longestLock = d
	return func() { longestLock = was }
}
