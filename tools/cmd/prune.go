package cmd

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/messages"
)

type pruning struct{ desk }

func pruneCommand() *cobra.Command {
	var p pruning
	c := &cobra.Command{
		Use:     "prune [DIR]",
		Example: "  apicause prune --dry-run",
		Args:    cobra.MaximumNArgs(1),
		RunE:    p.run,
	}
	p.writes(c)
	return c
}

func (p *pruning) run(c *cobra.Command, args []string) error {
	var removed []string
	_, err := p.apply(c, args, func(change *messages.Change) error {
		known := change.Effective(change.Source)
		for _, file := range translations(change.Folder) {
			if file.Tag == change.Source {
				continue
			}
			doc, err := change.Document(file)
			if err != nil {
				return err
			}
			renamed := make(map[string]bool)
			for _, r := range change.Renames(file) {
				renamed[r.From] = true
			}
			gone := doc.Strangers(known)
			data := file.Data()
			for _, path := range gone {
				if renamed[path.String()] {
					continue
				}
				if data, err = doc.Remove(path); err != nil {
					return fmt.Errorf("%s: %w", file.Path, err)
				}
				if doc, err = messages.Parse(data); err != nil {
					return err
				}
				removed = append(removed, p.say("Pruned", apicause.Facts{"File": filepath.ToSlash(file.Path), "Key": path.String()}))
			}
			change.Put(file, data)
			change.Remembered(file.Tag)
		}
		return nil
	})
	if err != nil || p.dryRun {
		return err
	}
	for _, line := range removed {
		if _, err := fmt.Fprintln(c.OutOrStdout(), line); err != nil {
			return err
		}
	}
	return nil
}
