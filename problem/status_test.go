package problem_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/visitor"
	"github.com/apicause/apicause/kakao"
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
		{"cancelled by the app itself", context.Canceled, 500},
		{"deadline", fmt.Errorf("a: %w", context.DeadlineExceeded), 504},
		{"deadline beneath Unknown", &apicause.Error{Cause: apicause.Unknown, Err: context.DeadlineExceeded}, 504},
		{"timeout", timeout(true), 504},
		{"no timeout", timeout(false), 500},
		{"transport", fmt.Errorf("a: %w", transport), 502},
		{"transport that took too long", late, 504},
		{"a connection refused", fmt.Errorf("a: %w", &net.OpError{Op: "dial", Net: "tcp", Err: io.EOF}), 502},
		{"a connection that took too long", &net.OpError{Op: "read", Err: os.ErrDeadlineExceeded}, 504},
		{"too large", fmt.Errorf("a: %w", &http.MaxBytesError{Limit: 1}), 413},
		{"too large, of several", errors.Join(io.EOF, &http.MaxBytesError{}), 413},
		{"a client's own status", coded{401, nil}, 500},
		{"a client's own status, around a timeout", errors.Join(context.DeadlineExceeded, fmt.Errorf("a: %w", &pointerCoded{403})), 504},
		{"a nil pointer", nobody, 500},
		{"panics", panics{}, 500},
		{"endless", endless{}, 500},
		{"a cause nobody registered", &apicause.Error{Cause: "Nobody", Err: io.EOF}, 500},
	}
	p := problem.New(problem.Config{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := p.Problem(request(http.MethodGet, "", ""), tt.err)
			if got.Status != tt.want {
				t.Errorf("got %d, want %d", got.Status, tt.want)
			}
			cause := map[int]apicause.Cause{504: apicause.GatewayTimeout, 413: apicause.ContentTooLarge}[tt.want]
			if cause == "" {
				cause = apicause.Unknown
			}
			if want := apicause.Default().Localizer().Message(cause); got.Cause != cause || got.Title != want.Title || got.Detail != want.Detail {
				t.Errorf("reads as %s, %q, %q; want %q", got.Cause, got.Title, got.Detail, want)
			}
		})
	}
}

// The status of an error counts where it holds the cause or wraps what does.
func TestStatusThatAnErrorSaysItself(t *testing.T) {
	soldOut := &apicause.Error{Cause: "OutOfStock"}
	tests := []struct {
		name string
		err  error
		want int
	}{
		{"an own cause", soldOut, 422},
		{"an own cause alone", apicause.Cause("OutOfStock"), 422},
		{"around an own cause", coded{409, soldOut}, 409},
		{"farther around", fmt.Errorf("a: %w", coded{409, fmt.Errorf("b: %w", soldOut)}), 409},
		{"around, with a fact added on the way", apicause.WithFact(coded{409, soldOut}, "Name", "tea"), 409},
		{"the outermost of several", coded{410, coded{409, soldOut}}, 410},
		{"the outermost that is a failure", coded{302, coded{-1, coded{600, coded{409, soldOut}}}}, 409},
		{"no failure", coded{200, soldOut}, 422},
		{"beneath the cause", &apicause.Error{Cause: "OutOfStock", Err: coded{401, nil}}, 422},
		{"beside the cause, before it", errors.Join(coded{401, nil}, soldOut), 422},
		{"beside the cause, behind it", errors.Join(soldOut, coded{401, nil}), 422},
		{"beside the cause, deeper", errors.Join(fmt.Errorf("a: %w", coded{401, io.EOF}), fmt.Errorf("b: %w", soldOut)), 422},
		{"beside the cause, less deep", fmt.Errorf("%w, %w", coded{401, nil}, fmt.Errorf("b: %w", soldOut)), 422},
		{"around two, of which one has the cause", coded{409, errors.Join(coded{401, nil}, soldOut)}, 409},
		{"panics beneath", &apicause.Error{Cause: "OutOfStock", Err: panics{}}, 422},
		{"Unknown", coded{503, &apicause.Error{Cause: apicause.Unknown}}, 503},
		{"Unknown, before what is in the tree", coded{503, &apicause.Error{Cause: apicause.Unknown, Err: context.DeadlineExceeded}}, 503},
		{"Unknown, beneath", &apicause.Error{Cause: apicause.Unknown, Err: coded{503, nil}}, 500},
		{"nobody's cause", coded{409, &apicause.Error{Cause: "Nobody"}}, 409},
		{"a built-in cause has the table's", coded{418, apicause.InvalidToken}, 401},
		{"Kakao's", kakao.Decode(401, nil, []byte(`{"msg":"x"}`)), 401},
		{"Kakao's, of a known cause", kakao.Decode(403, nil, []byte(`{"code":-401}`)), 401},
		{"Kakao's beneath an own cause", &apicause.Error{Cause: "OutOfStock", Err: kakao.Decode(401, nil, nil)}, 422},
	}
	p := problem.New(problem.Config{Catalog: catalog(t)})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := p.Problem(request(http.MethodGet, "", ""), tt.err).Status; got != tt.want {
				t.Errorf("got %d, want %d", got, tt.want)
			}
		})
	}
}

