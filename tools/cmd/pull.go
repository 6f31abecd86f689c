package cmd

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"gocloud.dev/blob"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/fleet"
	"github.com/apicause/apicause/internal/repeat"
)

func pullCommand() *cobra.Command {
	var d desk
	var every time.Duration
	var rootFile string
	c := &cobra.Command{
		Use:     "pull BUCKET-URL DIR",
		Example: `  apicause pull s3://texts /var/lib/app/texts --root root.json --every 30s`,
		Args:    cobra.ExactArgs(2),
		RunE: func(c *cobra.Command, args []string) error {
			root, err := os.ReadFile(rootFile)
			if err != nil {
				return err
			}
			dir := args[1]
			ctx, stop := signal.NotifyContext(c.Context(), os.Interrupt, syscall.SIGTERM)
			defer stop()
			log := &changeLog{d: &d, c: c, current: filepath.Join(dir, "current")}
			log.files, _ = readMessageFiles(log.current)
			return inBucket(ctx, args[0], func(b *blob.Bucket) error {
				_, err := fleet.Pull(ctx, b, root, dir)
				log.write()
				if every <= 0 {
					return err
				}
				return followReleases(ctx, b, root, dir, every, log)
			})
		},
	}
	f := c.Flags()
	f.DurationVar(&every, "every", 0, "")
	f.StringVar(&rootFile, "root", "root.json", "")
	f.StringArrayVar(&d.uiLang, "ui-lang", nil, "")
	must(c.MarkFlagFilename("root", "json"))
	return c
}

// followReleases pulls until it is stopped.
func followReleases(ctx context.Context, b *blob.Bucket, root []byte, dir string, every time.Duration, log *changeLog) error {
	var writing sync.WaitGroup
	writing.Go(func() { _ = repeat.Run(ctx, every, log.write) }) // also where another puller in the folder was first
	err := fleet.Follow(ctx, b, root, dir, every, log.fault)
	writing.Wait()
	if errors.Is(err, context.Canceled) {
		return nil // it was stopped
	}
	return err
}

// A changeLog writes a line where the current release became another, and one for
// each fault.
type changeLog struct {
	d       *desk
	c       *cobra.Command
	current string

	mu    sync.Mutex
	files map[string][]byte
}

func (l *changeLog) fault(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	fmt.Fprintln(l.c.ErrOrStderr(), err)
}

func (l *changeLog) write() {
	l.mu.Lock()
	defer l.mu.Unlock()
	release, err := filepath.EvalSymlinks(l.current) // which may be swapped meanwhile
	var now map[string][]byte
	if err == nil {
		now, err = readMessageFiles(release)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return // there is none yet
	} else if err != nil {
		fmt.Fprintln(l.c.ErrOrStderr(), err)
		return
	}
	changes := textChanges(l.files, now)
	if l.files = now; len(changes) == 0 {
		return
	}
	const most = 20
	list := strings.Join(changes[:min(most, len(changes))], ", ")
	if len(changes) > most {
		list += " …"
	}
	fmt.Fprintln(l.c.OutOrStdout(), l.d.say("Pulled", apicause.Facts{"Count": len(changes)})+" "+list)
}
