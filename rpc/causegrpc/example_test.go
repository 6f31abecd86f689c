package causegrpc_test

import (
	"context"
	"fmt"
	"net"
	"time"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	health "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/rpc/causegrpc"
)

// A checker is a service: gRPC's own for health checks.
type checker struct {
	health.UnimplementedHealthServer
}

func (checker) Check(context.Context, *health.HealthCheckRequest) (*health.HealthCheckResponse, error) {
	return nil, &apicause.Error{
		Cause: apicause.ApiLimitExceeded,
		Facts: apicause.Facts{apicause.FactRetry: 30 * time.Second},
		Err:   fmt.Errorf("quota of app key 0123456789abcdef"), // for Report alone
	}
}

func (checker) Watch(_ *health.HealthCheckRequest, stream grpc.ServerStreamingServer[health.HealthCheckResponse]) error {
	return apicause.InvalidToken
}

func ExampleUnaryServerInterceptor() {
	c := causegrpc.Config{Domain: "memo.example.com"}
	server := grpc.NewServer(
		grpc.UnaryInterceptor(causegrpc.UnaryServerInterceptor(c)),
		grpc.StreamInterceptor(causegrpc.StreamServerInterceptor(c)),
	)
	health.RegisterHealthServer(server, checker{})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Println(err)
		return
	}
	go server.Serve(listener)
	defer server.Stop()

	conn, err := grpc.NewClient(listener.Addr().String(), grpc.WithTransportCredentials(insecure.NewCredentials()))
	if err != nil {
		fmt.Println(err)
		return
	}
	defer conn.Close()
	ctx := metadata.AppendToOutgoingContext(context.Background(), "accept-language", "ko-KR,ko;q=0.9")
	_, err = health.NewHealthClient(conn).Check(ctx, &health.HealthCheckRequest{})

	s := status.Convert(err)
	fmt.Println(s.Code(), s.Message())
	for _, detail := range s.Details() {
		switch d := detail.(type) {
		case *errdetails.ErrorInfo:
			fmt.Println(d.Reason, d.Domain, d.Metadata)
		case *errdetails.LocalizedMessage:
			fmt.Println(d.Locale, d.Message)
		case *errdetails.RetryInfo:
			fmt.Println(d.RetryDelay.AsDuration())
		}
	}
	// Output:
	// Unavailable Exceeded the quota
	// API_LIMIT_EXCEEDED memo.example.com map[retry:30]
	// ko 지금은 이용량이 많아 처리하지 못했어요
	// 30초 후 다시 시도해 주세요. 계속 안 되면 서비스 운영자에게 알려 주세요.
	// 30s
}

func ExampleStatus() {
	ctx := metadata.NewIncomingContext(context.Background(), metadata.Pairs("accept-language", "en"))
	s := causegrpc.Status(ctx, causegrpc.Config{}, fmt.Errorf("user 42: %w", apicause.NotFriend))
	fmt.Println(s.Code(), s.Message())
	// Output:
	// FailedPrecondition Sent message to a user who is not a Kakao Talk friend
}

// Another service's status has that service's words. A cause has words for the
// reader.
func ExampleConfig_classify() {
	c := causegrpc.Config{
		Classify: func(err error) error {
			if status.Code(err) == codes.NotFound {
				return &apicause.Error{Cause: apicause.NotFound, Err: err}
			}
			return nil
		},
	}
	s := causegrpc.Status(context.Background(), c, status.Error(codes.NotFound, "sql: no rows in result set"))
	fmt.Println(s.Code(), s.Message())
	// Output:
	// NotFound Nothing was found for the request
}
