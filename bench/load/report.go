package main

import (
	"fmt"
	"io"
	"strings"
	"time"
)

func (p *phase) quantile(q float64) time.Duration { return p.latencies.quantile(q, 0, slots) }

// slower returns p99 with swaps in p99 without.
func slower(still, swapping *phase) float64 {
	return float64(swapping.quantile(0.99)) / float64(still.quantile(0.99))
}

func table(w io.Writer, still, swapping *phase) {
	fmt.Fprintln(w, "| | requests | with hostile headers | wrong | swaps | versions answered | requests/s | p50 | p99 | heap at start, middle, end | resident |\n|"+strings.Repeat("---|", 11))
	for _, p := range []*phase{still, swapping} {
		requests := p.latencies.total()
		m := p.memory
		fmt.Fprintf(w, "| %s | %d | %d | %d | %d | %d | %.0f | %v | %v | %s, %s, %s | %s, %s, %s |\n", p.name, requests, p.hostile.Load(), p.wrong.Load(), len(p.swaps), p.answered(),
			float64(requests)/p.took.Seconds(), p.quantile(0.5).Round(10*time.Microsecond), p.quantile(0.99).Round(100*time.Microsecond),
			megabytes(m[0].heap), megabytes(m[1].heap), megabytes(m[2].heap), megabytes(m[0].resident), megabytes(m[1].resident), megabytes(m[2].resident))
	}
	fmt.Fprintf(w, "\np99 with swaps is %.2f times p99 without.\n", slower(still, swapping))
}
