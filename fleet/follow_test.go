package fleet_test

import (
	"context"
	"errors"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

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
