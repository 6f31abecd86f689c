package problem_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

type cycle struct{}

func (*cycle) Error() string   { return secret }
func (c *cycle) Unwrap() error { return problem.At("/a", c) }

func TestFields(t *testing.T) {
	soldOut := func(left int) error {
		return &apicause.Error{Cause: "OutOfStock", Facts: apicause.Facts{"Name": "tea", "Left": left}, Err: errors.New(secret)}
	}
	at, fields := problem.At, problem.Fields
	tests := []struct {
		name string
		err  error
		want string // pointer, cause and detail of each
	}{
		{"one", fields(at("/a", soldOut(1))), "/a OutOfStock Of tea, 1 are left."},
		{"several in their order", fields(at("/b", soldOut(2)), nil, at("/a", soldOut(1))), "/b OutOfStock Of tea, 2 are left.; /a OutOfStock Of tea, 1 are left."},
		{"the whole body", fields(at("", apicause.Cause("OutOfStock"))), " OutOfStock "},
		{"without At", fields(soldOut(1), at("/a", soldOut(2))), " OutOfStock Of tea, 1 are left.; /a OutOfStock Of tea, 2 are left."},
		{"wrapped on the way up", fmt.Errorf("a: %w", fields(fmt.Errorf("b: %w", at("/a", fmt.Errorf("c: %w", soldOut(1)))))), "/a OutOfStock Of tea, 1 are left."},
		{"a pointer without its slash", fields(at("a", apicause.Cause("OutOfStock"))), "/a OutOfStock "},
		{"At in At", fields(at("/items", at("/0", at("/name", soldOut(1))))), "/items/0/name OutOfStock Of tea, 1 are left."},
		{"Fields in At", fields(at("/items", fields(at("/0", soldOut(0)), at("/1", soldOut(1)))), at("/b", soldOut(2))),
			"/items/0 OutOfStock Of tea, 0 are left.; /items/1 OutOfStock Of tea, 1 are left.; /b OutOfStock Of tea, 2 are left."},
		{"Fields in Fields", fields(fields(at("/a", soldOut(0))), fields(at("/b", soldOut(1)))), "/a OutOfStock Of tea, 0 are left.; /b OutOfStock Of tea, 1 are left."},
		{"the whole of an object and a field of it", fields(at("/a", fields(soldOut(0), at("/b", soldOut(1))))), "/a OutOfStock Of tea, 0 are left.; /a/b OutOfStock Of tea, 1 are left."},
		{"errors that were joined", fields(errors.Join(at("/a", soldOut(0)), at("/b", soldOut(1)))), "/a OutOfStock Of tea, 0 are left.; /b OutOfStock Of tea, 1 are left."},
		{"At over errors that were joined", fields(at("/a", errors.Join(at("/0", soldOut(0)), at("/1", soldOut(1))))), "/a/0 OutOfStock Of tea, 0 are left.; /a/1 OutOfStock Of tea, 1 are left."},
		{"a field with several causes", fields(at("/a", errors.Join(soldOut(0), apicause.InvalidToken))), "/a OutOfStock Of tea, 0 are left."},
		{"facts added within", fields(at("/a", apicause.WithFact(soldOut(0), "Left", 7))), "/a OutOfStock Of tea, 7 are left."},
		{"facts added around", fields(apicause.WithFact(at("/a", soldOut(0)), "Left", 7)), "/a OutOfStock Of tea, 7 are left."},
		{"facts added between", fields(at("/a", apicause.WithFact(at("/b", soldOut(0)), "Left", 7))), "/a/b OutOfStock Of tea, 7 are left."},
		{"beneath an own cause", &apicause.Error{Cause: "OutOfStock", Err: fields(at("/a", soldOut(1)))}, "/a OutOfStock Of tea, 1 are left."},
		{"with a status", problem.WithStatus(fields(at("/a", soldOut(1))), 400), "/a OutOfStock Of tea, 1 are left."},
		{"no field", soldOut(1), ""},
		{"At outside Fields", at("/a", soldOut(1)), ""},
	}
	p := problem.New(problem.Config{Catalog: catalog(t)})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, e := range p.Problem(request(http.MethodGet, "", "en"), tt.err).Errors {
				got = append(got, fmt.Sprint(e.Pointer, " ", e.Cause, " ", e.Detail))
			}
			if got := strings.Join(got, "; "); got != tt.want {
				t.Errorf("got  %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestCauseAndStatusOfFields(t *testing.T) {
	soldOut := &apicause.Error{Cause: "OutOfStock", Facts: apicause.Facts{"Name": "tea"}}
	list := problem.Fields(problem.At("/a", soldOut), problem.At("/b", io.EOF))
	tests := []struct {
		name   string
		err    error
		cause  apicause.Cause
		status int
	}{
		{"Fields", list, apicause.ValidationFailed, 422},
		{"At outside Fields", problem.At("/a", soldOut), "OutOfStock", 422},
		{"At of a built-in cause", problem.At("/a", apicause.InvalidToken), apicause.InvalidToken, 401},
		{"At without a cause", problem.At("/a", io.EOF), apicause.Unknown, 500},
		{"beneath a cause", &apicause.Error{Cause: apicause.Conflict, Err: list}, apicause.Conflict, 409},
		{"with a status", problem.WithStatus(list, 400), apicause.BadRequest, 400},
	}
	p := problem.New(problem.Config{Catalog: catalog(t)})
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := p.Problem(request(http.MethodGet, "", ""), tt.err); got.Cause != tt.cause || got.Status != tt.status {
				t.Errorf("got %s %d, want %s %d", got.Cause, got.Status, tt.cause, tt.status)
			}
		})
	}
	if !errors.Is(list, soldOut) || !errors.Is(list, io.EOF) || !errors.Is(list, apicause.ValidationFailed) {
		t.Error("Fields hides what it holds")
	}
	if got, want := list.Error(), "ValidationFailed; /a: OutOfStock; /b: EOF"; got != want {
		t.Errorf("for logs: got %q, want %q", got, want)
	}
}

