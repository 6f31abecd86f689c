package fleet_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/blob/memblob"

	"github.com/apicause/apicause/fleet"
	"github.com/apicause/apicause/fleet/release"
)

func TestPullBringsTheNewestRelease(t *testing.T) {
	p := newPublisher(t, time.Hour)
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	if changed, err := pull(t, p, dir); changed || err == nil || !strings.Contains(err.Error(), "no release in the bucket") {
		t.Errorf("without a release: %v, %v", changed, err)
	}
	serves(t, dir, 0)
	steps := []struct {
		name    string
		publish func()
		changed bool
		want    int
	}{
		{"the first", func() { p.publish(1) }, true, 1},
		{"nothing new", func() {}, false, 1},
		{"another", func() { p.publish(2) }, true, 2},
		{"several at once", func() { p.publish(3); p.publish(4) }, true, 4},
		{"the same, renewed", func() { p.publish(4) }, false, 4},
		{"a file lost here", func() { must(t, os.Remove(filepath.Join(dir, "current", "active.ko.toml"))) }, true, 4},
		{"a file changed here", func() {
			must(t, os.WriteFile(filepath.Join(dir, "current", "active.ko.toml"), []byte("x"), 0o644))
		}, true, 4},
		{"a file more here", func() {
			must(t, os.WriteFile(filepath.Join(dir, "current", "active.ja.toml"), []byte("x"), 0o644))
		}, true, 4},
		{"what is known lost here", func() { must(t, os.RemoveAll(filepath.Join(dir, "trust"))) }, false, 4},
		{"a rollback", func() {
			r, err := release.Open(t.Context(), p.bucket, p.keys, nil)
			must(t, err)
			_, err = r.Rollback(t.Context(), 1)
			must(t, err)
		}, true, 1},
	}
	for _, step := range steps {
		step.publish()
		if changed, err := pull(t, p, dir); changed != step.changed || err != nil {
			t.Errorf("%s: Pull() = %v, %v, want %v", step.name, changed, err, step.changed)
		}
		serves(t, dir, step.want)
	}
	if kept, err := os.ReadDir(filepath.Join(dir, "releases")); err != nil || len(kept) > 2 {
		t.Errorf("%d releases are kept, %v", len(kept), err)
	}
}

// What is wrong with release 2 leaves release 1, or nothing where that was not
// pulled; once it is fixed, it is pulled.
func TestPullRefuses(t *testing.T) {
	type bucket map[string][]byte
	en := func(b bucket) string { // the English file of release 2
		for key, data := range b {
			if strings.HasSuffix(key, ".active.en.toml") && bytes.Contains(data, []byte("release 2")) {
				return key
			}
		}
		panic("no English file")
	}
	tests := []struct {
		name  string
		fault func(first, second bucket)
		want  error
	}{
		{"a tampered file", func(_, b bucket) { b[en(b)] = bytes.Replace(b[en(b)], []byte("release"), []byte("welcome"), 1) }, &metadata.ErrLengthOrHashMismatch{}},
		{"a longer file", func(_, b bucket) { b[en(b)] = append(slices.Clone(b[en(b)]), '#') }, &metadata.ErrDownloadLengthMismatch{}},
		{"a missing file", func(_, b bucket) { delete(b, en(b)) }, nil},
		{"an unsigned timestamp", func(_, b bucket) {
			b["timestamp.json"] = bytes.Replace(b["timestamp.json"], []byte(`"sig":"`), []byte(`"sig":"00`), 1)
		}, &metadata.ErrUnsignedMetadata{}},
		{"a timestamp that is changed", func(_, b bucket) {
			b["timestamp.json"] = bytes.Replace(b["timestamp.json"], []byte(`"version":2`), []byte(`"version":3`), -1)
		}, &metadata.ErrUnsignedMetadata{}},
		{"a timestamp that is no JSON", func(_, b bucket) { b["timestamp.json"] = []byte("<html>") }, nil},
		{"a timestamp of a gigabyte", func(_, b bucket) { b["timestamp.json"] = make([]byte, 1<<20) }, &metadata.ErrDownloadLengthMismatch{}},
		{"mixed: the snapshot of the release before", func(_, b bucket) { b["2.snapshot.json"] = b["1.snapshot.json"] }, &metadata.ErrBadVersionNumber{}},
		{"mixed: the targets of the release before", func(_, b bucket) { b["2.targets.json"] = b["1.targets.json"] }, &metadata.ErrBadVersionNumber{}},
		{"no targets", func(_, b bucket) { delete(b, "2.targets.json") }, nil},
		{"no snapshot", func(_, b bucket) { delete(b, "2.snapshot.json") }, nil},
		{"no timestamp", func(_, b bucket) { delete(b, "timestamp.json") }, nil},
		{"another's release", func(_, b bucket) {
			forger := newPublisher(t, time.Hour)
			forger.publish(1)
			forger.publish(2)
			maps.Copy(b, objects(t, forger.bucket))
		}, &metadata.ErrUnsignedMetadata{}},
		{"another's root", func(_, b bucket) {
			b["2.root.json"] = objects(t, newPublisher(t, time.Hour).bucket)["1.root.json"]
		}, nil},
	}
	for _, tt := range tests {
		for _, pulled := range []int{1, 0} {
			t.Run(tt.name+map[int]string{1: "", 0: ", in a new folder"}[pulled], func(t *testing.T) {
				p := newPublisher(t, time.Hour)
				dir := t.TempDir()
				p.publish(1)
				if pulled == 1 {
					_, err := pull(t, p, dir)
					must(t, err)
				}
				first := objects(t, p.bucket)
				p.publish(2)
				second := objects(t, p.bucket)

				broken := maps.Clone(second)
				tt.fault(first, broken)
				restore(t, p.bucket, broken)
				for range 2 {
					changed, err := pull(t, p, dir)
					if changed || err == nil || tt.want != nil && !errors.Is(err, tt.want) {
						t.Errorf("Pull() = %v, %v, want %T", changed, err, tt.want)
					}
					serves(t, dir, pulled)
				}
				restore(t, p.bucket, second)
				if changed, err := pull(t, p, dir); !changed || err != nil {
					t.Errorf("mended, Pull() = %v, %v", changed, err)
				}
				serves(t, dir, 2)
			})
		}
	}
}

