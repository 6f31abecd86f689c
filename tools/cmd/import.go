package cmd

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/exchange"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
)

type importing struct{ desk }

func importCommand() *cobra.Command {
	var i importing
	c := &cobra.Command{
		Use:     "import FILE...",
		Example: "  apicause export --format xliff --to agency --lang fr\n  apicause import --dry-run agency/fr.xlf\n  apicause import agency/fr.xlf",
		Args:    cobra.MinimumNArgs(1),
		RunE:    i.run,
	}
	i.writes(c)
	return c
}

func (i *importing) run(c *cobra.Command, args []string) error {
	var sheets []*exchange.Sheet
	for _, name := range args {
		data, err := readAtMost(name, exchange.MaxFile)
		if err != nil {
			return err
		}
		sheet, err := exchange.Read(name, data)
		if err != nil {
			return refused{err}
		}
		sheets = append(sheets, sheet)
	}
	changed := make(map[string][]string) // the IDs by file
	var after *messages.Folder
	writes, err := i.apply(c, nil, func(change *messages.Change) error {
		for n, sheet := range sheets {
			if sheet.Source != language.Und && sheet.Source != change.Source || sheet.Target == change.Source {
				return refused{fmt.Errorf("%s: %w", filepath.ToSlash(args[n]), fail.New("OtherSource", apicause.Facts{"From": sheet.Source.String(), "To": sheet.Target.String(), "Dir": i.dir, "Lang": change.Source.String()}))}
			}
			file, err := fileOf(change.Folder, sheet.Target.String())
			if err != nil {
				return err
			}
			ids, err := sheet.Apply(change, file)
			if err != nil {
				return refused{fmt.Errorf("%s: %w", filepath.ToSlash(args[n]), err)}
			}
			changed[file.Name] = append(changed[file.Name], ids...)
		}
		var err error
		after, err = change.After()
		return err
	})
	if err != nil {
		return err
	}
	if err := i.report(c, after, changed); err != nil {
		return err
	}
	for _, w := range writes {
		if ids := changed[filepath.Base(w.Path)]; i.dryRun || ids == nil {
			continue
		} else if err := writeDiff(c.OutOrStdout(), w); err != nil {
			return err
		} else {
			fmt.Fprintln(c.ErrOrStderr(), i.say("Imported", apicause.Facts{"File": filepath.ToSlash(w.Path), "Count": len(ids)}))
		}
	}
	return nil
}

// report shows what lint finds in the messages that changed.
func (i *importing) report(c *cobra.Command, after *messages.Folder, changed map[string][]string) error {
	for _, file := range after.Files {
		if len(changed[file.Name]) == 0 {
			continue
		}
		found, err := lint.Folder(after, lint.Options{Reader: i.readers(), Only: []string{file.Name}})
		if err != nil {
			return err
		}
		for _, x := range found {
			if slices.Contains(changed[file.Name], x.ID) && x.Severity != lint.Info {
				fmt.Fprintf(c.ErrOrStderr(), "%s:%d:%d: %s: %s: %s\n", filepath.ToSlash(filepath.Join(i.dir, x.File)), x.Line, x.Column, x.Severity, x.Check, x.Sentence)
			}
		}
	}
	return nil
}

// readAtMost reads a file, and one byte more than it may have if it is too large.
func readAtMost(name string, limit int64) ([]byte, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() { // opening a pipe may never return
		return nil, &os.PathError{Op: "read", Path: name, Err: fail.New("NotAFile", nil)}
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, limit+1))
}
