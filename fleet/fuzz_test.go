package fleet_test

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// FuzzPull states that whatever one object of the bucket becomes, current is a whole
// release: the one before, or the one that was published.
func FuzzPull(f *testing.F) {
	p := newPublisher(f, 24*time.Hour)
	p.publish(1)
	first := objects(f, p.bucket)
	p.publish(2)
	second := objects(f, p.bucket)
	keys := slices.Sorted(maps.Keys(second))
	for i, key := range keys {
		f.Add(uint8(i), second[key])
		f.Add(uint8(i), second[key][:len(second[key])/2])
		f.Add(uint8(i), []byte(`{"signed":{"_type":"targets"},"signatures":null}`))
	}
	f.Fuzz(func(t *testing.T, which uint8, data []byte) {
		dir := t.TempDir()
		restore(t, p.bucket, first)
		if _, err := pull(t, p, dir); err != nil {
			t.Fatal(err)
		}
		restore(t, p.bucket, second)
		put(t, p.bucket, keys[int(which)%len(keys)], data)
		changed, err := pull(t, p, dir)
		if changed && err != nil {
			t.Errorf("Pull() = true, %v", err)
		}
		want := 1
		if changed {
			want = 2
		}
		serves(t, dir, want)
		if _, err := os.Lstat(filepath.Join(dir, "current.next")); err == nil {
			t.Error("a draft of the link is left")
		}
	})
}
