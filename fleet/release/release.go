// Package release publishes releases of message files, for package fleet to pull: it
// is the side that holds the keys. The bucket is a repository of The Update Framework
// with consistent snapshots.
package release

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"
	"gocloud.dev/blob"
)

// A Repository is a bucket with releases and the keys to publish more. One at a time
// may publish.
type Repository struct {
	bucket     *blob.Bucket
	root       *metadata.Metadata[metadata.RootType]
	keys       string // the folder
	passphrase []byte
}

// Open opens the bucket's repository with the folder of keys that [Init] or [Rotate]
// made. Of its keys only publishing takes one, release.pem, and only [Rotate] takes
// root.pem. Passphrase opens encrypted keys.
func Open(ctx context.Context, b *blob.Bucket, keys string, passphrase []byte) (*Repository, error) {
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
