package cmd

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/tools/translation"
)

type stale struct{ desk }

func staleCommand() *cobra.Command {
	var s stale
	c := &cobra.Command{
		Use:   "stale [DIR]",
		Short: "List the translations whose source text has changed",
		Long: `Stale lists the translations that were made from another source text than today's,
with the source text as it was and as it is. Change the translation with apicause set,
or say that it still holds with apicause stale ack.

What was translated from which text stands in .sources.toml. A translation of which
nobody knows that is not listed; apicause sync begins to remember it.

Exit status: 0 nothing is stale, 1 something is, 2 usage or I/O.`,
		Example: "  apicause stale\n  apicause stale ack title.InvalidToken fr",
		Args:    cobra.MaximumNArgs(1),
		RunE:    s.list,
	}
	s.flags(c)
	c.AddCommand(ackCommand())
	return c
}

func (s *stale) list(c *cobra.Command, args []string) error {
	f, err := s.open(args)
	if err != nil {
		return err
	}
	out := c.OutOrStdout()
	found := false
	unknown := 0
	for _, file := range f.Files {
		p := f.Progress(file)
		unknown += len(p.Unknown)
		for _, m := range f.Needed() {
			if p.States[m.ID] != translation.Stale {
				continue
			}
			found = true
			text, _ := file.Doc.Text(m.Path, "")
			fmt.Fprintf(out, "%s %s\n", file.Tag, m.ID)
			if err := writeTable(out, [][]string{
				{"  " + s.title("SourceWas"), f.Sources.Of(file.Tag, m.ID)},
				{"  " + s.title("SourceIs"), m.Source()},
				{"  " + s.title("Translated"), text},
			}); err != nil {
				return err
			}
		}
	}
	if unknown > 0 {
		fmt.Fprintln(c.ErrOrStderr(), s.say("UnknownSources", apicause.Facts{"Count": unknown}))
	}
	if found {
		return errFindings
	}
	return nil
}

func ackCommand() *cobra.Command {
	var s stale
	c := &cobra.Command{
		Use:     "ack ID LANG",
		Short:   "Say that a translation holds for today's source text",
		Example: "  apicause stale ack title.InvalidToken fr",
		Args:    cobra.ExactArgs(2),
		RunE:    s.ack,
	}
	s.flags(c)
	c.ValidArgsFunction = s.completeIDAndLanguage
	return c
}

func (s *stale) ack(_ *cobra.Command, args []string) error {
	id := args[0]
	f, err := s.open(nil)
	if err != nil {
		return err
	}
	file, err := fileOf(f, args[1])
	if err != nil {
		return err
	}
	m, ok := f.Find(id)
	if !ok {
		var ids []string
		for _, m := range f.Needed() {
			ids = append(ids, m.ID)
		}
		return fmt.Errorf("%q is no message%s", id, nearest.DidYouMean(id, ids))
	}
	if file.Tag == f.Source {
		return fmt.Errorf("%s is the source language: it is translated from nothing", file.Tag)
	}
	if _, ok := file.Doc.Text(m.Path, ""); !ok {
		return fmt.Errorf("%s: %s is not translated", file.Path, id)
	}
	f.Sources.Remember(file.Tag, id, m.Source())
	return f.Sources.Write()
}
