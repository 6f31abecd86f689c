package causegrpc_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/testing/protocmp"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
	"github.com/apicause/apicause/rpc/causegrpc"
)

// A brought error brings a status, and may wrap another error.
type brought struct {
	status *status.Status
	err    error
}

func (e *brought) Error() string              { return secret }
func (e *brought) Unwrap() error              { return e.err }
func (e *brought) GRPCStatus() *status.Status { return e.status }

func TestAnErrorsOwnStatus(t *testing.T) {
	own, err := status.New(codes.Unavailable, "come back").WithDetails(&errdetails.RequestInfo{RequestId: "42"})
	if err != nil {
		t.Fatal(err)
	}
	notFound := func(error) error { return apicause.NotFound }
	tests := map[string]struct {
		err      error
		classify func(error) error
		want     codes.Code // of a cause; OK: own, as it is
	}{
		"as it is":                       {err: own.Err()},
		"wrapped":                        {err: fmt.Errorf("%s: %w", secret, own.Err())},
		"joined":                         {err: errors.Join(errors.New(secret), own.Err())},
		"of a type of the app's":         {err: &brought{own, nil}},
		"beneath a cause":                {err: &apicause.Error{Cause: apicause.NotFound, Err: own.Err()}, want: codes.NotFound},
		"beneath facts":                  {err: apicause.WithFact(own.Err(), "Retry", 1)},
		"above a cause":                  {err: &brought{own, apicause.NotFound}},
		"beside a cause behind":          {err: errors.Join(own.Err(), apicause.NotFound)},
		"beside a cause in front":        {err: errors.Join(apicause.NotFound, own.Err()), want: codes.NotFound},
		"that Classify gives a cause":    {err: own.Err(), classify: notFound, want: codes.NotFound},
		"that Classify wraps":            {err: own.Err(), classify: func(err error) error { return problem.WithStatus(err, 404) }, want: codes.NotFound},
		"that Classify joins to a cause": {err: own.Err(), classify: func(err error) error { return errors.Join(err, apicause.NotFound) }, want: codes.NotFound},
		"that Classify lets pass":        {err: own.Err(), classify: func(err error) error { return nil }},
		"that Classify returns":          {err: &brought{own, apicause.NotFound}, classify: func(err error) error { return err }},
		"of an error that Classify made": {err: errors.New(secret), classify: func(err error) error { return own.Err() }},
		"OK":                             {err: &brought{status.New(codes.OK, secret), nil}, want: codes.Unknown},
		"none":                           {err: &brought{nil, nil}, want: codes.Unknown},
		"OK above a cause":               {err: &brought{status.New(codes.OK, ""), apicause.NotFound}, want: codes.NotFound},
		"OK above another":               {err: &brought{status.New(codes.OK, ""), own.Err()}},
		"a nil pointer":                  {err: fmt.Errorf("%s: %w", secret, (*brought)(nil)), want: codes.Unknown},
		"in a field":                     {err: problem.Fields(problem.At("/a", own.Err())), want: codes.InvalidArgument},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var reported *status.Status
			s := answered(t, causegrpc.Config{
				Classify: test.classify,
				Code:     func(error, apicause.Cause) codes.Code { return codes.OK },
				Report:   func(_ context.Context, _ error, s *status.Status) { reported = s },
			}, test.err)
			if diff := cmp.Diff(reported.Proto(), s.Proto(), protocmp.Transform()); diff != "" {
				t.Error("reported: ", diff)
			}
			if test.want == codes.OK {
				if diff := cmp.Diff(own.Proto(), s.Proto(), protocmp.Transform()); diff != "" {
					t.Error(diff)
				}
			} else if s.Code() != test.want {
				t.Errorf("%s, want %s", s.Code(), test.want)
			}
			if strings.Contains(text(s), secret) {
				t.Error(text(s))
			}
		})
	}
}

func TestClassifySeesEachErrorOnce(t *testing.T) {
	foreign, field := errors.New("not registered"), errors.New("too short")
	var seen []error
	c := causegrpc.Config{Classify: func(err error) error {
		seen = append(seen, err)
		switch {
		case err == foreign:
			return apicause.WithFact(problem.Fields(problem.At("/name", field)), "Retry", time.Minute)
		case errors.Is(err, field):
			return apicause.BadRequest
		}
		return nil
	}, Report: func(_ context.Context, err error, _ *status.Status) {
		if cause, _ := apicause.CauseOf(err); cause != apicause.ValidationFailed {
			t.Errorf("reported: %v", err)
		}
	}}
	s := answered(t, c, foreign)
	if len(seen) != 2 || seen[0] != foreign || !errors.Is(seen[1], field) {
		t.Errorf("classified: %v", seen)
	}
	if got := detail[*errdetails.BadRequest](t, s).GetFieldViolations(); len(got) != 1 || got[0].GetReason() != "BAD_REQUEST" {
		t.Error(text(s))
	}
	if got := detail[*errdetails.RetryInfo](t, s).GetRetryDelay().AsDuration(); got != time.Minute {
		t.Error(text(s))
	}
}

func TestFields(t *testing.T) {
	taken := apicause.Cause("Taken")
	c := causegrpc.Config{Catalog: catalog(t, apicause.Config{Causes: []apicause.Cause{taken}}, map[string]string{
		"en": "Taken = 'The name is in use'\n[title]\nTaken = 'Already in use'\n[detail]\nTaken = 'Choose another.'",
		"ko": "[title]\nTaken = '이미 쓰고 있어요'\n[detail]\nTaken = '다른 이름을 골라 주세요.'",
	})}
	s := answered(t, c, problem.Fields(
		problem.At("/items/0/name", fmt.Errorf("%s: %w", secret, taken)),
		apicause.Conflict,
	), "accept-language", "ko")
	conflict := apicause.Default().Localizer("ko").Message(apicause.Conflict)
	want := &errdetails.BadRequest{FieldViolations: []*errdetails.BadRequest_FieldViolation{{
		Field: "items[0].name", Description: "The name is in use", Reason: "TAKEN",
		LocalizedMessage: &errdetails.LocalizedMessage{Locale: "ko", Message: "이미 쓰고 있어요\n다른 이름을 골라 주세요."},
	}, {
		Field: "", Description: apicause.Default().Localizer("en").Message(apicause.Conflict).Description, Reason: "CONFLICT",
		LocalizedMessage: &errdetails.LocalizedMessage{Locale: "ko", Message: conflict.String()},
	}}}
	if diff := cmp.Diff(want, detail[*errdetails.BadRequest](t, s), protocmp.Transform()); diff != "" {
		t.Error(diff)
	}
	if s.Code() != codes.InvalidArgument || strings.Contains(text(s), secret) {
		t.Error(text(s))
	}

	var many []error
	for i := range 150 {
		many = append(many, problem.At(fmt.Sprint("/", i), taken))
	}
	s = answered(t, c, problem.Fields(many...))
	if got := detail[*errdetails.BadRequest](t, s).GetFieldViolations(); len(got) != 100 || got[99].GetField() != "[99]" {
		t.Errorf("%d violations, the last of %q", len(got), got[len(got)-1].GetField())
	}
}
