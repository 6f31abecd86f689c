package causeconnect_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"

	"connectrpc.com/connect"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/types/known/wrapperspb"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
	"github.com/apicause/apicause/rpc/causeconnect"
)

// signUp is what a generated service calls.
func signUp(_ context.Context, req *connect.Request[wrapperspb.StringValue]) (*connect.Response[wrapperspb.StringValue], error) {
	if req.Msg.GetValue() == "" {
		return nil, problem.Fields(problem.At("/email", apicause.BadRequest))
	}
	return connect.NewResponse(req.Msg), nil
}

func ExampleNewInterceptor() {
	const procedure = "/account.v1.AccountService/SignUp"
	interceptor := causeconnect.NewInterceptor(causeconnect.Config{Domain: "account.example.com"})
	mux := http.NewServeMux()
	mux.Handle(procedure, connect.NewUnaryHandler(procedure, signUp, connect.WithInterceptors(interceptor)))
	server := httptest.NewServer(mux)
	defer server.Close()

	client := connect.NewClient[wrapperspb.StringValue, wrapperspb.StringValue](server.Client(), server.URL+procedure)
	req := connect.NewRequest(wrapperspb.String(""))
	req.Header().Set("Accept-Language", "ko")
	_, err := client.CallUnary(context.Background(), req)

	var e *connect.Error
	if !errors.As(err, &e) {
		fmt.Println(err)
		return
	}
	fmt.Println(e.Code(), e.Message())
	for _, detail := range e.Details() {
		value, err := detail.Value()
		if err != nil {
			continue // a type that this client does not know
		}
		switch d := value.(type) {
		case *errdetails.ErrorInfo:
			fmt.Println(d.Reason, d.Domain)
		case *errdetails.LocalizedMessage:
			fmt.Println(d.Message)
		case *errdetails.BadRequest:
			for _, v := range d.FieldViolations {
				fmt.Println(v.Field, v.Reason, v.LocalizedMessage.Message)
			}
		}
	}
	// Output:
	// invalid_argument One or more fields of the request aren't valid
	// VALIDATION_FAILED account.example.com
	// 다시 확인할 항목이 있어요
	// 입력한 내용을 확인한 뒤 다시 보내 주세요.
	// email BAD_REQUEST 요청한 내용을 읽지 못했어요
	// 이전 화면으로 돌아가 처음부터 다시 해 주세요. 계속 안 되면 서비스 운영자에게 알려 주세요.
}
