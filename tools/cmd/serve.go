package cmd

import (
	"fmt"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause/tools/serve"
)

type serving struct {
	desk
	addr string
}

func serveCommand() *cobra.Command {
	var s serving
	c := &cobra.Command{
		Use:   "serve [DIR]",
		Short: "Edit messages in the browser",
		Long: `Serve shows every message of a folder in every language in the browser: what is missing,
out of date or wrong, and how it will look to a person. What is saved there stands in the
message files, ready for a commit. Ctrl-C ends it.

Only this machine can reach the page. With an --addr that others can reach, the page asks
for a token, which is part of the address that serve prints.`,
		Example: "  apicause serve\n  apicause serve --addr 127.0.0.1:8080 locales",
		Args:    cobra.MaximumNArgs(1),
		RunE:    s.run,
	}
	s.flags(c)
	c.Flags().StringVar(&s.addr, "addr", serve.DefaultAddr, "`HOST:PORT` to listen on")
	must(c.RegisterFlagCompletionFunc("addr", cobra.NoFileCompletions))
	return c
}

func (s *serving) run(c *cobra.Command, args []string) error {
	o, err := s.options(args)
	if err != nil {
		return err
	}
	server, err := serve.New(serve.Config{Dir: s.dir, Source: o.Source, UILang: s.uiLang, Addr: s.addr})
	if err != nil {
		return err
	}
	if !server.Private() {
		fmt.Fprintln(c.ErrOrStderr(), s.say("ServeOpen", nil))
	}
	ctx, stop := signal.NotifyContext(c.Context(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if _, err := fmt.Fprintln(c.OutOrStdout(), server.URL()); err != nil {
		return err
	}
	return server.Serve(ctx)
}
