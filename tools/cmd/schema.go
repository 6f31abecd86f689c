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
		Use:     "schema",
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
