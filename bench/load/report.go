package main

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"time"
)

// quantile returns the latency that a share q of the requests stays below.
func (r *result) quantile(q float64) time.Duration {
	took := make([]time.Duration, len(r.latencies))
	for i, s := range r.latencies {
		took[i] = s.took
	}
	if len(took) == 0 {
		return 0
	}
	slices.Sort(took)
	return took[int(float64(len(took)-1)*q)]
}

func table(w io.Writer, results ...*result) {
	fmt.Fprintln(w, "| | requests | wrong | swaps | requests/s | p50 | p99 | heap before | heap after |\n|---|---|---|---|---|---|---|---|---|")
	for _, r := range results {
		fmt.Fprintf(w, "| %s | %d | %d | %d | %.0f | %v | %v | %.1f MB | %.1f MB |\n", r.name, len(r.latencies), r.wrong, len(r.swaps),
			float64(len(r.latencies))/r.took.Seconds(), r.quantile(0.5).Round(time.Microsecond), r.quantile(0.99).Round(time.Microsecond),
			float64(r.heap[0])/1e6, float64(r.heap[1])/1e6)
	}
	first, last := results[0], results[len(results)-1]
	fmt.Fprintf(w, "\np99 with swaps is %.2f times p99 without.\n", float64(last.quantile(0.99))/float64(first.quantile(0.99)))
}

// draw plots p99 over time, in 300 steps of each phase, with the swaps marked.
func draw(results ...*result) []byte {
	const width, height, steps = 900, 160, 300
	var b bytes.Buffer
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", width, (height+40)*len(results))
	top := time.Duration(1)
	lines := make([][]time.Duration, len(results))
	for i, r := range results {
		groups := make([][]time.Duration, steps)
		for _, s := range r.latencies {
			at := min(int(s.at*steps/r.took), steps-1)
			groups[at] = append(groups[at], s.took)
		}
		for _, took := range groups {
			slices.Sort(took)
			p99 := time.Duration(0)
			if len(took) > 0 {
				p99 = took[(len(took)-1)*99/100]
			}
			lines[i] = append(lines[i], p99)
			top = max(top, p99)
		}
	}
	for i, r := range results {
		base := (height+40)*i + height + 24
		fmt.Fprintf(&b, `<text x="4" y="%d">%s: p99 over %v, up to %v</text>`+"\n", base-height-8, r.name, r.took.Round(time.Second), top.Round(time.Microsecond))
		for _, at := range r.swaps {
			x := float64(at) / float64(r.took) * width
			fmt.Fprintf(&b, `<path d="M%.1f %dv6" stroke="#c60"/>`+"\n", x, base)
		}
		fmt.Fprintf(&b, `<polyline fill="none" stroke="#06c" points="`)
		for x, p99 := range lines[i] {
			fmt.Fprintf(&b, "%d,%.1f ", x*width/steps, float64(base)-float64(p99)/float64(top)*height)
		}
		fmt.Fprintln(&b, `"/>`)
	}
	fmt.Fprintln(&b, "</svg>")
	return b.Bytes()
}
