//go:build unix

package messages_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/messages"
)

// The folder of the tests below, before and after a change that writes two files,
// makes one and removes one.
var (
	before = map[string]string{
		"active.en.toml":   "SoldOut = \"It is sold out\"\n",
		"active.ko.toml":   "SoldOut = \"품절\"\n",
		"active.de.toml":   "SoldOut = \"Ausverkauft\"\n",
		".sources/ko.toml": "\"SoldOut\" = \"It is sold out\"\n",
	}
	after = map[string]string{
		"active.en.toml":   "SoldOut = \"It is gone\"\n",
		"active.ko.toml":   "SoldOut = \"다 팔렸어요\"\n",
		"active.fr.toml":   "SoldOut = \"Épuisé\"\n",
		".sources/ko.toml": "\"SoldOut\" = \"It is gone\"\n",
	}
)

func folder(t *testing.T, files map[string]string) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for name, data := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, path, data, 0o644)
	}
	return dir
}

// content returns all files of a folder, those that are hidden too.
func content(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := make(map[string]string)
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files[name] = get(t, filepath.Join(dir, name))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// writes is the change from one folder to another.
func writes(dir string, from, to map[string]string) (all []messages.Write) {
	names := maps.Clone(from)
	maps.Copy(names, to)
	for _, name := range []string{".sources/ko.toml", "active.de.toml", "active.en.toml", "active.fr.toml", "active.ko.toml"} {
		w := messages.Write{Path: filepath.Join(dir, name)}
		if data, ok := from[name]; ok {
			w.Was = []byte(data)
		}
		if data, ok := to[name]; ok {
			w.Now = []byte(data)
		}
		all = append(all, w)
	}
	return all
}

// child runs one test of this file in a process of its own, which does what the
// environment says.
func child(t *testing.T, env ...string) *exec.Cmd {
	t.Helper()
	c := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
	c.Env = append(os.Environ(), env...)
	return c
}

// TestKilledChange kills a process before each step of a change of several files.
// The next command that opens the folder finds the old files or the new ones.
func TestKilledChange(t *testing.T) {
	const killed = 9
	if at := os.Getenv("KILL_AT"); at != "" {
		left, _ := strconv.Atoi(at)
		dir := os.Getenv("KILL_IN")
		err := messages.WriteAllStopping(dir, writes(dir, before, after), func(string) error {
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
	olds, news := 0, 0
	for at := 0; ; at++ {
		dir := folder(t, before)
		out, err := child(t, "KILL_AT="+strconv.Itoa(at), "KILL_IN="+dir).CombinedOutput()
		var exit *exec.ExitError
		if err != nil && (!errors.As(err, &exit) || exit.ExitCode() != killed) {
			t.Fatalf("step %d: %v\n%s", at, err, out)
		}
		if err == nil {
			if diff := cmp.Diff(after, content(t, dir)); diff != "" {
				t.Errorf("without a kill: -want +got\n%s", diff)
			}
			break
		}
		_, openErr := messages.Open(dir, messages.Options{})
		if openErr != nil {
			t.Fatalf("killed at step %d: %v", at, openErr)
		}
		// What a killed command leaves behind, the next change removes.
		if _, err := messages.Apply(dir, messages.Options{}, true, func(*messages.Change) error { return nil }); err != nil {
			t.Fatalf("killed at step %d: %v", at, err)
		}
		switch got := content(t, dir); {
		case maps.Equal(got, before):
			olds++
		case maps.Equal(got, after):
			news++
		default:
			t.Errorf("killed at step %d: -old +got\n%s", at, cmp.Diff(before, got))
		}
	}
	if olds < 10 {
		t.Errorf("%d steps left the old files, %d the new ones", olds, news)
	}
}

// A change that fails at any of its steps leaves every byte as it was.
func TestFailedChangeLeavesEverything(t *testing.T) {
	full := errors.New("no space left on device")
	for at := 0; ; at++ {
		dir := folder(t, before)
		left := at
		failed := ""
		err := messages.WriteAllStopping(dir, writes(dir, before, after), func(step string) error {
			if left--; left < 0 && failed == "" {
				failed = step
				return full
			}
			return nil
		})
		if failed == "" {
			if err != nil || at < 10 {
				t.Errorf("%d steps: %v", at, err)
			}
			return
		}
		if !errors.Is(err, full) {
			t.Errorf("step %d, %s: got %v", at, failed, err)
		}
		if failed == "done" { // all is written, and the undo file takes it back
			if _, err := messages.Open(dir, messages.Options{}); err != nil {
				t.Fatal(err)
			}
		}
		if diff := cmp.Diff(before, content(t, dir)); diff != "" {
			t.Errorf("step %d, %s: -want +got\n%s", at, failed, diff)
		}
	}
}

// change is an edit of two translations and what is remembered of them.
func change(text string) func(*messages.Change) error {
	return func(c *messages.Change) error {
		for _, tag := range []language.Tag{language.German, language.Korean} {
			if err := c.Set(c.File(tag), messages.Path{"SoldOut"}, "", text); err != nil {
				return err
			}
			c.Remember(tag, c.Effective(c.Source)["SoldOut"])
		}
		return nil
	}
}

// A disk that is full for the larger one of two files takes neither.
func TestFullDisk(t *testing.T) {
	if dir := os.Getenv("FULL"); dir != "" {
		signal.Ignore(syscall.SIGXFSZ)
		limit, _ := strconv.ParseUint(os.Getenv("LIMIT"), 10, 64)
		if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: limit, Max: limit}); err != nil {
			t.Fatal(err)
		}
		_, err := messages.Apply(dir, messages.Options{}, false, change("x"))
		if !errors.Is(err, syscall.EFBIG) {
			fmt.Printf("got %v\n", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	files := maps.Clone(before)
	files["active.ko.toml"] += "# " + strings.Repeat("a long comment ", 100) + "\n"
	for _, limit := range []string{"1000", "2500"} { // for the file itself, and for the undo file
		dir := folder(t, files)
		if out, err := child(t, "FULL="+dir, "LIMIT="+limit).CombinedOutput(); err != nil {
			t.Errorf("limit %s: %v\n%s", limit, err, out)
		}
		if diff := cmp.Diff(files, content(t, dir)); diff != "" {
			t.Errorf("limit %s: -want +got\n%s", limit, diff)
		}
	}
}

// A file that must not be written keeps the others from being written.
func TestReadOnlyFile(t *testing.T) {
	for _, name := range []string{"active.ko.toml", ".sources/ko.toml"} {
		dir := folder(t, before)
		if err := os.Chmod(filepath.Join(dir, name), 0o444); err != nil {
			t.Fatal(err)
		}
		if _, err := messages.Apply(dir, messages.Options{}, false, change("x")); err == nil || !strings.Contains(err.Error(), "read-only; nothing was written") {
			t.Errorf("%s: got %v", name, err)
		}
		if diff := cmp.Diff(before, content(t, dir)); diff != "" {
			t.Errorf("%s: -want +got\n%s", name, diff)
		}
	}
}

// Who comes while another changes the folder waits, or is refused in the end.
func TestAnotherAtWork(t *testing.T) {
	dir := folder(t, before)
	begun, goOn, done := make(chan bool), make(chan bool), make(chan error)
	go func() {
		_, err := messages.Apply(dir, messages.Options{}, false, func(c *messages.Change) error {
			close(begun)
			<-goOn
			return change("first")(c)
		})
		done <- err
	}()
	<-begun
	restore := messages.WaitNoLonger(0)
	_, err := messages.Apply(dir, messages.Options{}, false, change("refused"))
	restore()
	if !errors.Is(err, messages.ErrBusy) || !strings.Contains(err.Error(), dir) {
		t.Errorf("got %v", err)
	}
	second := make(chan error)
	go func() {
		_, err := messages.Apply(dir, messages.Options{}, false, func(c *messages.Change) error {
			if got := c.File(language.German).Message("SoldOut").Source(); got != "first" {
				t.Errorf("the second change began with %q", got)
			}
			return change("second")(c)
		})
		second <- err
	}()
	close(goOn)
	for _, c := range []chan error{done, second} {
		if err := <-c; err != nil {
			t.Error(err)
		}
	}
	if got := get(t, filepath.Join(dir, "active.ko.toml")); got != "SoldOut = \"second\"\n" {
		t.Errorf("got %s", got)
	}
}

// Three processes that change one folder at once lose nothing. ROUNDS says how
// often each does.
func TestThreeAtOnce(t *testing.T) {
	rounds, err := strconv.Atoi(os.Getenv("ROUNDS"))
	if err != nil {
		rounds = 15
	}
	if who := os.Getenv("WHO"); who != "" {
		for i := range rounds {
			_, err := messages.Apply(os.Getenv("AT"), messages.Options{}, false, func(c *messages.Change) error {
				id := fmt.Sprintf("Cause%s%d", who, i)
				if err := c.Set(c.File(c.Source), messages.Path{id}, "", id); err != nil {
					return err
				}
				for _, tag := range []language.Tag{language.German, language.Korean} {
					if err := c.Set(c.File(tag), messages.Path{id}, "", id+tag.String()); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			_, err = messages.Apply(os.Getenv("AT"), messages.Options{}, false, func(c *messages.Change) error {
				id := fmt.Sprintf("Cause%s%d", who, i)
				c.Remember(language.Korean, c.Effective(c.Source)[id])
				return c.Set(c.File(language.Korean), messages.Path{"title", id}, "", "t")
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	dir := folder(t, before)
	var children []*exec.Cmd
	for _, who := range []string{"A", "B", "C"} {
		c := child(t, "WHO="+who, "AT="+dir, "ROUNDS="+strconv.Itoa(rounds))
		c.Stdout, c.Stderr = os.Stderr, os.Stderr
		if err := c.Start(); err != nil {
			t.Fatal(err)
		}
		children = append(children, c)
	}
	for _, c := range children {
		if err := c.Wait(); err != nil {
			t.Fatal(err)
		}
	}
	f, err := messages.Open(dir, messages.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"A", "B", "C"} {
		for i := range rounds {
			id := fmt.Sprintf("Cause%s%d", who, i)
			for _, tag := range []language.Tag{language.English, language.German, language.Korean} {
				if f.File(tag).Message(id) == nil {
					t.Errorf("%s: %s is lost", tag, id)
				}
			}
			if f.File(language.Korean).Message("title."+id) == nil || f.Memory(language.Korean).Of(id) == nil {
				t.Errorf("%s: the title or what is remembered is lost", id)
			}
		}
	}
	for name := range content(t, dir) {
		if strings.HasPrefix(filepath.Base(name), ".apicause") {
			t.Errorf("%s is left", name)
		}
	}
}
