package main

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/memblob"

	"github.com/apicause/apicause/fleet/release"
	"github.com/apicause/apicause/tools/cmd"
)

const interval = 2 * time.Second

// Ten servers follow one bucket on a real S3 server through all that happens to it.
func TestTenServers(t *testing.T) {
	gateway := newGateway(t)
	bucket := gateway.open()
	keys := filepath.Join(t.TempDir(), "keys")
	must(t, release.Init(t.Context(), bucket, keys, time.Hour, nil))
	publish := func(to *blob.Bucket, version int) {
		t.Helper()
		repository, err := release.Open(t.Context(), to, keys, nil)
		must(t, err)
		_, err = repository.Publish(t.Context(), files(version))
		must(t, err)
	}
	publish(bucket, 1)
	root, err := os.ReadFile(filepath.Join(keys, "root.json"))
	must(t, err)
	servers := newWatch(t, root)
	for range 10 {
		servers.start(gateway.open(), t.TempDir())
	}
	servers.serve(1, 0)
	older := memblob.OpenBucket(nil)
	mirror(t, older, bucket)

	began := time.Now()
	publish(bucket, 2)
	servers.serve(2, 0)
	if took := time.Since(began); took > 2*interval {
		t.Errorf("a new text reached all servers after %v, want two intervals of %v", took, interval)
	}

	version := 2
	for _, fault := range []struct {
		name string
		does func(*blob.Bucket)
		want string
	}{
		{"an older repository is copied back", func(b *blob.Bucket) { mirror(t, b, older) }, "bad version number"},
		{"the timestamp has expired", func(b *blob.Bucket) {
			life := filepath.Join(keys, "expires")
			must(t, os.WriteFile(life, []byte("1ns"), 0o644))
			publish(b, 100+version)
			must(t, os.WriteFile(life, []byte("1h"), 0o644))
		}, "expired"},
		{"a message file is tampered with", func(b *blob.Bucket) {
			publish(b, 100+version)
			tamper(t, b, ".active.en-GB.toml", "title of", "TITLE of")
		}, "hash verification"},
	} {
		t.Log(fault.name)
		good, broken := memblob.OpenBucket(nil), memblob.OpenBucket(nil)
		mirror(t, good, bucket)
		mirror(t, broken, bucket)
		fault.does(broken)
		mirror(t, bucket, broken)
		servers.report(fault.want, version)

		for _, key := range list(t, good) { // what is missing; the timestamp never is
			if exists, err := bucket.Exists(t.Context(), key); err == nil && !exists {
				transfer(t, bucket, good, key)
			}
		}
		version++
		publish(bucket, version)
		servers.serve(version, 1)
	}

	// The bucket goes away. Nothing is lost, and a server starts from its folder.
	gateway.stop()
	servers.report("cannot be read", version)
	servers.restart(0, gateway.open())
	servers.report("cannot be read", version)
	gateway.start()
	publish(bucket, version+1)
	servers.serve(version+1, 1)
}

// The command publishes to S3 and pulls from it.
func TestTheCommandOnS3(t *testing.T) {
	gateway := newGateway(t)
	dir := t.TempDir()
	in := func(parts ...string) string { return filepath.Join(dir, filepath.Join(parts...)) }
	must(t, os.Mkdir(in("locales"), 0o755))
	text := []byte("[title]\nNotFound = \"Nothing here\"\n")
	must(t, os.WriteFile(in("locales", "active.en.toml"), text, 0o644))
	for _, args := range [][]string{
		{"release", "init", "--to", gateway.url(), "--keys", in("keys")},
		{"release", "publish", in("locales"), "--to", gateway.url(), "--keys", in("keys")},
		{"pull", gateway.url(), in("texts"), "--root", in("keys", "root.json")},
	} {
		var said bytes.Buffer
		if status := cmd.Main(args, cmd.Streams{In: strings.NewReader(""), Out: &said, Err: &said}); status != 0 {
			t.Fatalf("%q ends with %d: %s", args, status, &said)
		}
	}
	got, err := os.ReadFile(in("texts", "current", "active.en.toml"))
	must(t, err)
	if !bytes.Equal(got, text) {
		t.Errorf("pulled %q, want %q", got, text)
	}
}

// mirror makes to hold what from holds. The timestamp comes last, as in publishing.
func mirror(t *testing.T, to, from *blob.Bucket) {
	t.Helper()
	const last = "timestamp.json"
	for _, key := range list(t, from) {
		if key != last {
			transfer(t, to, from, key)
		}
	}
	transfer(t, to, from, last)
	for _, key := range list(t, to) {
		if there, err := from.Exists(t.Context(), key); err == nil && !there {
			must(t, to.Delete(t.Context(), key))
		}
	}
}

func transfer(t *testing.T, to, from *blob.Bucket, key string) {
	t.Helper()
	data, err := from.ReadAll(t.Context(), key)
	must(t, err)
	must(t, to.WriteAll(t.Context(), key, data, nil))
}

// tamper changes the objects whose names end so.
func tamper(t *testing.T, b *blob.Bucket, suffix, old, new string) {
	t.Helper()
	changed := 0
	for _, key := range list(t, b) {
		data, err := b.ReadAll(t.Context(), key)
		must(t, err)
		if strings.HasSuffix(key, suffix) && bytes.Contains(data, []byte(old)) {
			must(t, b.WriteAll(t.Context(), key, bytes.ReplaceAll(data, []byte(old), []byte(new)), nil))
			changed++
		}
	}
	if changed == 0 {
		t.Fatalf("no %s holds %s", suffix, old)
	}
}

func list(t *testing.T, b *blob.Bucket) (keys []string) {
	t.Helper()
	for objects := b.List(nil); ; {
		object, err := objects.Next(t.Context())
		if err == io.EOF {
			return keys
		}
		must(t, err)
		keys = append(keys, object.Key)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
