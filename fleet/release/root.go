package release

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"
	"gocloud.dev/blob"
)

// rootLife is how long a root counts. Keys are changed by [Rotate], not by waiting.
const rootLife = 10 * 365 * 24 * time.Hour

// Init makes keys and root.json in the folder keys, and puts the root into the empty
// bucket b. A release then may be served for so long as expires says before it has to
// be published again. Root.json is what servers pull with; it is public. A passphrase
// encrypts the keys.
func Init(ctx context.Context, b *blob.Bucket, keys string, expires time.Duration, passphrase []byte) error {
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
	if err := establish(keys, root, expires, passphrase); err != nil {
		return err
	}
	return put(ctx, b, rootName(1), root, true)
}

// Rotate replaces all keys: it makes new ones in the folder keys, lets the root key in
// the folder old vouch for them, and publishes the current release again with them.
// Servers go on with the root.json that they have. Passphrase opens the old keys where
// they are encrypted, and encrypts the new ones.
func Rotate(ctx context.Context, b *blob.Bucket, old, keys string, passphrase []byte) error {
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
	if err := establish(keys, r.root, life, passphrase, before); err != nil {
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
func establish(keys string, root *metadata.Metadata[metadata.RootType], expires time.Duration, passphrase []byte, others ...signature.Signer) error {
	if err := os.MkdirAll(keys, 0o700); err != nil {
		return err
	}
	top, err := makeKey(filepath.Join(keys, rootKey), passphrase)
	if err != nil {
		return err
	}
	releases, err := makeKey(filepath.Join(keys, releaseKey), passphrase)
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
