// Command load drives the example web app on loopback at full load: for a time while
// its texts stay, and for as long while they swap every 100 ms. It prints a table,
// draws a plot, and ends with status 1 where an answer was wrong, the slowest answers
// took longer with swaps than they may, or memory grew.
//
//	go run ./bench/load -time 60s -plot load.svg
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
	"time"
)

// What one run does at most.
const (
	maxTime     = 5 * time.Minute // a phase
	maxRequests = 5_000_000       // a phase
	clients     = 4
	between     = 100 * time.Millisecond // two swaps
)

// What is asked of it.
const (
	maxSlower = 1.5     // p99 with swaps, in p99 without
	maxGrowth = 4 << 20 // of the heap in a phase: connections and the answers under way
)

func main() {
	long := flag.Duration("time", time.Minute, "`TIME` of each of the two phases, at most 5m")
	plot := flag.String("plot", "load.svg", "`FILE` for the plot")
	flag.Parse()
	if *long <= 0 || *long > maxTime {
		log.Fatalf("-time %v: want more than 0 and at most %v", *long, maxTime)
	}
	dir, err := os.MkdirTemp("", "load")
	check(err)
	defer os.RemoveAll(dir)
	app := serve(dir)
	defer app.close()

	app.run("warm up", *long/4, false)
	still := app.run("texts stay", *long, false)
	swapping := app.run("texts swap", *long, true)
	table(os.Stdout, still, swapping)
	check(os.WriteFile(*plot, draw(still, swapping), 0o644))
	if complaints := judge(still, swapping); len(complaints) > 0 {
		for _, c := range complaints {
			fmt.Println(c)
		}
		os.Exit(1)
	}
}

// judge says what does not hold that should.
func judge(still, swapping *phase) (complaints []string) {
	for _, p := range []*phase{still, swapping} {
		if n := p.wrong.Load(); n > 0 {
			complaints = append(complaints, fmt.Sprintf("%s: %d wrong answers, the first: %v", p.name, n, *p.firstWrong.Load()))
		}
		if start, end := p.memory[0].heap, p.memory[2].heap; end > start+maxGrowth {
			complaints = append(complaints, fmt.Sprintf("%s: the heap grew from %s to %s", p.name, megabytes(start), megabytes(end)))
		}
	}
	if s := slower(still, swapping); s > maxSlower {
		complaints = append(complaints, fmt.Sprintf("p99 with swaps is %.2f times p99 without, more than %v", s, maxSlower))
	}
	return complaints
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
