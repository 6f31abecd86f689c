package cmd

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/lint"
)

// explainCheck tells what a check finds, with its examples.
func (l *linting) explainCheck(w io.Writer) error {
	checks := lint.Checks()
	ids := slices.Sorted(maps.Keys(checks))
	reader := lint.Words().Reader(l.uiLang...)
	if l.explain == "all" {
		var rows [][]string
		for _, id := range ids {
			rows = append(rows, []string{id, string(checks[id].Severity), reader.Message(checks[id].Cause, nil).Description})
		}
		return writeTable(w, rows)
	}
	check, ok := checks[l.explain]
	if !ok {
		return unknown(l.explain, "NotACheck", ids)
	}
	about := reader.Message(check.Cause, nil)
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n%s.\n", l.explain, check.Severity, about.Description)
	for _, example := range []struct {
		title   apicause.Cause
		folders []map[string]string
	}{{"ExampleBad", check.Bad}, {"ExampleGood", check.Good}} {
		fmt.Fprintf(&b, "\n%s\n", reader.Message(example.title, nil).Title)
		for _, folder := range example.folders {
			for _, name := range slices.Sorted(maps.Keys(folder)) {
				fmt.Fprintf(&b, "\n  %s\n", name)
				for line := range strings.Lines(strings.Trim(folder[name], "\n")) {
					fmt.Fprintf(&b, "    %s\n", strings.TrimRight(line, "\n"))
				}
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
