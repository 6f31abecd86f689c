package cmd

import (
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/translation"
)

type setting struct{ desk }

func setCommand() *cobra.Command {
	var s setting
	c := &cobra.Command{
		Use:     "set ID LANG[.FORM] TEXT | -",
		Example: "  apicause set title.InvalidToken fr \"Connexion Kakao non confirmée\"\n  apicause set after.seconds pl.few \"za {{.Count}} sekundy\"",
		Args:    cobra.ExactArgs(3),
		RunE:    s.run,
	}
	s.writes(c)
	c.ValidArgsFunction = s.completeIDAndLanguage
	return c
}

func (s *setting) run(c *cobra.Command, args []string) error {
	id, text := args[0], args[2]
	lang, form, _ := strings.Cut(args[1], ".")
	if form != "" && !slices.Contains(format.Forms[:], form) {
		return fail.New("NotAForm", apicause.Facts{"Name": form, "Near": nearestOf(form, format.Forms[:])})
	}
	if text == "-" {
		data, err := io.ReadAll(io.LimitReader(c.InOrStdin(), 1<<20))
		if err != nil {
			return err
		}
		text = strings.TrimSuffix(strings.TrimSuffix(string(data), "\n"), "\r")
	}
	var found []lint.Finding
	_, err := s.apply(c, nil, func(change *messages.Change) error {
		file, err := fileOf(change.Folder, lang)
		if err != nil {
			return err
		}
		path, err := pathOf(change.Folder, file, id)
		if err != nil {
			return err
		}
		if form != "" && form != "other" && file.Message(id) == nil && !waitsForOther(file, path) {
			return fail.New("OtherFirst", apicause.Facts{"File": filepath.ToSlash(file.Path), "Key": id})
		}
		before, err := lint.Folder(change.Folder, lint.Options{Reader: s.readers(), Only: []string{file.Name}})
		if err != nil {
			return err
		}
		if err := translation.Set(change, file, path, form, text); err != nil {
			return err
		}
		after, err := change.After()
		if err != nil {
			return err
		}
		if found, err = lint.Folder(after, lint.Options{Reader: s.readers(), Only: []string{file.Name}}); err != nil {
			return err
		}
		for _, x := range lint.NewErrors(before, found) {
			return refused{fmt.Errorf("%s: %s: %s%w", filepath.ToSlash(file.Path), x.ID, strings.TrimSuffix(x.Sentence, "."), fail.New("NothingWritten", nil))}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, x := range found {
		if x.ID == id && x.Severity != lint.Info && x.Check != "source-stale" {
			fmt.Fprintf(c.ErrOrStderr(), "%s:%d:%d: %s: %s: %s\n", filepath.ToSlash(filepath.Join(s.dir, x.File)), x.Line, x.Column, x.Severity, x.Check, x.Sentence)
		}
	}
	return nil
}

// waitsForOther reports whether the file has a table of the message or lines that
// wait for one: its forms come one by one.
func waitsForOther(file *messages.File, path messages.Path) bool {
	doc, err := file.Document()
	if err != nil {
		return false
	}
	_, there := doc.Place(path)
	return there
}

func messageByID(f *messages.Folder, id string) *messages.Message { return f.Effective(f.Source)[id] }

// pathOf returns the path of an ID. In the source language there may be new ones,
// and in every language terms: a name that the source does not give is not a mistake.
func pathOf(f *messages.Folder, file *messages.File, id string) (messages.Path, error) {
	m, err := messageOf(f, id)
	if err == nil {
		return m.Path, nil
	}
	section, name, ok := strings.Cut(id, ".")
	_, known := format.SectionNamed(section)
	switch {
	case ok && section == "term" && !f.Plain && name != "" && name != "*":
		return messages.Path{section, name}, nil
	case file.Tag != f.Source:
		return nil, err
	case f.Plain:
		return messages.Path(strings.Split(id, ".")), nil
	case ok && known && name != "":
		return messages.Path{section, name}, nil
	case !ok:
		if slices.Contains(f.KnownCauses(), id) || len(nearest.Names(id, f.KnownCauses())) == 0 {
			return messages.Path{id}, nil
		}
	}
	return nil, err
}