func TestPullRefusesAnOlderRepository(t *testing.T) {
	p := newPublisher(t, time.Hour)
	dir := t.TempDir()
	p.publish(1)
	first := objects(t, p.bucket)
	p.publish(2)
	_, err := pull(t, p, dir)
	must(t, err)
	restore(t, p.bucket, first)
	if changed, err := pull(t, p, dir); changed || !errors.Is(err, &metadata.ErrBadVersionNumber{}) {
		t.Errorf("Pull() = %v, %v", changed, err)
	}
	serves(t, dir, 2)
}

func TestPullRefusesAnExpiredRelease(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPublisher(t, time.Hour)
		dir := t.TempDir()
		p.publish(1)
		_, err := pull(t, p, dir)
		must(t, err)
		time.Sleep(2 * time.Hour)
		for _, dir := range []string{dir, t.TempDir()} {
			if changed, err := pull(t, p, dir); changed || !errors.Is(err, &metadata.ErrExpiredMetadata{}) {
				t.Errorf("Pull() = %v, %v", changed, err)
			}
		}
		serves(t, dir, 1)
		p.publish(1) // renewed
		if changed, err := pull(t, p, dir); changed || err != nil {
			t.Errorf("renewed, Pull() = %v, %v", changed, err)
		}
	})
}

func TestPullWhileTheBucketIsAway(t *testing.T) {
	p := newPublisher(t, time.Hour)
	dir := t.TempDir()
	p.publish(1)
	_, err := pull(t, p, dir)
	must(t, err)
	all := objects(t, p.bucket)
	must(t, p.bucket.Close())
	if changed, err := pull(t, p, dir); changed || err == nil || !strings.HasPrefix(err.Error(), "fleet: the bucket cannot be read: ") {
		t.Errorf("Pull() = %v, %v", changed, err)
	}
	serves(t, dir, 1)
	p.bucket = memblob.OpenBucket(nil)
	restore(t, p.bucket, all)
	p.publish(2)
	if changed, err := pull(t, p, dir); !changed || err != nil {
		t.Errorf("back again, Pull() = %v, %v", changed, err)
	}

	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := fleet.Pull(ended, p.bucket, p.root, dir); !errors.Is(err, context.Canceled) {
		t.Errorf("with an ended context: %v", err)
	}
}

func TestPullRefusesWhatIsNoFolderOfMessages(t *testing.T) {
	tests := map[string]map[string][]byte{
		"no files":                 {},
		"a path out of the folder": {"../active.en.toml": []byte("x")},
		"a folder":                 {"more/active.en.toml": []byte("x")},
		"another kind of file":     {"run.sh": []byte("x")},
		"a hidden file":            {".active.en.toml": []byte("x")},
		"a path in disguise":       {"active.x/../../active.en.toml": []byte("x")},
		"a file too large":         {"active.en.toml": make([]byte, 1<<20+1)},
		"files too large together": {},
	}
	for n := range 65 {
		tests["files too large together"][fmt.Sprintf("active.x-%d.toml", n)] = make([]byte, 1<<20)
	}
	for name, files := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPublisher(t, time.Hour)
			r, err := release.Open(t.Context(), p.bucket, p.keys, nil)
			must(t, err)
			_, err = r.Publish(t.Context(), files)
			must(t, err)
			dir := t.TempDir()
			if changed, err := pull(t, p, dir); changed || err == nil || !strings.HasPrefix(err.Error(), "fleet: the release h") {
				t.Errorf("Pull() = %v, %v", changed, err)
			}
			serves(t, dir, 0)
		})
	}
}

