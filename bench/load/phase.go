package main

import (
	"context"
	"sync"
	"sync/atomic"
	"time"
)

// A phase is a time of load and what was seen in it.
type phase struct {
	name       string
	began      time.Time
	took       time.Duration
	latencies  *latencies
	hostile    atomic.Int64 // requests
	wrong      atomic.Int64
	firstWrong atomic.Pointer[error]
	swaps      []time.Duration // since it began
	versions   sync.Map        // of the texts, as answered
	memory     [3]memory       // at its start, in its middle, at its end
}

// run asks the app for so long.
func (a *webapp) run(name string, long time.Duration, swapping bool) *phase {
	p := &phase{name: name, latencies: newLatencies(long)}
	p.memory[0] = measure()
	p.began = time.Now()
	ctx, stop := context.WithTimeout(context.Background(), long)
	defer stop()
	var running sync.WaitGroup
	middle := time.AfterFunc(long/2, func() { p.memory[1] = measure() })
	defer middle.Stop()
	if swapping {
		running.Go(func() { p.swap(ctx, a) })
	}
	for number := range clients {
		running.Go(func() { p.client(ctx, a, number) })
	}
	running.Wait()
	p.took = time.Since(p.began)
	p.memory[2] = measure()
	return p
}

// swap swaps the texts again and again.
func (p *phase) swap(ctx context.Context, a *webapp) {
	ticker := time.NewTicker(between)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			a.swap()
			p.swaps = append(p.swaps, time.Since(p.began))
		}
	}
}

// answered is how many versions of the texts were answered.
func (p *phase) answered() (n int) {
	p.versions.Range(func(any, any) bool { n++; return true })
	return n
}

// complain counts a wrong answer.
func (p *phase) complain(err error) {
	p.wrong.Add(1)
	p.firstWrong.CompareAndSwap(nil, &err)
}
