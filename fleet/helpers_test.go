package fleet_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/memblob"

	"github.com/apicause/apicause/fleet"
	"github.com/apicause/apicause/fleet/release"
)

// A publisher has a bucket, keys, and releases whose files all name their number.
type publisher struct {
	t      testing.TB
	bucket *blob.Bucket
	keys   string
	root   []byte
}

func newPublisher(t testing.TB, expires time.Duration) *publisher {
	t.Helper()
	p := &publisher{t: t, bucket: memblob.OpenBucket(nil), keys: filepath.Join(t.TempDir(), "keys")}
	must(t, release.Init(t.Context(), p.bucket, p.keys, expires, nil))
	p.root = read(t, filepath.Join(p.keys, "root.json"))
	return p
}

func (p *publisher) publish(n int) {
	p.t.Helper()
	r, err := release.Open(p.t.Context(), p.bucket, p.keys, nil)
	must(p.t, err)
	_, err = r.Publish(p.t.Context(), files(n))
	must(p.t, err)
}

// files are those of release n.
func files(n int) map[string][]byte {
	text := []byte(fmt.Sprintf("[title]\nInvalidToken = \"release %d\"\n", n))
	return map[string][]byte{"active.en.toml": text, "active.ko.toml": text}
}

// objects are all that a bucket holds.
func objects(t testing.TB, b *blob.Bucket) map[string][]byte {
	t.Helper()
	all := make(map[string][]byte)
	for list := b.List(nil); ; {
		object, err := list.Next(t.Context())
		if err == io.EOF {
			return all
		}
		must(t, err)
		all[object.Key], err = b.ReadAll(t.Context(), object.Key)
		must(t, err)
	}
}

// restore makes a bucket hold just these objects.
func restore(t testing.TB, b *blob.Bucket, all map[string][]byte) {
	t.Helper()
	for key := range objects(t, b) {
		if all[key] == nil {
			must(t, b.Delete(t.Context(), key))
		}
	}
	for key, data := range all {
		put(t, b, key, data)
	}
}

func put(t testing.TB, b *blob.Bucket, key string, data []byte) {
	t.Helper()
	must(t, b.WriteAll(context.Background(), key, data, nil))
}

func pull(t testing.TB, p *publisher, dir string) (bool, error) {
	return fleet.Pull(t.Context(), p.bucket, p.root, dir)
}

// serves holds that dir/current is release n, whole and nothing else; 0 means none.
func serves(t testing.TB, dir string, n int) {
	t.Helper()
	current := filepath.Join(dir, "current")
	entries, err := os.ReadDir(current)
	if n == 0 {
		if err == nil {
			t.Errorf("current is there, want none")
		}
		return
	}
	must(t, err)
	want := files(n)
	for _, e := range entries {
		if got := read(t, filepath.Join(current, e.Name())); string(got) != string(want[e.Name()]) {
			t.Errorf("current/%s holds %q, want %q", e.Name(), got, want[e.Name()])
		}
	}
	if len(entries) != len(want) {
		t.Errorf("current has %v, want %d files", entries, len(want))
	}
}

// breakDisk lets reading the file be an error of the disk.
func breakDisk(t testing.TB, path string) {
	t.Helper()
	must(t, os.RemoveAll(path))
	must(t, os.Symlink(path, path))
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	must(t, err)
	return data
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
