package causegrpc_test

import (
	"context"
	"io/fs"
	"net"
	"testing"
	"testing/fstest"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/grpc/test/bufconn"
	"google.golang.org/protobuf/encoding/prototext"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/rpc/causegrpc"
)

// secret stands for all that no client may see.
const secret = "KakaoAK 0123456789abcdef"

// A service returns what handle returns, from calls of every kind.
type service struct {
	pb.UnimplementedTestServiceServer
	handle func(context.Context) error
}

func (s service) UnaryCall(ctx context.Context, _ *pb.SimpleRequest) (*pb.SimpleResponse, error) {
	return &pb.SimpleResponse{Username: "served"}, s.handle(ctx)
}

func (s service) StreamingOutputCall(_ *pb.StreamingOutputCallRequest, stream grpc.ServerStreamingServer[pb.StreamingOutputCallResponse]) error {
	_ = stream.Send(&pb.StreamingOutputCallResponse{})
	return s.handle(stream.Context())
}

func (s service) StreamingInputCall(stream grpc.ClientStreamingServer[pb.StreamingInputCallRequest, pb.StreamingInputCallResponse]) error {
	return s.handle(stream.Context())
}

func (s service) FullDuplexCall(stream grpc.BidiStreamingServer[pb.StreamingOutputCallRequest, pb.StreamingOutputCallResponse]) error {
	if _, err := stream.Recv(); err != nil {
		return err
	}
	return s.handle(stream.Context())
}

// serve starts a server and returns a client of it.
func serve(t testing.TB, c causegrpc.Config, handle func(context.Context) error) pb.TestServiceClient {
	t.Helper()
	listener := bufconn.Listen(1 << 20)
	server := grpc.NewServer(
		grpc.UnaryInterceptor(causegrpc.UnaryServerInterceptor(c)),
		grpc.StreamInterceptor(causegrpc.StreamServerInterceptor(c)),
	)
	pb.RegisterTestServiceServer(server, service{handle: handle})
	go server.Serve(listener)
	t.Cleanup(server.Stop)
	conn, err := grpc.NewClient("passthrough:///bufconn", grpc.WithTransportCredentials(insecure.NewCredentials()),
		grpc.WithContextDialer(func(ctx context.Context, _ string) (net.Conn, error) { return listener.DialContext(ctx) }))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return pb.NewTestServiceClient(conn)
}

// calls is every kind of call, each with the error that the client gets.
var calls = map[string]func(context.Context, pb.TestServiceClient) error{
	"unary": func(ctx context.Context, client pb.TestServiceClient) error {
		_, err := client.UnaryCall(ctx, &pb.SimpleRequest{})
		return err
	},
	"server stream": func(ctx context.Context, client pb.TestServiceClient) error {
		stream, err := client.StreamingOutputCall(ctx, &pb.StreamingOutputCallRequest{})
		if err != nil {
			return err
		}
		for err == nil {
			_, err = stream.Recv()
		}
		return err
	},
	"client stream": func(ctx context.Context, client pb.TestServiceClient) error {
		stream, err := client.StreamingInputCall(ctx)
		if err != nil {
			return err
		}
		_, err = stream.CloseAndRecv()
		return err
	},
	"both": func(ctx context.Context, client pb.TestServiceClient) error {
		stream, err := client.FullDuplexCall(ctx)
		if err != nil {
			return err
		}
		if err := stream.Send(&pb.StreamingOutputCallRequest{}); err != nil {
			return err
		}
		_, err = stream.Recv()
		return err
	},
}

// answered returns the status that a call of err's handler gets.
func answered(t testing.TB, c causegrpc.Config, err error, md ...string) *status.Status {
	t.Helper()
	client := serve(t, c, func(context.Context) error { return err })
	_, got := client.UnaryCall(metadata.AppendToOutgoingContext(t.Context(), md...), &pb.SimpleRequest{})
	return status.Convert(got)
}

// detail returns the one detail of a type, and nil if there is none.
func detail[D any](t testing.TB, s *status.Status) (found D) {
	t.Helper()
	n := 0
	for _, d := range s.Details() {
		if d, ok := d.(D); ok {
			found = d
			n++
		}
	}
	if n > 1 {
		t.Errorf("%d details of type %T", n, found)
	}
	return found
}

func localized(t testing.TB, s *status.Status) *errdetails.LocalizedMessage {
	t.Helper()
	return detail[*errdetails.LocalizedMessage](t, s)
}

func text(s *status.Status) string { return prototext.Format(s.Proto()) }

// shop has a cause of its own, in English and Korean, and a detail with facts.
func shop(t testing.TB, causes ...apicause.Cause) *apicause.Catalog {
	t.Helper()
	return catalog(t, apicause.Config{Causes: append(causes, "SoldOut")}, map[string]string{
		"en": "SoldOut = 'The goods are sold out'\n[title]\nSoldOut = 'Sold out'\n[detail_with_facts]\n" +
			"SoldOut = '{{.Name}} {{.ItemsLeft}} {{.URLOfShop}} {{._x}} {{.Y}}'\n",
		"ko": "[title]\nSoldOut = '품절'\n",
	})
}

func catalog(t testing.TB, c apicause.Config, files map[string]string) *apicause.Catalog {
	t.Helper()
	locales := fstest.MapFS{}
	for tag, text := range files {
		locales["active."+tag+".toml"] = &fstest.MapFile{Data: []byte(text)}
	}
	if len(files) > 0 {
		c.Locales = []fs.FS{locales}
	}
	made, err := apicause.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return made
}