// A client that has left is not a failure of ours (nginx's 499).
func TestAClientThatLeft(t *testing.T) {
	ended, end := context.WithCancel(context.Background())
	end()
	gone := &url.Error{Op: "Get", URL: "https://kapi.kakao.com", Err: context.Canceled}
	tests := []struct {
		name string
		ctx  context.Context
		err  error
		want int
	}{
		{"the client left", ended, context.Canceled, 499},
		{"a call was cancelled, since the client left", ended, fmt.Errorf("a: %w", gone), 499},
		{"another failure then", ended, io.EOF, 500},
		{"a deadline then", ended, context.DeadlineExceeded, 504},
		{"a cause then", ended, &apicause.Error{Cause: apicause.InternalError, Err: context.Canceled}, 502},
		{"the app cancelled a call of its own", context.Background(), gone, 502},
	}
	p := problem.New(problem.Config{})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := p.Problem(request(http.MethodGet, "", "").WithContext(tt.ctx), tt.err); got.Status != tt.want {
				t.Errorf("got %d, want %d", got.Status, tt.want)
			}
			if got := serve(p, request(http.MethodGet, "", "").WithContext(tt.ctx), tt.err).Code; got != tt.want {
				t.Errorf("answered %d, want %d", got, tt.want)
			}
		})
	}
	if got := p.For(apicause.Localizer{}, context.Canceled); got.Status != 500 || got.Cause != apicause.Unknown {
		t.Errorf("without a request: %d %s", got.Status, got.Cause)
	}
}

func TestWithStatus(t *testing.T) {
	tests := []struct {
		status, want int
		cause        apicause.Cause
	}{
		{400, 400, apicause.BadRequest}, {401, 401, apicause.Unauthorized}, {403, 403, apicause.Forbidden},
		{404, 404, apicause.NotFound}, {409, 409, apicause.Conflict}, {413, 413, apicause.ContentTooLarge},
		{422, 422, apicause.ValidationFailed}, {429, 429, apicause.TooManyRequests},
		{503, 503, apicause.ServiceUnavailable}, {504, 504, apicause.GatewayTimeout},
		{405, 405, apicause.BadRequest}, {418, 418, apicause.BadRequest}, {499, 499, apicause.BadRequest},
		{500, 500, apicause.Unknown}, {501, 501, apicause.Unknown}, {502, 502, apicause.Unknown}, {599, 599, apicause.Unknown},
		{0, 500, apicause.Unknown}, {-1, 500, apicause.Unknown}, {200, 500, apicause.Unknown}, {399, 500, apicause.Unknown}, {600, 500, apicause.Unknown},
	}
	p := problem.New(problem.Config{})
	for _, tt := range tests {
		err := problem.WithStatus(errors.New(secret), tt.status)
		for name, err := range map[string]error{"as it is": err, "wrapped": fmt.Errorf("a: %w", err)} {
			got := p.Problem(request(http.MethodGet, "", ""), err)
			if got.Status != tt.want || got.Cause != tt.cause || !errors.Is(err, tt.cause) {
				t.Errorf("%d, %s: got %d %s, want %d %s", tt.status, name, got.Status, got.Cause, tt.want, tt.cause)
			}
		}
	}
	if err := problem.WithStatus(nil, 404); err != nil {
		t.Errorf("of nil: %v", err)
	}
	inner := &apicause.Error{Cause: apicause.InvalidToken, Facts: apicause.Facts{"Retry": time.Minute}, Err: io.EOF}
	err := problem.WithStatus(inner, 503)
	w := serve(p, request(http.MethodGet, "", ""), err)
	if m := members(t, w.Body.Bytes()); m["cause"] != "ServiceUnavailable" || w.Header().Get("Retry-After") != "60" || !errors.Is(err, io.EOF) {
		t.Errorf("%v %v", m, w.Header())
	}
	if got := p.Problem(request(http.MethodGet, "", ""), coded{418, problem.WithStatus(io.EOF, 405)}).Status; got != 405 {
		t.Errorf("around a status that is kept: %d", got)
	}
	if got := p.Problem(request(http.MethodGet, "", ""), &apicause.Error{Cause: apicause.InvalidToken, Err: problem.WithStatus(io.EOF, 405)}).Status; got != 401 {
		t.Errorf("beneath a cause: %d", got)
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

// The documentation has the table of internal/visitor.
func TestTheDocumentedTable(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(doc), "# Statuses")
	table, _, _ = strings.Cut(table, "// An app's own cause")
	rows := map[string][]string{}
	status := ""
	for line := range strings.Lines(table) {
		if item, ok := strings.CutPrefix(line, "//   - "); ok {
			status = item[:3]
			_, line, _ = strings.Cut(item, ":")
		}
		if status != "" {
			rows[status] = append(rows[status], regexp.MustCompile(`\b[A-Z]\w+`).FindAllString(line, -1)...)
		}
	}
	for _, s := range visitor.Statuses {
		status := strconv.Itoa(s.Status)
		want := make([]string, len(s.Causes))
		for i, cause := range s.Causes {
			want[i] = string(cause)
		}
		slices.Sort(want)
		slices.Sort(rows[status])
		if !slices.Equal(rows[status], want) {
			t.Errorf("%s: documented %v, want %v", status, rows[status], want)
		}
		delete(rows, status)
	}
	if len(rows) > 0 {
		t.Errorf("no such statuses: %v", rows)
	}
}

// A failure without a cause reads as the general cause of its status, with the
// facts that were added on its way.
func TestAFailureShowsItsFacts(t *testing.T) {
	speaks, err := apicause.New(apicause.Config{Locales: layer("active.en.toml", "[detail_with_facts]\nGatewayTimeout = 'Wait for {{.Retry}} now.'")})
	if err != nil {
		t.Fatal(err)
	}
	p := problem.New(problem.Config{Catalog: speaks})
	got := p.Problem(request(http.MethodGet, "", "en"), apicause.WithFact(context.DeadlineExceeded, "Retry", time.Minute))
	if got.Cause != apicause.GatewayTimeout || got.Facts["Retry"] != int64(60) || !strings.HasPrefix(got.Detail, "Wait for ") {
		t.Errorf("got %v", got)
	}
}
