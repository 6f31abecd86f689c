// Package upstream holds what a decoder of some API's error answers needs,
// no matter who runs the API: [Read] the answer within limits, find out how long to
// wait with [RetryAfter], and log the provider's own words with [Mask]. Package
// kakao is built on it; for another provider, see docs/how-to/add-a-provider.md.
//
// Which cause an answer stands for is the decoder's part. The provider's words
// are for logs alone: they may hold keys and addresses, they may change at any
// time, and they are in a language that the reader may not know.
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

// Read returns the body of an answer, at most its first 64 KiB; what is beyond
// stays unread and is no error. Where the body ends in an error, because it
// breaks off or its request's context ends, Read returns what has come so far
// and that error. It returns nil for a nil response and for one without a body.
//
// Read starts no goroutine, and closing the body stays the caller's part.
func Read(resp *http.Response) ([]byte, error) {
	if resp == nil || resp.Body == nil {
		return nil, nil
	}
	return io.ReadAll(io.LimitReader(resp.Body, maxBody))
}

// RetryAfter returns how long the header Retry-After (RFC 9110 §10.2.3) asks to
// wait, given in seconds or as a date. A date is taken from the header Date,
// since the clocks of the two servers may differ, and from now where there is
// none. It returns 0 for a nil header, no Retry-After, one that cannot be read,
// a date that has passed, and a wait of more than 31 days, which tells nobody
// anything.
//
// What it returns can be the fact Retry of an error.
func RetryAfter(h http.Header) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
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
