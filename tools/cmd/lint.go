package cmd

import (
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/lint"
)

type linting struct {
	format, failOn, source, style, explain string
	languages, uiLang                      []string
}

func lintCommand() *cobra.Command {
	var l linting
	c := &cobra.Command{
		Use:   "lint [DIR | FILE …]",
		Short: "Find what is wrong with message files",
		Long: `Lint finds what is wrong with a folder of message files (locales, unless another is
named), or with some of its files.

A folder that is not the library's own needs no Go: its causes are those that its
source language's file describes, beside the built-in ones, and its files lie over the
built-in files as Config.Locales would lay them.

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
	f.StringVar(&l.failOn, "fail-on", "error", "least severity that makes the exit status 1: `error`, warning or info")
	f.StringArrayVarP(&l.languages, "lang", "l", nil, "only the files of this language `TAG`; again for more")
	f.StringVar(&l.source, "source", "en", "language `TAG` that the others are translated from")
	f.StringVar(&l.style, "style", "", "`DIR` with the style of a house: <language>.toml")
	f.StringArrayVar(&l.uiLang, "ui-lang", nil, "language `TAG` of the messages (en, ko); the environment's if not given")
	f.StringVar(&l.explain, "explain", "", "tell what the check `ID` finds, or all checks where ID is all")
	must(c.RegisterFlagCompletionFunc("format", cobra.FixedCompletions([]string{"text", "json", "github"}, cobra.ShellCompDirectiveNoFileComp)))
	must(c.RegisterFlagCompletionFunc("fail-on", cobra.FixedCompletions([]string{"error", "warning", "info"}, cobra.ShellCompDirectiveNoFileComp)))
	must(c.RegisterFlagCompletionFunc("explain", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		return slices.Sorted(maps.Keys(lint.Checks())), cobra.ShellCompDirectiveNoFileComp
	}))
	return c
}

func (l *linting) run(c *cobra.Command, args []string) error {
	if len(l.uiLang) == 0 {
		l.uiLang = []string{environmentLanguage()}
	}
	out := c.OutOrStdout()
	if l.explain != "" {
		return l.explainCheck(out)
	}
	if !slices.Contains([]string{"error", "warning", "info"}, l.failOn) {
		return fmt.Errorf("--fail-on %q: want error, warning or info", l.failOn)
	}
	write, ok := map[string]func(io.Writer, []lint.Finding) error{
		"text": writeText, "github": writeGitHub,
		"json": func(w io.Writer, findings []lint.Finding) error { return writeJSON(w, findings) },
	}[l.format]
	if !ok {
		return fmt.Errorf("--format %q: want text, json or github", l.format)
	}
	found, err := l.lint(c.ErrOrStderr(), args)
	if err != nil {
		return err
	}
	if err := write(out, found); err != nil {
		return err
	}
	if slices.ContainsFunc(found, func(f lint.Finding) bool { return f.Severity.AtLeast(lint.Severity(l.failOn)) }) {
		return errFindings
	}
	return nil
}

// lint lints the folders named by args, or in which the named files are.
func (l *linting) lint(progress io.Writer, args []string) ([]lint.Finding, error) {
	source, err := language.Parse(l.source)
	if err != nil {
		return nil, fmt.Errorf("--source %q is no language", l.source)
	}
	var only []language.Tag
	for _, lang := range l.languages {
		tag, err := language.Parse(lang)
		if err != nil {
			return nil, fmt.Errorf("--lang %q is no language", lang)
		}
		only = append(only, tag)
	}
	o := lint.Options{Source: source, Reader: l.uiLang}
	if l.style != "" {
		o.Style = os.DirFS(l.style)
	}
	folders, err := byFolder(args)
	if err != nil {
		return nil, err
	}
	all := []lint.Finding{}
	for _, folder := range folders {
		if isTerminal(progress) {
			o.Progress = progressLine(progress, folder.dir)
		}
		found, err := lint.Run(os.DirFS(folder.dir), o)
		if o.Progress != nil {
			fmt.Fprint(progress, "\r\x1b[K")
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", folder.dir, withoutPath(err))
		}
		for _, f := range found {
			if only != nil && !slices.ContainsFunc(only, func(tag language.Tag) bool { return names(tag, f.Language) }) || folder.files != nil && !slices.Contains(folder.files, f.File) {
				continue
			}
			f.File = filepath.ToSlash(filepath.Join(folder.dir, f.File))
			all = append(all, f)
		}
	}
	return all, nil
}

// names reports whether a tag names a file's language: ko-KR names ko where that
// is all there is.
func names(tag, file language.Tag) bool {
	for ; !tag.IsRoot(); tag = tag.Parent() {
		if tag == file {
			return true
		}
	}
	return false
}

// A folder to lint; files are those of it that were named, nil means all.
type folder struct {
	dir   string
	files []string
}

func byFolder(args []string) (folders []folder, err error) {
	if len(args) == 0 {
		args = []string{"locales"}
	}
	for _, arg := range args {
		info, err := os.Stat(arg)
		if err != nil {
			return nil, err
		}
		if info.IsDir() {
			folders = append(folders, folder{dir: arg})
			continue
		}
		dir, name := filepath.Split(filepath.Clean(arg))
		if !lint.IsMessageFile(name) {
			return nil, fmt.Errorf("%s: no message file; name one like active.ko.toml, or its folder", arg)
		}
		dir = filepath.Clean(dir)
		i := slices.IndexFunc(folders, func(f folder) bool { return f.dir == dir && f.files != nil })
		if i < 0 {
			i = len(folders)
			folders = append(folders, folder{dir: dir})
		}
		folders[i].files = append(folders[i].files, name)
	}
	return folders, nil
}

// withoutPath is an error of a file system without the path, which is told.
func withoutPath(err error) error {
	if e, ok := err.(*fs.PathError); ok && e.Path == "." {
		return e.Err
	}
	return err
}

// progressLine writes how many files are done over itself.
func progressLine(w io.Writer, dir string) func(done, total int) {
	return func(done, total int) {
		if done%10 == 0 || done == total {
			fmt.Fprintf(w, "\r%s: %d of %d files", dir, done, total)
		}
	}
}

func place(f lint.Finding) string {
	if f.Line == 0 {
		return f.File
	}
	return fmt.Sprintf("%s:%d:%d", f.File, f.Line, f.Column)
}

var colours = map[lint.Severity]string{lint.Error: "\x1b[31m", lint.Warning: "\x1b[33m", lint.Info: "\x1b[36m"}

func writeText(w io.Writer, findings []lint.Finding) error {
	var b strings.Builder
	colour := coloured(w)
	for _, f := range findings {
		severity := string(f.Severity)
		if colour {
			severity = colours[f.Severity] + severity + "\x1b[0m"
		}
		fmt.Fprintf(&b, "%s: %s: %s: %s\n", place(f), severity, f.Check, f.Sentence)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// writeGitHub writes the commands with which GitHub Actions marks lines:
// docs.github.com, "Workflow commands for GitHub Actions".
func writeGitHub(w io.Writer, findings []lint.Finding) error {
	levels := map[lint.Severity]string{lint.Error: "error", lint.Warning: "warning", lint.Info: "notice"}
	data := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	property := strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	var b strings.Builder
	for _, f := range findings {
		fmt.Fprintf(&b, "::%s file=%s", levels[f.Severity], property.Replace(f.File))
		if f.Line > 0 {
			fmt.Fprintf(&b, ",line=%d,col=%d", f.Line, f.Column)
		}
		fmt.Fprintf(&b, ",title=%s::%s\n", f.Check, data.Replace(f.Sentence))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// explainCheck tells what a check finds, with its examples.
func (l *linting) explainCheck(w io.Writer) error {
	checks := lint.Checks()
	ids := slices.Sorted(maps.Keys(checks))
	reader := lint.Words().Reader(l.uiLang...)
	if l.explain == "all" {
		var rows [][]string
		for _, id := range ids {
			rows = append(rows, []string{id, string(checks[id].Severity), reader.Message(checks[id].Cause, nil).Description})
		}
		return writeTable(w, rows)
	}
	check, ok := checks[l.explain]
	if !ok {
		return fmt.Errorf("--explain: %w", unknown(l.explain, "check", ids))
	}
	about := reader.Message(check.Cause, nil)
	var b strings.Builder
	fmt.Fprintf(&b, "%s (%s)\n%s.\n", l.explain, check.Severity, about.Description)
	for _, example := range []struct {
		title apicause.Cause
		files map[string]string
	}{{"ExampleBad", check.Bad}, {"ExampleGood", check.Good}} {
		fmt.Fprintf(&b, "\n%s\n", reader.Message(example.title, nil).Title)
		for _, name := range slices.Sorted(maps.Keys(example.files)) {
			fmt.Fprintf(&b, "\n  %s\n", name)
			for line := range strings.Lines(strings.Trim(example.files[name], "\n")) {
				fmt.Fprintf(&b, "    %s\n", strings.TrimRight(line, "\n"))
			}
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}
