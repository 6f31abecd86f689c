package cmd_test

import (
	"bytes"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/apicause/apicause/tools/cmd"
)

func wanted(log string) (status int, out, errs string) {
	var o, e bytes.Buffer
	status = cmd.Main([]string{"wanted", "--ui-lang", "en"}, cmd.Streams{In: strings.NewReader(log), Out: &o, Err: &e})
	return status, o.String(), e.String()
}

func TestThePagesShowWhatIsWanted(t *testing.T) {
	script, err := txtar.ParseFile("testdata/wanted.txtar")
	if err != nil {
		t.Fatal(err)
	}
	status, out, errs := wanted(string(script.Files[0].Data))
	if status != 0 {
		t.Fatal(errs)
	}
	for _, page := range []string{"watch-errors.md", "watch-errors.ko.md"} {
		text, err := os.ReadFile("../../docs/how-to/" + page)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "\n$ apicause wanted app.log\n"+out+errs+"```\n") {
			t.Errorf("%s does not show\n%s%s", page, out, errs)
		}
	}
}

func TestHelpShowsALineThatCounts(t *testing.T) {
	var help bytes.Buffer
	cmd.Main([]string{"wanted", "--help"}, cmd.Streams{Out: &help, Err: &help})
	_, line, _ := strings.Cut(help.String(), "\n  {")
	line, _, _ = strings.Cut("{"+line, "\n")
	if status, out, _ := wanted(line); status != 0 || !strings.Contains(out, "nl") {
		t.Errorf("%q: %d %s", line, status, out)
	}
}

// A line without an end costs no more memory than any other.
func TestLongLinesAreSkipped(t *testing.T) {
	const limit = 1 << 20
	line := func(size int) string {
		const rest = `{"wanted":"nl","language":"en","x":""}`
		return strings.Replace(rest, `""`, `"`+strings.Repeat("a", size-len(rest))+`"`, 1)
	}
	for _, tt := range []struct{ log, want string }{
		{line(limit-1) + "\n", "errors: 1, in another language than wanted: 1, none wanted: 0; lines skipped: 0\n"},
		{line(limit+1) + "\n" + line(100), "errors: 1, in another language than wanted: 1, none wanted: 0; lines skipped: 1\n"},
		{line(100) + "\n" + line(100) + strings.Repeat(" ", 2*limit) + "x", "errors: 1, in another language than wanted: 1, none wanted: 0; lines skipped: 1\n"},
		{line(100) + "\n" + line(5*limit), "errors: 1, in another language than wanted: 1, none wanted: 0; lines skipped: 1\n"},
		{line(100) + "\r\n\n  \n\ufeff" + line(100), "errors: 2, in another language than wanted: 2, none wanted: 0; lines skipped: 0\n"},
	} {
		if _, _, errs := wanted(tt.log); errs != tt.want {
			t.Errorf("%d bytes: got %s", len(tt.log), errs)
		}
	}
}

// Whatever a log holds, each of its lines counts at most once, and only one that is
// JSON.
func FuzzWanted(f *testing.F) {
	script, err := txtar.ParseFile("testdata/wanted.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range script.Files {
		f.Add(string(file.Data))
	}
	f.Add("{\"wanted\":\"a-DE\",\"language\":\"art-lojban\"}\n{\"wanted\":\"zh-min-nan\",\"language\":\"sr-Cyrl\"}")
	f.Fuzz(func(t *testing.T, log string) {
		counted, missed, none, skipped, err := cmd.CountWishes(strings.NewReader(log))
		if err != nil {
			t.Fatal(err)
		}
		lines, valid := 0, 0
		for line := range strings.SplitSeq(log, "\n") {
			line = strings.TrimSpace(line)
			if line != "" {
				lines++
			}
			if json.Valid([]byte(strings.TrimPrefix(line, "\ufeff"))) {
				valid++
			}
		}
		if counted > valid || missed+none > counted || counted+skipped > lines || skipped < lines-valid {
			t.Errorf("%d lines, %d valid: %d counted, %d missed, %d none, %d skipped", lines, valid, counted, missed, none, skipped)
		}
	})
}
