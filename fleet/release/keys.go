package release

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/sigstore/sigstore/pkg/cryptoutils"
	"github.com/sigstore/sigstore/pkg/signature"
	"github.com/theupdateframework/go-tuf/v2/metadata"
)

// The files of a folder of keys.
const (
	rootKey    = "root.pem"    // signs which keys count; may be kept elsewhere except for init
	releaseKey = "release.pem" // signs releases
	rootFile   = "root.json"   // what servers trust
	expiryFile = "expires"     // how long a release may be served unrenewed
)

// makeKey writes a new private key that only its owner may read, encrypted where there
// is a passphrase.
func makeKey(path string, passphrase []byte) (signature.Signer, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	data, err := cryptoutils.MarshalPrivateKeyToPEM(key)
	if len(passphrase) > 0 {
		data, err = cryptoutils.MarshalPrivateKeyToEncryptedDER(key, cryptoutils.StaticPasswordFunc(passphrase))
		data = cryptoutils.PEMEncode(cryptoutils.EncryptedSigstorePrivateKeyPEMType, data)
	}
	if err != nil {
		return nil, err
	}
	if err := create(path, data, 0o600); err != nil {
		return nil, err
	}
	return signature.LoadSigner(key, crypto.Hash(0))
}

// create writes a file that must not be there yet: no key is ever overwritten.
func create(path string, data []byte, mode fs.FileMode) error {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

// loadKey reads a private key, which passphrase opens where it is encrypted.
func loadKey(path string, passphrase []byte) (signature.Signer, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	key, err := cryptoutils.UnmarshalPEMToPrivateKey(data, func(bool) ([]byte, error) {
		if len(passphrase) == 0 {
			return nil, errors.New("the key is encrypted, and there is no passphrase; the command takes it from APICAUSE_KEY_PASSPHRASE")
		}
		return passphrase, nil
	})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return signature.LoadSigner(key, crypto.Hash(0))
}

// trust makes key the one that signs a role.
func trust(root *metadata.Metadata[metadata.RootType], role string, key signature.Signer) error {
	public, err := key.PublicKey()
	if err != nil {
		return err
	}
	k, err := metadata.KeyFromPublicKey(public)
	if err != nil {
		return err
	}
	for _, id := range append([]string(nil), root.Signed.Roles[role].KeyIDs...) {
		if err := root.Signed.RevokeKey(id, role); err != nil {
			return err
		}
	}
	return root.Signed.AddKey(k, role)
}

// expires reads how long a release may be served unrenewed.
func expires(dir string) (time.Duration, error) {
	path := filepath.Join(dir, expiryFile)
	data, err := os.ReadFile(path)
	if err != nil {
		return 0, err
	}
	d, err := time.ParseDuration(string(data))
	if err != nil || d <= 0 {
		return 0, fmt.Errorf("%s: %q is not a time, like 720h", path, data)
	}
	return d, nil
}
