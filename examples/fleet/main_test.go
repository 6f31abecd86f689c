package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gocloud.dev/blob"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/fleet/release"
)

const interval = 300 * time.Millisecond

// Ten servers follow one bucket on a real S3 server through all that happens to it.
func TestTenServers(t *testing.T) {
	gateway := newGateway(t)
	bucket := gateway.open()
	keys := filepath.Join(t.TempDir(), "keys")
	must(t, release.Init(t.Context(), bucket, keys, time.Hour))
	root, err := os.ReadFile(filepath.Join(keys, "root.json"))
	must(t, err)
	publish := func(version int) {
		t.Helper()
		repository, err := release.Open(t.Context(), bucket, keys, nil)
		must(t, err)
		text := []byte(fmt.Sprintf("[title]\nInvalidToken = \"version %d\"\n", version))
		_, err = repository.Publish(t.Context(), map[string][]byte{"active.en.toml": text, "active.ko.toml": text})
		must(t, err)
	}
	publish(1)

	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	t.Cleanup(func() { cancel(); running.Wait() })
	var reports atomic.Int64
	var servers []*server
	dirs := make([]string, 10)
	for i := range dirs {
		dirs[i] = t.TempDir()
	}
	start := func(dir string) {
		t.Helper()
		s, err := newServer(ctx, gateway.open(), root, dir, func(error) { reports.Add(1) })
		must(t, err)
		servers = append(servers, s)
		running.Go(func() { s.follow(ctx, interval) })
	}
	for _, dir := range dirs {
		start(dir)
	}

	// title is what a server answers over HTTP. Both files are of one version in
	// every catalog.
	title := func(s *server) string {
		catalog := s.texts.Catalog()
		en := catalog.Localizer("en").Message(apicause.InvalidToken).Title
		if ko := catalog.Localizer("ko").Message(apicause.InvalidToken).Title; ko != en {
			t.Errorf("mixed: %q and %q", en, ko)
		}
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept", "text/plain")
		s.ServeHTTP(w, r)
		line, _, _ := strings.Cut(w.Body.String(), "\n")
		return line
	}
	all := func(version int) {
		t.Helper()
		began := time.Now()
		eventually(t, fmt.Sprintf("all serve version %d", version), func() bool {
			for _, s := range servers {
				if title(s) != fmt.Sprintf("version %d", version) {
					return false
				}
			}
			return true
		})
		t.Logf("version %d on %d servers after %v", version, len(servers), time.Since(began).Round(time.Millisecond))
	}
	all(1)
	publish(2)
	all(2)

	// Refused, and reported by each server once.
	good := objects(t, bucket)
	refused := func(name string, objects map[string][]byte) {
		t.Helper()
		before := reports.Load()
		restore(t, bucket, objects)
		eventually(t, name+" is reported by all", func() bool { return reports.Load() >= before+int64(len(servers)) })
		all(2)
		restore(t, bucket, good)
	}
	old := good
	publish(3)
	all(3)
	publish(2)
	all(2)
	newer := objects(t, bucket)
	good = newer
	refused("an older repository", old)
	tampered := maps.Clone(newer)
	tampered["timestamp.json"] = []byte(strings.Replace(string(newer["timestamp.json"]), `"version":`, `"version":9`, 1))
	refused("a tampered timestamp", tampered)

	// The bucket goes away. Nothing is lost, and a new server starts from its folder.
	before := reports.Load()
	gateway.stop()
	eventually(t, "the absence is reported by all", func() bool { return reports.Load() >= before+int64(len(servers)) })
	start(dirs[0])
	all(2)
	gateway.start()
	publish(4)
	all(4)
}

func objects(t *testing.T, b *blob.Bucket) map[string][]byte {
	t.Helper()
	all := make(map[string][]byte)
	for list := b.List(nil); ; {
		object, err := list.Next(t.Context())
		if err == io.EOF {
			return all
		}
		must(t, err)
		all[object.Key], err = b.ReadAll(t.Context(), object.Key)
		must(t, err)
	}
}

func restore(t *testing.T, b *blob.Bucket, all map[string][]byte) {
	t.Helper()
	for key, data := range all {
		must(t, b.WriteAll(t.Context(), key, data, nil))
	}
}

// eventually waits for what other goroutines do.
func eventually(t *testing.T, what string, done func() bool) {
	t.Helper()
	deadline := time.After(30 * time.Second)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for !done() {
		select {
		case <-tick.C:
		case <-deadline:
			t.Fatal("after 30 seconds it does not hold that ", what)
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
