// Package upstream helps to decode the error answers of any API: [Read] reads an
// answer within limits, [RetryAfter] finds out how long to wait, and [Mask] makes
// the provider's own words fit for logs. Package kakao is built on it. For another
// provider, see docs/how-to/add-a-provider.md.
//
// The decoder decides which cause an answer means. The provider's words are for
// logs alone: they may contain keys and addresses, may change at any time, and are
// in a language that the user may not read.
package upstream

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/apicause/apicause/internal/fact"
)

const maxBody = 64 << 10 // bytes: a JSON error has a few hundred, an HTML page that a proxy sends a few thousand

// Read returns the body of an answer, at most its first 64 KiB; the rest stays
// unread, which is not an error. If reading fails, because the body breaks off or
// the request's context ends, Read returns what it has and that error. It returns
// nil for a nil response and for one without a body.
//
// Read starts no goroutine. The caller closes the body.
func Read(resp *http.Response) ([]byte, error) {
	if resp == nil || resp.Body == nil {
		return nil, nil
	}
	return io.ReadAll(io.LimitReader(resp.Body, maxBody))
}

// RetryAfter returns how long the header Retry-After (RFC 9110 §10.2.3) asks to
// wait, given in seconds or as a date. A date counts from the header Date, since
// the clocks of the two servers may differ, or from now if there is none. It
// returns 0 for a nil header, a missing or unreadable Retry-After, a date in the
// past, and a wait of more than 31 days, which helps nobody.
//
// Use the result as the fact Retry of an error.
func RetryAfter(h http.Header) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	if value == "" {
		return 0
	}
	var wait time.Duration
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if until, err := http.ParseTime(value); err == nil {
		from, err := http.ParseTime(h.Get("Date"))
		if err != nil {
			from = time.Now()
		}
		wait = until.Sub(from)
	}
	if !fact.Waitable(wait) {
		return 0
	}
	return wait
}
