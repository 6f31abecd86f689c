package causegrpc

import (
	"context"

	"google.golang.org/genproto/googleapis/rpc/code"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/rpc/internal/answer"
)

// A Config says how to answer failed calls. The zero Config works. Its functions
// must be safe for concurrent use; a panic in one is passed on.
type Config struct {
	// Catalog has the messages. Nil means [apicause.Default].
	Catalog *apicause.Catalog

	// Domain names the service in ErrorInfo, such as "memo.example.com"; it makes
	// reasons unique (AIP-193). Without it, a status has no ErrorInfo.
	Domain string

	// Type returns the URI of a cause's documentation; Help links to it if it is
	// http or https. Nil means the documentation of a built-in cause.
	Type func(apicause.Cause) string

	// Classify gives foreign errors, such as sql.ErrNoRows or another service's
	// status, a cause, before anything else looks at them; errors of fields, too.
	// What it returns is answered and reported. Nil from it means the error as it
	// is. Nil means none.
	Classify func(error) error

	// Code returns the code for an error and its cause. OK, or anything that is not
	// a code, means the one in the table of the package's documentation. Nil means
	// the table.
	Code func(error, apicause.Cause) codes.Code

	// Report is called with every error and its status, before the status is sent,
	// for logs and metrics. The context carries the reader's localizer. Nil means none.
	Report func(context.Context, error, *status.Status)
}

// UnaryServerInterceptor answers the errors of unary handlers. It puts the reader's
// localizer into their context.
func UnaryServerInterceptor(c Config) grpc.UnaryServerInterceptor {
	r := newResponder(c)
	return func(ctx context.Context, req any, _ *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (any, error) {
		ctx = r.localize(ctx)
		resp, err := handler(ctx, req)
		if err != nil {
			return nil, r.answer(ctx, err)
		}
		return resp, nil
	}
}

// StreamServerInterceptor answers the errors of streaming handlers. It puts the
// reader's localizer into the context of their streams.
func StreamServerInterceptor(c Config) grpc.StreamServerInterceptor {
	r := newResponder(c)
	return func(srv any, s grpc.ServerStream, _ *grpc.StreamServerInfo, handler grpc.StreamHandler) error {
		ctx := r.localize(s.Context())
		if err := handler(srv, &stream{s, ctx}); err != nil {
			return r.answer(ctx, err)
		}
		return nil
	}
}

// Status returns the status that answers err, nil for a nil err. Use it outside of
// interceptors: for errors inside responses and long-running operations. ctx is
// the call's. Status does not report, and it prepares each time what the
// interceptors prepare once.
func Status(ctx context.Context, c Config, err error) *status.Status {
	if err == nil {
		return nil
	}
	r := newResponder(c)
	s, _ := r.status(r.localize(ctx), err)
	return s
}

// A responder answers calls that failed.
type responder struct {
	*answer.Answerer
	report func(context.Context, error, *status.Status)
}

func newResponder(c Config) responder {
	shared := answer.Config{Catalog: c.Catalog, Domain: c.Domain, Type: c.Type, Classify: c.Classify}
	if c.Code != nil {
		shared.Code = func(err error, cause apicause.Cause) code.Code { return code.Code(c.Code(err, cause)) }
	}
	return responder{answer.New(shared), c.Report}
}

func (r responder) localize(ctx context.Context) context.Context {
	return r.Localize(ctx, func(key string) []string { return metadata.ValueFromIncomingContext(ctx, key) })
}

// answer returns the error that answers err, having reported it.
func (r responder) answer(ctx context.Context, err error) error {
	s, err := r.status(ctx, err)
	if r.report != nil {
		r.report(ctx, err, s)
	}
	return s.Err()
}

// status returns the status of err, and err as it is reported.
func (r responder) status(ctx context.Context, err error) (*status.Status, error) {
	var own *status.Status
	made, err := r.Status(ctx, err, func(err error) bool {
		if e, ok := err.(interface{ GRPCStatus() *status.Status }); ok {
			own = e.GRPCStatus()
		}
		return own.Code() != codes.OK // which a nil status is, too
	})
	if made == nil {
		return own, err
	}
	return status.FromProto(made), err
}

// A stream has the context with the reader's localizer.
type stream struct {
	grpc.ServerStream
	ctx context.Context
}

func (s *stream) Context() context.Context { return s.ctx }
