package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/pseudo"
	"github.com/apicause/apicause/tools/translation"
)

type faking struct {
	desk
	out string
}

func pseudoCommand() *cobra.Command {
	var p faking
	c := &cobra.Command{
		Use:     "pseudo [DIR]",
		Example: "  apicause pseudo --out testdata/pseudo",
		Args:    cobra.MaximumNArgs(1),
		RunE:    p.run,
	}
	p.writes(c)
	c.Flags().StringVar(&p.out, "out", "", "")
	must(c.MarkFlagDirname("out"))
	return c
}

func (p *faking) run(c *cobra.Command, args []string) error {
	f, err := p.open(args)
	if err != nil {
		return err
	}
	if p.out == "" {
		return fail.New("OutMissing", nil)
	}
	if err := os.MkdirAll(p.out, 0o777); err != nil {
		return err
	}
	for _, l := range pseudo.Locales() {
		path := filepath.Join(p.out, "active."+l.Tag.String()+".toml")
		was, err := os.ReadFile(path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		now := translation.Rewrite(f, l.Tag, l.Make)
		switch {
		case p.dryRun:
			err = writeDiff(c.OutOrStdout(), messages.Write{Path: path, Was: was, Now: now})
		case was == nil || !bytes.Equal(was, now):
			err = messages.WriteFile(path, was, now)
		}
		if err != nil {
			return err
		}
		if !p.dryRun {
			if _, err := fmt.Fprintln(c.OutOrStdout(), p.say("PseudoMade", apicause.Facts{"File": filepath.ToSlash(path)})); err != nil {
				return err
			}
		}
	}
	return nil
}
