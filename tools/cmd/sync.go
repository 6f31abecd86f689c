package cmd

import (
	"bytes"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/translation"
)

type syncing struct {
	desk
	check     bool
	languages []string
}

func syncCommand() *cobra.Command {
	var s syncing
	c := &cobra.Command{
		Use:     "sync [DIR]",
		Example: "  apicause sync --dry-run\n  apicause sync --lang fr",
		Args:    cobra.MaximumNArgs(1),
		RunE:    s.run,
	}
	s.writes(c)
	c.Flags().BoolVar(&s.check, "check", false, "")
	c.Flags().StringArrayVarP(&s.languages, "lang", "l", nil, "")
	must(c.RegisterFlagCompletionFunc("lang", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return s.completeLanguages(), cobra.ShellCompDirectiveNoFileComp
	}))
	return c
}

func (s *syncing) run(c *cobra.Command, args []string) error {
	if s.check {
		s.dryRun = true
	}
	var broken []string
	var commented []string
	writes, err := s.apply(c, args, func(change *messages.Change) error {
		files := translations(change.Folder)
		if len(s.languages) > 0 {
			files = nil
			for _, lang := range s.languages {
				file, err := fileOf(change.Folder, lang)
				if err != nil {
					return err
				}
				files = append(files, file)
			}
		}
		for _, file := range files {
			if file.Tag == change.Source {
				continue
			}
			doc, err := file.Document()
			if err != nil {
				broken = append(broken, filepath.ToSlash(file.Path)+": "+fail.In(err, s.readers()...))
				continue
			}
			for _, w := range file.Commented() {
				line, _ := doc.Position(w.At)
				commented = append(commented, s.say("Commented", apicause.Facts{"File": fmt.Sprintf("%s:%d", filepath.ToSlash(file.Path), line), "Key": w.ID}))
			}
			if err := s.file(change, file, doc); err != nil {
				return fmt.Errorf("%s: %w", file.Path, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, line := range append(commented, broken...) {
		fmt.Fprintln(c.ErrOrStderr(), line)
	}
	if !s.dryRun {
		for _, w := range writes {
			if format.IsFileName(filepath.Base(w.Path)) && filepath.Base(filepath.Dir(w.Path)) != messages.MemoryFolder {
				wording, lines := apicause.Cause("Synced"), bytes.Count(w.Now, []byte("\n"))-bytes.Count(w.Was, []byte("\n"))
				if lines <= 0 {
					wording = "Refreshed" // source texts above lines that wait
				}
				if _, err := fmt.Fprintln(c.OutOrStdout(), s.say(wording, apicause.Facts{"File": filepath.ToSlash(w.Path), "Count": lines})); err != nil {
					return err
				}
			}
		}
	}
	if broken != nil || s.check && len(writes) > 0 {
		return errFindings
	}
	return nil
}

func (s *syncing) file(change *messages.Change, file *messages.File, doc *messages.Document) error {
	data, err := translation.Refresh(change, file, doc)
	if err != nil {
		return err
	}
	if doc, err = messages.Parse(data); err != nil {
		return err
	}
	gaps, _ := translation.Gaps(change.Folder, file)
	if data, err = doc.Prepare(gaps, change.Order()); err != nil {
		return err
	}
	change.Put(file, data)
	return translation.Settle(change, file)
}
