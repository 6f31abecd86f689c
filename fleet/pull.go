package fleet

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/gofrs/flock"
	"github.com/theupdateframework/go-tuf/v2/metadata"
	"github.com/theupdateframework/go-tuf/v2/metadata/config"
	"github.com/theupdateframework/go-tuf/v2/metadata/updater"
	"gocloud.dev/blob"

	"github.com/apicause/apicause/internal/messages"
)

// patience is how often a puller looks whether another one in the same folder is
// done.
const patience = 50 * time.Millisecond

// Pull brings the newest release that bucket b has into dir/current, and reports
// whether that changed. Root is the root.json that the release's publisher made: what
// it does not vouch for is refused. Pull makes dir if it is missing.
//
// Dir/current is a link that is swapped in one step, so that a crash at any time
// leaves the old release or the new one. If anything fails, the last good release
// stays. Several pullers, also of several processes, may share dir: one works at a
// time, and the others wait for it until ctx ends.
func Pull(ctx context.Context, b *blob.Bucket, root []byte, dir string) (changed bool, err error) {
	changed, err = pull(ctx, b, root, dir)
	if err != nil {
		err = &fault{err: err, kind: kindOf(err)}
	}
	return changed, err
}

func pull(ctx context.Context, b *blob.Bucket, root []byte, dir string) (changed bool, err error) {
	if err := ctx.Err(); err != nil {
		return false, err
	}
	dir = filepath.Clean(dir) // "" is the working directory
	trust := filepath.Join(dir, "trust", digest(root))
	if err := os.MkdirAll(trust, 0o755); err != nil {
		return false, err
	}
	lock := flock.New(filepath.Join(dir, "lock"))
	if _, err := lock.TryLockContext(ctx, patience); err != nil {
		return false, err
	}
	defer lock.Close()

	objects := &bucket{ctx: ctx, Bucket: b}
	release, err := newest(objects, root, trust)
	if err != nil {
		if objects.err != nil {
			err = &awayError{objects.err}
		}
		return false, err
	}
	d := disk(dir)
	if d.holds(release.targets) {
		return false, nil
	}
	if err := d.stage(release); err != nil {
		if objects.err != nil {
			err = &awayError{objects.err}
		}
		return false, err
	}
	return true, nil
}

// A release is the newest one that is trusted. Its files are still in the bucket.
type release struct {
	client  *updater.Updater
	targets map[string]*metadata.TargetFiles
}

// newest returns the newest release that root vouches for. What is known of earlier
// ones is in the folder trust, so that older ones are refused.
func newest(b *bucket, root []byte, trust string) (*release, error) {
	// The chain of roots goes on where it was left: a key that was rotated out
	// must not come back with an old copy of the bucket.
	forgetBroken(trust)
	known, err := os.ReadFile(filepath.Join(trust, metadata.ROOT+".json"))
	if err != nil {
		known = root
	}
	c, err := config.New(base, known)
	if err != nil {
		return nil, err
	}
	c.RemoteTargetsURL, err = url.JoinPath(base, "targets")
	if err != nil {
		return nil, err
	}
	c.Fetcher, c.LocalMetadataDir, c.LocalTargetsDir = b, trust, trust
	client, err := updater.New(c)
	if err != nil {
		return nil, fmt.Errorf("root.json: %w", err)
	}
	if err := client.Refresh(); err != nil {
		if missing := (*metadata.ErrDownloadHTTP)(nil); errors.As(err, &missing) && missing.URL == metadata.TIMESTAMP+".json" {
			return nil, errNone
		}
		return nil, err
	}
	r := &release{client, client.GetTopLevelTargets()}
	return r, r.check()
}

// forgetBroken removes what a crash of the machine cut off: go-tuf would stumble over
// it at every pull.
func forgetBroken(trust string) {
	for role, parse := range map[string]func(path string) error{
		metadata.ROOT:      func(path string) error { _, err := metadata.Root().FromFile(path); return err },
		metadata.TIMESTAMP: func(path string) error { _, err := metadata.Timestamp().FromFile(path); return err },
		metadata.SNAPSHOT:  func(path string) error { _, err := metadata.Snapshot().FromFile(path); return err },
		metadata.TARGETS:   func(path string) error { _, err := metadata.Targets().FromFile(path); return err },
	} {
		if path := filepath.Join(trust, role+".json"); parse(path) != nil {
			_ = os.Remove(path) // where it cannot be, go-tuf says why
		}
	}
}

// errNone means that there is nothing to pull yet.
var errNone = errors.New("no release in the bucket; publish one with apicause release publish")

// names returns the names of the release's files, sorted: of several that are wrong,
// each pull is to find the same one.
func (r *release) names() []string { return slices.Sorted(maps.Keys(r.targets)) }

// check refuses a release of anything but a folder of message files. Its signer is
// trusted, but may have signed something else.
func (r *release) check() error {
	total := int64(0)
	for _, name := range r.names() {
		target := r.targets[name]
		if target == nil || name != filepath.Base(name) || !messages.IsFileName(name) {
			return fmt.Errorf("the release holds %.100q, which is not a message file", name)
		}
		if target.Length > messages.MaxFile {
			return fmt.Errorf("the release has %s with more than the %d MiB that a message file may have", name, messages.MaxFile>>20)
		}
		total += target.Length
	}
	if len(r.targets) == 0 {
		return errors.New("the release holds no message files")
	}
	if total > messages.MaxTotal {
		return fmt.Errorf("the release has more than the %d MiB that all message files together may have", messages.MaxTotal>>20)
	}
	return nil
}

// download puts a file of the release into dir.
func (r *release) download(name, dir string) error {
	path := filepath.Join(dir, name)
	if _, _, err := r.client.DownloadTarget(r.targets[name], path, ""); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	return sync(path)
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// A fault is why a pull failed.
type fault struct {
	err  error
	kind string
}

func (f *fault) Error() string { return "fleet: " + strings.TrimPrefix(f.err.Error(), "fleet: ") }
func (f *fault) Unwrap() error { return f.err }

// An awayError is one of the bucket, not of what it holds.
type awayError struct{ err error }

func (e *awayError) Error() string { return fmt.Sprintf("the bucket cannot be read: %v", e.err) }
func (e *awayError) Unwrap() error { return e.err }

// kindOf returns what kind of fault err is. A text would not do: that of a bucket
// may name a request or a port, another one at each try.
func kindOf(err error) string {
	if away := (*awayError)(nil); errors.As(err, &away) {
		return "away"
	}
	return err.Error()
}
