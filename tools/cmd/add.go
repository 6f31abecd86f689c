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
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/pseudo"
	"github.com/apicause/apicause/tools/translation"
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

Fill in the quotes and remove the leading #. A commented line has no effect, so the file
can be used while it is being filled in: readers get what is there.`,
		Example: "  apicause add fr\n  apicause add pt-BR --dir translations",
		Args:    cobra.ExactArgs(1),
		RunE:    a.run,

		ValidArgsFunction: cobra.NoFileCompletions,
	}
	a.writes(c)
	return c
}

func (a *adding) run(c *cobra.Command, args []string) error {
	advice, err := a.checkLanguage(args[0])
	if err != nil {
		return err
	}
	tag := language.MustParse(args[0])
	if pseudo.Is(tag) {
		return fmt.Errorf("%s is a pseudo-locale; apicause pseudo makes its file", tag)
	}
	texts := 0
	var path string
	_, err = a.apply(c, nil, func(change *messages.Change) error {
		if file := change.File(tag); file != nil {
			return fmt.Errorf("%s already exists; apicause sync adds what it lacks", file.Path)
		}
		file := change.New(tag)
		path = file.Path
		data, n, err := translation.Draft(change.Folder, file)
		if err != nil {
			return err
		}
		texts = n
		change.Put(file, data)
		return translation.Settle(change, file)
	})
	if err != nil {
		return err
	}
	if advice != "" {
		fmt.Fprintln(c.ErrOrStderr(), advice)
	}
	if a.dryRun {
		return nil
	}
	_, err = fmt.Fprintln(c.OutOrStdout(), a.say("Added", apicause.Facts{"File": filepath.ToSlash(path), "Count": texts, "Lang": tag.String()}))
	return err
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
