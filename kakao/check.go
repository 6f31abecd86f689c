package kakao

import (
	"net/http"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/upstream"
)

// Check returns nil if the status of resp is a success (2xx), and leaves that body
// alone. Otherwise it returns an [*Error] with what the answer says. It reads at
// most 64 KiB of the body, in the caller's goroutine. The caller closes the body.
//
// If the body cannot be read to its end, because it breaks off or the context of
// its request ends, Check decodes what it has: unless that was the whole answer,
// the cause is Unknown, and errors.Is finds the reason. A nil response is an error
// too. For a message to several recipients, [Failures] finds the errors in a
// success.
func Check(resp *http.Response) error {
	if resp == nil {
		return &Error{Cause: apicause.Unknown}
	}
	if 200 <= resp.StatusCode && resp.StatusCode <= 299 {
		return nil
	}
	body, err := upstream.Read(resp)
	e := decode(resp.StatusCode, resp.Header, object(body), err)
	if resp.Request != nil {
		e.Method = resp.Request.Method
		if e.Method == "" {
			e.Method = http.MethodGet // as net/http has it
		}
	}
	return e
}
