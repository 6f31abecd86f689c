// Package causeconnect answers failed Connect calls in the user's language, as
// [AIP-193] specifies: a code for programs, a message for developers, and details.
//
//	interceptor := causeconnect.NewInterceptor(causeconnect.Config{Catalog: catalog, Domain: "memo.example.com"})
//	mux.Handle(memov1connect.NewMemoServiceHandler(service, connect.WithInterceptors(interceptor)))
//
// Handlers return errors as they are, over the Connect, gRPC and gRPC-Web protocols.
// Among several interceptors, and with [connect.WithRecover], this one comes first:
// what the others return is then answered, too.
// What an answer says, and the table from causes to codes, are those of package
// [causegrpc]; here the request's headers, Accept-Language before
// Grpcgateway-Accept-Language, name the reader's languages.
//
// A [*connect.Error] is answered as it is, with its message, details and headers:
// make one only from an error whose text clients may read. Errors that wrap it add
// nothing. A cause that wraps it overrides it, and so does one that
// [Config.Classify] gives it.
//
// [AIP-193]: https://google.aip.dev/193
// [causegrpc]: https://pkg.go.dev/github.com/apicause/apicause/rpc/causegrpc
package causeconnect

import (
	"context"
	"errors"
	"net/http"

	"connectrpc.com/connect"
	"google.golang.org/genproto/googleapis/rpc/code"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/rpc/internal/answer"
)

// A Config says how to answer failed calls. The zero Config works. Its functions
// must be safe for concurrent use; a panic in one is passed on.
type Config struct {
	// Catalog has the messages. Nil means [apicause.Default].
	Catalog *apicause.Catalog

	// Domain names the service in ErrorInfo, such as "memo.example.com"; it makes
	// reasons unique (AIP-193). Without it, an answer has no ErrorInfo.
	Domain string

	// Type returns the URI of a cause's documentation; Help links to it if it is
	// http or https. Nil means the documentation of a built-in cause.
	Type func(apicause.Cause) string

	// Classify gives foreign errors, such as sql.ErrNoRows or another service's
	// *connect.Error, a cause, before anything else looks at them; errors of fields,
	// too. What it returns is answered and reported. Nil from it means the error as
	// it is. Nil means none.
	Classify func(error) error

	// Code returns the code for an error and its cause. 0, or anything that is not a
	// code, means the one in the table. Nil means the table.
	Code func(error, apicause.Cause) connect.Code

	// Report is called with every error and its answer, before the answer is sent,
	// for logs and metrics. The context carries the reader's localizer. Nil means none.
	Report func(context.Context, error, *connect.Error)
}

// NewInterceptor answers the errors of handlers, unary and streaming, and puts the
// reader's localizer into their context. On clients it does nothing.
func NewInterceptor(c Config) connect.Interceptor {
	shared := answer.Config{Catalog: c.Catalog, Domain: c.Domain, Type: c.Type, Classify: c.Classify}
	if c.Code != nil {
		shared.Code = func(err error, cause apicause.Cause) code.Code { return code.Code(c.Code(err, cause)) }
	}
	return interceptor{answer.New(shared), c.Report}
}

type interceptor struct {
	answerer *answer.Answerer
	report   func(context.Context, error, *connect.Error)
}

func (i interceptor) WrapUnary(next connect.UnaryFunc) connect.UnaryFunc {
	return func(ctx context.Context, req connect.AnyRequest) (connect.AnyResponse, error) {
		if req.Spec().IsClient {
			return next(ctx, req)
		}
		ctx = i.localize(ctx, req.Header())
		resp, err := next(ctx, req)
		if err != nil {
			return nil, i.answer(ctx, err)
		}
		return resp, nil
	}
}

func (i interceptor) WrapStreamingClient(next connect.StreamingClientFunc) connect.StreamingClientFunc {
	return next
}

func (i interceptor) WrapStreamingHandler(next connect.StreamingHandlerFunc) connect.StreamingHandlerFunc {
	return func(ctx context.Context, conn connect.StreamingHandlerConn) error {
		ctx = i.localize(ctx, conn.RequestHeader())
		if err := next(ctx, conn); err != nil {
			return i.answer(ctx, err)
		}
		return nil
	}
}

func (i interceptor) localize(ctx context.Context, h http.Header) context.Context {
	return i.answerer.Localize(ctx, h.Values)
}

// answer returns the error that answers err, having reported it.
func (i interceptor) answer(ctx context.Context, err error) error {
	var answer *connect.Error
	status, err := i.answerer.Status(ctx, err, func(err error) bool {
		own, ok := err.(*connect.Error)
		answer = own
		return ok && own.Code() != 0 // which gRPC reads as a success
	})
	if status != nil {
		answer = connect.NewError(connect.Code(status.GetCode()), errors.New(status.GetMessage()))
		for _, any := range status.GetDetails() {
			detail, _ := connect.NewErrorDetail(any) // which takes an Any as it is
			answer.AddDetail(detail)
		}
	}
	if i.report != nil {
		i.report(ctx, err, answer)
	}
	return answer
}
