// Package release publishes releases of message files, for package fleet to pull: it
// is the side that holds the keys. The bucket is a repository of The Update Framework
// with consistent snapshots.
package release

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// rootLife is how long a root counts. Keys are changed by [Rotate], not by waiting.
const rootLife = 10 * 365 * 24 * time.Hour

// A Repository is a bucket with releases and the keys to publish more. One at a time
// may publish.
type Repository struct {
	bucket     *blob.Bucket
	root       *metadata.Metadata[metadata.RootType]
	keys       string // the folder
	passphrase func() ([]byte, error)
}

// A Release is one that was published.
type Release struct {
	Number  int64
	Expires time.Time
	Current bool // the one that servers pull
	Files   []string
	targets map[string]*metadata.TargetFiles
}

// Init makes keys and root.json in the folder keys, and puts the root into the empty
// bucket b. A release then may be served for so long as expires says before it has to
// be published again. Root.json is what servers pull with; it is public.
func Init(ctx context.Context, b *blob.Bucket, keys string, expires time.Duration) error {
	if expires <= 0 {
		return fmt.Errorf("expires %v: a release has to be valid for some time", expires)
	}
	switch taken, err := b.Exists(ctx, rootName(1)); {
	case err != nil:
		return err
	case taken:
		return errors.New("the bucket has a repository already")
	}
	root := metadata.Root(time.Now().UTC().Add(rootLife))
	root.Signed.ConsistentSnapshot = true
	if err := establish(keys, root, expires); err != nil {
		return err
	}
	return put(ctx, b, rootName(1), root, true)
}

// Rotate replaces all keys: it makes new ones in the folder keys, lets the root key in
// the folder old vouch for them, and publishes the current release again with them.
// Servers go on with the root.json that they have.
func Rotate(ctx context.Context, b *blob.Bucket, old, keys string, passphrase func() ([]byte, error)) error {
	r, err := Open(ctx, b, old, passphrase)
	if err != nil {
		return err
	}
	before, err := loadKey(filepath.Join(old, rootKey), passphrase)
	if err != nil {
		return err
	}
	current, err := r.Current(ctx)
	if err != nil {
		return err
	}
	r.root.Signed.Version++
	r.root.Signed.Expires = time.Now().UTC().Add(rootLife)
	life, err := expires(old)
	if err != nil {
		return err
	}
	if err := establish(keys, r.root, life, before); err != nil {
		return err
	}
	if err := put(ctx, b, rootName(r.root.Signed.Version), r.root, true); err != nil {
		return err
	}
	if current == nil {
		return nil
	}
	if r, err = Open(ctx, b, keys, passphrase); err != nil {
		return err
	}
	_, err = r.publish(ctx, current.targets)
	return err
}

// establish makes a folder of keys and lets root trust them, which its own key and the
// others sign.
func establish(keys string, root *metadata.Metadata[metadata.RootType], expires time.Duration, others ...signature.Signer) error {
	if err := os.MkdirAll(keys, 0o700); err != nil {
		return err
	}
	top, err := makeKey(filepath.Join(keys, rootKey))
	if err != nil {
		return err
	}
	releases, err := makeKey(filepath.Join(keys, releaseKey))
	if err != nil {
		return err
	}
	for role, key := range map[string]signature.Signer{
		metadata.ROOT: top, metadata.TARGETS: releases, metadata.SNAPSHOT: releases, metadata.TIMESTAMP: releases,
	} {
		if err := trust(root, role, key); err != nil {
			return err
		}
	}
	root.ClearSignatures()
	for _, key := range append(others, top) {
		if _, err := root.Sign(key); err != nil {
			return err
		}
	}
	data, err := root.ToBytes(true)
	if err != nil {
		return err
	}
	if err := create(filepath.Join(keys, expiryFile), []byte(expires.String()), 0o644); err != nil {
		return err
	}
	return create(filepath.Join(keys, rootFile), data, 0o644)
}

