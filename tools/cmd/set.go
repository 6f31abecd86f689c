package cmd

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/tools/edit"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/translation"
)

type setting struct{ desk }

func setCommand() *cobra.Command {
	var s setting
	c := &cobra.Command{
		Use:   "set ID LANG[.FORM] TEXT",
		Short: "Change one text",
		Long: `Set changes one text of a message file, or adds it where the source language's file
has it; a line that waits for the text is filled. Every other byte of the file stays.
A text that lint calls wrong is refused.

FORM is a plural form: zero, one, two, few, many or other.`,
		Example: "  apicause set title.InvalidToken fr \"Connexion Kakao non confirmée\"\n  apicause set after.seconds pl.few \"za {{.Count}} sekundy\"",
		Args:    cobra.ExactArgs(3),
		RunE:    s.run,
	}
	s.flags(c)
	c.ValidArgsFunction = s.completeIDAndLanguage
	return c
}

func (s *setting) run(c *cobra.Command, args []string) error {
	id, text := args[0], args[2]
	lang, form, _ := strings.Cut(args[1], ".")
	f, err := s.open(nil)
	if err != nil {
		return err
	}
	if form != "" && !slices.Contains(edit.Forms[:], form) {
		return fmt.Errorf("%q is no plural form%s", form, nearest.DidYouMean(form, edit.Forms[:]))
	}
	file, err := fileOf(f, lang)
	if err != nil {
		return err
	}
	path, err := pathOf(f, file, id)
	if err != nil {
		return err
	}
	data, err := file.Doc.Set(path, form, text, f.Order())
	if err != nil {
		return fmt.Errorf("%s: %w", file.Path, err)
	}
	found, worse, err := f.Check(file, data, s.readers()...)
	if err != nil {
		return err
	}
	for _, x := range worse {
		if !waits(x, path, data) {
			return fmt.Errorf("%s: %s: %s; nothing was written", filepath.ToSlash(file.Path), x.ID, x.Sentence)
		}
	}
	if file.Tag == f.Source {
		f.Outgrow(id)
	} else if m, ok := f.Find(id); ok {
		f.Sources.Remember(file.Tag, id, m.Source())
	}
	if err := f.Write(file, data); err != nil {
		return err
	}
	if err := f.Sources.Write(); err != nil {
		return err
	}
	for _, x := range found {
		if x.ID == id && x.Severity != lint.Info {
			fmt.Fprintf(c.ErrOrStderr(), "%s:%d:%d: %s: %s: %s\n", filepath.ToSlash(file.Path), x.Line, x.Column, x.Severity, x.Check, x.Sentence)
		}
	}
	return nil
}

// waits reports whether a finding is of a plural form that comes later, with
// which the file can be used already.
func waits(x lint.Finding, path edit.Path, data []byte) bool {
	if x.Check != "plural-missing" || x.ID != path.String() {
		return false
	}
	d, err := edit.Parse(data)
	if err != nil {
		return false
	}
	_, ok := d.Text(path, "other")
	return ok
}

// pathOf returns the path of an ID. In the source language there may be new ones.
func pathOf(f *translation.Folder, file *translation.File, id string) (edit.Path, error) {
	if m, ok := f.Find(id); ok {
		return m.Path, nil
	}
	section, name, ok := strings.Cut(id, ".")
	if file.Tag == f.Source {
		if ok {
			return edit.Path{section, name}, nil
		}
		return edit.Path{id}, nil
	}
	var ids []string
	for _, m := range f.Needed() {
		ids = append(ids, m.ID)
	}
	hint := nearest.DidYouMean(id, ids)
	if hint == "" {
		hint = fmt.Sprintf("; %s has no such message", translation.FileName(f.Source))
	}
	if ok && section == "term" { // a name that the source does not give is no mistake
		return edit.Path{section, name}, nil
	}
	return nil, fmt.Errorf("%q is no message%s", id, hint)
}
