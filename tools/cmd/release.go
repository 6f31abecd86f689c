package cmd

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/spf13/cobra"
	"gocloud.dev/blob"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/fleet/release"
	"github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/fail"
)

// A releasing is what the commands of a release have in common.
type releasing struct {
	desk
	to, keys string
}

func releaseCommand() *cobra.Command {
	c := &cobra.Command{
		Use:  "release",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(releaseInit(), releasePublish(), releaseRollback(), releaseList())
	return c
}

func (r *releasing) flags(c *cobra.Command) {
	f := c.Flags()
	f.StringVar(&r.to, "to", "", "")
	f.StringVar(&r.keys, "keys", "keys", "")
	f.StringArrayVar(&r.uiLang, "ui-lang", nil, "")
	must(c.MarkFlagRequired("to"))
	must(c.MarkFlagDirname("keys"))
}

// passphrase is that of the keys, if they have one.
func passphrase() []byte { return []byte(os.Getenv("APICAUSE_KEY_PASSPHRASE")) }

// in opens the bucket and its repository.
func (r *releasing) in(c *cobra.Command, do func(*release.Repository) error) error {
	return inBucket(c.Context(), r.to, func(b *blob.Bucket) error {
		repository, err := release.Open(c.Context(), b, r.keys, passphrase())
		if err != nil {
			return err
		}
		return do(repository)
	})
}

func releaseInit() *cobra.Command {
	var r releasing
	var expires time.Duration
	var replace string
	c := &cobra.Command{
		Use:     "init --to URL --keys DIR",
		Example: `  apicause release init --to s3://texts --keys keys --expires 720h`,
		Args:    cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return inBucket(c.Context(), r.to, func(b *blob.Bucket) (err error) {
				if replace != "" {
					err = release.Rotate(c.Context(), b, replace, r.keys, passphrase())
				} else {
					err = release.Init(c.Context(), b, r.keys, expires, passphrase())
				}
				if err == nil {
					fmt.Fprintln(c.OutOrStdout(), r.say("KeysMade", apicause.Facts{"Folder": r.keys}))
				}
				return err
			})
		},
	}
	r.flags(c)
	c.Flags().DurationVar(&expires, "expires", 30*24*time.Hour, "")
	c.Flags().StringVar(&replace, "replace", "", "")
	return c
}

func releaseRollback() *cobra.Command {
	var r releasing
	c := &cobra.Command{
		Use:  "rollback NUMBER --to URL --keys DIR",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			number, err := strconv.ParseInt(args[0], 10, 64)
			if err != nil {
				return fail.New("NotARelease", apicause.Facts{"Name": args[0]})
			}
			return r.publish(c, func(repository *release.Repository) (*release.Release, error) {
				return repository.Rollback(c.Context(), number)
			})
		},
	}
	r.flags(c)
	return c
}

func releaseList() *cobra.Command {
	var r releasing
	c := &cobra.Command{
		Use:  "list --to URL --keys DIR",
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			return r.in(c, func(repository *release.Repository) error {
				all, err := repository.List(c.Context())
				if err != nil {
					return err
				}
				rows := [][]string{{r.title("ReleaseNumber"), r.title("ReleaseExpires"), r.title("ReleaseFiles")}}
				for _, one := range all {
					rows = append(rows, []string{strconv.FormatInt(one.Number, 10), one.Expires.Format(time.RFC3339), strconv.Itoa(len(one.Files))})
				}
				return writeTable(c.OutOrStdout(), rows)
			})
		},
	}
	r.flags(c)
	return c
}

// publish publishes, and says what changed for readers.
func (r *releasing) publish(c *cobra.Command, publish func(*release.Repository) (*release.Release, error)) error {
	return r.in(c, func(repository *release.Repository) error {
		var before, after map[string][]byte
		current, err := repository.Current(c.Context())
		if err == nil && current != nil {
			before, err = repository.Files(c.Context(), current)
		}
		if err != nil {
			return err
		}
		made, err := publish(repository)
		if err != nil {
			return err
		}
		if after, err = repository.Files(c.Context(), made); err != nil {
			return err
		}
		fmt.Fprintln(c.OutOrStdout(), r.say("Published", apicause.Facts{"Number": made.Number, "Until": made.Expires.Format(time.RFC3339)}))
		for _, line := range textChanges(before, after) {
			fmt.Fprintln(c.OutOrStdout(), line)
		}
		return nil
	})
}

// readMessageFiles reads the message files of a folder, as servers may hold them.
func readMessageFiles(dir string) (map[string][]byte, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	files := make(map[string][]byte)
	total := 0
	for _, e := range entries {
		if !messages.IsFileName(e.Name()) {
			continue
		}
		path := filepath.Join(dir, e.Name())
		data, err := os.ReadFile(path)
		if err != nil {
			return nil, err
		}
		if len(data) == 0 || len(data) > messages.MaxFile {
			return nil, fail.New("FileSize", apicause.Facts{"File": path, "Size": len(data), "Most": messages.MaxFile})
		}
		if total += len(data); total > messages.MaxTotal {
			return nil, fail.New("FilesSize", apicause.Facts{"Dir": dir, "Most": messages.MaxTotal})
		}
		files[e.Name()] = data
	}
	return files, nil
}
