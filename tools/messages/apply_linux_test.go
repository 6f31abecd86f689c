package messages_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apicause/apicause/tools/messages"
)

// A folder in which nobody may make files keeps all files as they are, that of
// what is remembered too.
func TestReadOnlyFolder(t *testing.T) {
	for _, name := range []string{".", ".sources"} {
		dir := folder(t, before)
		for at := dir; at != os.TempDir(); at = filepath.Dir(at) {
			if err := os.Chmod(at, 0o755); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(filepath.Join(dir, name), 0o555); err != nil {
			t.Fatal(err)
		}
		err := asNobody(func() error {
			_, err := messages.Apply(dir, messages.Options{}, false, change("x"))
			return err
		})
		if !errors.Is(err, fs.ErrPermission) {
			t.Errorf("%s: got %v", name, err)
		}
		if diff := cmp.Diff(before, content(t, dir)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
		if err := os.Chmod(filepath.Join(dir, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
}

// asNobody runs do as a user who may write no files but those that all may; root
// may write any.
func asNobody(do func() error) error {
	if os.Getuid() != 0 {
		return do()
	}
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := syscall.Setfsuid(65534); err != nil {
		return err
	}
	defer syscall.Setfsuid(0) //nolint:errcheck // it was ours
	return do()
}
