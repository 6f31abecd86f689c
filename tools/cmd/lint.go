package cmd

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
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
		Use: "lint [DIR | FILE …]",
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
	f.StringVar(&l.format, "format", "text", "")
	f.StringVar(&l.dir, "dir", "", "")
	f.BoolVar(&l.fix, "fix", false, "")
	f.BoolVar(&l.dryRun, "dry-run", false, "")
	f.BoolVar(&l.stdin, "stdin", false, "")
	f.StringVar(&l.name, "name", "", "")
	f.StringVar(&l.failOn, "fail-on", "", "")
	f.StringArrayVarP(&l.languages, "lang", "l", nil, "")
	f.StringVar(&l.source, "source", "", "")
	f.StringVar(&l.style, "style", "", "")
	f.StringArrayVar(&l.uiLang, "ui-lang", nil, "")
	f.StringVar(&l.explain, "explain", "", "")
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
		return fail.New("OneOf", apicause.Facts{"Flag": "--fail-on", "Value": l.failOn, "Wanted": "error, warning, info"})
	}
	write, ok := map[string]func(io.Writer, []lint.Finding) error{
		"text": l.writeText, "github": writeGitHub,
		"json": func(w io.Writer, findings []lint.Finding) error { return writeJSON(w, findings) },
	}[l.format]
	if !ok {
		return fail.New("OneOf", apicause.Facts{"Flag": "--format", "Value": l.format, "Wanted": "text, json, github"})
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
			return nil, fail.New("NotAFolder", apicause.Facts{"Flag": "--style", "Name": l.style})
		}
		o.Style = os.DirFS(l.style)
	}
	for _, name := range folder.f.Skipped {
		fmt.Fprintln(progress, fail.In(fail.New("NotAPlainFile", apicause.Facts{"File": printable(filepath.ToSlash(filepath.Join(folder.dir, name)))}), l.uiLang...))
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
