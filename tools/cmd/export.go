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

	"github.com/apicause/apicause/tools/exchange"
	"github.com/apicause/apicause/tools/export"
)

type exporting struct {
	desk
	to, format string
	languages  []string
}

func exportCommand() *cobra.Command {
	var e exporting
	c := &cobra.Command{
		Use:   "export [DIR] --to OUT --format FORMAT",
		Short: "Write the messages for apps in other languages than Go",
		Long: `Export writes the titles, details and plural forms of the built-in causes and of the
app's own, with placeholders as the format has them:

  i18next    LANG/apicause.json and causes.ts, a union of the causes with their facts
  json       LANG.json, the same with placeholders like {Retry}, and causes.ts
  arb        apicause_LANG.arb, for Flutter; set use-escaping: true in l10n.yaml
  android    values-LANG/apicause.xml; values has the source language, or the first --lang
  xcstrings  Apicause.xcstrings, for Xcode

For translation agencies it writes the texts of the message files beside the source
language's, which apicause import takes back:

  xliff      LANG.xlf, XLIFF 1.2 with placeholders in <ph> and plural forms in groups
  po         LANG.po, with the message's ID as msgctxt
  csv        LANG.csv, for spreadsheets

It writes the same bytes until the messages change.`,
		Example: "  apicause export locales --to web/locales --format i18next\n  apicause export --to app/src/main/res --format android --lang ko --lang en",
		Args:    cobra.MaximumNArgs(1),
		RunE:    e.run,
	}
	e.flags(c)
	c.Flags().StringVar(&e.to, "to", "", "`DIR` for the files")
	c.Flags().StringVar(&e.format, "format", "", "`FORMAT` of the files: "+strings.Join(exportFormats(), ", "))
	c.Flags().StringArrayVar(&e.languages, "lang", nil, "language `TAG` to write; all if not given")
	c.Flags().BoolVar(&e.dryRun, "dry-run", false, "name the files instead of writing them")
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
		return fmt.Errorf("%q is not a format; name one of %s", e.format, strings.Join(exportFormats(), ", "))
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
			return nil, fmt.Errorf("%s: %w; apicause lint tells more", file.Path, err)
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
			return nil, fmt.Errorf("--lang %s: no messages in that language", lang)
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
