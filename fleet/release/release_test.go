package release_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sigstore/sigstore/pkg/cryptoutils"
	"gocloud.dev/blob"
	"gocloud.dev/blob/memblob"

	"github.com/apicause/apicause/fleet/release"
)

// initialize makes a bucket and keys for it.
func initialize(t *testing.T) (b *blob.Bucket, keys string) {
	t.Helper()
	b, keys = memblob.OpenBucket(nil), filepath.Join(t.TempDir(), "more", "keys")
	must(t, release.Init(t.Context(), b, keys, time.Hour, nil))
	return b, keys
}

func publish(t *testing.T, b *blob.Bucket, keys, text string, passphrase []byte) error {
	t.Helper()
	r, err := release.Open(t.Context(), b, keys, passphrase)
	must(t, err)
	_, err = r.Publish(t.Context(), map[string][]byte{"active.en.toml": []byte(text)})
	return err
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestOnlyTheirOwnerCanReadKeys(t *testing.T) {
	_, keys := initialize(t)
	for name, want := range map[string]fs.FileMode{"": fs.ModeDir | 0o700, "root.pem": 0o600, "release.pem": 0o600} {
		if info, err := os.Stat(filepath.Join(keys, name)); err != nil || info.Mode() != want {
			t.Errorf("keys/%s has mode %v, want %v", name, info.Mode(), want)
		}
	}
}

func TestInitOverwritesNothing(t *testing.T) {
	b, keys := initialize(t)
	other := filepath.Join(t.TempDir(), "other")
	if err := release.Init(t.Context(), b, other, time.Hour, nil); err == nil {
		t.Error("a second root for a bucket that has one")
	}
	if _, err := os.Stat(other); !errors.Is(err, fs.ErrNotExist) {
		t.Error("keys for a bucket that has others")
	}
	before, err := os.ReadFile(filepath.Join(keys, "root.pem"))
	must(t, err)
	if err := release.Init(t.Context(), memblob.OpenBucket(nil), keys, time.Hour, nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("Init() = %v, want an error: there is a key already", err)
	}
	if after, err := os.ReadFile(filepath.Join(keys, "root.pem")); err != nil || string(after) != string(before) {
		t.Error("the key is gone")
	}
	if err := release.Init(t.Context(), memblob.OpenBucket(nil), t.TempDir(), 0, nil); err == nil {
		t.Error("releases that expire at once")
	}
}

func TestEncryptedKeys(t *testing.T) {
	b, keys := memblob.OpenBucket(nil), filepath.Join(t.TempDir(), "keys")
	sesame := []byte("open sesame")
	must(t, release.Init(t.Context(), b, keys, time.Hour, sesame))
	for _, name := range []string{"root.pem", "release.pem"} {
		data, err := os.ReadFile(filepath.Join(keys, name))
		must(t, err)
		if key, err := cryptoutils.UnmarshalPEMToPrivateKey(data, nil); err == nil {
			t.Errorf("%s is open to all: a %T", name, key)
		}
	}
	must(t, publish(t, b, keys, "one", sesame))
	for name, passphrase := range map[string][]byte{"none": nil, "another": []byte("sesame"), "empty": {}} {
		if err := publish(t, b, keys, "two", passphrase); err == nil || !strings.Contains(err.Error(), "release.pem: ") {
			t.Errorf("passphrase %s: %v, want an error that names the file", name, err)
		}
		if err := release.Rotate(t.Context(), b, keys, filepath.Join(t.TempDir(), "new"), passphrase); err == nil || !strings.Contains(err.Error(), "root.pem: ") {
			t.Errorf("passphrase %s: %v, want an error that names the file", name, err)
		}
	}
	renewed := filepath.Join(t.TempDir(), "new")
	must(t, release.Rotate(t.Context(), b, keys, renewed, sesame))
	must(t, publish(t, b, renewed, "two", sesame))
	if err := publish(t, b, renewed, "three", nil); err == nil {
		t.Error("the new keys are not encrypted")
	}
}

func TestBrokenKeys(t *testing.T) {
	for name, tt := range map[string]struct{ file, data, want string }{
		"no PEM":             {"release.pem", "x", "release.pem: "},
		"another PEM":        {"release.pem", "-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n", "release.pem: "},
		"no time":            {"expires", "soon", `expires: "soon" is not a time, like 720h`},
		"a time in the past": {"expires", "-1h", `expires: "-1h" is not a time, like 720h`},
	} {
		t.Run(name, func(t *testing.T) {
			b, keys := initialize(t)
			must(t, os.WriteFile(filepath.Join(keys, tt.file), []byte(tt.data), 0o600))
			if err := publish(t, b, keys, "one", nil); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			r, err := release.Open(t.Context(), b, keys, nil)
			must(t, err)
			if current, err := r.Current(t.Context()); current != nil || err != nil {
				t.Errorf("published all the same: %v, %v", current, err)
			}
		})
	}
}

func TestHistory(t *testing.T) {
	b, keys := initialize(t)
	r, err := release.Open(t.Context(), b, keys, nil)
	must(t, err)
	if all, err := r.List(t.Context()); len(all) != 0 || err != nil {
		t.Errorf("before the first release: %v, %v", all, err)
	}
	must(t, publish(t, b, keys, "one", nil))
	must(t, publish(t, b, keys, "two", nil))
	must(t, release.Rotate(t.Context(), b, keys, keys+"2", nil))
	r, err = release.Open(t.Context(), b, keys+"2", nil)
	must(t, err)
	back, err := r.Rollback(t.Context(), 1)
	must(t, err)
	if back.Number != 4 || !back.Current || time.Until(back.Expires) > time.Hour || time.Until(back.Expires) < 59*time.Minute {
		t.Errorf("rolled back to %+v", back)
	}
	// What was cut off before its timestamp was written is not a release.
	must(t, b.Copy(t.Context(), "5.targets.json", "4.targets.json", nil))

	all, err := r.List(t.Context())
	must(t, err)
	var texts []string
	for i, one := range all {
		files, err := r.Files(t.Context(), one)
		must(t, err)
		texts = append(texts, string(files["active.en.toml"]))
		if one.Number != int64(4-i) || one.Current != (i == 0) || !slices.Equal(one.Files, []string{"active.en.toml"}) {
			t.Errorf("%d: %+v", i, one)
		}
	}
	if want := []string{"one", "two", "two", "one"}; !slices.Equal(texts, want) { // 3 is 2 with the new keys
		t.Errorf("releases of %q, want %q", texts, want)
	}
	must(t, publish(t, b, keys+"2", "three", nil)) // takes no number twice
	if current, err := r.Current(t.Context()); err != nil || current.Number != 6 {
		t.Errorf("current is %+v, %v", current, err)
	}
}

// Somebody who can write to the bucket but has no key forges a root from before the
// keys were rotated, and a release that it vouches for.
func TestRollbackRefusesAForgedPast(t *testing.T) {
	b, keys := initialize(t)
	must(t, publish(t, b, keys, "one", nil))
	must(t, release.Rotate(t.Context(), b, keys, keys+"2", nil))
	forged, forger := initialize(t)
	must(t, publish(t, forged, forger, "forged", nil))
	for list := forged.List(nil); ; {
		object, err := list.Next(t.Context())
		if err != nil {
			break
		}
		if data, err := forged.ReadAll(t.Context(), object.Key); err == nil && object.Key != "timestamp.json" {
			must(t, b.WriteAll(t.Context(), object.Key, data, nil))
		}
	}
	r, err := release.Open(t.Context(), b, keys+"2", nil)
	must(t, err)
	if made, err := r.Rollback(t.Context(), 1); made != nil || err == nil {
		t.Errorf("Rollback() = %v, %v", made, err)
	}
}

func TestRollbackRefuses(t *testing.T) {
	b, keys := initialize(t)
	must(t, publish(t, b, keys, "one", nil))
	must(t, publish(t, b, keys, "two", nil))
	r, err := release.Open(t.Context(), b, keys, nil)
	must(t, err)
	all, err := r.List(t.Context())
	must(t, err)
	for name, tt := range map[string]struct {
		number int64
		does   func()
		want   string
	}{
		"a release that is not there": {9, func() {}, "there is no release 9"},
		"none":                        {0, func() {}, "there is no release 0"},
		"less than none":              {-1, func() {}, "there is no release -1"},
		"one whose files were changed": {1, func() {
			for list := b.List(&blob.ListOptions{Prefix: "targets/"}); ; {
				object, err := list.Next(t.Context())
				if err != nil {
					return
				}
				must(t, b.WriteAll(t.Context(), object.Key, []byte("one!"), nil))
			}
		}, "release 1: active.en.toml: "},
		"one that another signed": {2, func() {
			other, otherKeys := initialize(t)
			must(t, publish(t, other, otherKeys, "forged", nil))
			forged, err := other.ReadAll(t.Context(), "1.targets.json")
			must(t, err)
			must(t, b.WriteAll(t.Context(), "2.targets.json", forged, nil))
		}, "2.targets.json: "},
	} {
		t.Run(name, func(t *testing.T) {
			tt.does()
			if made, err := r.Rollback(t.Context(), tt.number); made != nil || err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Rollback(%d) = %v, %v, want %s", tt.number, made, err, tt.want)
			}
		})
	}
	if all[0].Number != 2 {
		t.Errorf("the newest is %d", all[0].Number)
	}
}
