package cmd_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"github.com/apicause/apicause/tools/cmd"
)

// watched runs the command with a terminal for standard error, and for standard
// output where out is nil, and returns what the terminal shows.
func watched(t *testing.T, out io.Writer, args ...string) string {
	t.Helper()
	screen, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Skipf("no pseudo-terminals here: %v", err)
	}
	defer screen.Close()
	number, err := unix.IoctlGetInt(int(screen.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	if err := unix.IoctlSetPointerInt(int(screen.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	terminal, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	shown := make(chan string)
	go func() {
		data, _ := io.ReadAll(screen) // ends in EIO when the terminal closes
		shown <- string(data)
	}()
	if out == nil {
		out = terminal
	}
	cmd.Main(args, cmd.Streams{In: strings.NewReader(""), Out: out, Err: terminal})
	terminal.Close()
	return <-shown
}

// broken returns a folder with an error.
func broken(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "active.ko.toml"), []byte("[title"), 0o644); err != nil {
		t.Fatal(err)
	}
	return dir
}

// A terminal shows the progress of lint and then clears it; TestScripts holds that a
// pipe gets none of it.
func TestProgressOnTerminal(t *testing.T) {
	var out strings.Builder
	dir := broken(t)
	screen := watched(t, &out, "lint", dir, "--ui-lang", "en")
	if want := "\r" + dir + ": 1/1"; !strings.Contains(screen, want) {
		t.Errorf("got %q, want %q in it", screen, want)
	}
	if !strings.HasSuffix(screen, "\r\x1b[K") {
		t.Errorf("got %q, want the line deleted at the end", screen)
	}
	if strings.Contains(out.String(), "\r") || !strings.Contains(out.String(), "toml-syntax") {
		t.Errorf("got %q on standard output, want findings alone", out.String())
	}
}

// Severities have colors on a terminal that nobody wants without.
func TestColors(t *testing.T) {
	t.Setenv("NO_COLOR", "")
	t.Setenv("TERM", "xterm")
	const red = "\x1b[31merror\x1b[0m"
	if screen := watched(t, nil, "lint", broken(t)); !strings.Contains(screen, red) {
		t.Errorf("got %q, want %q in it", screen, red)
	}
	for name, value := range map[string]string{"NO_COLOR": "1", "TERM": "dumb"} {
		t.Run(name, func(t *testing.T) {
			t.Setenv(name, value)
			if screen := watched(t, nil, "lint", broken(t)); strings.Contains(screen, red) {
				t.Errorf("%s=%s: got colors: %q", name, value, screen)
			}
		})
	}
}