// Open opens the bucket's repository with the folder of keys that [Init] or [Rotate]
// made. Of its keys only publishing takes one, release.pem, and only [Rotate] takes
// root.pem. An encrypted key is opened with what passphrase returns, which may be nil
// where none is.
func Open(ctx context.Context, b *blob.Bucket, keys string, passphrase func() ([]byte, error)) (*Repository, error) {
	r := &Repository{bucket: b, keys: keys, passphrase: passphrase}
	var err error
	if r.root, err = metadata.Root().FromFile(filepath.Join(keys, rootFile)); err != nil {
		return nil, err
	}
	switch rotated, err := b.Exists(ctx, rootName(r.root.Signed.Version+1)); {
	case err != nil:
		return nil, err
	case rotated:
		return nil, fmt.Errorf("%s: these keys were replaced; use the new ones", keys)
	}
	return r, nil
}

// Publish makes files, by name, the release that servers pull. Publishing the same
// files again renews it.
func (r *Repository) Publish(ctx context.Context, files map[string][]byte) (*Release, error) {
	targets := make(map[string]*metadata.TargetFiles)
	for name, data := range files {
		target, err := metadata.TargetFile().FromBytes(name, data, "sha256")
		if err != nil {
			return nil, err
		}
		targets[name] = target
		if err := r.bucket.WriteAll(ctx, targetName(name, target), data, nil); err != nil {
			return nil, err
		}
	}
	return r.publish(ctx, targets)
}

// Rollback publishes a new release with the files of release number.
func (r *Repository) Rollback(ctx context.Context, number int64) (*Release, error) {
	old, err := r.release(ctx, number)
	if err != nil {
		return nil, err
	}
	if _, err := r.Files(ctx, old); err != nil {
		return nil, err
	}
	return r.publish(ctx, old.targets)
}

// publish signs a release of files that the bucket has. Until the timestamp, which
// comes last, servers see nothing of it.
func (r *Repository) publish(ctx context.Context, files map[string]*metadata.TargetFiles) (*Release, error) {
	number, err := r.next(ctx)
	if err != nil {
		return nil, err
	}
	key, err := loadKey(filepath.Join(r.keys, releaseKey), r.passphrase)
	if err != nil {
		return nil, err
	}
	life, err := expires(r.keys)
	if err != nil {
		return nil, err
	}
	expiry := time.Now().UTC().Add(life).Truncate(time.Second)

	targets := metadata.Targets(expiry)
	targets.Signed.Version, targets.Signed.Targets = number, files
	snapshot := metadata.Snapshot(expiry)
	snapshot.Signed.Version = number
	snapshot.Signed.Meta[metadata.TARGETS+".json"] = metadata.MetaFile(number)
	timestamp := metadata.Timestamp(expiry)
	timestamp.Signed.Version = number
	timestamp.Signed.Meta[metadata.SNAPSHOT+".json"] = metadata.MetaFile(number)
	for _, sign := range []func(signature.Signer) (*metadata.Signature, error){targets.Sign, snapshot.Sign, timestamp.Sign} {
		if _, err := sign(key); err != nil {
			return nil, err
		}
	}
	if err := put(ctx, r.bucket, targetsName(number), targets, true); err != nil {
		return nil, err
	}
	if err := put(ctx, r.bucket, snapshotName(number), snapshot, true); err != nil {
		return nil, err
	}
	if err := put(ctx, r.bucket, timestampName, timestamp, false); err != nil {
		return nil, err
	}
	return newRelease(targets, true), nil
}

// next returns a number that no release has, nor one whose publishing was cut off.
func (r *Repository) next(ctx context.Context) (int64, error) {
	numbers, err := r.numbers(ctx)
	if err != nil || len(numbers) == 0 {
		return 1, err
	}
	return numbers[len(numbers)-1] + 1, nil
}

// numbers returns the numbers of all releases, also of those that were not
// completed, sorted.
func (r *Repository) numbers(ctx context.Context) (numbers []int64, err error) {
	objects := r.bucket.List(&blob.ListOptions{Delimiter: "/"})
	for {
		object, err := objects.Next(ctx)
		if err == io.EOF {
			break
		} else if err != nil {
			return nil, err
		}
		number, ok := strings.CutSuffix(object.Key, "."+metadata.TARGETS+".json")
		if n, err := strconv.ParseInt(number, 10, 64); ok && err == nil && n > 0 {
			numbers = append(numbers, n)
		}
	}
	slices.Sort(numbers)
	return numbers, nil
}

