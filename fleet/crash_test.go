package fleet_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gocloud.dev/blob/fileblob"

	"github.com/apicause/apicause/fleet"
)

// A child process, which pulls one of two buckets and then the other until it is
// killed: see TestKilledPullers.
func TestMain(m *testing.M) {
	if dir := os.Getenv("FLEET_TEST_PULL"); dir != "" {
		pullUntilKilled(dir)
	}
	os.Exit(m.Run())
}

func pullUntilKilled(dir string) {
	for n := 0; ; n++ {
		from := filepath.Join(dir, fmt.Sprintf("bucket%d", n%2))
		root, err := os.ReadFile(from + ".root.json")
		if err == nil {
			bucket, failed := fileblob.OpenBucket(from, nil)
			if err = failed; err == nil {
				_, err = fleet.Pull(context.Background(), bucket, root, filepath.Join(dir, "pulled"))
			}
		}
		if err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
		fmt.Println("pulled")
	}
}

// A puller that is killed at any moment leaves a whole release, and the next one
// goes on from there.
func TestKilledPullers(t *testing.T) {
	dir := t.TempDir()
	for n := range 2 {
		p := newPublisher(t, time.Hour)
		p.publish(n + 1)
		path := filepath.Join(dir, fmt.Sprintf("bucket%d", n))
		must(t, os.WriteFile(path+".root.json", p.root, 0o644))
		bucket, err := fileblob.OpenBucket(path, &fileblob.Options{CreateDir: true})
		must(t, err)
		restore(t, bucket, objects(t, p.bucket))
	}
	pulled := filepath.Join(dir, "pulled")
	for kills := range 30 {
		child := exec.Command(os.Args[0])
		child.Env = append(os.Environ(), "FLEET_TEST_PULL="+dir)
		out, err := child.StdoutPipe()
		must(t, err)
		must(t, child.Start())
		lines := bufio.NewScanner(out)
		for range 1 + kills%3 {
			if !lines.Scan() || lines.Text() != "pulled" {
				t.Fatalf("the puller says %q", lines.Text())
			}
		}
		// It goes on meanwhile, and is killed wherever it is then.
		for range kills * 20 {
			_, _ = os.ReadDir(pulled)
		}
		must(t, child.Process.Kill())
		_ = child.Wait()
		text := read(t, filepath.Join(pulled, "current", "active.en.toml"))
		n := 1
		if strings.Contains(string(text), "release 2") {
			n = 2
		}
		serves(t, pulled, n)
	}
}

// What a crash may leave in the folder does not matter.
func TestPullAfterACrash(t *testing.T) {
	leave := func(path, data string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			must(t, os.MkdirAll(filepath.Dir(filepath.Join(dir, path)), 0o755))
			must(t, os.WriteFile(filepath.Join(dir, path), []byte(data), 0o644))
		}
	}
	known := func(name, data string) func(*testing.T, string) {
		return func(t *testing.T, dir string) {
			trust, err := filepath.Glob(filepath.Join(dir, "trust", "*"))
			must(t, err)
			must(t, os.WriteFile(filepath.Join(trust[0], name), []byte(data), 0o644))
		}
	}
	tests := map[string]func(t *testing.T, dir string){
		"half a release":  leave("releases/123/active.en.toml", "[tit"),
		"half a download": leave("releases/123/active.ko.toml", ""),
		"a draft of the link": func(t *testing.T, dir string) {
			must(t, os.Symlink("releases/123", filepath.Join(dir, "current.next")))
		},
		"the link to nothing":    func(t *testing.T, dir string) { must(t, os.RemoveAll(filepath.Join(dir, "releases"))) },
		"no link":                func(t *testing.T, dir string) { must(t, os.Remove(filepath.Join(dir, "current"))) },
		"half a root":            known("root.json", `{"signed":`),
		"half a timestamp":       known("timestamp.json", `{"signed":`),
		"half a snapshot":        known("snapshot.json", `{"signed":`),
		"half of the targets":    known("targets.json", ``),
		"a file of go-tuf's":     known("tuf_tmp123", `{`),
		"the lock, held by none": leave("lock", ""),
	}
	for name, crash := range tests {
		t.Run(name, func(t *testing.T) {
			p := newPublisher(t, time.Hour)
			dir := t.TempDir()
			p.publish(1)
			_, err := pull(t, p, dir)
			must(t, err)
			crash(t, dir)
			p.publish(2)
			if changed, err := pull(t, p, dir); !changed || err != nil {
				t.Errorf("Pull() = %v, %v", changed, err)
			}
			serves(t, dir, 2)
		})
	}
}
