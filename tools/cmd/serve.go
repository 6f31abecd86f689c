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
		Use:     "serve [DIR]",
		Example: "  apicause serve\n  apicause serve --addr 127.0.0.1:8080 locales",
		Args:    cobra.MaximumNArgs(1),
		RunE:    s.run,
	}
	s.flags(c)
	c.Flags().StringVar(&s.addr, "addr", serve.DefaultAddr, "")
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
