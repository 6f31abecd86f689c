package causegrpc_test

import (
	"context"
	"fmt"
	"io/fs"
	"log"
	"log/slog"
	"net"
	"testing/fstest"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	health "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/live"
	"github.com/apicause/apicause/rpc/causegrpc"
)

// A server that answers with the newest messages: an interceptor in front gives each
// call a localizer of the newest catalog.
func ExampleUnaryServerInterceptor_live() {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	files := fstest.MapFS{} // os.DirFS of a folder, else
	write := func(title string) {
		files["active.ko.toml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "title.ApiLimitExceeded = %q\n", title)}
	}
	write("지금은 붐벼요")
	texts, err := live.New(apicause.Config{Locales: []fs.FS{files}})
	if err != nil {
		log.Fatal(err)
	}
	go texts.Run(ctx, time.Hour, func(err error) { slog.Error("message files", "error", err) })

	newest := func(ctx context.Context, request any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		languages := metadata.ValueFromIncomingContext(ctx, "accept-language")
		return handler(apicause.NewContext(ctx, texts.Localizer(languages...)), request)
	}
	server := grpc.NewServer(grpc.ChainUnaryInterceptor(newest, causegrpc.UnaryServerInterceptor(causegrpc.Config{})))
	health.RegisterHealthServer(server, checker{})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go server.Serve(listener)
	defer server.Stop()

	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	call := func() {
		ctx := metadata.AppendToOutgoingContext(context.Background(), "accept-language", "ko")
		_, err := health.NewHealthClient(conn).Check(ctx, &health.HealthCheckRequest{})
		for _, detail := range status.Convert(err).Details() {
			if m, ok := detail.(*errdetails.LocalizedMessage); ok {
				fmt.Println(m.Locale, m.Message)
			}
		}
	}
	call()
	write("지금은 이용자가 많아요")
	if _, err := texts.Reload(); err != nil { // Run would do so by itself
		log.Fatal(err)
	}
	call()

	// Output:
	// ko 지금은 붐벼요
	// 30초 후 다시 시도해 주세요. 계속 안 되면 서비스 운영자에게 알려 주세요.
	// ko 지금은 이용자가 많아요
	// 30초 후 다시 시도해 주세요. 계속 안 되면 서비스 운영자에게 알려 주세요.
}
