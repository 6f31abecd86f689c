// Command fleet is the example web app with texts that follow the releases in a bucket:
//
//	go run . -bucket 's3://texts?region=us-east-1' -root root.json -dir texts
//
// It reads what Kakao knows the app by from KAKAO_REST_API_KEY, KAKAO_CLIENT_SECRET and
// KAKAO_REDIRECT_URI.
package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"log"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"sync"
	"time"

	"gocloud.dev/blob"
	_ "gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/s3blob"

	"github.com/apicause/apicause/examples/webapp/app"
	"github.com/apicause/apicause/fleet"
	"github.com/apicause/apicause/live"
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
	config := app.Config{
		AuthURL: "https://kauth.kakao.com", APIURL: "https://kapi.kakao.com",
		RESTKey: os.Getenv("KAKAO_REST_API_KEY"), ClientSecret: os.Getenv("KAKAO_CLIENT_SECRET"),
		RedirectURL: cmp.Or(os.Getenv("KAKAO_REDIRECT_URI"), "http://"+*addr+"/callback"),
		HTTP:        &http.Client{Timeout: 3 * time.Second}, Log: slog.Default(), SessionKey: make([]byte, 32),
	}
	_, _ = rand.Read(config.SessionKey) // never fails
	s, err := newServer(ctx, config, bucket, root, *dir)
	if err != nil {
		log.Fatal(err)
	}
	go s.follow(ctx, *every, func(err error) { slog.Error("texts", "error", err) })
	log.Fatal(http.ListenAndServe(*addr, s))
}

// A server is the web app in the newest texts of a bucket.
type server struct {
	http.Handler
	texts *live.Live

	bucket *blob.Bucket
	root   []byte
	dir    string
}

// newServer pulls the newest release. Where that fails, the server starts from the one
// that its folder holds.
func newServer(ctx context.Context, c app.Config, bucket *blob.Bucket, root []byte, dir string) (*server, error) {
	_, pulled := fleet.Pull(ctx, bucket, root, dir)
	texts, err := live.New(app.Messages(os.DirFS(filepath.Join(dir, "current"))))
	if err != nil {
		return nil, errors.Join(pulled, err)
	}
	c.Catalog = texts.Catalog
	handler, err := app.New(c)
	return &server{handler, texts, bucket, root, dir}, err
}

// follow pulls and reloads until ctx ends. To look for changes in the folder costs
// little, so that it is done more often.
func (s *server) follow(ctx context.Context, every time.Duration, report func(error)) {
	var running sync.WaitGroup
	running.Go(func() { _ = s.texts.Run(ctx, every/4, report) })
	running.Go(func() { _ = fleet.Follow(ctx, s.bucket, s.root, s.dir, every, report) })
	running.Wait()
}
