package live

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"

	"github.com/apicause/apicause/internal/messages"
)

// maxEmptyReads is how many reads in a row may bring nothing, as in bufio.
const maxEmptyReads = 100

// readFile reads a file, of which at most left bytes may be held.
func readFile(fsys fs.FS, name string, left int) file {
	f := file{name: name}
	f.err = guard(func() error {
		info, err := fs.Stat(fsys, name)
		if err != nil {
			return err
		}
		if !info.Mode().IsRegular() { // opening a pipe may never return
			return errors.New("not a regular file")
		}
		if err := tooLarge(info.Size(), left); err != nil {
			return err
		}
		opened, err := fsys.Open(name)
		if err != nil {
			return err
		}
		defer opened.Close()
		data, err := drain(opened, int(info.Size()), left)
		if err == nil && len(data) == 0 {
			err = errors.New("empty; remove the file where it is no longer wanted")
		}
		if err == nil {
			f.data = data
		}
		return err
	})
	return f
}

// drain reads all of r, which said that it has that many bytes.
func drain(r io.Reader, size, left int) ([]byte, error) {
	data := make([]byte, 0, size+1) // and one in which to meet the end
	empty := 0
	for {
		free := data[len(data):cap(data)]
		n, err := r.Read(free)
		if n < 0 || n > len(free) {
			return nil, errors.New("the file system read a number of bytes that cannot be")
		}
		data = data[:len(data)+n]
		if err := tooLarge(int64(len(data)), left); err != nil {
			return nil, err
		}
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return nil, err
		}
		if empty++; n > 0 {
			empty = 0
		}
		if empty == maxEmptyReads {
			return nil, io.ErrNoProgress
		}
		data = slices.Grow(data, 1)
	}
}

// tooLarge is an error where so many bytes are more than may be held.
func tooLarge(size int64, left int) error {
	if size > messages.MaxFile {
		return fmt.Errorf("more than the %d MiB that a message file may have", messages.MaxFile>>20)
	}
	if size > int64(left) {
		return fmt.Errorf("more than the %d MiB that all message files together may have", messages.MaxTotal>>20)
	}
	return nil
}

// guard returns as an error what f panics with: a file system may have faults.
func guard(f func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the file system panicked: %v", r)
		}
	}()
	return f()
}
