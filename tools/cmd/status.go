package cmd

import (
	"fmt"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/translation"
)

type status struct {
	desk
	min int
}

func statusCommand() *cobra.Command {
	var s status
	c := &cobra.Command{
		Use:     "status [DIR]",
		Example: "  apicause status\n  apicause status --min 100",
		Args:    cobra.MaximumNArgs(1),
		RunE:    s.run,
	}
	s.flags(c)
	c.Flags().IntVar(&s.min, "min", 0, "")
	return c
}

func (s *status) run(c *cobra.Command, args []string) error {
	if s.min < 0 || s.min > 100 {
		return fail.New("NotAPercentage", apicause.Facts{"Value": strconv.Itoa(s.min)})
	}
	f, err := s.open(args)
	if err != nil {
		return err
	}
	findings, err := lint.Folder(f, lint.Options{})
	if err != nil {
		return err
	}
	errors := make(map[string]int)
	for _, x := range findings {
		if x.Severity == lint.Error {
			errors[x.File]++
		}
	}
	rows := [][]string{{"", "", "", s.title("Done"), s.title("Stale"), s.title("Missing"), s.title("Errors"), s.title("Review")}}
	var below []translation.Progress
	var notes []string
	for _, file := range translations(f) {
		p := translation.Of(f, file)
		if p.Percent() < s.min {
			below = append(below, p)
		}
		if p.Err != nil {
			notes = append(notes, filepath.ToSlash(file.Path)+": "+fail.In(p.Err, s.readers()...))
		}
		if n := len(p.Commented); n > 0 {
			notes = append(notes, s.say("CommentedCount", apicause.Facts{"File": filepath.ToSlash(file.Path), "Count": n}))
		}
		rows = append(rows, []string{
			file.Tag.String(), bar(p), strconv.Itoa(p.Percent()) + "%",
			strconv.Itoa(p.Count(translation.Done)), strconv.Itoa(p.Count(translation.Stale)),
			strconv.Itoa(p.Count(translation.Missing)), strconv.Itoa(errors[file.Name]), translation.Review(file),
		})
	}
	out := c.OutOrStdout()
	if err := writeTable(out, rows); err != nil {
		return err
	}
	for _, p := range below {
		notes = append(notes, s.say("BelowMin", apicause.Facts{"File": p.File.Name, "Percent": p.Percent(), "Min": s.min}))
	}
	for _, note := range notes {
		if _, err := fmt.Fprintln(out, note); err != nil {
			return err
		}
	}
	if below != nil {
		return errFindings
	}
	return nil
}

// bar draws what is done, stale and missing.
func bar(p translation.Progress) string {
	const width = 20
	total := max(1, len(p.States))
	done := width * p.Count(translation.Done) / total
	stale := (width * (p.Count(translation.Done) + p.Count(translation.Stale)) / total) - done
	if len(p.States) == 0 {
		done = width
	}
	return strings.Repeat("█", done) + strings.Repeat("▒", stale) + strings.Repeat("░", width-done-stale)
}
