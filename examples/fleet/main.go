// Command fleet is a server whose texts follow the releases in a bucket:
//
//	go run . -bucket 's3://texts?region=us-east-1' -root root.json -dir texts
package main

import (
	"context"
	"flag"
	"io/fs"
	"log"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"time"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/fleet"
	"github.com/apicause/apicause/live"
	"github.com/apicause/apicause/problem"
)

func main() {
	addr := flag.String("addr", "127.0.0.1:8080", "address to serve at")
	url := flag.String("bucket", "", "bucket URL")
	rootFile := flag.String("root", "root.json", "what apicause release init made")
	dir := flag.String("dir", "texts", "folder that releases are pulled into")
	every := flag.Duration("every", 30*time.Second, "time between pulls")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()

	root, err := os.ReadFile(*rootFile)
	if err != nil {
		log.Fatal(err)
	}
	bucket, err := blob.OpenBucket(ctx, *url)
	if err != nil {
		log.Fatal(err)
	}
	s, err := newServer(ctx, bucket, root, *dir, func(err error) { slog.Error("texts", "error", err) })
	if err != nil {
		log.Fatal(err)
	}
	go s.follow(ctx, *every)
	log.Fatal(http.ListenAndServe(*addr, s))
}

// A server answers each request with an error, in the newest texts.
type server struct {
	bucket *blob.Bucket
	root   []byte
	dir    string
	report func(error)
	texts  *live.Live
	http.Handler
}

// newServer pulls the newest release. Where that fails, it starts from the one that
// the folder holds.
func newServer(ctx context.Context, bucket *blob.Bucket, root []byte, dir string, report func(error)) (*server, error) {
	if _, err := fleet.Pull(ctx, bucket, root, dir); err != nil {
		report(err)
	}
	texts, err := live.New(apicause.Config{Locales: []fs.FS{os.DirFS(filepath.Join(dir, "current"))}})
	if err != nil {
		return nil, err
	}
	answers := problem.New(problem.Config{Localizer: func(r *http.Request) apicause.Localizer {
		return texts.Localizer(problem.Preferences(r)...)
	}})
	fail := answers.Handler(func(http.ResponseWriter, *http.Request) error { return apicause.InvalidToken })
	return &server{bucket, root, dir, report, texts, fail}, nil
}

// follow pulls and reloads until ctx ends.
func (s *server) follow(ctx context.Context, every time.Duration) {
	go s.texts.Run(ctx, every, s.report)
	_ = fleet.Follow(ctx, s.bucket, s.root, s.dir, every, s.report)
}
