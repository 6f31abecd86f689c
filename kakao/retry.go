package kakao

import (
	"net/http"
	"strconv"

	"github.com/apicause/apicause/internal/visitor"
)

// Retry says whether the same request may succeed when it is sent again.
type Retry int

const (
	RetryNo        Retry = iota // not until somebody acts: the person logs in or consents, the developer corrects something
	RetrySoon                   // perhaps in a moment
	RetryLater                  // after a window: a quota, a maintenance
	RetryUncertain              // perhaps, but the first may have taken effect: ask before repeating a write
)

// String returns "no", "soon", "later" or "uncertain".
func (r Retry) String() string {
	switch r {
	case RetryNo:
		return "no"
	case RetrySoon:
		return "soon"
	case RetryLater:
		return "later"
	case RetryUncertain:
		return "uncertain"
	}
	return "Retry(" + strconv.Itoa(int(r)) + ")"
}

// Retry says whether to send the same request again. The cause decides; where
// it is Unknown, the status: 429 and 503 are RetryLater, 401 and 403 RetryNo,
// all else RetryUncertain, since Kakao reports trouble of its own as 400 too.
// What is uncertain is RetrySoon for GET and HEAD, which write nothing.
//
// Kakao documents no time to wait; RetryAfter has it where it was sent.
func (e *Error) Retry() Retry {
	if e == nil {
		return RetryUncertain
	}
	retry := e.retry()
	if retry == RetryUncertain && (e.Method == http.MethodGet || e.Method == http.MethodHead) {
		return RetrySoon
	}
	return retry
}

func (e *Error) retry() Retry {
	if k := find(e.Cause); k != nil {
		return k.retry
	}
	switch e.Status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return RetryLater
	case http.StatusUnauthorized, http.StatusForbidden:
		return RetryNo
	}
	return RetryUncertain
}

// StatusCode returns the HTTP status for the visitor of an app whose call to
// Kakao ended so: Kakao's own tells what went wrong between the app and Kakao.
// An app's fault is 502, a login to be repeated 401, and so on, as in the table
// of package problem. Where the cause is Unknown, Kakao's 401, 403 and 504 are
// the visitor's too, its 429 and 503 are 503, all else is 502.
func (e *Error) StatusCode() int {
	if e == nil {
		return http.StatusBadGateway
	}
	if status := visitor.Status(e.Cause); status != 0 {
		return status
	}
	switch e.Status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusGatewayTimeout:
		return e.Status
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusBadGateway
}
