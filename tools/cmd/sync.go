package cmd

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/translation"
)

type syncing struct {
	desk
	dryRun    bool
	languages []string
}

func syncCommand() *cobra.Command {
	var s syncing
	c := &cobra.Command{
		Use:   "sync [DIR]",
		Short: "Put lines for missing texts into the message files",
		Long: `Sync puts a line into each message file for each text that it lacks, where the source
language's file has it, with the source text as a comment above:

  # We couldn't confirm your Kakao login
  #InvalidToken = ""

Fill the quotes and take the # before the line away. Nothing else in a file changes.

Sync also notes for each translation of which nobody knows what it was made from that
it was made from today's source text: apicause stale tells when that has changed.`,
		Example: "  apicause sync --dry-run\n  apicause sync --lang fr",
		Args:    cobra.MaximumNArgs(1),
		RunE:    s.run,
	}
	s.flags(c)
	c.Flags().BoolVar(&s.dryRun, "dry-run", false, "show what would change, and change nothing")
	c.Flags().StringArrayVarP(&s.languages, "lang", "l", nil, "only the file of this language `TAG`; again for more")
	must(c.RegisterFlagCompletionFunc("lang", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return s.completeLanguages(), cobra.ShellCompDirectiveNoFileComp
	}))
	return c
}

func (s *syncing) run(c *cobra.Command, args []string) error {
	f, err := s.open(args)
	if err != nil {
		return err
	}
	files := f.Files
	if len(s.languages) > 0 {
		files = nil
		for _, lang := range s.languages {
			file, err := fileOf(f, lang)
			if err != nil {
				return err
			}
			files = append(files, file)
		}
	}
	out := c.OutOrStdout()
	broken := false
	for _, file := range files {
		if file.Tag == f.Source {
			continue
		}
		if file.Err != nil {
			broken = true
			fmt.Fprintf(c.ErrOrStderr(), "%s: %v\n", file.Path, file.Err)
			continue
		}
		if err := s.file(out, f, file); err != nil {
			return err
		}
	}
	if s.dryRun {
		was, now := f.Sources.Bytes()
		writeDiff(out, f.Sources.Path(), was, now)
	} else if err := f.Sources.Write(); err != nil {
		return err
	}
	if broken {
		return errFindings
	}
	return nil
}

func (s *syncing) file(out io.Writer, f *translation.Folder, file *translation.File) error {
	gaps, _ := f.Gaps(file)
	data, err := file.Doc.Prepare(gaps, f.Order())
	if err != nil {
		return fmt.Errorf("%s: %w", file.Path, err)
	}
	if err := f.Settle(file, data); err != nil {
		return err
	}
	if s.dryRun {
		writeDiff(out, file.Path, file.Data, data)
		return nil
	}
	if err := f.Write(file, data); err != nil {
		return err
	}
	if !slices.Equal(file.Data, data) {
		lines := bytes.Count(data, []byte("\n")) - bytes.Count(file.Data, []byte("\n"))
		fmt.Fprintln(out, s.say("Synced", apicause.Facts{"File": filepath.ToSlash(file.Path), "Count": lines}))
	}
	return nil
}

func writeDiff(w io.Writer, path string, was, now []byte) {
	path = filepath.ToSlash(path)
	w.Write(diff.Diff("a/"+path, was, "b/"+path, now))
}
