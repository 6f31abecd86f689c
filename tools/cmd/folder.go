package cmd

import (
	"embed"
	"fmt"
	"io/fs"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/translation"
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
}

func (d *desk) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&d.dir, "dir", "locales", "`DIR` with the message files")
	f.StringVar(&d.source, "source", "en", "language `TAG` that the others are translated from")
	f.StringArrayVar(&d.uiLang, "ui-lang", nil, "language `TAG` of what is said (en, ko); the environment's if not given")
	must(c.MarkFlagDirname("dir"))
}

// open reads the folder, which may be named by an argument instead of --dir.
func (d *desk) open(dir []string) (*translation.Folder, error) {
	if len(dir) > 0 {
		d.dir = dir[0]
	}
	source, err := language.Parse(d.source)
	if err != nil {
		return nil, fmt.Errorf("--source %q is no language", d.source)
	}
	return translation.Open(d.dir, source)
}

// say words what a command did, in the language of whoever runs it.
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

// fileOf returns the file of the language that an argument names.
func fileOf(f *translation.Folder, lang string) (*translation.File, error) {
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, fmt.Errorf("%q is no language; use a BCP 47 tag, like ko or pt-BR", lang)
	}
	file := f.File(tag)
	if file == nil {
		return nil, fmt.Errorf("%s: no %s; make it with apicause add %s", f.Dir, translation.FileName(tag), tag)
	}
	if file.Err != nil {
		return nil, fmt.Errorf("%s: %w; apicause lint says more", file.Path, file.Err)
	}
	return file, nil
}

// completeLanguages completes the languages of the folder.
func (d *desk) completeLanguages() (tags []string) {
	f, err := d.open(nil)
	if err != nil {
		return nil
	}
	for _, file := range f.Files {
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
	return ids
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
