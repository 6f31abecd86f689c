package causeconnect_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"connectrpc.com/connect"
	"github.com/google/go-cmp/cmp"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/protobuf/encoding/prototext"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/emptypb"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
	"github.com/apicause/apicause/rpc/causeconnect"
	"github.com/apicause/apicause/rpc/causegrpc"
)

// secret stands for all that no client may see.
const secret = "KakaoAK 0123456789abcdef"

// protocols is what a Connect server speaks.
var protocols = map[string]connect.ClientOption{
	"Connect":  connect.WithProtoJSON(),
	"gRPC":     connect.WithGRPC(),
	"gRPC-Web": connect.WithGRPCWeb(),
}

// A kind is one kind of call: its handler, whose error is handle's, and how a
// client makes it.
type kind struct {
	handler func(handle func(context.Context) error, o connect.HandlerOption) http.Handler
	call    func(ctx context.Context, client *connect.Client[emptypb.Empty, emptypb.Empty], h http.Header) error
}

const procedure = "/memo.v1.MemoService/Send"

var kinds = map[string]kind{
	"unary": {
		func(handle func(context.Context) error, o connect.HandlerOption) http.Handler {
			return connect.NewUnaryHandler(procedure, func(ctx context.Context, _ *connect.Request[emptypb.Empty]) (*connect.Response[emptypb.Empty], error) {
				return connect.NewResponse(&emptypb.Empty{}), handle(ctx)
			}, o, connect.WithIdempotency(connect.IdempotencyNoSideEffects))
		},
		func(ctx context.Context, client *connect.Client[emptypb.Empty, emptypb.Empty], h http.Header) error {
			req := connect.NewRequest(&emptypb.Empty{})
			copyHeader(req.Header(), h)
			_, err := client.CallUnary(ctx, req)
			return err
		},
	},
	"server stream": {
		func(handle func(context.Context) error, o connect.HandlerOption) http.Handler {
			return connect.NewServerStreamHandler(procedure, func(ctx context.Context, _ *connect.Request[emptypb.Empty], s *connect.ServerStream[emptypb.Empty]) error {
				_ = s.Send(&emptypb.Empty{})
				return handle(ctx)
			}, o)
		},
		func(ctx context.Context, client *connect.Client[emptypb.Empty, emptypb.Empty], h http.Header) error {
			req := connect.NewRequest(&emptypb.Empty{})
			copyHeader(req.Header(), h)
			stream, err := client.CallServerStream(ctx, req)
			if err != nil {
				return err
			}
			defer stream.Close()
			for stream.Receive() {
			}
			return stream.Err()
		},
	},
	"client stream": {
		func(handle func(context.Context) error, o connect.HandlerOption) http.Handler {
			return connect.NewClientStreamHandler(procedure, func(ctx context.Context, _ *connect.ClientStream[emptypb.Empty]) (*connect.Response[emptypb.Empty], error) {
				return connect.NewResponse(&emptypb.Empty{}), handle(ctx)
			}, o)
		},
		func(ctx context.Context, client *connect.Client[emptypb.Empty, emptypb.Empty], h http.Header) error {
			stream := client.CallClientStream(ctx)
			copyHeader(stream.RequestHeader(), h)
			_, err := stream.CloseAndReceive()
			return err
		},
	},
	"both": {
		func(handle func(context.Context) error, o connect.HandlerOption) http.Handler {
			return connect.NewBidiStreamHandler(procedure, func(ctx context.Context, _ *connect.BidiStream[emptypb.Empty, emptypb.Empty]) error {
				return handle(ctx)
			}, o)
		},
		func(ctx context.Context, client *connect.Client[emptypb.Empty, emptypb.Empty], h http.Header) error {
			stream := client.CallBidiStream(ctx)
			copyHeader(stream.RequestHeader(), h)
			if err := stream.CloseRequest(); err != nil {
				return err
			}
			defer stream.CloseResponse()
			_, err := stream.Receive()
			return err
		},
	},
}

func copyHeader(to, from http.Header) {
	for key, values := range from {
		to[key] = values
	}
}

