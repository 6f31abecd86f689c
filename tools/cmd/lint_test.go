package cmd_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/apicause/apicause/tools/cmd"
)

// run runs the command and returns what it writes.
func run(t *testing.T, args ...string) (status int, out string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	status = cmd.Main(args, cmd.Streams{In: strings.NewReader(""), Out: &stdout, Err: &stderr})
	if stderr.Len() > 0 {
		t.Errorf("%s: on stderr: %s", strings.Join(args, " "), stderr.String())
	}
	return status, stdout.String()
}

// Our own message files are clean.
func TestOwnFilesAreClean(t *testing.T) {
	if status, out := run(t, "lint", "../../locales", "--ui-lang", "en", "--fail-on", "info"); status != 0 || out != "" {
		t.Errorf("exit status %d, want 0:\n%s", status, out)
	}
}
