package cmd

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"github.com/rogpeppe/go-internal/diff"
	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/pseudo"
	"github.com/apicause/apicause/tools/words"
)

//go:embed locales/active.*.toml
var locales embed.FS

// said is what the commands say: each wording is a cause.
var said = sync.OnceValue(func() *words.Words {
	sub, err := fs.Sub(locales, "locales")
	if err != nil {
		panic(err) // the name is valid
	}
	return words.New(sub)
})

// A desk is what the commands for translators have in common.
type desk struct {
	dir, source string
	uiLang      []string
	dryRun      bool
}

func (d *desk) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&d.dir, "dir", "locales", "")
	f.StringVar(&d.source, "source", "", "")
	f.StringArrayVar(&d.uiLang, "ui-lang", nil, "")
	must(c.MarkFlagDirname("dir"))
}

// writes adds the flag of commands that change files.
func (d *desk) writes(c *cobra.Command) {
	d.flags(c)
	c.Flags().BoolVar(&d.dryRun, "dry-run", false, "")
}

func (d *desk) options(dir []string) (o messages.Options, err error) {
	if len(dir) > 0 {
		d.dir = dir[0]
	}
	if d.source != "" {
		if o.Source, err = language.Parse(d.source); err != nil {
			return o, fail.New("FlagLanguage", apicause.Facts{"Flag": "--source", "Name": d.source})
		}
	}
	return o, nil
}

// open reads the folder, which may be named by an argument instead of --dir.
func (d *desk) open(dir []string) (*messages.Folder, error) {
	o, err := d.options(dir)
	if err != nil {
		return nil, err
	}
	f, err := messages.Open(d.dir, o)
	if err != nil {
		return nil, err
	}
	return f, d.spoken(d.check(f))
}

// spoken gives an error the language that apicause.toml asks for.
func (d *desk) spoken(err error) error {
	if err == nil || len(d.uiLang) == 0 {
		return err
	}
	return spoken{err, d.uiLang}
}

// check refuses a folder whose source language cannot be read.
func (d *desk) check(f *messages.Folder) error {
	if len(d.uiLang) == 0 && f.Settings.UILang != "" {
		d.uiLang = []string{f.Settings.UILang}
	}
	own := f.File(f.Source)
	if own == nil {
		return fail.New("NoSourceFile", apicause.Facts{"Dir": filepath.ToSlash(f.Dir), "Lang": f.Source.String()})
	}
	if _, err := own.Document(); err != nil {
		return fmt.Errorf("%s: %w%w", filepath.ToSlash(own.Path), err, fail.New("LintTellsMore", nil))
	}
	return nil
}

// apply changes the folder, or shows what would change.
func (d *desk) apply(c *cobra.Command, dir []string, do func(*messages.Change) error) ([]messages.Write, error) {
	o, err := d.options(dir)
	if err != nil {
		return nil, err
	}
	writes, err := messages.Apply(d.dir, o, d.dryRun, func(change *messages.Change) error {
		if err := d.check(change.Folder); err != nil {
			return err
		}
		return do(change)
	})
	if err != nil {
		return nil, d.spoken(err)
	}
	if d.dryRun {
		for _, w := range writes {
			if err := writeDiff(c.OutOrStdout(), w); err != nil {
				return nil, err
			}
		}
	}
	return writes, nil
}

func writeDiff(w io.Writer, change messages.Write) error {
	path := filepath.ToSlash(change.Path)
	_, err := w.Write(diff.Diff("a/"+path, change.Was, "b/"+path, change.Now))
	return err
}

// say returns the sentence for what a command did, in the user's language.
func (d *desk) say(wording apicause.Cause, facts apicause.Facts) string {
	return said().Reader(d.readers()...).Message(wording, facts).Detail
}

// title is a short wording, like the head of a column.
func (d *desk) title(wording apicause.Cause) string {
	return said().Reader(d.readers()...).Message(wording, nil).Title
}

func (d *desk) readers() []string {
	if len(d.uiLang) == 0 {
		return []string{environmentLanguage()}
	}
	return d.uiLang
}

// translations returns the files of languages, those of pseudo-locales left out.
func translations(f *messages.Folder) (files []*messages.File) {
	for _, file := range f.Files {
		if file.Sound() && !pseudo.Is(file.Tag) {
			files = append(files, file)
		}
	}
	return files
}

// fileOf returns the file of the language that an argument names.
func fileOf(f *messages.Folder, lang string) (*messages.File, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fail.New("NotALanguage", apicause.Facts{"Name": lang})
	}
	file := f.File(tag)
	if file == nil {
		return nil, fail.New("NoFile", apicause.Facts{"Dir": filepath.ToSlash(f.Dir), "File": f.New(tag).Name, "Lang": tag.String()})
	}
	if _, err := file.Document(); err != nil {
		return nil, fmt.Errorf("%s: %w%w", filepath.ToSlash(file.Path), err, fail.New("LintTellsMore", nil))
	}
	return file, nil
}

// messageOf returns the message of the source language with that ID.
func messageOf(f *messages.Folder, id string) (*messages.Message, error) {
	var ids []string
	for _, m := range f.Needed() {
		if m.ID == id {
			return m, nil
		}
		ids = append(ids, m.ID)
	}
	if near := nearestOf(id, ids); near != "" {
		return nil, fail.New("NotAMessage", apicause.Facts{"Name": id, "Near": near})
	}
	return nil, fail.New("NotInSource", apicause.Facts{"Name": id, "Lang": f.Source.String()})
}

// appCauses returns the causes that a folder adds to the built-in ones.
func appCauses(f *messages.Folder) (causes []apicause.Cause) {
	for _, name := range f.Causes {
		causes = append(causes, apicause.Cause(name))
	}
	return causes
}

// refused is the error of a change that cannot be made: exit status 1, where
// mistakes of usage are 2.
type refused struct{ error }

// Unwrap returns why.
func (r refused) Unwrap() error { return r.error }

// nearestOf returns the name that somebody may have meant, in quotes, "" for none.
func nearestOf(name string, known []string) string {
	near := nearest.Names(name, known)
	if len(near) == 0 {
		return ""
	}
	return strconv.Quote(near[0])
}

// isRefused reports whether an error is one.
func isRefused(err error) bool {
	var r refused
	return errors.As(err, &r)
}

// completeLanguages completes the languages of the folder.
func (d *desk) completeLanguages() (tags []string) {
	f, err := d.open(nil)
	if err != nil {
		return nil
	}
	for _, file := range translations(f) {
		tags = append(tags, file.Tag.String())
	}
	return tags
}

// completeIDs completes the messages of the folder.
func (d *desk) completeIDs() (ids []string) {
	f, err := d.open(nil)
	if err != nil {
		return nil
	}
	for _, m := range f.Needed() {
		ids = append(ids, m.ID)
	}
	return slices.Clip(ids)
}

// completeIDAndLanguage completes the first two arguments of a command.
func (d *desk) completeIDAndLanguage(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	switch len(args) {
	case 0:
		return d.completeIDs(), cobra.ShellCompDirectiveNoFileComp
	case 1:
		return d.completeLanguages(), cobra.ShellCompDirectiveNoFileComp
	}
	return nil, cobra.ShellCompDirectiveNoFileComp
}
