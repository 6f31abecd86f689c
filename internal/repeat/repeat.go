// Package repeat does something again and again.
package repeat

import (
	"context"
	"math/rand/v2"
	"time"
)

// Usual is the interval where none is given.
const Usual = 10 * time.Second

// Run calls do again and again until ctx ends, and returns ctx's error. Before each
// call it waits for at most every, and for up to a quarter less, so that servers which
// started together do not work together. Where every is not positive, it is [Usual].
// It starts no goroutine.
func Run(ctx context.Context, every time.Duration, do func()) error {
	if every <= 0 {
		every = Usual
	}
	wait := func() time.Duration { return every - rand.N(every/4+1) }
	timer := time.NewTimer(wait())
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
		case <-timer.C:
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		do()
		timer.Reset(wait())
	}
}