func TestNoFieldsIsNoError(t *testing.T) {
	for name, err := range map[string]error{
		"nothing":   problem.Fields(),
		"nil":       problem.Fields(nil, nil),
		"At of nil": problem.Fields(problem.At("/a", nil), problem.At("/b", nil)),
		"At":        problem.At("/a", nil),
	} {
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestFieldsAreBounded(t *testing.T) {
	many := make([]error, 5000)
	for i := range many {
		many[i] = problem.At(fmt.Sprint("/", i), apicause.InvalidToken)
	}
	tests := []struct {
		name string
		err  error
		most int
	}{
		{"many", problem.Fields(many...), 100},
		{"endless", problem.Fields(&cycle{}), 1},
		{"endless and wide", problem.Fields(problem.At("/a", endless{})), 1},
		{"panics", problem.Fields(problem.At("/a", apicause.InvalidToken), problem.At("/b", panics{})), 2},
	}
	p := problem.New(problem.Config{})
	for _, tt := range tests {
		w := serve(p, request(http.MethodGet, "", ""), tt.err)
		if n := len(members(t, w.Body.Bytes())["errors"].([]any)); n != tt.most || w.Code != 422 {
			t.Errorf("%s: %d of %d errors", tt.name, n, tt.most)
		}
	}
}

func TestFieldsInEachRepresentation(t *testing.T) {
	speaks := catalog(t)
	p := problem.New(problem.Config{Catalog: speaks})
	err := problem.Fields(
		problem.At("/items/0/<b>", &apicause.Error{Cause: "OutOfStock", Facts: apicause.Facts{"Name": "<i>\u202e", "Left": 2, "Secret": secret}, Err: errors.New(secret)}),
		problem.At("/image", apicause.ImageUploadSizeExceeded),
		io.ErrUnexpectedEOF,
	)
	for range 2 { // nothing of it is remembered
		body := serve(p, request(http.MethodPost, "", "ko"), err).Body
		var got struct{ Errors json.RawMessage }
		if err := json.Unmarshal(body.Bytes(), &got); err != nil {
			t.Fatal(err)
		}
		image, unknown := speaks.Localizer("ko").Message(apicause.ImageUploadSizeExceeded), speaks.Localizer("ko").Message(apicause.Unknown)
		want := `[{"pointer":"/items/0/\u003cb\u003e","title":"The goods are sold out","detail":"Of \u003ci\u003e, 2 are left.","cause":"OutOfStock","facts":{"Left":2,"Name":"\u003ci\u003e"}},` +
			`{"pointer":"/image","title":"` + image.Title + `","detail":"` + image.Detail + `","cause":"ImageUploadSizeExceeded"},` +
			`{"pointer":"","title":"` + unknown.Title + `","detail":"` + unknown.Detail + `","cause":"Unknown"}]`
		if string(got.Errors) != want {
			t.Errorf("got  %s\nwant %s", got.Errors, want)
		}
	}
	page := serve(p, request(http.MethodPost, "text/html", "ko"), err).Body.String()
	for _, want := range []string{
		`<li lang="en" dir="auto"><strong>The goods are sold out</strong> Of &lt;i&gt;, 2 are left. <code dir="ltr">/items/0/&lt;b&gt;</code></li>`,
		`<li lang="ko" dir="auto"><strong>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in %s", want, page)
		}
	}
	if n := strings.Count(page, "<li "); n != 3 || strings.Contains(page, secret) || strings.Contains(page, "\u202e") {
		t.Errorf("%d items: %s", n, page)
	}
	validation := speaks.Localizer("ko").Message(apicause.ValidationFailed)
	image := speaks.Localizer("ko").Message(apicause.ImageUploadSizeExceeded)
	unknown := speaks.Localizer("ko").Message(apicause.Unknown)
	want := validation.Title + "\n\n" + validation.Detail + "\n\n" +
		"- /items/0/<b>: The goods are sold out\n  Of <i>, 2 are left.\n" +
		"- /image: " + image.Title + "\n  " + image.Detail + "\n" +
		"- " + unknown.Title + "\n  " + unknown.Detail + "\n"
	if got := serve(p, request(http.MethodPost, "text/plain", "ko"), err).Body.String(); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
}

func TestClassifyReachesFields(t *testing.T) {
	p := problem.New(problem.Config{Classify: func(err error) error {
		if errors.Is(err, io.EOF) && !errors.Is(err, apicause.ValidationFailed) {
			return &apicause.Error{Cause: apicause.ContentTooLarge, Err: err}
		}
		return nil
	}})
	got := p.Problem(request(http.MethodGet, "", ""), problem.Fields(problem.At("/a", io.EOF)))
	if len(got.Errors) != 1 || got.Errors[0].Cause != apicause.ContentTooLarge || got.Cause != apicause.ValidationFailed {
		t.Errorf("got %v", got)
	}
}
