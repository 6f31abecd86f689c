package kakao

import (
	"net/http"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/upstream"
)

// Check returns nil where resp has a status of success (2xx), whose body it
// does not touch, else an [*Error] of what the answer says. It reads at most
// 64 KiB of the body, in the caller's goroutine, and leaves closing it to the
// caller.
//
// A body that cannot be read to its end, because it breaks off or the context
// of its request ends, is decoded as far as it came: the cause is Unknown then,
// unless the answer was whole already, and errors.Is finds the reason. A nil
// response is an error too. For a message to several receivers, [Failures]
// finds the errors in a success.
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