// List returns all releases, the newest first.
func (r *Repository) List(ctx context.Context) ([]*Release, error) {
	current, err := r.Current(ctx)
	if err != nil || current == nil {
		return nil, err
	}
	numbers, err := r.numbers(ctx)
	if err != nil {
		return nil, err
	}
	all := []*Release{current}
	for _, number := range slices.Backward(numbers) {
		if number >= current.Number {
			continue // not completed
		}
		release, err := r.release(ctx, number)
		if err != nil {
			return nil, err
		}
		all = append(all, release)
	}
	return all, nil
}

// Current returns the release that servers pull, nil where there is none.
func (r *Repository) Current(ctx context.Context) (*Release, error) {
	data, err := r.bucket.ReadAll(ctx, timestampName)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	timestamp, err := metadata.Timestamp().FromBytes(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", timestampName, err)
	}
	snapshot := timestamp.Signed.Meta[metadata.SNAPSHOT+".json"]
	if snapshot == nil {
		return nil, fmt.Errorf("%s names no snapshot", timestampName)
	}
	release, err := r.release(ctx, snapshot.Version)
	if err != nil {
		return nil, err
	}
	release.Current = true
	return release, nil
}

// release reads a release and holds that a key signed it that counts, or did. Its
// number is that of its snapshot too.
func (r *Repository) release(ctx context.Context, number int64) (*Release, error) {
	data, err := r.bucket.ReadAll(ctx, targetsName(number))
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, fmt.Errorf("there is no release %d; apicause release list shows those there are", number)
	} else if err != nil {
		return nil, err
	}
	targets, err := metadata.Targets().FromBytes(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", targetsName(number), err)
	}
	if err := r.verify(ctx, targets); err != nil {
		return nil, fmt.Errorf("%s: %w", targetsName(number), err)
	}
	return newRelease(targets, false), nil
}

// verify holds that the current root vouches for targets, or the one of any time
// before keys were rotated.
func (r *Repository) verify(ctx context.Context, targets *metadata.Metadata[metadata.TargetsType]) error {
	root := r.root
	err := root.VerifyDelegate(metadata.TARGETS, targets)
	for version := root.Signed.Version - 1; err != nil && version > 0; version-- {
		data, missing := r.bucket.ReadAll(ctx, rootName(version))
		if missing != nil {
			return missing
		}
		before, broken := metadata.Root().FromBytes(data)
		if broken != nil {
			return broken
		}
		// The old root key signed its successor: see Rotate.
		if forged := before.VerifyDelegate(metadata.ROOT, root); forged != nil {
			return forged
		}
		root = before
		err = root.VerifyDelegate(metadata.TARGETS, targets)
	}
	return err
}

// Files returns the files of a release by name.
func (r *Repository) Files(ctx context.Context, release *Release) (map[string][]byte, error) {
	files := make(map[string][]byte)
	for name, target := range release.targets {
		data, err := r.bucket.ReadAll(ctx, targetName(name, target))
		if err == nil {
			err = target.VerifyLengthHashes(data)
		}
		if err != nil {
			return nil, fmt.Errorf("release %d: %s: %w", release.Number, name, err)
		}
		files[name] = data
	}
	return files, nil
}

func newRelease(targets *metadata.Metadata[metadata.TargetsType], current bool) *Release {
	release := &Release{Number: targets.Signed.Version, Expires: targets.Signed.Expires, Current: current, targets: targets.Signed.Targets}
	for name := range release.targets {
		release.Files = append(release.Files, name)
	}
	slices.SortFunc(release.Files, cmp.Compare)
	return release
}

// The names of objects, as the specification has them.
const timestampName = metadata.TIMESTAMP + ".json"

func rootName(n int64) string     { return fmt.Sprintf("%d.%s.json", n, metadata.ROOT) }
func targetsName(n int64) string  { return fmt.Sprintf("%d.%s.json", n, metadata.TARGETS) }
func snapshotName(n int64) string { return fmt.Sprintf("%d.%s.json", n, metadata.SNAPSHOT) }
func targetName(name string, t *metadata.TargetFiles) string {
	return "targets/" + hex.EncodeToString(t.Hashes["sha256"]) + "." + name
}

// put writes signed metadata, as a new object where it must not be there yet.
func put[T metadata.Roles](ctx context.Context, b *blob.Bucket, key string, m *metadata.Metadata[T], fresh bool) error {
	data, err := m.ToBytes(false)
	if err != nil {
		return err
	}
	if err := b.WriteAll(ctx, key, data, &blob.WriterOptions{ContentType: "application/json", IfNotExist: fresh}); err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}
