package cmd

import (
	"fmt"
	"io/fs"

	"github.com/spf13/cobra"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/fleet/release"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
)

func releasePublish() *cobra.Command {
	var r releasing
	c := &cobra.Command{
		Use:  "publish [DIR] --to URL --keys DIR",
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				r.dir = args[0]
			}
			if err := r.lint(c); err != nil {
				return err
			}
			if err := r.build(); err != nil {
				return err
			}
			files, err := readMessageFiles(r.dir)
			if err != nil {
				return err
			}
			return r.publish(c, func(repository *release.Repository) (*release.Release, error) {
				return repository.Publish(c.Context(), files)
			})
		},
	}
	r.flags(c)
	c.Flags().StringVar(&r.source, "source", "en", "")
	r.dir = "locales"
	return c
}

// lint runs apicause lint, whose errors are what the library refuses.
func (r *releasing) lint(c *cobra.Command) error {
	lint := lintCommand()
	args := []string{r.dir, "--source", r.source}
	for _, tag := range r.uiLang {
		args = append(args, "--ui-lang", tag)
	}
	lint.SetArgs(args)
	lint.SetOut(c.OutOrStdout())
	lint.SetErr(c.ErrOrStderr())
	lint.SilenceErrors, lint.SilenceUsage = true, true
	return lint.ExecuteContext(c.Context())
}

// build refuses what the library would refuse, also where lint reads the folder as one
// of go-i18n.
func (r *releasing) build() error {
	o, err := r.options(nil)
	if err != nil {
		return err
	}
	folder, err := messages.Open(r.dir, o)
	if err != nil {
		return err
	}
	_, err = apicause.New(apicause.Config{Locales: []fs.FS{folder.FS()}, Causes: appCauses(folder)})
	if err != nil {
		return refused{fmt.Errorf("%w\n%w", fail.New("ServersRefuse", apicause.Facts{"Dir": r.dir}), err)}
	}
	return nil
}
