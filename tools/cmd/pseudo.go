package cmd

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
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
	p.flags(c)
	c.Flags().StringVar(&p.out, "out", "", "`DIR` for the files; that of the message files if not given")
	must(c.MarkFlagDirname("out"))
	return c
}

func (p *faking) run(c *cobra.Command, args []string) error {
	f, err := p.open(args)
	if err != nil {
		return err
	}
	if p.out == "" {
		p.out = f.Dir
	}
	if err := os.MkdirAll(p.out, 0o777); err != nil {
		return err
	}
	for _, l := range pseudo.Locales() {
		file := &translation.File{Name: translation.FileName(l.Tag), Path: filepath.Join(p.out, translation.FileName(l.Tag)), Tag: l.Tag}
		file.Data, err = os.ReadFile(file.Path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		if err := f.Write(file, f.Rewrite(l.Tag, l.Make)); err != nil {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), p.say("PseudoMade", apicause.Facts{"File": filepath.ToSlash(file.Path)}))
	}
	return nil
}
