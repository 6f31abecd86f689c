package problem

import (
	"net/http"
	"net/url"

	"github.com/apicause/apicause/internal/errtree"
)

// ownStatus is that of an app's own causes, and of causes nobody registered.
const ownStatus = http.StatusUnprocessableEntity

// What decides where there is no known cause, after an error that knows its
// status itself.
var failures = [...]struct {
	status int
	is     func(error) bool
}{
	{http.StatusGatewayTimeout, func(err error) bool { // context.DeadlineExceeded has the method, too
		e, ok := err.(interface{ Timeout() bool })
		return ok && e.Timeout()
	}},
	{http.StatusBadGateway, func(err error) bool { _, ok := err.(*url.Error); return ok }},
	{http.StatusRequestEntityTooLarge, func(err error) bool { _, ok := err.(*http.MaxBytesError); return ok }},
}

// unknownStatus returns the status of an error without a known cause. It does
// not use errors.As, which never returns from an endless tree.
func unknownStatus(err error) int {
	status := 0
	if errtree.Find(err, func(err error, _ int) bool {
		if e, ok := err.(interface{ StatusCode() int }); ok {
			status = e.StatusCode()
		}
		return isFailure(status)
	}) {
		return status
	}
	for _, f := range failures {
		if errtree.Find(err, func(err error, _ int) bool { return f.is(err) }) {
			return f.status
		}
	}
	return http.StatusInternalServerError
}

func isFailure(status int) bool { return 400 <= status && status <= 599 }
