package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/export"
	"github.com/apicause/apicause/tools/fail"
)

type generating struct {
	desk
	pkg, out string
}

func genCommand() *cobra.Command {
	var g generating
	c := &cobra.Command{
		Use:     "gen [DIR]",
		Example: "  apicause gen --package causes\n  apicause gen --package causes --dir ../locales --out errors.go",
		Args:    cobra.MaximumNArgs(1),
		RunE:    g.run,
	}
	g.flags(c)
	c.Flags().StringVar(&g.pkg, "package", "causes", "")
	c.Flags().StringVar(&g.out, "out", "", "")
	c.Flags().BoolVar(&g.dryRun, "dry-run", false, "")
	return c
}

func (g *generating) run(c *cobra.Command, args []string) error {
	catalog, own, err := g.catalog(args)
	if err != nil {
		return err
	}
	reader := catalog.Localizer() // the source language is its fallback
	data, err := export.Go(g.pkg, own, func(cause apicause.Cause) string { return reader.Message(cause).Description })
	if err != nil {
		return err
	}
	if g.dryRun {
		_, err := c.OutOrStdout().Write(data)
		return err
	}
	if g.out == "" {
		g.out = g.pkg + "_gen.go"
	}
	old, err := os.ReadFile(g.out)
	switch {
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return err
	case err == nil && !export.IsGenerated(old):
		return fail.New("NotGenerated", apicause.Facts{"File": g.out})
	case err == nil && bytes.Equal(old, data):
		return nil
	}
	return os.WriteFile(g.out, data, 0o666)
}

// catalog returns the catalog of an app with a folder of message files, and the
// causes that the folder adds to the built-in ones.
func (d *desk) catalog(dir []string) (*apicause.Catalog, []apicause.Cause, error) {
	f, err := d.open(dir)
	if err != nil {
		return nil, nil, err
	}
	own := appCauses(f)
	catalog, err := apicause.New(apicause.Config{Fallback: f.Source, Locales: []fs.FS{os.DirFS(f.Dir)}, Causes: own})
	if err != nil {
		return nil, nil, fmt.Errorf("%w\n%w", fail.New("HasMistakes", apicause.Facts{"Dir": f.Dir}), err)
	}
	return catalog, own, nil
}
