//go:build unix

package messages_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/apicause/apicause/tools/messages"
)

const (
	stale = "A = \"stale\"\n"
	fresh = "A = \"fresh\"\n"
)

// TestKilledWriter kills a process before each step of a write, from the first
// to behind the last.
func TestKilledWriter(t *testing.T) {
	const killed = 9
	if at := os.Getenv("KILL_AT"); at != "" {
		left, _ := strconv.Atoi(at)
		err := messages.WriteStopping(os.Getenv("KILL_FILE"), []byte(stale), []byte(fresh), func(string) error {
			if left--; left < 0 {
				os.Exit(killed) // runs nothing that is deferred
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return
	}
	news := 0
	for at := 0; ; at++ {
		dir := t.TempDir()
		file := filepath.Join(dir, "active.en.toml")
		put(t, file, stale, 0o644)
		child := exec.Command(os.Args[0], "-test.run=^TestKilledWriter$")
		child.Env = append(os.Environ(), "KILL_AT="+strconv.Itoa(at), "KILL_FILE="+file)
		out, err := child.CombinedOutput()
		var exit *exec.ExitError
		if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != killed) {
			t.Fatalf("step %d: %v\n%s", at, err, out)
		}
		switch got := get(t, file); got {
		case stale:
		case fresh:
			news++
		default:
			t.Errorf("killed at step %d: the file holds %q", at, got)
		}
		for _, name := range names(t, dir) {
			if name != "active.en.toml" && !strings.HasPrefix(name, ".") {
				t.Errorf("killed at step %d: %s, which a loader would take for a message file", at, name)
			}
		}
		if err == nil {
			if at < 5 || news != 2 {
				t.Errorf("%d steps, the new file at the end of %d of them", at, news)
			}
			return
		}
	}
}

func TestFailedWriterLeavesNothing(t *testing.T) {
	full := errors.New("no space left on device")
	for at := range 6 {
		dir := t.TempDir()
		file := filepath.Join(dir, "active.en.toml")
		put(t, file, stale, 0o644)
		left := at
		err := messages.WriteStopping(file, []byte(stale), []byte(fresh), func(string) error {
			if left--; left < 0 {
				return full
			}
			return nil
		})
		if !errors.Is(err, full) {
			t.Errorf("step %d: got %v", at, err)
		}
		if got := get(t, file); got != stale {
			t.Errorf("step %d: the file holds %q", at, got)
		}
		if got := names(t, dir); len(got) != 1 {
			t.Errorf("step %d: the folder holds %q", at, got)
		}
	}
}

func TestWriteKeepsPermissionsAndLinks(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "real", "active.en.toml")
	link := filepath.Join(dir, "active.en.toml")
	if err := os.Mkdir(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	put(t, file, stale, 0o664)
	if err := os.Symlink(filepath.Join("real", "active.en.toml"), link); err != nil {
		t.Fatal(err)
	}
	if err := messages.WriteFile(link, []byte(stale), []byte(fresh)); err != nil {
		t.Fatal(err)
	}
	if got := get(t, file); got != fresh {
		t.Errorf("the link's target holds %q", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is gone: %v, %v", info, err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o664 {
		t.Errorf("got %v, %v, want -rw-rw-r--", info.Mode(), err)
	}
	if got := names(t, dir); len(got) != 2 {
		t.Errorf("the link's folder holds %q", got)
	}
}

func TestWriteKeepsTheOwner(t *testing.T) {
	if os.Getuid() != 0 {
		t.Skip("nobody but root may give files away")
	}
	file := filepath.Join(t.TempDir(), "active.en.toml")
	put(t, file, stale, 0o640)
	if err := os.Chown(file, 1234, 2345); err != nil {
		t.Fatal(err)
	}
	if err := messages.WriteFile(file, []byte(stale), []byte(fresh)); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	if s := info.Sys().(*syscall.Stat_t); s.Uid != 1234 || s.Gid != 2345 || info.Mode().Perm() != 0o640 {
		t.Errorf("got %d:%d %v, want 1234:2345 -rw-r-----", s.Uid, s.Gid, info.Mode())
	}
}

func TestWriteRefuses(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "active.en.toml")
	put(t, file, "A = \"of somebody else\"\n", 0o644)
	readOnly := filepath.Join(dir, "active.ko.toml")
	put(t, readOnly, stale, 0o444)
	nowhere := filepath.Join(dir, "active.fr.toml")
	if err := os.Symlink("gone", nowhere); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, path string
		was        []byte
		want       string
	}{
		{"a file that was changed meanwhile", file, []byte(stale), "changed in the meantime"},
		{"a file that appeared meanwhile", file, nil, "already exists"},
		{"a file that went meanwhile", filepath.Join(dir, "active.de.toml"), []byte(stale), "no such file"},
		{"a read-only file", readOnly, []byte(stale), "read-only"},
		{"a link that leads nowhere", nowhere, nil, "leads nowhere"},
		{"a folder", dir, []byte(stale), "not a regular file"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := messages.WriteFile(test.path, test.was, []byte(fresh))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
	late := 0
	err := messages.WriteStopping(file, []byte("A = \"of somebody else\"\n"), []byte(fresh), func(string) error {
		if late++; late == 3 { // between the first look and the rename
			put(t, file, "A = \"late\"\n", 0o644)
		}
		return nil
	})
	if err == nil || get(t, file) != "A = \"late\"\n" {
		t.Errorf("got %v, and the file holds %q", err, get(t, file))
	}
}

func put(t *testing.T, path, data string, mode os.FileMode) {
	t.Helper()
	if err := os.WriteFile(path, []byte(data), mode); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, mode); err != nil {
		t.Fatal(err)
	}
}

func get(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func names(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}
