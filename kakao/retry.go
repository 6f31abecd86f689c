package kakao

import (
	"net/http"
	"strconv"

	"github.com/apicause/apicause/internal/visitor"
)

// Retry says whether the same request may succeed if it is sent again.
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

// Retry says whether to send the same request again. The cause decides. For a
// cause without a number of Kakao's, [Error.StatusCode] decides: 429 and 503 mean
// RetryLater, any other 4xx RetryNo, and the rest RetryUncertain. For GET and HEAD,
// which write nothing, RetryUncertain becomes RetrySoon.
//
// Kakao documents no time to wait; RetryAfter has it if Kakao sent one.
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
	switch status := e.StatusCode(); {
	case status == http.StatusTooManyRequests, status == http.StatusServiceUnavailable:
		return RetryLater
	case status < 500: // the person or the app must do something else first
		return RetryNo
	}
	return RetryUncertain
}

// StatusCode returns the HTTP status for the visitor of an app whose call to
// Kakao failed: 502 if the app or Kakao is at fault, 401 if the person has to log
// in again, and so on, as in the table of package problem. For a cause without a row
// there, such as Unknown, Kakao's 401, 403 and 504 stay, 429 and 503 become 503, and
// all others become 502.
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
