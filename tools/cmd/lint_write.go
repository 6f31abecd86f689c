package cmd

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/lint"
)

// progressLine writes how many files are done over itself.
func progressLine(w io.Writer, dir string) func(done, total int) {
	return func(done, total int) {
		if done%10 == 0 || done == total {
			fmt.Fprintf(w, "\r%s: %d/%d", dir, done, total)
		}
	}
}

func place(f lint.Finding) string {
	if f.Line == 0 {
		return printable(f.File)
	}
	return fmt.Sprintf("%s:%d:%d", printable(f.File), f.Line, f.Column)
}

// printable is a name without what would command a terminal.
func printable(name string) string {
	if strings.ContainsFunc(name, func(c rune) bool { return !unicode.IsPrint(c) }) {
		return strconv.Quote(name)
	}
	return name
}

var colors = map[lint.Severity]string{lint.Error: "\x1b[31m", lint.Warning: "\x1b[33m", lint.Info: "\x1b[36m"}

func (l *linting) writeText(w io.Writer, findings []lint.Finding) error {
	var b strings.Builder
	color := colored(w)
	count := make(map[lint.Severity]int)
	files := make(map[string]bool)
	for _, f := range findings {
		severity := string(f.Severity)
		if color {
			severity = colors[f.Severity] + severity + "\x1b[0m"
		}
		count[f.Severity]++
		files[f.File] = true
		fmt.Fprintf(&b, "%s: %s: %s: %s\n", place(f), severity, f.Check, f.Sentence)
	}
	if len(findings) > 0 {
		fmt.Fprintln(&b, said().Reader(l.uiLang...).Message("Summary", apicause.Facts{
			"Errors": count[lint.Error], "Warnings": count[lint.Warning], "Infos": count[lint.Info], "Count": len(files)}).Detail)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeGitHub writes the commands with which GitHub Actions marks lines:
// docs.github.com, "Workflow commands for GitHub Actions".
func writeGitHub(w io.Writer, findings []lint.Finding) error {
	levels := map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Info: "notice"}
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "::%s file=%s", levels[f.Severity], property.Replace(printable(f.File)))
		if f.Line > 0 {
			fmt.Fprintf(&b, ",line=%d,col=%d", f.Line, f.Column)
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", f.Check, data.Replace(f.Sentence))
	}
	_, err := io.WriteString(w, b.String())
	return err
}
