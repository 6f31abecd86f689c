package cmd

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
)

type renaming struct{ desk }

func renameCommand() *cobra.Command {
	var r renaming
	c := &cobra.Command{
		Use:     "rename OLD NEW",
		Example: "  apicause rename SoldOut OutOfStock\n  apicause rename term.friends term.friend_list",
		Args:    cobra.ExactArgs(2),
		RunE:    r.run,
	}
	r.writes(c)
	return c
}

func moveCommand() *cobra.Command {
	var r renaming
	c := &cobra.Command{
		Use:     "move ID NEW-ID",
		Example: "  apicause move detail.SoldOut detail_with_facts.SoldOut",
		Args:    cobra.ExactArgs(2),
		RunE:    r.move,
	}
	r.writes(c)
	return c
}

func (r *renaming) run(c *cobra.Command, args []string) error {
	from, to := args[0], args[1]
	_, err := r.apply(c, nil, func(change *messages.Change) error {
		pairs, err := renames(change.Folder, from, to)
		if err != nil {
			return err
		}
		return renameAll(change, pairs, func(doc *messages.Document, from, to messages.Path) ([]byte, error) { return doc.Rename(from, to) })
	})
	return err
}

func (r *renaming) move(c *cobra.Command, args []string) error {
	_, err := r.apply(c, nil, func(change *messages.Change) error {
		m := anyMessage(change.Folder, args[0])
		if m == nil {
			_, err := messageOf(change.Folder, args[0])
			return err
		}
		to := messages.Path(strings.Split(args[1], "."))
		if !change.Plain {
			if section, name, ok := strings.Cut(args[1], "."); ok {
				to = messages.Path{section, name}
				if _, known := format.SectionNamed(section); !known {
					return fail.New("NotASection", apicause.Facts{"Name": section})
				}
			}
		}
		order := change.Order()
		return renameAll(change, map[string][2]messages.Path{m.ID: {m.Path, to}}, func(doc *messages.Document, from, to messages.Path) ([]byte, error) {
			return doc.Move(from, to, order)
		})
	})
	return err
}

// renames returns the paths that change, by ID: of a cause, those of all sections.
func renames(f *messages.Folder, from, to string) (map[string][2]messages.Path, error) {
	pairs := make(map[string][2]messages.Path)
	for _, file := range f.Files {
		for _, m := range file.Messages() {
			switch {
			case m.ID == from && (f.Plain || !m.Section.OfCauses()):
				path := messages.Path(strings.Split(to, "."))
				if !f.Plain {
					section, name, _ := strings.Cut(to, ".")
					path = messages.Path{section, name}
				}
				if len(path) != len(m.Path) || !slices.Equal(path[:len(path)-1], m.Path[:len(path)-1]) {
					return nil, fail.New("OtherTable", apicause.Facts{"From": from, "To": to})
				}
				pairs[m.ID] = [2]messages.Path{m.Path, path}
			case !f.Plain && m.Section.OfCauses() && m.Name() == from:
				path := slices.Clone(m.Path)
				path[len(path)-1] = to
				pairs[m.ID] = [2]messages.Path{m.Path, path}
			case !f.Plain && m.Section.OfCauses() && m.ID == from && from != m.Name():
				section, name, _ := strings.Cut(to, ".")
				if section != m.Section.String() {
					return nil, fail.New("OtherTable", apicause.Facts{"From": from, "To": to})
				}
				pairs[m.ID] = [2]messages.Path{m.Path, {section, name}}
			}
		}
		// The source language may be ahead of its translations, which have the old
		// name: no folder reads it as a message then.
		doc, err := file.Document()
		if err != nil {
			continue
		}
		for _, section := range format.Sections() {
			if f.Plain || !section.OfCauses() || strings.Contains(from, ".") && !strings.HasPrefix(from, section.String()+".") {
				continue
			}
			old, now := path(section, strings.TrimPrefix(from, section.String()+".")), path(section, strings.TrimPrefix(to, section.String()+"."))
			if _, ok := doc.Place(old); ok {
				pairs[section.ID(old[len(old)-1])] = [2]messages.Path{old, now}
			}
		}
	}
	if len(pairs) == 0 {
		_, err := messageOf(f, from)
		if err == nil {
			err = fail.New("BuiltInMessage", apicause.Facts{"Key": from})
		}
		return nil, err
	}
	if !f.Plain && !strings.Contains(to, ".") && !messages.IsCauseName(to) {
		return nil, fail.New("NotACauseName", apicause.Facts{"Name": to})
	}
	return pairs, nil
}

func path(section format.Section, name string) messages.Path {
	if section == format.Description {
		return messages.Path{name}
	}
	return messages.Path{section.String(), name}
}

func renameAll(change *messages.Change, pairs map[string][2]messages.Path, rename func(doc *messages.Document, from, to messages.Path) ([]byte, error)) error {
	for _, file := range change.Files {
		if !file.Sound() {
			continue
		}
		doc, err := change.Document(file)
		if err != nil {
			return err
		}
		data := file.Data()
		for id, p := range pairs {
			data, err = rename(doc, p[0], p[1])
			if err != nil {
				return fmt.Errorf("%s: %w", file.Path, err)
			}
			if doc, err = messages.Parse(data); err != nil {
				return err
			}
			change.Rename(file.Tag, id, p[1].String())
		}
		change.Put(file, data)
	}
	return nil
}

func anyMessage(f *messages.Folder, id string) *messages.Message {
	for _, file := range f.Files {
		if m := file.Message(id); m != nil {
			return m
		}
	}
	return nil
}
