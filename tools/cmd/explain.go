package cmd

import (
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/reference"
)

type explain struct {
	languages, locales, facts, uiLang []string
	json                              bool
	source                            string
	sourceTag                         language.Tag

	catalog   *apicause.Catalog
	localizer apicause.Localizer
	layers    []fs.FS
}

func explainCommand() *cobra.Command {
	var e explain
	c := &cobra.Command{
		Use: "explain [CAUSE | CODE | WORD | -]",
		Example: `  apicause explain -401
  apicause explain KOE320
  apicause explain InvalidToken --lang ko
  apicause explain -402 --lang 'ko,en;q=0.5' --fact Scopes=friends,birthday
  apicause explain ApiLimitExceeded --fact Retry=5m --json
  curl -si https://kapi.kakao.com/v2/user/me | apicause explain -`,
		Args: cobra.MaximumNArgs(1),
		RunE: e.run,
	}
	c.Flags().StringArrayVarP(&e.languages, "lang", "l", nil, "")
	c.Flags().StringArrayVar(&e.locales, "locales", nil, "")
	c.Flags().StringArrayVar(&e.facts, "fact", nil, "")
	c.Flags().StringVar(&e.source, "source", "", "")
	c.Flags().StringArrayVar(&e.uiLang, "ui-lang", nil, "")
	c.Flags().BoolVar(&e.json, "json", false, "")
	c.ValidArgsFunction = func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		catalog, err := apicause.New(apicause.Config{})
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var names []string
		for _, c := range catalog.Causes() {
			names = append(names, cobra.CompletionWithDesc(string(c), codeText(c)))
		}
		return append(names, reference.Words()...), cobra.ShellCompDirectiveNoFileComp
	}
	must(c.MarkFlagDirname("locales"))
	must(c.RegisterFlagCompletionFunc("lang", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		catalog, err := apicause.New(apicause.Config{})
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var tags []string
		for _, tag := range catalog.Languages() {
			tags = append(tags, tag.String())
		}
		return tags, cobra.ShellCompDirectiveNoFileComp
	}))
	must(c.RegisterFlagCompletionFunc("fact", cobra.NoFileCompletions))
	return c
}

var number = regexp.MustCompile(`^[-+]?[0-9]+$`)

// numbersLast moves the numbers among explain's arguments behind "--": cobra
// takes -401 for flags.
func numbersLast(args []string) []string {
	if len(args) == 0 || args[0] != "explain" || slices.Contains(args, "--") {
		return args
	}
	var others, numbers []string
	for _, arg := range args {
		if strings.HasPrefix(arg, "-") && number.MatchString(arg) {
			numbers = append(numbers, arg)
		} else {
			others = append(others, arg)
		}
	}
	if numbers == nil {
		return args
	}
	return append(append(others, "--"), numbers...)
}

func (e *explain) run(c *cobra.Command, args []string) error {
	if err := e.load(); err != nil {
		return err
	}
	out := c.OutOrStdout()
	if len(args) == 0 {
		if len(e.facts) > 0 {
			return fail.New("FactOfNothing", nil)
		}
		return e.list(out)
	}
	facts, err := e.parseFacts()
	if err != nil {
		return err
	}
	if args[0] == "-" {
		answers, err := readAnswer(c.InOrStdin())
		if err != nil {
			return err
		}
		return e.showAnswers(out, answers, facts)
	}
	cause, err := e.parse(args[0])
	if err != nil {
		return err
	}
	x := e.explanationOf(e.localizer.Localize(&apicause.Error{Cause: cause, Facts: facts}))
	if string(cause) != args[0] {
		x = x.named(args[0], e.uiLang)
	}
	return e.show(out, x)
}

