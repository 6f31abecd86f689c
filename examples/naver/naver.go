// Package naver turns the error answers of Naver Login into causes of its own.
package naver

import (
	"cmp"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/upstream"
)

// kinds says what Naver's codes mean, and the status of an answer without one,
// and with which status the app answers its visitor.
var kinds = map[string]struct {
	cause   apicause.Cause
	visitor int
}{
	"024":                 {NaverLoginExpired, http.StatusUnauthorized}, // APIs: not authenticated
	"invalid_request":     {NaverLoginExpired, http.StatusUnauthorized}, // token: a code that was used already
	"invalid_grant":       {NaverLoginExpired, http.StatusUnauthorized}, // and RFC 6749 §5.2
	"invalid_client":      {NaverAppRefused, http.StatusBadGateway},
	"unauthorized_client": {NaverAppRefused, http.StatusBadGateway},
	"HTTP 403":            {NaverAppRefused, http.StatusBadGateway},
	"HTTP 429":            {NaverLimitReached, http.StatusServiceUnavailable},
	"HTTP 503":            {apicause.ServiceUnavailable, http.StatusServiceUnavailable},
}

// Read returns the body of a success, else an [*Error]. The token endpoint sends
// errors with status 200, so the body decides as well.
func Read(resp *http.Response) ([]byte, error) {
	body, err := upstream.Read(resp)
	var said struct {
		ErrorCode, ErrorMessage string // APIs
		ResultCode, Message     string // profile; "00" is success
		Error                   string // token
		Description             string `json:"error_description"`
	}
	json.Unmarshal(body, &said) // a member of a wrong type is "", and so are all of an HTML page
	code := cmp.Or(said.ErrorCode, said.Error, said.ResultCode)
	if err == nil && resp.StatusCode == http.StatusOK && (code == "" || code == "00") {
		return body, nil
	}
	kind, known := kinds[code]
	if !known {
		kind = kinds[fmt.Sprintf("HTTP %d", resp.StatusCode)]
	}
	e := &Error{status: resp.StatusCode, visitor: cmp.Or(kind.visitor, http.StatusBadGateway)}
	e.code, e.words = code, cmp.Or(said.ErrorMessage, said.Description, said.Message)
	e.found = apicause.Error{Cause: cmp.Or(kind.cause, apicause.Unknown), Err: err}
	if wait := upstream.RetryAfter(resp.Header); wait > 0 {
		e.found.Facts = apicause.Facts{apicause.FactRetry: wait}
	}
	return nil, e
}

// An Error is an error answer of Naver's.
type Error struct {
	found           apicause.Error
	status, visitor int
	code, words     string
}

func (e *Error) Error() string   { return fmt.Sprintf("naver: %s (HTTP %d)", e.found.Cause, e.status) }
func (e *Error) Unwrap() error   { return &e.found }
func (e *Error) StatusCode() int { return e.visitor } // package problem asks for it

// LogValue has Naver's words, which nothing else shows.
func (e *Error) LogValue() slog.Value {
	return slog.GroupValue(slog.Int("status", e.status), slog.String("code", upstream.Mask(e.code)), slog.String("words", upstream.Mask(e.words)))
}
