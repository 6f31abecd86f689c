package cmd_test

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/apicause/apicause/tools/cmd"
)

// A sidecar writes one line for each change and each fault, and ends with SIGTERM.
func TestPullEveryWritesALineForEachChange(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }
	must(t, os.Mkdir(in("bucket"), 0o755))
	must(t, os.Mkdir(in("locales"), 0o755))
	bucket := "file://" + in("bucket")
	publish := func(title string) {
		t.Helper()
		must(t, os.WriteFile(in("locales/active.en.toml"), []byte("[title]\nInvalidToken = \""+title+"\"\n"), 0o644))
		command(t, 0, "release", "publish", in("locales"), "--to", bucket, "--keys", in("keys"))
	}
	command(t, 0, "release", "init", "--to", bucket, "--keys", in("keys"))
	publish("One")

	out, outWriter := io.Pipe()
	faults, faultsWriter := io.Pipe()
	ended := make(chan int, 1)
	go func() {
		args := []string{"pull", bucket, in("texts"), "--root", in("keys/root.json"), "--every", "20ms", "--ui-lang", "en"}
		ended <- cmd.Main(args, cmd.Streams{Out: outWriter, Err: faultsWriter})
		_ = outWriter.Close()
		_ = faultsWriter.Close()
	}()
	lines, complaints := bufio.NewScanner(out), bufio.NewScanner(faults)
	says := func(from *bufio.Scanner, want string) {
		t.Helper()
		if !from.Scan() || !strings.Contains(from.Text(), want) {
			t.Errorf("the sidecar writes %q, want %q", from.Text(), want)
		}
	}
	says(lines, "1 text changed: + en title.InvalidToken")
	publish("Two")
	says(lines, "1 text changed: ~ en title.InvalidToken")
	publish("Two") // renewed, which changes nothing

	timestamp, err := os.ReadFile(in("bucket/timestamp.json"))
	must(t, err)
	must(t, os.WriteFile(in("bucket/timestamp.json"), []byte("{"), 0o644))
	says(complaints, "; the last good release stays")
	must(t, os.WriteFile(in("bucket/timestamp.json"), timestamp, 0o644))
	publish("Three")
	says(lines, "1 text changed: ~ en title.InvalidToken")

	must(t, syscall.Kill(os.Getpid(), syscall.SIGTERM))
	if lines.Scan() || complaints.Scan() {
		t.Errorf("at the end, the sidecar writes %q and %q", lines.Text(), complaints.Text())
	}
	if status := <-ended; status != 0 {
		t.Errorf("the sidecar ends with %d", status)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
