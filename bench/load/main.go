// Command load measures the error path of a server on loopback at full load: without
// and with texts that swap every 100 ms. It prints a table and writes a plot.
//
//	go run ./bench/load -time 30s -plot load.svg
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/live"
	"github.com/apicause/apicause/problem"
)

// What one run does at most.
const (
	maxTime     = 5 * time.Minute
	maxRequests = 5_000_000
	clients     = 4
	between     = 100 * time.Millisecond // two swaps
	hostile     = 10_000                 // different headers
)

func main() {
	long := flag.Duration("time", 30*time.Second, "`TIME` of each of the two phases, at most 5m")
	plot := flag.String("plot", "load.svg", "`FILE` for the plot")
	flag.Parse()
	if *long <= 0 || *long > maxTime {
		log.Fatalf("-time %v: want more than 0 and at most %v", *long, maxTime)
	}
	dir, err := os.MkdirTemp("", "load")
	check(err)
	defer os.RemoveAll(dir)
	s := &subject{dir: dir}
	s.deploy()
	s.texts, err = live.New(apicause.Config{Locales: []fs.FS{os.DirFS(filepath.Join(dir, "current"))}})
	check(err)
	answers := problem.New(problem.Config{Localizer: func(r *http.Request) apicause.Localizer {
		return s.texts.Localizer(problem.Preferences(r)...)
	}})
	config := httptest.NewUnstartedServer(answers.Handler(func(http.ResponseWriter, *http.Request) error {
		return &apicause.Error{Cause: apicause.ApiLimitExceeded, Facts: apicause.Facts{apicause.FactRetry: 30 * time.Second}}
	}))
	config.Config.MaxHeaderBytes = 4 << 20 // so that a megabyte of languages gets through
	config.Start()
	defer config.Close()
	s.url = config.URL

	s.run(*long/10, false) // warm up
	still := s.run(*long, false)
	swapping := s.run(*long, true)
	table(os.Stdout, still, swapping)
	check(os.WriteFile(*plot, draw(still, swapping), 0o644))
	if still.wrong+swapping.wrong > 0 {
		os.Exit(1)
	}
}

// A subject is the server under load, and the folder that its texts are in.
type subject struct {
	dir, url string
	texts    *live.Live
	version  int
}

// deploy swaps in the next version of the texts: two files, which name it.
func (s *subject) deploy() {
	s.version++
	next := filepath.Join(s.dir, fmt.Sprint(s.version))
	check(os.Mkdir(next, 0o755))
	for _, lang := range []string{"en", "ko"} {
		text := fmt.Sprintf("[title]\nApiLimitExceeded = %q\n[detail]\nApiLimitExceeded = %q\n", title(lang, s.version), title(lang, s.version))
		check(os.WriteFile(filepath.Join(next, "active."+lang+".toml"), []byte(text), 0o644))
	}
	draft := filepath.Join(s.dir, "next")
	check(os.Symlink(next, draft))
	check(os.Rename(draft, filepath.Join(s.dir, "current")))
	if s.version > 2 {
		check(os.RemoveAll(filepath.Join(s.dir, fmt.Sprint(s.version-2))))
	}
}

func title(lang string, version int) string { return fmt.Sprintf("%s version %d", lang, version) }

// A result is what one phase saw.
type result struct {
	name      string
	began     time.Time
	took      time.Duration
	latencies []sample
	swaps     []time.Duration // since the beginning
	wrong     int             // failed, in another language, or mixed
	heap      [2]uint64       // before and after
}

// A sample is one request: when it began, and how long it took.
type sample struct{ at, took time.Duration }

// run drives the server for so long.
func (s *subject) run(long time.Duration, swapping bool) *result {
	r := &result{name: "texts stay", heap: [2]uint64{heap()}, began: time.Now()}
	if swapping {
		r.name = "texts swap"
	}
	ctx, cancel := context.WithTimeout(context.Background(), long)
	defer cancel()
	var wg sync.WaitGroup
	if swapping {
		wg.Go(func() {
			for ticker := time.NewTicker(between); ; {
				select {
				case <-ctx.Done():
					ticker.Stop()
					return
				case <-ticker.C:
				}
				s.deploy()
				_, err := s.texts.Reload()
				check(err)
				r.swaps = append(r.swaps, time.Since(r.began))
			}
		})
	}
	var mu sync.Mutex
	for client := range clients {
		wg.Go(func() {
			c := s.client(ctx, client, r.began)
			mu.Lock()
			defer mu.Unlock()
			r.latencies = append(r.latencies, c.samples...)
			r.wrong += c.wrong
		})
	}
	wg.Wait()
	r.took = time.Since(r.began)
	r.heap[1] = heap()
	return r
}

type client struct {
	samples []sample
	wrong   int
}

// client sends requests, one after the other. One in ten is hostile: of ten thousand
// headers, and one of them a megabyte long.
func (s *subject) client(ctx context.Context, number int, began time.Time) client {
	var c client
	megabyte := "ko," + strings.Repeat("x-aaaaaaaa,", 1<<20/11)
	for i := number; ctx.Err() == nil && len(c.samples) < maxRequests/clients; i++ {
		lang := []string{"en", "ko"}[i%2]
		accept := lang
		measured := true
		switch {
		case i%2000 == 1001:
			lang, accept, measured = "ko", megabyte, false
		case i%10 == 5:
			accept = fmt.Sprintf("%s,x-%d;q=0.%d", lang, i%hostile, i%9+1)
		}
		request, err := http.NewRequestWithContext(context.Background(), "GET", s.url, nil)
		check(err)
		request.Header.Set("Accept", "text/plain")
		request.Header.Set("Accept-Language", accept)
		start := time.Now()
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			c.wrong++
			continue
		}
		body, err := io.ReadAll(response.Body)
		_ = response.Body.Close()
		if measured { // the time of a megabyte on the wire is not the library's
			c.samples = append(c.samples, sample{start.Sub(began), time.Since(start)})
		}
		lines := strings.Fields(strings.ReplaceAll(string(body), "\n", " "))
		whole := len(lines) == 6 && slices.Equal(lines[:3], lines[3:]) && lines[0] == lang
		if err != nil || response.StatusCode != http.StatusServiceUnavailable || response.Header.Get("Content-Language") != lang || !whole {
			c.wrong++
		}
	}
	return c
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
