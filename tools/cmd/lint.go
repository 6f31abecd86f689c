package cmd

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/apicause/apicause/tools/lint"
	"github.com/spf13/cobra"
)

type linting struct {
	format, failOn, source, style, explain, dir, name string
	languages, uiLang                                 []string
	fix, dryRun, stdin                                bool
}

func lintCommand() *cobra.Command {
	var l linting
	c := &cobra.Command{
		Use:   "lint [DIR | FILE …]",
		Short: "Find what is wrong with message files",
		Long: `Lint finds what is wrong with a folder of message files (locales, unless another is
named), or with some of its files.

An error is what the library refuses. In a folder other than the library's own, the causes
are the built-in ones and those that the source language's file describes, and its files
override the built-in ones as Config.Locales does. Style is checked in the library's own
folder, and where --style or apicause.toml asks for it. A folder of plain go-i18n files gets
the checks that fit.

apicause.toml in the folder may set source, ui_lang, style (house, or a folder), off (checks
to leave out), fail_on and mode (apicause or go-i18n). A comment on the line,
# apicause:ignore text-end, leaves out one finding; errors stay.

Exit status: 0 clean, 1 findings as bad as --fail-on, 2 usage or I/O.`,
		Example: `  apicause lint
  apicause lint locales/active.ko.toml --ui-lang ko
  apicause lint --format github --fail-on warning
  apicause lint --explain ko-particle`,
		RunE: l.run,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return []string{"toml"}, cobra.ShellCompDirectiveFilterFileExt
		},
	}
	f := c.Flags()
	f.StringVar(&l.format, "format", "text", "`text`, json or github")
	f.StringVar(&l.dir, "dir", "", "`DIR` with the message files, like the argument")
	f.BoolVar(&l.fix, "fix", false, "mend what has exactly one right answer, and show the rest")
	f.BoolVar(&l.dryRun, "dry-run", false, "with --fix, show what would change, and change nothing")
	f.BoolVar(&l.stdin, "stdin", false, "read one file from standard input, for editors; --name says which one it is")
	f.StringVar(&l.name, "name", "", "`FILE` that --stdin stands for, in its folder")
	f.StringVar(&l.failOn, "fail-on", "", "least severity that makes the exit status 1: error, warning or info; `error` if neither it nor apicause.toml says")
	f.StringArrayVarP(&l.languages, "lang", "l", nil, "only the files of this language `TAG`; may be repeated")
	f.StringVar(&l.source, "source", "", "language `TAG` that the others are translated from; en if neither it nor apicause.toml says")
	f.StringVar(&l.style, "style", "", "`DIR` with style files of your own, <language>.toml")
	f.StringArrayVar(&l.uiLang, "ui-lang", nil, "language `TAG` of the messages (en, ko); the environment's if not given")
	f.StringVar(&l.explain, "explain", "", "describe the check `ID`, or list all checks where ID is all")
	must(c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json", "github"}, cobra.ShellCompDirectiveNoFileComp)))
	must(c.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions([]string{"error", "warning", "info"}, cobra.ShellCompDirectiveNoFileComp)))
	must(c.RegisterFlagCompletionFunc("explain", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return slices.Sorted(maps.Keys(lint.Checks())), cobra.ShellCompDirectiveNoFileComp
	}))
	return c
}

func (l *linting) run(c *cobra.Command, args []string) error {
	asked := len(l.uiLang) > 0
	if !asked {
		l.uiLang = []string{environmentLanguage()}
	}
	out := c.OutOrStdout()
	if l.explain != "" {
		return l.explainCheck(out)
	}
	if !slices.Contains([]string{"", "error", "warning", "info"}, l.failOn) {
		return fmt.Errorf("--fail-on %q: want error, warning or info", l.failOn)
	}
	write, ok := map[string]func(io.Writer, []lint.Finding) error{
		"text": l.writeText, "github": writeGitHub,
		"json": func(w io.Writer, findings []lint.Finding) error { return writeJSON(w, findings) },
	}[l.format]
	if !ok {
		return fmt.Errorf("--format %q: want text, json or github", l.format)
	}
	if l.dir != "" {
		args = append(args, l.dir)
	}
	folders, err := l.folders(c.InOrStdin(), args)
	if err != nil {
		return err
	}
	all, failed := []lint.Finding{}, false
	for _, folder := range folders {
		if settings := folder.f.Settings; !asked && settings.UILang != "" {
			l.uiLang = []string{settings.UILang}
		}
		found, err := l.lint(c.ErrOrStderr(), folder)
		if err != nil {
			return err
		}
		if l.fix {
			fixed, err := l.mend(out, folder, found)
			if err != nil {
				return err
			}
			if folder = fixed; !l.dryRun {
				if found, err = l.lint(c.ErrOrStderr(), folder); err != nil {
					return err
				}
			}
		}
		failOn := lint.Severity(cmp.Or(l.failOn, folder.f.Settings.FailOn, "error"))
		failed = failed || slices.ContainsFunc(found, func(f lint.Finding) bool { return f.Severity.AtLeast(failOn) })
		for _, f := range found {
			f.File = filepath.ToSlash(filepath.Join(folder.dir, f.File))
			all = append(all, f)
		}
	}
	lint.Sort(all)
	if err := write(out, all); err != nil {
		return err
	}
	if failed {
		return errFindings
	}
	return nil
}

// lint lints one folder, of which some files may be named.
func (l *linting) lint(progress io.Writer, folder folder) ([]lint.Finding, error) {
	o := lint.Options{Source: folder.f.Source, Reader: l.uiLang, Only: folder.files}
	if l.style != "" {
		if info, err := os.Stat(l.style); err != nil || !info.IsDir() {
			return nil, fmt.Errorf("--style %q is not a folder", l.style)
		}
		o.Style = os.DirFS(l.style)
	}
	for _, name := range folder.f.Skipped {
		fmt.Fprintf(progress, "%s: not a regular file; left out\n", printable(filepath.ToSlash(filepath.Join(folder.dir, name))))
	}
	if isTerminal(progress) && os.Getenv("TERM") != "dumb" {
		o.Progress = progressLine(progress, printable(folder.dir))
	}
	found, err := lint.Folder(folder.f, o)
	if o.Progress != nil {
		fmt.Fprint(progress, "\r\x1b[K")
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", folder.dir, withoutPath(err))
	}
	return found, nil
}
