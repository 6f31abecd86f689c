package causegrpc_test

import (
	"context"
	"errors"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/proto"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
	"github.com/apicause/apicause/rpc/causegrpc"
)

// grow builds an error tree by steps; each wraps what there is, or stands beside it.
// The texts of all its errors are secret.
func grow(steps []byte, cause, pointer string) error {
	err := errors.New(secret)
	for _, step := range steps {
		switch step % 10 {
		case 0:
			err = wrapped{err} // fmt.Errorf asks for the text, which Fields doubles
		case 1:
			err = errors.Join(errors.New(secret), err)
		case 2:
			err = &apicause.Error{Cause: apicause.Cause(cause), Err: err}
		case 3:
			err = apicause.WithFact(err, "Retry", time.Duration(step)*time.Second)
		case 4:
			err = apicause.WithFact(err, "Scopes", apicause.Terms{secret})
		case 5:
			err = problem.Fields(problem.At(pointer, err), err)
		case 6:
			err = problem.WithStatus(err, 400+int(step))
		case 7:
			err = &brought{status.New(codes.Code(step%20), "for clients"), err}
		case 8:
			err = errors.Join(err, context.Canceled)
		case 9:
			err = errors.Join(err, apicause.Cause(cause))
		}
	}
	return err
}

// A wrapped error is what fmt.Errorf makes, without the text.
type wrapped struct{ error }

func (wrapped) Error() string   { return secret }
func (w wrapped) Unwrap() error { return w.error }

var (
	validReason = regexp.MustCompile(`^[A-Z][A-Z0-9_]{1,61}[A-Z0-9]$`)
	validKey    = regexp.MustCompile(`^[a-z][a-zA-Z0-9-_]{1,63}$`)
)

// Whatever an error's tree holds, its status holds none of its texts, and what
// AIP-193 demands.
func FuzzStatus(f *testing.F) {
	f.Add([]byte{}, "", "", "")
	f.Add([]byte{0, 2, 3, 4, 1}, "InsufficientScope", "", "ko-KR,ko;q=0.9")
	f.Add([]byte{2, 5, 0}, "NotFound", "/items/0/name", "ja")
	f.Add([]byte{5, 5, 5, 5}, "SoldOut", "/a/\xff\n\u202e", "ar")
	f.Add([]byte{7, 0, 1}, "Nobody", "no slash", "km,en;q=x")
	f.Add([]byte{8, 6, 17, 9}, "Unknown", "/", "*;q=0")
	c := causegrpc.Config{Catalog: shop(f), Domain: "shop.example.com"}
	f.Fuzz(func(t *testing.T, steps []byte, cause, pointer, languages string) {
		if strings.Contains(pointer, secret) {
			t.Skip("the pointer is for clients")
		}
		ctx := metadata.NewIncomingContext(t.Context(), metadata.Pairs("accept-language", languages))
		s := causegrpc.Status(ctx, c, grow(steps[:min(len(steps), 50)], cause, pointer))
		wire, err := proto.Marshal(s.Proto())
		if err != nil || strings.Contains(string(wire), secret) || !utf8.ValidString(s.Message()) {
			t.Fatal(err, text(s))
		}
		if s.Code() == codes.OK || s.Message() == "" {
			t.Error(text(s))
		}
		if s.Message() == "for clients" {
			return // its own
		}
		if l := localized(t, s); l.GetLocale() == "" || l.GetMessage() == "" {
			t.Error(text(s))
		}
		info := detail[*errdetails.ErrorInfo](t, s)
		if !validReason.MatchString(info.GetReason()) {
			t.Errorf("reason %q", info.GetReason())
		}
		for key := range info.GetMetadata() {
			if !validKey.MatchString(key) {
				t.Errorf("key %q", key)
			}
		}
		violations := detail[*errdetails.BadRequest](t, s).GetFieldViolations()
		if len(violations) > 100 {
			t.Errorf("%d violations", len(violations))
		}
		for _, v := range violations {
			if v.GetDescription() == "" || v.GetLocalizedMessage().GetMessage() == "" || !validReason.MatchString(v.GetReason()) {
				t.Error(v)
			}
		}
	})
}
