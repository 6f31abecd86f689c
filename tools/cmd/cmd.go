// Package cmd is the command apicause: one file a subcommand.
package cmd

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
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
	root := newRoot()
	root.SetArgs(numbersLast(args))
	root.SetIn(streams.In)
	root.SetOut(streams.Out)
	root.SetErr(streams.Err)
	switch err := root.Execute(); {
	case err == nil:
		return clean
	case errors.Is(err, errFindings):
		return findings
	case isRefused(err):
		fmt.Fprintf(streams.Err, "apicause: %v\n", err)
		return findings
	default:
		fmt.Fprintf(streams.Err, "apicause: %v\n", err)
		return failed
	}
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "apicause",
		Short:         "Explain causes and keep their message files in order",
		Long:          "apicause explains what an error of Kakao's API means, in any language that has\nmessages, and helps those who write the messages.\n\nExit status: 0 clean, 1 findings, 2 usage or I/O.",
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          cobra.NoArgs,
		RunE:          func(c *cobra.Command, _ []string) error { return c.Help() },

		PersistentPreRunE: sound,
	}
	root.AddCommand(explainCommand(), lintCommand(), statusCommand(), addCommand(), syncCommand(), setCommand(), staleCommand(),
		renameCommand(), moveCommand(), pruneCommand(), schemaCommand(), pseudoCommand(), genCommand(), exportCommand(), importCommand(), wantedCommand())
	root.AddCommand(releaseCommand(), pullCommand(), serveCommand())
	return root
}

// sound refuses to run a command that is built of message files with mistakes,
// as it is in a checkout where somebody edits them. Lint is there to tell which.
func sound(c *cobra.Command, _ []string) error {
	if c.Name() == "lint" || !c.HasParent() {
		return nil
	}
	// As a layer, the built-in files are read whole, not where they are wanted.
	if _, err := apicause.New(apicause.Config{Locales: []fs.FS{apicause.Locales()}}); err != nil {
		return fmt.Errorf("the built-in message files have mistakes; apicause lint tells more\n%w", err)
	}
	return nil
}