// serve starts a server whose handler returns what handle returns.
func serve(t testing.TB, k kind, c causeconnect.Config, handle func(context.Context) error) *httptest.Server {
	t.Helper()
	mux := http.NewServeMux()
	mux.Handle(procedure, k.handler(handle, connect.WithInterceptors(causeconnect.NewInterceptor(c))))
	server := httptest.NewUnstartedServer(mux)
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	return server
}

func client(server *httptest.Server, options ...connect.ClientOption) *connect.Client[emptypb.Empty, emptypb.Empty] {
	return connect.NewClient[emptypb.Empty, emptypb.Empty](server.Client(), server.URL+procedure, options...)
}

// answered returns what a client gets of a handler that returns err.
func answered(t testing.TB, c causeconnect.Config, err error, languages ...string) *connect.Error {
	t.Helper()
	server := serve(t, kinds["unary"], c, func(context.Context) error { return err })
	got := kinds["unary"].call(t.Context(), client(server), http.Header{"Accept-Language": languages})
	return asError(t, got)
}

func asError(t testing.TB, err error) *connect.Error {
	t.Helper()
	var e *connect.Error
	if !errors.As(err, &e) {
		t.Fatalf("%v", err)
	}
	return e
}

// asStatus returns an answer as gRPC would give it.
func asStatus(e *connect.Error) *status.Status {
	s := &status.Status{Code: int32(e.Code()), Message: e.Message()}
	for _, d := range e.Details() {
		s.Details = append(s.Details, &anypb.Any{TypeUrl: "type.googleapis.com/" + d.Type(), Value: d.Bytes()})
	}
	return s
}

