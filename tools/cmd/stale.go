package cmd

import (
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/translation"
)

type stale struct{ desk }

func staleCommand() *cobra.Command {
	var s stale
	c := &cobra.Command{
		Use:     "stale [DIR]",
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
			fmt.Fprintf(c.ErrOrStderr(), "%s: %s\n", filepath.ToSlash(filepath.Join(f.Dir, messages.MemoryName(file.Tag))), fail.In(memory.Err, s.readers()...))
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
		Example: "  apicause stale ack title.InvalidToken fr\n  apicause stale ack title.InvalidToken detail.InvalidToken fr\n  apicause stale ack --all fr",
		Args:    cobra.MinimumNArgs(1),
		RunE:    a.run,
	}
	a.writes(c)
	c.Flags().BoolVar(&a.all, "all", false, "")
	c.ValidArgsFunction = a.completeIDAndLanguage
	return c
}

func (a *acking) run(c *cobra.Command, args []string) error {
	if !a.all && len(args) < 2 {
		return fail.New("AckWhat", nil)
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
				return fail.New("SourceLanguage", apicause.Facts{"Lang": file.Tag.String()})
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
			return fail.New("NotTranslated", apicause.Facts{"File": filepath.ToSlash(file.Path), "Key": id})
		}
		change.Remember(file.Tag, m)
	}
	return nil
}
