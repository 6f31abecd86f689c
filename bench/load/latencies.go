package main

import (
	"math"
	"sync/atomic"
	"time"
)

// Latencies are kept to 2 %, in slices of a phase, in as much memory however many
// they are.
const (
	slots = 300
	step  = 1.02
	steps = 1000 // up to 400 s
)

type latencies struct {
	slot   time.Duration // its length
	counts [slots][steps]atomic.Uint32
}

func newLatencies(long time.Duration) *latencies { return &latencies{slot: long/slots + 1} }

// add counts a request that began so long after its phase.
func (l *latencies) add(at, took time.Duration) {
	n := int(math.Log(max(1, float64(took)/float64(time.Microsecond))) / math.Log(step))
	l.counts[min(int(at/l.slot), slots-1)][min(n, steps-1)].Add(1)
}

// total returns how many requests there were.
func (l *latencies) total() (n int) {
	for slot := range slots {
		for i := range steps {
			n += int(l.counts[slot][i].Load())
		}
	}
	return n
}

// quantile returns the latency that a share q of the requests in the slots from one
// to another stays below, 0 if there were none.
func (l *latencies) quantile(q float64, from, to int) time.Duration {
	var sums [steps]int
	total := 0
	for slot := from; slot < to; slot++ {
		for i := range steps {
			n := int(l.counts[slot][i].Load())
			sums[i] += n
			total += n
		}
	}
	rank := int(math.Ceil(float64(total) * q))
	for i, n := range sums {
		if rank -= n; rank <= 0 && total > 0 {
			return time.Duration(math.Pow(step, float64(i+1)) * float64(time.Microsecond))
		}
	}
	return 0
}