// showAnswers explains what Kakao said, an array of it where it said several
// things.
func (e *explain) showAnswers(w io.Writer, answers []*kakao.Error, facts apicause.Facts) error {
	var all []explanation
	for _, answer := range answers {
		known := maps.Clone(apicause.FactsOf(answer))
		if known == nil {
			known = facts
		}
		maps.Copy(known, facts)
		x := e.explanationOf(e.localizer.Localize(&apicause.Error{Cause: answer.Cause, Facts: known}))
		if answer.Code != 0 {
			x.Code = &answer.Code // of a number that we do not know, the cause is Unknown
		}
		x = x.named(answer.Name, e.uiLang)
		x.Name, x.Status, x.MissingScopes, x.Retry = answer.Name, answer.Status, answer.MissingScopes(), answer.Retry().String()
		all = append(all, x)
	}
	if e.json && len(all) != 1 {
		return writeJSON(w, all)
	}
	for i, x := range all {
		if i > 0 {
			fmt.Fprintln(w)
		}
		if err := e.show(w, x); err != nil {
			return err
		}
	}
	return nil
}

// load makes the catalog and the reader's localizer.
func (e *explain) load() error {
	var err error
	if e.source != "" {
		if e.sourceTag, err = language.Parse(e.source); err != nil {
			return fail.New("FlagLanguage", apicause.Facts{"Flag": "--source", "Name": e.source})
		}
	}
	config := apicause.Config{Fallback: e.sourceTag}
	e.layers = []fs.FS{apicause.Locales()}
	for _, dir := range e.locales {
		fsys := os.DirFS(dir)
		folder, err := messages.OpenFS(fsys, messages.Options{Source: e.sourceTag})
		if err != nil {
			return fmt.Errorf("%s: %w", dir, withoutPath(err))
		}
		for _, name := range folder.Causes {
			if c := apicause.Cause(name); !slices.Contains(config.Causes, c) {
				config.Causes = append(config.Causes, c)
			}
		}
		config.Locales = append(config.Locales, fsys)
		e.layers = append(e.layers, fsys)
	}
	if e.catalog, err = apicause.New(config); err != nil {
		return fmt.Errorf("%w\n%w", capped(err), fail.New("LintTellsAll", nil))
	}
	preferences := e.languages
	if len(preferences) == 0 {
		preferences = []string{environmentLanguage()}
	}
	if len(e.uiLang) == 0 {
		e.uiLang = append(slices.Clip(preferences), environmentLanguage())
	}
	e.localizer = e.catalog.Localizer(preferences...)
	return nil
}

// parse returns the cause that an argument names, or whose code it is.
func (e *explain) parse(arg string) (apicause.Cause, error) {
	causes := e.catalog.Causes()
	if number.MatchString(arg) {
		code, _ := strconv.Atoi(arg) // of a number that is too large, one that is not a code either
		if c, ok := kakao.CauseOf(code); ok {
			return c, nil
		}
		var codes []string
		for _, c := range causes {
			if code, ok := kakao.CodeOf(c); ok {
				codes = append(codes, strconv.Itoa(code))
			}
		}
		return "", unknown(arg, "NotACode", codes)
	}
	if slices.Contains(causes, apicause.Cause(arg)) {
		return apicause.Cause(arg), nil
	}
	if entry, ok := reference.OfWord(arg); ok {
		return entry.Cause, nil
	}
	for _, name := range reference.Words() {
		causes = append(causes, apicause.Cause(name))
	}
	return "", unknown(arg, "NotACause", causes)
}

// unknown says what somebody may have meant by a name that is none.
func unknown[S ~string](name string, wording apicause.Cause, known []S) error {
	const most = 3
	var names []string
	for _, n := range nearest.Names(name, known) {
		names = append(names, string(n))
	}
	return fail.New(wording, apicause.Facts{"Name": fmt.Sprintf("%.64s", name), "Near": strings.Join(names[:min(len(names), most)], ", ")})
}

func must(err error) {
	if err != nil {
		panic(err) // a flag's name is misspelled
	}
}

// maxErrors is how many mistakes of message files are listed.
const maxErrors = 5

// capped cuts a list of errors.
func capped(err error) error {
	lines := strings.Split(err.Error(), "\n")
	if len(lines) <= maxErrors {
		return err
	}
	return fmt.Errorf("%s\n%w", strings.Join(lines[:maxErrors], "\n"), fail.New("AndMore", apicause.Facts{"Count": len(lines) - maxErrors}))
}
