package causegrpc_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	spb "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/grpc/codes"
	pb "google.golang.org/grpc/interop/grpc_testing"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/testing/protocmp"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/problem"
	"github.com/apicause/apicause/rpc/causegrpc"
)

// The codes of all built-in causes, as clients know them.
var codesOfCauses = map[codes.Code]string{
	codes.InvalidArgument:    "BadRequest ValidationFailed ContentTooLarge ImageUploadSizeExceeded ImageMaxUploadCountExceed",
	codes.Unauthenticated:    "Unauthorized InvalidToken NotRegisteredUser",
	codes.PermissionDenied:   "Forbidden InsufficientScope BlockedAction AccountDoesNotExist RequiredAgeVerification UnderAgeLimit NotTalkUser TalkMessageDisabled",
	codes.NotFound:           "NotFound",
	codes.AlreadyExists:      "AlreadyRegisteredUser",
	codes.Aborted:            "Conflict",
	codes.FailedPrecondition: "SigningIsNotCompleted InvalidTransaction TransactionHasExpired UserDeviceUnsupported NotFriend LoginCancelled SoldOut",
	codes.ResourceExhausted:  "TooManyRequests TalkSendMessageMonthlyLimitExceed TalkSendMessageDailyLimitExceed",
	codes.Unavailable:        "ServiceUnavailable UnderMaintenance ApiLimitExceeded",
	codes.DeadlineExceeded:   "GatewayTimeout ServerTimeOut",
	codes.Unknown:            "Unknown",
	codes.Internal:           "InternalError IllegalParams UnsupportedApi PermissionDenied DeprecatedApi PropertyKeyDoesNotExist AppDoesNotExist DeveloperDoesNotExist BlockedApp",
}

func TestEveryCause(t *testing.T) {
	shop := shop(t)
	want := map[apicause.Cause]codes.Code{}
	for code, causes := range codesOfCauses {
		for cause := range strings.FieldsSeq(causes) {
			want[apicause.Cause(cause)] = code
		}
	}
	var err error
	client := serve(t, causegrpc.Config{Catalog: shop, Domain: "shop.example.com"}, func(context.Context) error { return err })
	ctx := metadata.AppendToOutgoingContext(t.Context(), "accept-language", "ko")
	for _, cause := range shop.Causes() {
		err = fmt.Errorf("%s: %w", secret, cause)
		_, got := client.UnaryCall(ctx, &pb.SimpleRequest{})
		s := status.Convert(got)
		english, korean := shop.Localizer("en").Message(cause), shop.Localizer("ko").Message(cause)
		if s.Code() != want[cause] || s.Message() != english.Description {
			t.Errorf("%s: %s %q; want %s %q", cause, s.Code(), s.Message(), want[cause], english.Description)
		}
		if l := localized(t, s); l.GetLocale() != "ko" || l.GetMessage() != korean.String() {
			t.Errorf("%s: %v; want %q", cause, l, korean)
		}
		if strings.Contains(text(s), secret) {
			t.Errorf("%s: %s", cause, text(s))
		}
	}
}

