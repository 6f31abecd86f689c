package cmd

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/exchange"
	"github.com/apicause/apicause/tools/export"
	"github.com/apicause/apicause/tools/fail"
)

type exporting struct {
	desk
	to, format string
	languages  []string
}

func exportCommand() *cobra.Command {
	var e exporting
	c := &cobra.Command{
		Use:     "export [DIR] --to OUT --format FORMAT",
		Example: "  apicause export locales --to web/locales --format i18next\n  apicause export --to app/src/main/res --format android --lang ko --lang en",
		Args:    cobra.MaximumNArgs(1),
		RunE:    e.run,
	}
	e.flags(c)
	c.Flags().StringVar(&e.to, "to", "", "")
	c.Flags().StringVar(&e.format, "format", "", "")
	c.Flags().StringArrayVar(&e.languages, "lang", nil, "")
	c.Flags().BoolVar(&e.dryRun, "dry-run", false, "")
	must(c.MarkFlagRequired("to"))
	must(c.MarkFlagRequired("format"))
	must(c.MarkFlagDirname("to"))
	must(c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(exportFormats(), cobra.ShellCompDirectiveNoFileComp)))
	return c
}

func exportFormats() []string {
	return slices.Sorted(slices.Values(append(export.Formats(), exchange.Formats()...)))
}

func (e *exporting) run(c *cobra.Command, args []string) error {
	write := e.forApps
	switch {
	case slices.Contains(exchange.Formats(), e.format):
		write = e.forAgencies
	case !slices.Contains(export.Formats(), e.format):
		return fail.New("NotAFormat", apicause.Facts{"Name": e.format, "Wanted": strings.Join(exportFormats(), ", ")})
	}
	files, err := write(args)
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		path := filepath.Join(e.to, filepath.FromSlash(name))
		if e.dryRun {
			fmt.Fprintln(c.OutOrStdout(), filepath.ToSlash(path))
		} else if err := replace(path, files[name]); err != nil {
			return err
		}
	}
	return nil
}

// forAgencies returns a sheet for each translation.
func (e *exporting) forAgencies(args []string) (map[string][]byte, error) {
	folder, err := e.open(args)
	if err != nil {
		return nil, err
	}
	chosen := translations(folder)
	if len(e.languages) > 0 {
		chosen = nil
		for _, lang := range e.languages {
			file, err := fileOf(folder, lang)
			if err != nil {
				return nil, err
			}
			chosen = append(chosen, file)
		}
	}
	files := make(map[string][]byte)
	for _, file := range chosen {
		if file.Tag == folder.Source {
			continue
		}
		if _, err := file.Document(); err != nil {
			return nil, fmt.Errorf("%s: %w%w", file.Path, err, fail.New("LintTellsMore", nil))
		}
		name, data, err := exchange.New(folder, file).File(e.format)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file.Path, err)
		}
		files[name] = data
	}
	return files, nil
}

// forApps returns the messages as programs in other languages read them.
func (e *exporting) forApps(args []string) (map[string][]byte, error) {
	catalog, _, err := e.catalog(args)
	if err != nil {
		return nil, err
	}
	var only []language.Tag
	for _, lang := range e.languages {
		tag, err := language.Parse(lang)
		if err != nil || !slices.Contains(catalog.Languages(), tag) {
			return nil, fail.New("NoMessages", apicause.Facts{"Lang": lang})
		}
		only = append(only, tag)
	}
	return export.NewBook(os.DirFS(e.dir), catalog, only).Files(e.format)
}

// replace writes a file unless it holds the same already.
func replace(path string, data []byte) error {
	old, err := os.ReadFile(path)
	if err == nil && bytes.Equal(old, data) {
		return nil
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o666)
}