// What gRPC's clients get is what Connect's clients get.
func TestAnswersEqualThoseOfGRPC(t *testing.T) {
	catalog, err := apicause.New(apicause.Config{
		Causes:  []apicause.Cause{"SoldOut"},
		Locales: []fs.FS{fstest.MapFS{"active.en.toml": {Data: []byte("SoldOut = 'Sold out'")}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]error{
		"no cause":   errors.New(secret),
		"called off": fmt.Errorf("%s: %w", secret, context.Canceled),
		"a deadline": fmt.Errorf("%s: %w", secret, context.DeadlineExceeded),
		"facts": &apicause.Error{Cause: apicause.InsufficientScope, Err: errors.New(secret),
			Facts: apicause.Facts{"Scopes": apicause.Terms{"friends"}, "Retry": time.Minute}},
		"fields": problem.Fields(problem.At("/items/0", fmt.Errorf("%s: %w", secret, apicause.NotFound))),
	}
	for _, cause := range catalog.Causes() {
		tests[string(cause)] = fmt.Errorf("%s: %w", secret, cause)
	}
	var failed error
	server := serve(t, kinds["unary"], causeconnect.Config{Catalog: catalog, Domain: "memo.example.com"}, func(context.Context) error { return failed })
	ko := apicause.NewContext(t.Context(), catalog.Localizer("ko"))
	for name, err := range tests {
		t.Run(name, func(t *testing.T) {
			failed = err
			got := asStatus(asError(t, kinds["unary"].call(t.Context(), client(server), http.Header{"Accept-Language": {"ko-KR,ko;q=0.9"}})))
			want := causegrpc.Status(ko, causegrpc.Config{Catalog: catalog, Domain: "memo.example.com"}, err)
			if diff := cmp.Diff(want.Proto(), got, protocmp.Transform()); diff != "" {
				t.Error(diff)
			}
			if strings.Contains(prototext.Format(got), secret) {
				t.Error(got)
			}
		})
	}
}

func TestEveryKindOfCall(t *testing.T) {
	for name, k := range kinds {
		for protocol, option := range protocols {
			t.Run(name+" over "+protocol, func(t *testing.T) {
				var reported []error
				var served apicause.Localizer
				c := causeconnect.Config{Domain: "memo.example.com", Report: func(ctx context.Context, err error, e *connect.Error) {
					reported = append(reported, err)
					if apicause.FromContext(ctx).Language().String() != "ko" || e.Code() != connect.CodeUnauthenticated {
						t.Errorf("reported: %v %v", apicause.FromContext(ctx).Language(), e)
					}
				}}
				server := serve(t, k, c, func(ctx context.Context) error {
					served = apicause.FromContext(ctx)
					return apicause.InvalidToken
				})
				got := asError(t, k.call(t.Context(), client(server, option), http.Header{"Accept-Language": {"ko"}}))
				want := causegrpc.Status(apicause.NewContext(t.Context(), apicause.Default().Localizer("ko")), causegrpc.Config{Domain: "memo.example.com"}, apicause.InvalidToken)
				if diff := cmp.Diff(want.Proto(), asStatus(got), protocmp.Transform()); diff != "" {
					t.Error(diff)
				}
				if len(reported) != 1 || reported[0] != apicause.InvalidToken {
					t.Errorf("reported: %v", reported)
				}
				if served.Language().String() != "ko" {
					t.Errorf("the handler has %v", served.Language())
				}
			})
		}
	}
}

func TestCallsThatDoNotFailPass(t *testing.T) {
	for _, name := range []string{"unary", "server stream", "client stream"} {
		c := causeconnect.Config{Report: func(_ context.Context, err error, _ *connect.Error) { t.Error(err) }}
		server := serve(t, kinds[name], c, func(context.Context) error { return nil })
		if err := kinds[name].call(t.Context(), client(server), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLanguages(t *testing.T) {
	server := serve(t, kinds["unary"], causeconnect.Config{}, func(context.Context) error { return apicause.InvalidToken })
	tests := map[string]struct {
		header http.Header
		want   string
	}{
		"none":           {nil, "en"},
		"several lines":  {http.Header{"Accept-Language": {"xx", "ja"}}, "ja"},
		"of the gateway": {http.Header{"Grpcgateway-Accept-Language": {"ja"}}, "ja"},
		"both":           {http.Header{"Grpcgateway-Accept-Language": {"ja"}, "Accept-Language": {"ko"}}, "ko"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := asError(t, kinds["unary"].call(t.Context(), client(server), test.header))
			if got := detail[*errdetails.LocalizedMessage](t, e).GetLocale(); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
}

func detail[D proto.Message](t testing.TB, e *connect.Error) (found D) {
	t.Helper()
	for _, d := range e.Details() {
		value, err := d.Value()
		if err != nil {
			t.Fatal(err)
		}
		if d, ok := value.(D); ok {
			found = d
		}
	}
	return found
}

func TestAnErrorsOwnAnswer(t *testing.T) {
	own := connect.NewError(connect.CodeUnavailable, errors.New("come back"))
	own.Meta().Set("X-Request-Id", "42")
	if d, err := connect.NewErrorDetail(&errdetails.RequestInfo{RequestId: "42"}); err == nil {
		own.AddDetail(d)
	}
	tests := map[string]struct {
		err      error
		classify func(error) error
		want     connect.Code // of a cause; 0: own, as it is
	}{
		"as it is":                       {err: own},
		"wrapped":                        {err: fmt.Errorf("%s: %w", secret, own)},
		"beneath a cause":                {err: &apicause.Error{Cause: apicause.NotFound, Err: own}, want: connect.CodeNotFound},
		"that Classify gives a cause":    {err: own, classify: func(error) error { return apicause.NotFound }, want: connect.CodeNotFound},
		"that Classify joins to a cause": {err: own, classify: func(err error) error { return errors.Join(err, apicause.NotFound) }, want: connect.CodeNotFound},
		"that Classify lets pass":        {err: own, classify: func(error) error { return nil }},
		"without a code":                 {err: connect.NewError(0, errors.New(secret)), want: connect.CodeUnknown},
		"without a code around another":  {err: connect.NewError(0, fmt.Errorf("%s: %w", secret, own))},
		"a nil pointer":                  {err: (*connect.Error)(nil), want: connect.CodeUnknown},
		"a status of gRPC's":             {err: causegrpc.Status(t.Context(), causegrpc.Config{}, apicause.NotFound).Err(), want: connect.CodeUnknown},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			e := answered(t, causeconnect.Config{Classify: test.classify}, test.err)
			if test.want == 0 {
				if diff := cmp.Diff(asStatus(own), asStatus(e), protocmp.Transform()); diff != "" || e.Meta().Get("X-Request-Id") != "42" {
					t.Error(diff, e.Meta())
				}
			} else if e.Code() != test.want {
				t.Errorf("%s, want %s", e.Code(), test.want)
			}
			if strings.Contains(prototext.Format(asStatus(e)), secret) {
				t.Error(e)
			}
		})
	}
}

// What the app makes of a panic is an error like any other.
func TestPanicsThatAreRecovered(t *testing.T) {
	ours := connect.WithInterceptors(causeconnect.NewInterceptor(causeconnect.Config{}))
	recovers := connect.WithRecover(func(_ context.Context, _ connect.Spec, _ http.Header, r any) error {
		return fmt.Errorf("panic: %v", r)
	})
	for name, k := range kinds {
		h := k.handler(func(context.Context) error { panic(secret) }, connect.WithHandlerOptions(ours, recovers))
		server := httptest.NewUnstartedServer(h)
		server.EnableHTTP2 = true
		server.StartTLS()
		t.Cleanup(server.Close)
		e := asError(t, k.call(t.Context(), client(server), nil))
		if e.Code() != connect.CodeUnknown || strings.Contains(prototext.Format(asStatus(e)), secret) || detail[*errdetails.LocalizedMessage](t, e) == nil {
			t.Errorf("%s: %v", name, e)
		}
	}
}

func TestNotModifiedPasses(t *testing.T) {
	server := serve(t, kinds["unary"], causeconnect.Config{}, func(context.Context) error {
		return connect.NewNotModifiedError(http.Header{"Etag": {`"1"`}})
	})
	err := kinds["unary"].call(t.Context(), client(server, connect.WithHTTPGet(), connect.WithIdempotency(connect.IdempotencyNoSideEffects)), nil)
	if !connect.IsNotModifiedError(err) {
		t.Error(err)
	}
}

func TestCode(t *testing.T) {
	for own, want := range map[connect.Code]connect.Code{
		connect.CodeAborted: connect.CodeAborted, 0: connect.CodeUnauthenticated, 17: connect.CodeUnauthenticated,
	} {
		e := answered(t, causeconnect.Config{Code: func(error, apicause.Cause) connect.Code { return own }}, apicause.InvalidToken)
		if e.Code() != want {
			t.Errorf("%d: %s, want %s", own, e.Code(), want)
		}
	}
}

func TestTypeAndDomain(t *testing.T) {
	e := answered(t, causeconnect.Config{Type: func(cause apicause.Cause) string { return "https://example.com/" + string(cause) }}, apicause.NotFound)
	if got := detail[*errdetails.Help](t, e).GetLinks()[0].GetUrl(); got != "https://example.com/NotFound" {
		t.Error(got)
	}
	if detail[*errdetails.ErrorInfo](t, e) != nil {
		t.Error(asStatus(e))
	}
	e = answered(t, causeconnect.Config{Domain: "\xff", Type: func(apicause.Cause) string { return "https://\xff" }}, apicause.NotFound)
	if len(e.Details()) != 1 || detail[*errdetails.LocalizedMessage](t, e) == nil {
		t.Error(asStatus(e))
	}
}

func TestClientsPass(t *testing.T) {
	lost := connect.NewError(connect.CodeDataLoss, errors.New("lost"))
	interceptor := causeconnect.NewInterceptor(causeconnect.Config{
		Classify: func(error) error { return apicause.NotFound },
		Report:   func(_ context.Context, err error, _ *connect.Error) { t.Error(err) },
	})
	for name, k := range kinds {
		server := serve(t, k, causeconnect.Config{}, func(context.Context) error { return lost })
		e := asError(t, k.call(t.Context(), client(server, connect.WithInterceptors(interceptor)), nil))
		if e.Code() != connect.CodeDataLoss || e.Message() != "lost" {
			t.Errorf("%s: %v", name, e)
		}
	}
}
