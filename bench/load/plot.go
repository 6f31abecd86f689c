package main

import (
	"bytes"
	"fmt"
	"time"
)

// The plot's measures, in pixels: of one phase, and what is around it.
const (
	width, height = 900, 150
	left, top     = 60, 30
	below         = 40
)

// draw plots p99 over the time of each phase, with the swaps marked below.
func draw(phases ...*phase) []byte {
	highest := time.Duration(1)
	for _, p := range phases {
		for slot := range slots {
			highest = max(highest, p.latencies.quantile(0.99, slot, slot+1))
		}
	}
	var b bytes.Buffer
	total := (top + height + below) * len(phases)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="12">`+"\n", left+width+20, total)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" fill="#fff"/>`+"\n")
	for i, p := range phases {
		fmt.Fprintf(&b, `<g transform="translate(%d %d)">`+"\n", left, i*(top+height+below)+top)
		p.draw(&b, highest)
		fmt.Fprintln(&b, "</g>")
	}
	fmt.Fprintln(&b, "</svg>")
	return b.Bytes()
}

func (p *phase) draw(b *bytes.Buffer, highest time.Duration) {
	fmt.Fprintf(b, `<text y="-10">%s: p99 of each %v</text>`+"\n", p.name, p.latencies.slot.Round(time.Millisecond))
	for i := range 4 { // the axes
		y, x := height-height*i/3, width*i/3
		fmt.Fprintf(b, `<path d="M0 %dh%d" stroke="#ddd"/><text x="-6" y="%d" text-anchor="end">%.1f ms</text>`+"\n", y, width, y+4, highest.Seconds()*1000*float64(i)/3)
		fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="middle">%.0f s</text>`+"\n", x, height+28, p.took.Seconds()*float64(i)/3)
	}
	if len(p.swaps) > 0 {
		fmt.Fprint(b, `<path stroke="#c60" d="`)
		for _, at := range p.swaps {
			fmt.Fprintf(b, "M%.1f %dv8", float64(at)/float64(p.took)*width, height+4)
		}
		fmt.Fprintf(b, "\"/>\n"+`<text x="%d" y="-10" text-anchor="end" fill="#c60">each mark is a swap</text>`+"\n", width)
	}
	fmt.Fprint(b, `<polyline fill="none" stroke="#06c" points="`)
	for slot := range slots {
		p99 := p.latencies.quantile(0.99, slot, slot+1)
		fmt.Fprintf(b, "%.0f,%.1f ", float64(slot)/slots*width, height-float64(p99)/float64(highest)*height)
	}
	fmt.Fprintln(b, `"/>`)
}
