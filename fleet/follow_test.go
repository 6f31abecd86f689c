package fleet_test

import (
	"bytes"
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"
	"gocloud.dev/blob/fileblob"

	"github.com/apicause/apicause/fleet"
)

func TestFollowReportsALastingFaultOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // fails where a goroutine stays
		p := newPublisher(t, 100*time.Hour)
		p.publish(1)
		dir := t.TempDir()
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		var mu sync.Mutex // synctest keeps the two apart in time; the race detector wants to see why
		var reported []string
		go func() {
			ended <- fleet.Follow(ctx, p.bucket, p.root, dir, time.Hour, func(err error) {
				mu.Lock()
				defer mu.Unlock()
				reported = append(reported, err.Error())
			})
		}()
		synctest.Wait()
		serves(t, dir, 1) // at once

		good := objects(t, p.bucket)
		steps := []struct {
			name   string
			change func()
			want   string // part of the one report
			serves int
		}{
			{"another release", func() { p.publish(2); good = objects(t, p.bucket) }, "", 2},
			{"a fault", func() { put(t, p.bucket, "timestamp.json", []byte("x")) }, "; the last good release stays", 2},
			{"mended", func() { restore(t, p.bucket, good) }, "", 2},
			{"the fault again", func() { put(t, p.bucket, "timestamp.json", []byte("x")) }, "; the last good release stays", 2},
			{"mended again", func() { restore(t, p.bucket, good) }, "", 2},
			{"a fault in both files", func() {
				p.publish(9)
				for key, data := range objects(t, p.bucket) {
					if bytes.Contains(data, []byte("release 9")) {
						put(t, p.bucket, key, []byte("release 8"))
					}
				}
			}, "active.en.toml: ", 2},
			{"mended by another release", func() { p.publish(2) }, "", 2},
			{"expired", func() { time.Sleep(101 * time.Hour) }, "expired", 2},
			{"renewed", func() { p.publish(3) }, "", 3},
		}
		for _, step := range steps {
			mu.Lock()
			reported = nil
			mu.Unlock()
			step.change()
			time.Sleep(5 * time.Hour)
			synctest.Wait()
			if (step.want != "") != (len(reported) == 1) || len(reported) == 1 && !strings.Contains(reported[0], step.want) {
				t.Errorf("%s: reported %q, want %q", step.name, reported, step.want)
			}
			serves(t, dir, step.serves)
		}
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Follow() = %v", err)
		}
	})
}

// Each try of a bucket that is away may fail in other words.
func TestFollowReportsABucketThatIsAwayOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newPublisher(t, time.Hour)
		folder, dir := t.TempDir(), t.TempDir()
		bucket, err := fileblob.OpenBucket(folder, nil)
		must(t, err)
		p.publish(1)
		restore(t, bucket, objects(t, p.bucket))
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan struct{})
		var reported []string
		go func() {
			defer close(ended)
			_ = fleet.Follow(ctx, bucket, p.root, dir, time.Minute, func(err error) { reported = append(reported, err.Error()) })
		}()
		for _, name := range []string{"timestamp.json", "2.root.json"} {
			synctest.Wait()
			breakDisk(t, filepath.Join(folder, name))
			time.Sleep(3 * time.Minute)
		}
		cancel()
		<-ended
		if len(reported) != 1 || !strings.Contains(reported[0], "cannot be read") {
			t.Errorf("reported %q, want one report", reported)
		}
		serves(t, dir, 1)
	})
}

// Another puller in the folder is waited for, but not forever. What ends with the
// context is not a fault.
func TestFollowBehindAPullerThatNeverEnds(t *testing.T) {
	for wait, want := range map[time.Duration]int{time.Minute: 0, 3 * time.Minute: 1} {
		synctest.Test(t, func(t *testing.T) {
			p := newPublisher(t, time.Hour)
			p.publish(1)
			dir := t.TempDir()
			other := flock.New(filepath.Join(dir, "lock"))
			must(t, other.Lock())
			defer other.Close()
			ctx, cancel := context.WithTimeout(t.Context(), wait)
			defer cancel()
			reports := 0
			if err := fleet.Follow(ctx, p.bucket, p.root, dir, time.Hour, func(error) { reports++ }); err != ctx.Err() || reports != want {
				t.Errorf("Follow() = %v after %d reports, want %d", err, reports, want)
			}
		})
	}
}

func TestFollowWithAnEndedContext(t *testing.T) {
	p := newPublisher(t, time.Hour)
	p.publish(1)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	dir := filepath.Join(t.TempDir(), "new")
	if err := fleet.Follow(ctx, p.bucket, p.root, dir, 0, nil); err != ctx.Err() {
		t.Errorf("Follow() = %v", err)
	}
	serves(t, dir, 0)
}
