package problem_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// coded is an error that knows its status, like *kakao.Error.
type coded struct {
	status int
	err    error
}

func (e coded) Error() string   { return secret }
func (e coded) StatusCode() int { return e.status }
func (e coded) Unwrap() error   { return e.err }

type pointerCoded struct{ status int }

func (e *pointerCoded) Error() string   { return secret }
func (e *pointerCoded) StatusCode() int { return e.status }

type timeout bool

func (timeout) Error() string   { return secret }
func (t timeout) Timeout() bool { return bool(t) }

type panics struct{}

func (panics) Error() string   { panic("Error") }
func (panics) Unwrap() error   { panic("Unwrap") }
func (panics) StatusCode() int { panic("StatusCode") }

type endless struct{}

func (endless) Error() string     { return secret }
func (e endless) Unwrap() []error { return []error{e, e} }

func TestStatusWhereNoCauseIsKnown(t *testing.T) {
	var nobody *pointerCoded
	transport := &url.Error{Op: "Get", URL: "https://kapi.kakao.com/?key=" + secret, Err: io.EOF}
	late := &url.Error{Op: "Get", URL: "https://kapi.kakao.com", Err: context.DeadlineExceeded}
	tests := []struct {
		name string
		err  error
		want int
	}{
		{"any", errors.New(secret), 500},
		{"Unknown", apicause.Unknown, 500},
		{"an Error without a cause", &apicause.Error{Err: io.EOF}, 500},
		{"cancelled", context.Canceled, 500},
		{"deadline", fmt.Errorf("a: %w", context.DeadlineExceeded), 504},
		{"deadline beneath Unknown", &apicause.Error{Cause: apicause.Unknown, Err: context.DeadlineExceeded}, 504},
		{"timeout", timeout(true), 504},
		{"no timeout", timeout(false), 500},
		{"transport", fmt.Errorf("a: %w", transport), 502},
		{"transport that took too long", late, 504},
		{"too large", fmt.Errorf("a: %w", &http.MaxBytesError{Limit: 1}), 413},
		{"too large, of several", errors.Join(io.EOF, &http.MaxBytesError{}), 413},
		{"its own status", coded{503, &apicause.Error{Cause: apicause.Unknown}}, 503},
		{"its own status, deep, before all else", errors.Join(context.DeadlineExceeded, fmt.Errorf("a: %w", &pointerCoded{403})), 403},
		{"no failure", coded{200, nil}, 500},
		{"no failure around one", coded{302, coded{429, nil}}, 429},
		{"no status", coded{-1, nil}, 500},
		{"600", coded{600, context.DeadlineExceeded}, 504},
		{"a nil pointer", nobody, 500},
		{"panics", panics{}, 500},
		{"endless", endless{}, 500},
		{"a cause decides before its own status", coded{418, apicause.InvalidToken}, 401},
	}
	p := problem.New(problem.Config{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := p.Problem(request(http.MethodGet, "", ""), tt.err).Status; got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

func TestTheAppDecides(t *testing.T) {
	p := problem.New(problem.Config{
		Type: func(c apicause.Cause) string {
			if c == apicause.InvalidToken {
				return "https://example.com/errors#login"
			}
			return ""
		},
		Status: func(err error, c apicause.Cause) int {
			return map[apicause.Cause]int{apicause.InvalidToken: 418, apicause.ServerTimeOut: 302, apicause.NotFriend: 600, apicause.Unknown: 599}[c]
		},
	})
	tests := []struct {
		err    error
		status int
		uri    string
	}{
		{apicause.InvalidToken, 418, "https://example.com/errors#login"},
		{apicause.ServerTimeOut, 504, "about:blank"},
		{apicause.NotFriend, 422, "about:blank"},
		{apicause.InternalError, 502, "about:blank"},
		{io.EOF, 599, "about:blank"},
	}
	for _, tt := range tests {
		got := p.Problem(request(http.MethodGet, "", ""), tt.err)
		if got.Status != tt.status || got.Type != tt.uri {
			t.Errorf("%v: got %d %s, want %d %s", tt.err, got.Status, got.Type, tt.status, tt.uri)
		}
	}
}