func TestDetails(t *testing.T) {
	tests := map[string]struct {
		err  error
		want []string // types, in order
	}{
		"a cause":        {apicause.InvalidToken, []string{"ErrorInfo", "LocalizedMessage", "Help"}},
		"no cause":       {io.ErrUnexpectedEOF, []string{"ErrorInfo", "LocalizedMessage", "Help"}},
		"a wait":         {apicause.WithFact(apicause.ApiLimitExceeded, "Retry", time.Minute), []string{"ErrorInfo", "LocalizedMessage", "RetryInfo", "Help"}},
		"a hidden wait":  {apicause.WithFact(apicause.InvalidToken, "Retry", time.Minute), []string{"ErrorInfo", "LocalizedMessage", "RetryInfo", "Help"}},
		"no wait":        {apicause.WithFact(apicause.ApiLimitExceeded, "Retry", -time.Minute), []string{"ErrorInfo", "LocalizedMessage", "Help"}},
		"too long":       {apicause.WithFact(apicause.ApiLimitExceeded, "Retry", 32*24*time.Hour), []string{"ErrorInfo", "LocalizedMessage", "Help"}},
		"fields":         {problem.Fields(problem.At("/a", apicause.NotFound)), []string{"ErrorInfo", "LocalizedMessage", "BadRequest", "Help"}},
		"the app's own":  {apicause.Cause("SoldOut"), []string{"ErrorInfo", "LocalizedMessage"}}, // its type is a URN
		"not registered": {apicause.Cause("Nobody"), []string{"ErrorInfo", "LocalizedMessage", "Help"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := answered(t, causegrpc.Config{Catalog: shop(t), Domain: "shop.example.com"}, test.err)
			var got []string
			for _, d := range s.Proto().GetDetails() {
				got = append(got, strings.TrimPrefix(d.GetTypeUrl(), "type.googleapis.com/google.rpc."))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWholeStatus(t *testing.T) {
	err := &apicause.Error{
		Cause: apicause.InsufficientScope, Err: errors.New(secret),
		Facts: apicause.Facts{"Scopes": apicause.Terms{"talk_message", "friends"}, "Retry": 90 * time.Second, "Token": secret},
	}
	got := answered(t, causegrpc.Config{Domain: "memo.example.com"}, err, "accept-language", "ko-KR,ko;q=0.9")
	m := apicause.Default().Localizer("ko").Localize(err)
	want := &spb.Status{Code: int32(codes.PermissionDenied), Message: "The user has not agreed to the scope of the desired resource"}
	for _, detail := range []proto.Message{
		&errdetails.ErrorInfo{Reason: "INSUFFICIENT_SCOPE", Domain: "memo.example.com", Metadata: map[string]string{"scopes": "talk_message,friends"}},
		&errdetails.LocalizedMessage{Locale: "ko", Message: m.Title + "\n" + m.Detail},
		&errdetails.RetryInfo{RetryDelay: durationpb.New(90 * time.Second)},
		&errdetails.Help{Links: []*errdetails.Help_Link{{
			Description: "Documentation of InsufficientScope", Url: "https://pkg.go.dev/github.com/apicause/apicause#InsufficientScope",
		}}},
	} {
		a, err := anypb.New(detail)
		if err != nil {
			t.Fatal(err)
		}
		want.Details = append(want.Details, a)
	}
	if diff := cmp.Diff(want, got.Proto(), protocmp.Transform()); diff != "" {
		t.Error(diff)
	}
}

func TestEveryKindOfCall(t *testing.T) {
	var reported []error
	var served apicause.Localizer
	c := causegrpc.Config{Report: func(ctx context.Context, err error, s *status.Status) {
		reported = append(reported, err)
		if apicause.FromContext(ctx).Language().String() != "ko" || s.Code() != codes.Unauthenticated {
			t.Errorf("reported: %v %v", apicause.FromContext(ctx).Language(), s)
		}
	}}
	client := serve(t, c, func(ctx context.Context) error {
		served = apicause.FromContext(ctx)
		return apicause.InvalidToken
	})
	for name, call := range calls {
		t.Run(name, func(t *testing.T) {
			reported, served = nil, apicause.Localizer{}
			err := call(metadata.AppendToOutgoingContext(t.Context(), "accept-language", "ko"), client)
			s := status.Convert(err)
			if l := localized(t, s); s.Code() != codes.Unauthenticated || l.GetLocale() != "ko" {
				t.Error(text(s))
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

func TestCallsThatDoNotFailPass(t *testing.T) {
	reported := func(_ context.Context, err error, _ *status.Status) { t.Error(err) }
	client := serve(t, causegrpc.Config{Report: reported}, func(context.Context) error { return nil })
	resp, err := client.UnaryCall(t.Context(), &pb.SimpleRequest{})
	if err != nil || resp.GetUsername() != "served" {
		t.Error(resp, err)
	}
	if err := calls["server stream"](t.Context(), client); err != io.EOF {
		t.Error(err)
	}
	if s := causegrpc.Status(t.Context(), causegrpc.Config{}, nil); s != nil {
		t.Error(s)
	}
}

func TestLanguages(t *testing.T) {
	tests := map[string]struct {
		metadata []string
		want     string
	}{
		"none":                        {nil, "en"},
		"accept-language":             {[]string{"accept-language", "ko-KR,ko;q=0.9,en;q=0.8"}, "ko"},
		"several":                     {[]string{"accept-language", "xx", "accept-language", "ja"}, "ja"},
		"of the gateway":              {[]string{"grpcgateway-accept-language", "ja"}, "ja"},
		"both":                        {[]string{"grpcgateway-accept-language", "ja", "accept-language", "ko"}, "ko"},
		"the first is not served":     {[]string{"grpcgateway-accept-language", "ja", "accept-language", "la"}, "ja"},
		"malformed":                   {[]string{"accept-language", "ko,en;q=abc"}, "ko"},
		"a key of the name elsewhere": {[]string{"x-accept-language", "ko"}, "en"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := answered(t, causegrpc.Config{}, apicause.InvalidToken, test.metadata...)
			if got := localized(t, s).GetLocale(); got != test.want {
				t.Errorf("%s, want %s", got, test.want)
			}
		})
	}
	t.Run("a localizer in the context", func(t *testing.T) {
		ctx := metadata.NewIncomingContext(t.Context(), metadata.Pairs("accept-language", "ja"))
		ctx = apicause.NewContext(ctx, shop(t).Localizer("ko"))
		s := causegrpc.Status(ctx, causegrpc.Config{}, apicause.Cause("SoldOut"))
		if got := localized(t, s); got.GetLocale() != "ko" || got.GetMessage() != "품절" {
			t.Error(got)
		}
	})
}

func TestEnglishForDevelopers(t *testing.T) {
	own := apicause.Cause("SoldOut")
	korean := catalog(t, apicause.Config{Fallback: language.Korean, Languages: []language.Tag{language.Korean, language.Japanese}, Causes: []apicause.Cause{own}},
		map[string]string{"ko": "SoldOut = '다 팔린 경우'\nInvalidToken = '토큰'", "ja": "SoldOut = '売り切れ'"})
	reworded := catalog(t, apicause.Config{}, map[string]string{"en": "InvalidToken = 'The session is over'"})
	british := catalog(t, apicause.Config{Causes: []apicause.Cause{own}}, map[string]string{"en": "SoldOut = 'Sold out'", "en-GB": "SoldOut = 'Gone, I fear'"})
	tests := map[string]struct {
		catalog *apicause.Catalog
		cause   apicause.Cause
		want    string
	}{
		"built in":                  {nil, apicause.UnderMaintenance, "Under the service maintenance"},
		"the app's words":           {reworded, apicause.InvalidToken, "The session is over"},
		"a catalog without English": {korean, apicause.UnderMaintenance, "Under the service maintenance"},
		"no English anywhere":       {korean, own, "다 팔린 경우"},
		"English of the world":      {british, own, "Sold out"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := answered(t, causegrpc.Config{Catalog: test.catalog}, test.cause, "accept-language", "ja,en-GB")
			if s.Message() != test.want {
				t.Errorf("%q, want %q", s.Message(), test.want)
			}
		})
	}
}

func TestWithoutACause(t *testing.T) {
	kakaoSays503 := kakao.Decode(http.StatusServiceUnavailable, nil, nil)
	tests := map[string]struct {
		err    error
		code   codes.Code
		reason string
	}{
		"any":                          {errors.New(secret), codes.Unknown, "UNKNOWN"},
		"a deadline":                   {context.DeadlineExceeded, codes.DeadlineExceeded, "GATEWAY_TIMEOUT"},
		"a wrapped deadline":           {fmt.Errorf("%s: %w", secret, context.DeadlineExceeded), codes.DeadlineExceeded, "GATEWAY_TIMEOUT"},
		"called off":                   {context.Canceled, codes.Canceled, "UNKNOWN"},
		"wrapped and called off":       {&url.Error{Op: "Get", URL: secret, Err: context.Canceled}, codes.Canceled, "UNKNOWN"},
		"called off with a cause":      {&apicause.Error{Cause: apicause.ServerTimeOut, Err: context.Canceled}, codes.DeadlineExceeded, "SERVER_TIME_OUT"},
		"Unknown and called off":       {&apicause.Error{Cause: apicause.Unknown, Err: context.Canceled}, codes.Canceled, "UNKNOWN"},
		"no answer may mean done":      {&net.OpError{Op: "read", Err: errors.New(secret)}, codes.Unknown, "UNKNOWN"},
		"a 503 of a provider's":        {kakaoSays503, codes.Unknown, "UNKNOWN"},
		"too large":                    {&http.MaxBytesError{Limit: 1}, codes.InvalidArgument, "CONTENT_TOO_LARGE"},
		"a cause that nobody has":      {apicause.Cause("Nobody"), codes.Unknown, "UNKNOWN"},
		"a cause that wraps a timeout": {&apicause.Error{Cause: apicause.NotFound, Err: context.DeadlineExceeded}, codes.NotFound, "NOT_FOUND"},
		"a nil pointer":                {(*kakao.Error)(nil), codes.Unknown, "UNKNOWN"},
		"a cycle":                      {newCycle(), codes.Unknown, "UNKNOWN"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := answered(t, causegrpc.Config{Domain: "memo.example.com"}, test.err)
			if got := detail[*errdetails.ErrorInfo](t, s).GetReason(); s.Code() != test.code || got != test.reason {
				t.Errorf("%s %s, want %s %s", s.Code(), got, test.code, test.reason)
			}
			if strings.Contains(text(s), secret) {
				t.Error(text(s))
			}
		})
	}
}

// What may have been done already is never UNAVAILABLE: clients repeat that by
// themselves, a payment too.
func TestNoAnswerInvitesToRepeatWhatMayBeDone(t *testing.T) {
	uncertain := map[string]error{
		"no cause":                      errors.New(secret),
		"a deadline":                    context.DeadlineExceeded,
		"called off":                    context.Canceled,
		"a broken connection":           &net.OpError{Op: "read", Err: io.ErrUnexpectedEOF},
		"half an answer":                &url.Error{Op: "Post", URL: secret, Err: io.ErrUnexpectedEOF},
		"a bad gateway":                 problem.WithStatus(errors.New(secret), http.StatusBadGateway),
		"a gateway timeout":             problem.WithStatus(errors.New(secret), http.StatusGatewayTimeout),
		"Unknown, with a wait":          apicause.WithFact(apicause.Unknown, "Retry", time.Minute),
		"a server's fault, with a wait": apicause.WithFact(apicause.InternalError, "Retry", time.Minute),
	}
	for _, cause := range apicause.Causes() {
		code, _ := kakao.CodeOf(cause)
		uncertain["of Kakao: "+string(cause)] = kakao.Decode(http.StatusInternalServerError, nil, fmt.Appendf(nil, `{"code":%d}`, code))
	}
	for status := 500; status < 600; status++ {
		uncertain[fmt.Sprint("of Kakao: ", status)] = kakao.Decode(status, nil, nil)
	}
	for name, err := range uncertain {
		if e, ok := err.(*kakao.Error); ok && e.Retry() != kakao.RetryUncertain {
			continue
		}
		if s := causegrpc.Status(t.Context(), causegrpc.Config{}, err); s.Code() == codes.Unavailable {
			t.Errorf("%s: %s", name, text(s))
		}
	}
}

type cycle struct{ error }

func newCycle() error {
	c := &cycle{}
	c.error = c
	return c
}

func (c *cycle) Error() string { return secret }
func (c *cycle) Unwrap() error { return c.error }

func TestCode(t *testing.T) {
	tests := map[string]struct {
		own  codes.Code
		want codes.Code
	}{
		"the app's": {codes.Aborted, codes.Aborted},
		"OK":        {codes.OK, codes.Unauthenticated},
		"no code":   {17, codes.Unauthenticated},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			given := fmt.Errorf("%s: %w", secret, apicause.InvalidToken)
			s := answered(t, causegrpc.Config{Code: func(err error, cause apicause.Cause) codes.Code {
				if err != given || cause != apicause.InvalidToken {
					t.Error(err, cause)
				}
				return test.own
			}}, given)
			if s.Code() != test.want {
				t.Errorf("%s, want %s", s.Code(), test.want)
			}
		})
	}
}

func TestTypeAndDomain(t *testing.T) {
	typed := func(uri string) causegrpc.Config {
		return causegrpc.Config{Type: func(cause apicause.Cause) string { return uri + string(cause) }}
	}
	help := func(c causegrpc.Config) string {
		return detail[*errdetails.Help](t, answered(t, c, apicause.NotFound)).GetLinks()[0].GetUrl()
	}
	if got := help(typed("https://example.com/errors/")); got != "https://example.com/errors/NotFound" {
		t.Error(got)
	}
	if got := help(typed("http://example.com/")); got != "http://example.com/NotFound" {
		t.Error(got)
	}
	noInfo := typed("urn:errors:")
	noInfo.Domain = "example.com\xff"
	for name, c := range map[string]causegrpc.Config{
		"a URN": typed("urn:errors:"), "a script": typed("javascript:"), "another scheme": typed("ftp://example.com/"),
		"a type that is no UTF-8": typed("https://example.com/\xff"), "a domain that is no UTF-8": noInfo,
	} {
		s := answered(t, c, apicause.NotFound)
		if n := len(s.Proto().GetDetails()); n != 1 || localized(t, s) == nil {
			t.Errorf("%s: %d details, want the message alone: %s", name, n, text(s))
		}
	}
}
