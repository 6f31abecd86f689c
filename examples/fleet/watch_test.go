package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"gocloud.dev/blob"

	"github.com/apicause/apicause/examples/webapp/app"
)

// A member is one of the servers, and what was seen of it.
type member struct {
	dir     string
	web     *httptest.Server
	version string   // of the texts in its last answer
	reports []string // since they were last taken
	stop    func()
}

// A watch asks all servers, one after the other and without a pause, and holds that
// no answer mixes two versions.
type watch struct {
	t    *testing.T
	root []byte
	news chan struct{} // an answer of another version, or a report

	mu      sync.Mutex
	members []*member
}

func newWatch(t *testing.T, root []byte) *watch {
	w := &watch{t: t, root: root, news: make(chan struct{}, 1)}
	ctx, stop := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		for i := 0; ctx.Err() == nil; i++ {
			w.mu.Lock()
			if n := len(w.members); n > 0 {
				w.ask(w.members[i%n])
			}
			w.mu.Unlock()
		}
	})
	t.Cleanup(func() {
		stop()
		running.Wait()
		for _, m := range w.members {
			m.stop()
		}
	})
	return w
}

// start adds a server that keeps releases in dir.
func (w *watch) start(bucket *blob.Bucket, dir string) {
	w.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	config := app.Config{SessionKey: make([]byte, 32), HTTP: http.DefaultClient, Log: slog.New(slog.DiscardHandler)}
	s, err := newServer(ctx, config, bucket, w.root, dir)
	must(w.t, err)
	m := &member{dir: dir, web: httptest.NewServer(s)}
	var following sync.WaitGroup
	following.Go(func() {
		s.follow(ctx, interval, func(err error) {
			if strings.Contains(err.Error(), "checksum did not match") {
				return // the gateway writes an object first and its checksum then
			}
			w.mu.Lock()
			defer w.mu.Unlock()
			m.reports = append(m.reports, err.Error())
			w.tell()
		})
	})
	m.stop = func() {
		cancel()
		following.Wait()
		m.web.Close()
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.members = append(w.members, m)
}

// restart stops a server and starts it on the folder that it had.
func (w *watch) restart(n int, bucket *blob.Bucket) {
	w.t.Helper()
	w.mu.Lock()
	m := w.members[n]
	w.members = append(w.members[:n:n], w.members[n+1:]...)
	w.mu.Unlock()
	m.stop()
	w.start(bucket, m.dir)
}

func (w *watch) tell() {
	select {
	case w.news <- struct{}{}:
	default: // news is waiting already
	}
}

// ask gets an error of the web app. Its title is from one of the release's files and
// its detail from the other, which are changed together.
func (w *watch) ask(m *member) {
	request, err := http.NewRequest("GET", m.web.URL+"/nowhere", nil)
	must(w.t, err)
	request.Header.Set("Accept", "application/problem+json")
	request.Header.Set("Accept-Language", "en-GB")
	response, err := m.web.Client().Do(request)
	if err != nil {
		w.t.Error(err)
		return
	}
	defer response.Body.Close()
	var problem struct{ Title, Detail string }
	if err := json.NewDecoder(response.Body).Decode(&problem); err != nil {
		w.t.Error(err)
	}
	version, ok := strings.CutPrefix(problem.Title, "title of version ")
	if !ok || problem.Detail != "detail of version "+version || response.StatusCode != http.StatusNotFound {
		w.t.Errorf("%s: %+v", response.Status, problem)
	}
	if version != m.version {
		m.version = version
		w.tell()
	}
}

// files are those of a release.
func files(version int) map[string][]byte {
	return map[string][]byte{
		"active.en.toml":    fmt.Appendf(nil, "[detail]\nPageNotFound = \"detail of version %d\"\n", version),
		"active.en-GB.toml": fmt.Appendf(nil, "[title]\nPageNotFound = \"title of version %d\"\n", version),
	}
}

// until waits until something holds for every server.
func (w *watch) until(what string, holds func(*member) bool) {
	w.t.Helper()
	patience := time.After(30 * time.Second)
	for !w.all(holds) {
		select {
		case <-w.news:
		case <-patience:
			w.all(func(m *member) bool { w.t.Logf("version %s, reports %q", m.version, m.reports); return true })
			w.t.Fatal("after 30 seconds, not every server ", what)
		}
	}
}

func (w *watch) all(holds func(*member) bool) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, m := range w.members {
		if !holds(m) {
			return false
		}
	}
	return true
}

// serve waits until all servers answer with a version, and holds how often each has
// reported something meanwhile.
func (w *watch) serve(version, reports int) {
	w.t.Helper()
	w.until(fmt.Sprint("serves version ", version), func(m *member) bool { return m.version == fmt.Sprint(version) })
	w.all(func(m *member) bool {
		if len(m.reports) != reports {
			w.t.Errorf("%d reports, want %d: %q", len(m.reports), reports, m.reports)
		}
		m.reports = nil
		return true
	})
}

// report waits until all servers have reported something, and holds that all answer
// with a version.
func (w *watch) report(what string, version int) {
	w.t.Helper()
	w.until("reports "+what, func(m *member) bool {
		return len(m.reports) > 0 && strings.Contains(m.reports[0], what)
	})
	w.all(func(m *member) bool {
		if m.version != fmt.Sprint(version) {
			w.t.Errorf("version %s is served, want %d", m.version, version)
		}
		return true
	})
}
