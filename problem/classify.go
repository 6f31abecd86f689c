package problem

import (
	"context"
	"net"
	"net/http"
	"net/url"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/errtree"
	"github.com/apicause/apicause/internal/visitor"
)

const (
	ownStatus    = http.StatusUnprocessableEntity // of an app's own causes
	clientClosed = 499                            // nginx's: the client left before the answer
)

// WithStatus gives err the general cause of an HTTP status, for
// [Config.Classify]: 404 reads as NotFound. A status without a general cause is
// kept and reads as BadRequest below 500, and as Unknown otherwise. Anything but 400
// to 599 counts as 500. The facts of err stay. WithStatus returns nil for a nil
// err.
func WithStatus(err error, status int) error {
	if err == nil {
		return nil
	}
	if !isFailure(status) {
		status = http.StatusInternalServerError
	}
	cause := visitor.General(status)
	if cause == "" {
		cause = apicause.Unknown
		if status < 500 {
			cause = apicause.BadRequest
		}
	}
	return &statusError{apicause.Error{Cause: cause, Facts: apicause.FactsOf(err), Err: err}, status}
}

// A statusError keeps its status whatever the table says of its cause.
type statusError struct {
	occurrence apicause.Error
	status     int
}

func (e *statusError) Error() string   { return e.occurrence.Error() }
func (e *statusError) Unwrap() error   { return &e.occurrence }
func (e *statusError) StatusCode() int { return e.status }

// Traits are what an error's tree says.
type traits struct {
	occurrence apicause.Error // the cause, as CauseOf finds it, and its facts
	status     int            // what the error with the cause, or the outermost around it, says; 0: none
	kept       int            // what WithStatus says; 0: not from there
	fields     *fieldErrors   // the first in the tree; nil: none
}

// traitsOf walks err's tree once. An upstream client's own StatusCode beside or
// beneath the cause is about another request than the visitor's.
func traitsOf(err error) (t traits) {
	var found errtree.Occurrence
	depthOfStatus := 0
	errtree.Find(err, func(err error, depth int) bool {
		if t.fields == nil {
			t.fields, _ = err.(*fieldErrors)
		}
		if found.Cause != "" {
			return t.fields != nil
		}
		if depth <= depthOfStatus {
			t.status = 0 // it does not wrap this error
		}
		if e, ok := err.(interface{ StatusCode() int }); ok && t.status == 0 {
			if status := e.StatusCode(); isFailure(status) {
				t.status, depthOfStatus = status, depth
			}
		}
		switch e := err.(type) {
		case *statusError:
			t.kept = e.status
		case *apicause.Error:
			found.Add(depth, string(e.Cause), e.Facts)
		case apicause.Cause:
			found.Add(depth, string(e), nil)
		}
		return found.Cause != "" && t.fields != nil
	})
	t.occurrence = apicause.Error{Cause: apicause.Cause(found.Cause), Facts: found.Facts()}
	if found.Cause == "" {
		t.status = 0
	}
	return t
}

// message returns what to tell about the occurrence.
func (t *traits) message(l apicause.Localizer) apicause.Message {
	if len(t.occurrence.Facts) == 0 {
		return l.Message(t.occurrence.Cause)
	}
	occurrence := t.occurrence // a copy: t stays on the stack
	return l.Localize(&occurrence)
}

// What decides for an error without a cause, in this order, wherever it stands in the
// tree.
var failures = [...]struct {
	status int
	is     func(error) bool
}{
	{clientClosed, func(err error) bool { return err == context.Canceled }},
	{http.StatusGatewayTimeout, func(err error) bool { // context.DeadlineExceeded has the method, too
		e, ok := err.(interface{ Timeout() bool })
		return ok && e.Timeout()
	}},
	{http.StatusBadGateway, func(err error) bool {
		switch err.(type) {
		case *url.Error, *net.OpError:
			return true
		}
		return false
	}},
	{http.StatusRequestEntityTooLarge, func(err error) bool { _, ok := err.(*http.MaxBytesError); return ok }},
}

// failureStatus returns the status of an error without a cause; ctx is that of
// the request, if there is one.
func failureStatus(ctx context.Context, err error) int {
	first := len(failures)
	errtree.Find(err, func(err error, _ int) bool {
		for i, f := range failures[:first] {
			if f.is(err) && (f.status != clientClosed || ctx.Err() != nil) { // else the app has cancelled something by itself
				first = i
				break
			}
		}
		return first == 0
	})
	if first == len(failures) {
		return http.StatusInternalServerError
	}
	return failures[first].status
}

func isFailure(status int) bool { return 400 <= status && status <= 599 }
