package cmd

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/words"
)

//go:embed help/active.*.toml
var helpFiles embed.FS

// helps is what commands and flags say of themselves. The command stale ack is the
// wording CommandStaleAck: its description the short text, its detail the long one.
// The flag --dry-run is FlagDryRun, or CommandLintFlagDryRun where it is another
// one in that command.
var helps = sync.OnceValue(func() *words.Words {
	sub, err := fs.Sub(helpFiles, "help")
	if err != nil {
		panic(err) // the name is valid
	}
	return words.New(sub)
})

// describe gives a command and those beneath it their texts.
func describe(c *cobra.Command, reader words.Reader) {
	c.InitDefaultHelpFlag()
	if c.Flags().Lookup("ui-lang") == nil { // of the help at least
		c.Flags().StringArray("ui-lang", nil, "")
	}
	path := strings.Fields(c.CommandPath())
	name := "Command" + camel(path[min(1, len(path)-1):])
	if m := reader.Message(apicause.Cause(name), nil); m.Cause == apicause.Cause(name) && m.Description != "" {
		c.Short, c.Long = m.Description, m.Detail
	}
	c.LocalFlags().VisitAll(func(f *pflag.Flag) {
		flag := "Flag" + camel(strings.Split(f.Name, "-"))
		for _, id := range []string{flag, name + flag} {
			if m := reader.Message(apicause.Cause(id), nil); m.Cause == apicause.Cause(id) && m.Description != "" {
				f.Usage = m.Description
			}
		}
	})
	if check := c.Args; check != nil {
		c.Args = func(c *cobra.Command, args []string) error {
			err := check(c, args)
			if err == nil || fail.Is(err) {
				return err
			}
			return fail.New("Arguments", apicause.Facts{"Reason": err.Error(), "Usage": c.UseLine()}) //nolint:causecheck // the reader typed the command
		}
	}
	for _, sub := range c.Commands() {
		describe(sub, reader)
	}
}

func camel(words []string) string {
	var b strings.Builder
	for _, w := range words {
		b.WriteString(strings.ToUpper(w[:1]) + w[1:])
	}
	return b.String()
}

// writeHelp shows what a command does and how it is called.
func writeHelp(w io.Writer, c *cobra.Command, reader words.Reader) {
	say := func(wording apicause.Cause) string { return reader.Message(wording, nil).Title }
	long := c.Long
	if long == "" {
		long = c.Short
	}
	fmt.Fprintf(w, "%s\n\n%s\n", strings.TrimSpace(long), say("HelpUsage"))
	if c.Runnable() {
		fmt.Fprintf(w, "  %s\n", c.UseLine())
	}
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(w, "  %s %s\n\n%s\n", c.CommandPath(), say("HelpCommand"), say("HelpCommands"))
		var rows [][]string
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() || sub.Name() == "help" {
				rows = append(rows, []string{"  " + sub.Name(), sub.Short})
			}
		}
		_ = writeTable(w, rows) // the writer keeps its error
	}
	if c.HasExample() {
		fmt.Fprintf(w, "\n%s\n%s\n", say("HelpExamples"), c.Example)
	}
	if c.HasAvailableLocalFlags() {
		flags := strings.ReplaceAll(c.LocalFlags().FlagUsages(), "(default ", "("+say("HelpDefault")+" ")
		fmt.Fprintf(w, "\n%s\n%s", say("HelpFlags"), flags)
	}
	if !c.HasParent() {
		fmt.Fprintf(w, "\n%s\n", say("HelpMore"))
	}
}

// flagError words what is wrong with flags.
func flagError(c *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var wants *pflag.ValueRequiredError
	var value *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		name := unknown.GetSpecifiedName()
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		near := ""
		if n := nearest.Names(name, names); len(n) > 0 && len(name) > 1 {
			near = "--" + n[0]
		}
		dashes := "--"
		if unknown.GetSpecifiedShortnames() != "" {
			dashes = "-"
		}
		return fail.New("UnknownFlag", apicause.Facts{"Name": dashes + name, "Near": near})
	case errors.As(err, &wants):
		return fail.New("FlagWantsValue", apicause.Facts{"Name": "--" + wants.GetFlag().Name})
	case errors.As(err, &value):
		return fail.New("FlagValue", apicause.Facts{"Name": "--" + value.GetFlag().Name, "Value": value.GetValue()})
	}
	return err
}

// unknownCommand is the error of a first argument that is not a command; nil if it
// is one. A number may be meant for explain.
func unknownCommand(root *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	if number.MatchString(args[0]) {
		return fail.New("UnknownCommand", apicause.Facts{"Name": args[0], "Near": "apicause explain " + args[0]})
	}
	if strings.HasPrefix(args[0], "-") {
		return nil
	}
	names := []string{"help", cobra.ShellCompRequestCmd, cobra.ShellCompNoDescRequestCmd}
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	if slices.Contains(names, args[0]) {
		return nil
	}
	near := ""
	if n := nearest.Names(args[0], names); len(n) > 0 {
		near = strings.Join(append([]string{n[0]}, args[1:]...), " ")
	}
	return fail.New("UnknownCommand", apicause.Facts{"Name": args[0], "Near": near})
}
