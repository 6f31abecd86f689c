package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/versity/versitygw/backend/meta"
	"github.com/versity/versitygw/backend/posix"
	"github.com/versity/versitygw/embedgw"
	"gocloud.dev/blob"
)

// A gateway is an S3 server on a folder, which can be stopped and started again.
type gateway struct {
	t      *testing.T
	folder string
	addr   string
	stop   func()
}

func newGateway(t *testing.T) *gateway {
	t.Setenv("AWS_ACCESS_KEY_ID", "fleet")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "fleet-secret")
	free, err := net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	g := &gateway{t: t, folder: t.TempDir(), addr: free.Addr().String()}
	must(t, free.Close())
	must(t, os.MkdirAll(filepath.Join(g.folder, "data", "texts"), 0o755))
	t.Chdir(g.folder) // so that the folder is changed back: the backend changes it
	g.start()
	t.Cleanup(func() { g.stop() })
	return g
}

func (g *gateway) start() {
	sidecar := filepath.Join(g.folder, "meta")
	must(g.t, os.MkdirAll(sidecar, 0o755))
	attributes, err := meta.NewSideCar(sidecar)
	must(g.t, err)
	backend, err := posix.New(filepath.Join(g.folder, "data"), attributes, posix.PosixOpts{SideCarDir: sidecar, NewDirPerm: 0o755, NewFilePerm: 0o644})
	must(g.t, err)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- embedgw.RunVersityGW(ctx, backend, &embedgw.Config{
			RootUserAccess: "fleet", RootUserSecret: "fleet-secret", Region: "us-east-1", Ports: []string{g.addr},
			MaxConnections: 1000, MaxRequests: 1000, MultipartMaxParts: 10000, Quiet: true, HealthPath: "/health",
		})
	}()
	g.stop = func() {
		cancel()
		<-ended
	}
	for patience := time.Now().Add(30 * time.Second); ; {
		c, err := net.Dial("tcp", g.addr)
		if err == nil {
			must(g.t, c.Close())
			return
		}
		select {
		case err := <-ended:
			g.t.Fatal("the gateway ended: ", err)
		default:
		}
		if time.Now().After(patience) {
			g.t.Fatal("after 30 seconds, the gateway does not listen: ", err)
		}
	}
}

func (g *gateway) url() string {
	return fmt.Sprintf("s3://texts?region=us-east-1&endpoint=http://%s&use_path_style=true&disable_https=true", g.addr)
}

func (g *gateway) open() *blob.Bucket {
	bucket, err := blob.OpenBucket(g.t.Context(), g.url())
	must(g.t, err)
	g.t.Cleanup(func() { _ = bucket.Close() })
	return bucket
}
