package repeat_test

import (
	"context"
	"testing"
	"testing/synctest"
	"time"

	"github.com/apicause/apicause/internal/repeat"
)

func TestRunWaitsBeforeEachCallAndEndsWithItsContext(t *testing.T) {
	for every, longest := range map[time.Duration]time.Duration{time.Minute: time.Minute, 0: repeat.Usual, -time.Second: repeat.Usual} {
		synctest.Test(t, func(t *testing.T) { // its clock goes on by itself
			ctx, cancel := context.WithCancel(t.Context())
			last, calls := time.Now(), 0
			err := repeat.Run(ctx, every, func() {
				if waited := time.Since(last); waited > longest || waited < longest*3/4 {
					t.Errorf("Run(%v) waited %v", every, waited)
				}
				if last, calls = time.Now(), calls+1; calls == 20 {
					cancel()
				}
			})
			if err != context.Canceled || calls != 20 {
				t.Errorf("Run(%v) = %v after %d calls", every, err, calls)
			}
		})
	}
}

func TestRunWithAnEndedContextCallsNothing(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := repeat.Run(ctx, 1, func() { t.Error("called") }); err != context.Canceled {
		t.Errorf("got %v", err)
	}
}
