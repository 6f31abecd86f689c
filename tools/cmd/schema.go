package cmd

import (
	"os"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/schema"
)

type schemaing struct{ desk }

func schemaCommand() *cobra.Command {
	var s schemaing
	c := &cobra.Command{
		Use:   "schema",
		Short: "Write a JSON Schema of message files",
		Long: `Schema writes a JSON Schema of message files to standard output. Editors that know
the directive complete keys and show mistakes while one types; it stands in the first
line of a message file, as a path from that file:

  #:schema ../tools/schema.json

The causes are the built-in ones, and those of an app that the source language's file
in DIR describes.`,
		Example: "  apicause schema > tools/schema.json\n  apicause schema --dir translations > schema.json",
		Args:    cobra.NoArgs,
		RunE:    s.run,
	}
	s.flags(c)
	return c
}

func (s *schemaing) run(c *cobra.Command, _ []string) error {
	catalog, err := apicause.New(apicause.Config{})
	if err != nil {
		return err
	}
	var own []apicause.Cause
	// Outside of a folder the built-in causes alone will do.
	if _, err := os.Stat(s.dir); err == nil || c.Flags().Changed("dir") {
		f, err := s.open(nil)
		if err != nil {
			return err
		}
		own = appCauses(f)
	}
	data, err := schema.Make(catalog, own)
	if err != nil {
		return err
	}
	_, err = c.OutOrStdout().Write(data)
	return err
}
