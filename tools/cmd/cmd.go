// Package cmd is the command apicause: one file a subcommand.
package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/words"
)

// Streams are what the command reads and writes: findings and answers go to
// Out, the rest to Err.
type Streams struct {
	In       io.Reader
	Out, Err io.Writer
}

// Exit statuses.
const (
	clean    = 0
	findings = 1 // the files have mistakes
	failed   = 2 // usage or I/O
)

// errFindings ends a command that has told its findings already.
var errFindings = errors.New("findings")

// Main runs the command with the arguments behind its name and returns the exit
// status: 0 clean, 1 findings, 2 usage or I/O.
func Main(args []string, streams Streams) int {
	readers := readersOf(args)
	out := &output{Writer: streams.Out}
	root := newRoot(helps().Reader(readers...), out)
	root.SetArgs(numbersLast(args))
	root.SetIn(streams.In)
	root.SetOut(out)
	root.SetErr(streams.Err)
	err := unknownCommand(root, args)
	if err == nil {
		err = root.Execute()
	}
	if out.err != nil {
		err = out.err // what nobody could read is not said
	}
	var s spoken
	if errors.As(err, &s) {
		readers = s.readers
	}
	switch {
	case err == nil:
		return clean
	case errors.Is(err, errFindings):
		return findings
	}
	fmt.Fprintf(streams.Err, "apicause: %s\n", fail.In(err, readers...))
	if isRefused(err) {
		return findings
	}
	return failed
}

// readersOf returns the languages of what is said, before anybody has read the
// flags: an error of them has a language, too.
func readersOf(args []string) (readers []string) {
	for i, arg := range args {
		if lang, ok := strings.CutPrefix(arg, "--ui-lang="); ok {
			readers = append(readers, lang)
		} else if arg == "--ui-lang" && i+1 < len(args) {
			readers = append(readers, args[i+1])
		}
	}
	if readers == nil {
		readers = []string{environmentLanguage()}
	}
	return readers
}

// A spoken error has a language that the folder's apicause.toml asks for.
type spoken struct {
	error
	readers []string
}

func (s spoken) Unwrap() error { return s.error }

// An output remembers its first error: cobra asks for none of its help.
type output struct {
	io.Writer
	err error
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.Writer.Write(p)
	o.err = err
	return n, err
}

func newRoot(reader words.Reader, out io.Writer) *cobra.Command {
	root := &cobra.Command{
		Use:           "apicause",
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       version(),
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },

		PersistentPreRunE: sound,
	}
	root.AddCommand(explainCommand(), lintCommand(), statusCommand(), addCommand(), syncCommand(), setCommand(), staleCommand(),
		renameCommand(), moveCommand(), pruneCommand(), schemaCommand(), pseudoCommand(), genCommand(), exportCommand(), importCommand(), wantedCommand())
	root.AddCommand(releaseCommand(), pullCommand(), serveCommand())
	root.SetVersionTemplate("apicause {{.Version}}\n")
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) {
		describe(c, reader)
		writeHelp(out, c, reader)
	})
	root.SetHelpCommand(helpCommand())
	root.InitDefaultHelpCmd()
	root.InitDefaultVersionFlag()
	root.InitDefaultCompletionCmd()
	describe(root, reader)
	return root
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use: "help [COMMAND …]",
		RunE: func(c *cobra.Command, args []string) error {
			if err := unknownCommand(c.Root(), args); err != nil {
				return err
			}
			about, _, err := c.Root().Find(args)
			if err != nil {
				return err
			}
			return about.Help()
		},
	}
}

// version is that of the build: v0.1.0, or (devel) in a checkout.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}

// sound refuses to run a command that is built of message files with mistakes,
// as it is in a checkout where somebody edits them. Lint is there to tell which.
func sound(c *cobra.Command, _ []string) error {
	if c.Name() == "lint" || !c.HasParent() {
		return nil
	}
	// As a layer, the built-in files are read whole, not where they are wanted.
	if _, err := apicause.New(apicause.Config{Locales: []fs.FS{apicause.Locales()}}); err != nil {
		return fmt.Errorf("%w\n%w", fail.New("BuiltInBroken", nil), err)
	}
	return nil
}
