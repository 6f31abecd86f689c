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
		Use:   "pseudo [DIR]",
		Short: "Make files of pseudo-locales, which show what translations will do to an app",
		Long: `Pseudo makes the message files of two pseudo-locales of the source language's texts:

  en-XA  accented, two fifths longer, in brackets that show where a text was cut
  ar-XB  every word turned around, from right to left

Placeholders stay. They are for tests: keep the files out of what is shipped. lint and
status leave them out.`,
		Example: "  apicause pseudo --out testdata/pseudo",
		Args:    cobra.MaximumNArgs(1),
		RunE:    p.run,
	}
	p.writes(c)
	c.Flags().StringVar(&p.out, "out", "", "`DIR` for the files; required")
	must(c.MarkFlagDirname("out"))
	return c
}

func (p *faking) run(c *cobra.Command, args []string) error {
	f, err := p.open(args)
	if err != nil {
		return err
	}
	if p.out == "" {
		return errors.New("--out: name a folder for the files, other than the one that is shipped")
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
