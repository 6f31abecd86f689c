package cmd

import (
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/messages"
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

The folder .sources records the source text of each translation. A translation without a
record is not listed; apicause sync records today's.

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
	for _, file := range translations(f) {
		p := translation.Of(f, file)
		unknown += len(p.Unknown)
		memory := f.Memory(file.Tag)
		if memory.Err != nil {
			fmt.Fprintf(c.ErrOrStderr(), "%s: %v\n", filepath.Join(f.Dir, messages.MemoryName(file.Tag)), memory.Err)
		}
		for _, m := range f.Needed() {
			if p.States[m.ID] != translation.Stale {
				continue
			}
			found = true
			if _, err := fmt.Fprintf(out, "%s %s\n", file.Tag, m.ID); err != nil {
				return err
			}
			if err := writeTable(out, s.rows(memory.Of(m.ID), m, file.Message(m.ID))); err != nil {
				return err
			}
		}
		for _, r := range f.Renames(file) {
			fmt.Fprintln(c.ErrOrStderr(), s.say("Renamed", apicause.Facts{"Lang": file.Tag.String(), "Key": r.From, "To": r.To}))
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

// rows show a source text as it was and as it is, in the forms that differ, and
// the translation.
func (s *stale) rows(was map[string]string, source, translated *messages.Message) (rows [][]string) {
	is := source.Forms()
	for _, form := range format.Forms {
		if was[form] == is[form] {
			continue
		}
		name := ""
		if form != "other" {
			name = " (" + form + ")"
		}
		rows = append(rows, []string{"  " + s.title("SourceWas") + name, was[form]}, []string{"  " + s.title("SourceIs") + name, is[form]})
	}
	return append(rows, []string{"  " + s.title("Translated"), translated.Source()})
}

type acking struct {
	desk
	all bool
}

func ackCommand() *cobra.Command {
	var a acking
	c := &cobra.Command{
		Use:     "ack ID … LANG | --all LANG …",
		Short:   "Say that translations hold for today's source texts",
		Example: "  apicause stale ack title.InvalidToken fr\n  apicause stale ack title.InvalidToken detail.InvalidToken fr\n  apicause stale ack --all fr",
		Args:    cobra.MinimumNArgs(1),
		RunE:    a.run,
	}
	a.writes(c)
	c.Flags().BoolVar(&a.all, "all", false, "all that are out of date in these languages")
	c.ValidArgsFunction = a.completeIDAndLanguage
	return c
}

func (a *acking) run(c *cobra.Command, args []string) error {
	if !a.all && len(args) < 2 {
		return errors.New("name an ID and a language, or --all and languages")
	}
	_, err := a.apply(c, nil, func(change *messages.Change) error {
		langs := args
		if !a.all {
			langs = args[len(args)-1:]
		}
		for _, lang := range langs {
			file, err := fileOf(change.Folder, lang)
			if err != nil {
				return err
			}
			if file.Tag == change.Source {
				return fmt.Errorf("%s is the source language: it is not translated", file.Tag)
			}
			if err := a.ack(change, file, args[:len(args)-1]); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

func (a *acking) ack(change *messages.Change, file *messages.File, ids []string) error {
	if a.all {
		for id, state := range translation.Of(change.Folder, file).States {
			if state == translation.Stale {
				change.Remember(file.Tag, messageByID(change.Folder, id))
			}
		}
		return nil
	}
	for _, id := range ids {
		m, err := messageOf(change.Folder, id)
		if err != nil {
			return err
		}
		if file.Message(id) == nil {
			return fmt.Errorf("%s: %s is not translated", file.Path, id)
		}
		change.Remember(file.Tag, m)
	}
	return nil
}