func TestPullGoesOnAfterKeysAreRotated(t *testing.T) {
	p := newPublisher(t, time.Hour)
	dir := t.TempDir()
	p.publish(1)
	old := objects(t, p.bucket)
	_, err := pull(t, p, dir)
	must(t, err)

	stolen, renewed := p.keys, filepath.Join(t.TempDir(), "keys")
	must(t, release.Rotate(t.Context(), p.bucket, stolen, renewed, nil))
	if changed, err := pull(t, p, dir); changed || err != nil {
		t.Fatalf("after the rotation, Pull() = %v, %v", changed, err)
	}
	if _, err := release.Open(t.Context(), p.bucket, stolen, nil); err == nil {
		t.Error("the old keys can still be opened for this bucket")
	}
	p.keys = renewed
	p.publish(2)
	if changed, err := pull(t, p, dir); !changed || err != nil {
		t.Errorf("with the new keys, Pull() = %v, %v", changed, err)
	}
	serves(t, dir, 2)

	// The thief has the old keys and a copy of the bucket from then.
	restore(t, p.bucket, old)
	p.keys = stolen
	for range 5 {
		p.publish(3)
	}
	if changed, err := pull(t, p, dir); changed || !errors.Is(err, &metadata.ErrUnsignedMetadata{}) {
		t.Errorf("with the stolen keys, Pull() = %v, %v", changed, err)
	}
	serves(t, dir, 2)
}

// A bucket that fails while files are read is away, as one that fails before.
func TestPullWhileTheBucketGoesAway(t *testing.T) {
	p := newPublisher(t, time.Hour)
	p.publish(1)
	folder := t.TempDir()
	bucket, err := fileblob.OpenBucket(folder, nil)
	must(t, err)
	restore(t, bucket, objects(t, p.bucket))
	files, err := filepath.Glob(filepath.Join(folder, "targets", "*.toml"))
	must(t, err)
	for _, file := range files {
		breakDisk(t, file)
	}
	p.bucket = bucket
	dir := t.TempDir()
	if changed, err := pull(t, p, dir); changed || err == nil || !strings.HasPrefix(err.Error(), "fleet: the bucket cannot be read: ") {
		t.Errorf("Pull() = %v, %v", changed, err)
	}
	serves(t, dir, 0)
}

// A server may run as another user than the one who pulls.
func TestOthersMayReadAReleaseIfTheUmaskLetsThem(t *testing.T) {
	p := newPublisher(t, time.Hour)
	p.publish(1)
	dir := t.TempDir()
	_, err := pull(t, p, dir)
	must(t, err)
	for path, want := range map[string]os.FileMode{"current": 0o055, "current/active.en.toml": 0o044} {
		info, err := os.Stat(filepath.Join(dir, path))
		must(t, err)
		if got := info.Mode().Perm() & want; got != want {
			t.Errorf("%s has mode %v", path, info.Mode())
		}
	}
}

func TestPullIntoTheWorkingDirectory(t *testing.T) {
	p := newPublisher(t, time.Hour)
	p.publish(1)
	for _, dir := range []string{"", ".", "texts"} {
		t.Chdir(t.TempDir())
		if changed, err := pull(t, p, dir); !changed || err != nil {
			t.Errorf("Pull(%q) = %v, %v", dir, changed, err)
		}
		serves(t, dir, 1)
	}
}

// What else may be where the link belongs is left alone.
func TestPullKeepsWhatIsNoLink(t *testing.T) {
	p := newPublisher(t, time.Hour)
	p.publish(1)
	dir := t.TempDir()
	own := filepath.Join(dir, "current", "active.en.toml")
	must(t, os.MkdirAll(filepath.Dir(own), 0o755))
	must(t, os.WriteFile(own, []byte("x"), 0o644))
	if changed, err := pull(t, p, dir); changed || err == nil || !strings.Contains(err.Error(), "not the link that a pull makes") {
		t.Errorf("Pull() = %v, %v", changed, err)
	}
	if got := read(t, own); string(got) != "x" {
		t.Errorf("the folder holds %q", got)
	}
}

func TestPullersShareAFolder(t *testing.T) {
	p := newPublisher(t, time.Hour)
	dir := t.TempDir()
	for n := 1; n <= 3; n++ {
		p.publish(n)
		var wg sync.WaitGroup
		changes := make(chan bool, 8)
		for range cap(changes) {
			wg.Go(func() {
				changed, err := pull(t, p, dir)
				if err != nil {
					t.Error(err)
				}
				changes <- changed
			})
		}
		wg.Wait()
		close(changes)
		swaps := 0
		for changed := range changes {
			if changed {
				swaps++
			}
		}
		if swaps != 1 {
			t.Errorf("release %d was swapped in %d times", n, swaps)
		}
		serves(t, dir, n)
	}
}
