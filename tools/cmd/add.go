package cmd

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/pseudo"
	"github.com/apicause/apicause/tools/translation"
)

type adding struct{ desk }

func addCommand() *cobra.Command {
	var a adding
	c := &cobra.Command{
		Use:     "add LANG",
		Example: "  apicause add fr\n  apicause add pt-BR --dir translations",
		Args:    cobra.ExactArgs(1),
		RunE:    a.run,

		ValidArgsFunction: cobra.NoFileCompletions,
	}
	a.writes(c)
	return c
}

func (a *adding) run(c *cobra.Command, args []string) error {
	tag, advice, err := lint.Language(args[0], a.readers()...)
	if err != nil {
		return err
	}
	if pseudo.Is(tag) {
		return fail.New("PseudoLanguage", apicause.Facts{"Name": tag.String()})
	}
	texts := 0
	var path string
	_, err = a.apply(c, nil, func(change *messages.Change) error {
		if file := change.File(tag); file != nil {
			return fail.New("FileThere", apicause.Facts{"File": filepath.ToSlash(file.Path)})
		}
		file := change.New(tag)
		path = file.Path
		texts, err = translation.Add(change, file)
		return err
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
