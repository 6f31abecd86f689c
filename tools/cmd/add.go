package cmd

import (
	"errors"
	"fmt"
	"path/filepath"
	"testing/fstest"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/lint"
)

type adding struct{ desk }

func addCommand() *cobra.Command {
	var a adding
	c := &cobra.Command{
		Use:   "add LANG",
		Short: "Make the message file of a new language",
		Long: `Add makes active.LANG.toml with a line for every text, in the plural forms that the
language needs, and the source text as a comment above:

  # We couldn't confirm your Kakao login
  #InvalidToken = ""

Fill the quotes and take the # before the line away. A line that waits says nothing, so
that the file can be used while it is being filled: readers get what is there.`,
		Example: "  apicause add fr\n  apicause add pt-BR --dir translations",
		Args:    cobra.ExactArgs(1),
		RunE:    a.run,

		ValidArgsFunction: cobra.NoFileCompletions,
	}
	a.flags(c)
	return c
}

func (a *adding) run(c *cobra.Command, args []string) error {
	f, err := a.open(nil)
	if err != nil {
		return err
	}
	advice, err := a.checkLanguage(args[0])
	if err != nil {
		return err
	}
	tag := language.MustParse(args[0])
	file, err := f.New(tag)
	if err != nil {
		return err
	}
	data, texts, err := f.Draft(file)
	if err != nil {
		return err
	}
	if err := f.Settle(file, data); err != nil {
		return err
	}
	if err := f.Write(file, data); err != nil {
		return err
	}
	if err := f.Sources.Write(); err != nil {
		return err
	}
	if advice != "" {
		fmt.Fprintln(c.ErrOrStderr(), advice)
	}
	fmt.Fprintln(c.OutOrStdout(), a.say("Added", apicause.Facts{"File": filepath.ToSlash(file.Path), "Count": texts, "Lang": tag.String()}))
	return nil
}

// checkLanguage refuses what is no language, and advises on what is hardly
// meant, as lint would of the file's name.
func (a *adding) checkLanguage(lang string) (advice string, err error) {
	tag, err := language.Parse(lang)
	if err == nil && !tag.IsRoot() {
		lang = tag.String()
	}
	name := "active." + lang + ".toml"
	findings, err := lint.Run(fstest.MapFS{name: {}}, lint.Options{Reader: a.readers()})
	if err != nil {
		return "", fmt.Errorf("%q is no language", lang)
	}
	for _, f := range findings {
		switch {
		case f.Check != "file-lang":
		case f.Severity == lint.Error:
			return "", errors.New(f.Sentence)
		default:
			advice = f.Sentence
		}
	}
	return advice, nil
}
