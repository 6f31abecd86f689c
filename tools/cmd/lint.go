package cmd

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
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
		fmt.Fprintf(progress, "%s: not a regular file; left out\n", filepath.ToSlash(filepath.Join(folder.dir, name)))
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

// mend writes the fixes of findings, and returns the folder as it is then.
func (l *linting) mend(out io.Writer, folder folder, found []lint.Finding) (folder, error) {
	if l.stdin {
		return folder, errors.New("--fix changes files; --stdin is none")
	}
	writes, err := messages.Apply(folder.dir, messages.Options{Source: folder.f.Source}, l.dryRun, func(change *messages.Change) error {
		for _, file := range change.Files {
			var fixes []lint.Fix
			for _, f := range found {
				if f.File == file.Name && f.Fix != nil {
					fixes = append(fixes, *f.Fix)
				}
			}
			same := folder.f.File(file.Tag)
			if len(fixes) > 0 && same != nil && bytes.Equal(same.Data(), file.Data()) {
				change.Put(file, lint.Mend(file.Data(), fixes))
			}
		}
		return nil
	})
	if err != nil {
		return folder, err
	}
	for _, w := range writes {
		if !l.dryRun {
			break
		}
		if err := writeDiff(out, w); err != nil {
			return folder, err
		}
	}
	again, err := messages.Open(folder.dir, messages.Options{Source: folder.f.Source})
	if err == nil {
		folder.f = again
	}
	return folder, err
}

// folders opens the folders named by args, or in which the named files are.
func (l *linting) folders(in io.Reader, args []string) ([]folder, error) {
	var o messages.Options
	var err error
	if l.source != "" {
		if o.Source, err = language.Parse(l.source); err != nil {
			return nil, fmt.Errorf("--source %q is not a language", l.source)
		}
	}
	if l.stdin {
		return l.standardInput(in, o)
	}
	folders, err := byFolder(args)
	if err != nil {
		return nil, err
	}
	var only []language.Tag
	for _, lang := range l.languages {
		tag, err := language.Parse(lang)
		if err != nil {
			return nil, fmt.Errorf("--lang %q is not a language", lang)
		}
		only = append(only, tag)
	}
	matched := make([]bool, len(only))
	for i := range folders {
		folder := &folders[i]
		if folder.f, err = messages.Open(folder.dir, o); err != nil {
			return nil, fmt.Errorf("%s: %w", folder.dir, withoutPath(err))
		}
		if only == nil {
			continue
		}
		named := folder.files
		folder.files = []string{}
		for _, file := range folder.f.Files {
			for j, tag := range only {
				if names(tag, file.Tag) && (named == nil || slices.Contains(named, file.Name)) {
					matched[j] = true
					folder.files = append(folder.files, file.Name)
				}
			}
		}
	}
	if j := slices.Index(matched, false); j >= 0 {
		return nil, fmt.Errorf("--lang %s: no such file", only[j])
	}
	return folders, nil
}

// standardInput reads one file of a folder from an editor.
func (l *linting) standardInput(in io.Reader, o messages.Options) ([]folder, error) {
	if l.name == "" {
		return nil, errors.New("--stdin: name the file that it stands for with --name")
	}
	data, err := io.ReadAll(in)
	if err != nil {
		return nil, err
	}
	dir, name := filepath.Split(filepath.Clean(l.name))
	dir = filepath.Clean(cmp.Or(dir, "."))
	f, err := messages.Open(dir, o)
	if err != nil {
		return nil, err
	}
	if f, err = f.With(map[string][]byte{name: data}); err != nil {
		return nil, err
	}
	return []folder{{dir: dir, files: []string{name}, f: f}}, nil
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
	f     *messages.Folder
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
			dir := filepath.Clean(arg)
			if i := slices.IndexFunc(folders, func(f folder) bool { return f.dir == dir }); i >= 0 {
				folders[i].files = nil // all of it
			} else {
				folders = append(folders, folder{dir: dir})
			}
			continue
		}
		dir, name := filepath.Split(filepath.Clean(arg))
		if !format.IsFileName(name) {
			return nil, fmt.Errorf("%s: not a message file; name one like active.ko.toml, or its folder", arg)
		}
		dir = filepath.Clean(dir)
		i := slices.IndexFunc(folders, func(f folder) bool { return f.dir == dir })
		switch {
		case i < 0:
			folders = append(folders, folder{dir: dir, files: []string{name}})
		case folders[i].files != nil && !slices.Contains(folders[i].files, name):
			folders[i].files = append(folders[i].files, name)
		}
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
		return printable(f.File)
	}
	return fmt.Sprintf("%s:%d:%d", printable(f.File), f.Line, f.Column)
}

// printable is a name without what would command a terminal.
func printable(name string) string {
	if strings.ContainsFunc(name, func(c rune) bool { return !unicode.IsPrint(c) }) {
		return strconv.Quote(name)
	}
	return name
}

var colours = map[lint.Severity]string{lint.Error: "\x1b[31m", lint.Warning: "\x1b[33m", lint.Info: "\x1b[36m"}

func (l *linting) writeText(w io.Writer, findings []lint.Finding) error {
	var b strings.Builder
	colour := coloured(w)
	count := make(map[lint.Severity]int)
	files := make(map[string]bool)
	for _, f := range findings {
		severity := string(f.Severity)
		if colour {
			severity = colours[f.Severity] + severity + "\x1b[0m"
		}
		count[f.Severity]++
		files[f.File] = true
		fmt.Fprintf(&b, "%s: %s: %s: %s\n", place(f), severity, f.Check, f.Sentence)
	}
	if len(findings) > 0 {
		fmt.Fprintln(&b, said().Reader(l.uiLang...).Message("Summary", apicause.Facts{
			"Errors": count[lint.Error], "Warnings": count[lint.Warning], "Infos": count[lint.Info], "Count": len(files)}).Detail)
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
