package kakao

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"sync"

	"github.com/apicause/apicause"
)

const maxBody = 64 << 10 // bytes of an answer that are read

// Check returns nil where resp has a status of success (2xx), whose body it
// does not touch, else an [*Error] of what the answer says. It reads at most
// 64 KiB of the body and leaves closing it to the caller.
//
// A body that cannot be read to its end, because it breaks off or the context
// of resp.Request ends, is decoded as far as it came, so that the cause is
// Unknown but for an answer that was whole already; errors.Is finds the reason.
// A nil response is an error too. In a success, see [Failures] for messages to
// several receivers.
func Check(resp *http.Response) error {
	if resp == nil {
		return &Error{Cause: apicause.Unknown}
	}
	if 200 <= resp.StatusCode && resp.StatusCode <= 299 {
		return nil
	}
	body, err := read(resp)
	e := Decode(resp.StatusCode, resp.Header, body)
	e.err = err
	if resp.Request != nil {
		e.Method = resp.Request.Method
		if e.Method == "" {
			e.Method = http.MethodGet // as net/http has it
		}
	}
	return e
}

// read returns the beginning of the body, and what ended the reading early.
// net/http's bodies end with their request's context; those of any other
// RoundTripper may not, so a goroutine reads, which the caller's Close frees.
func read(resp *http.Response) ([]byte, error) {
	if resp.Body == nil {
		return nil, nil
	}
	limited := io.LimitReader(resp.Body, maxBody)
	if resp.Request == nil || resp.Request.Context().Done() == nil {
		return io.ReadAll(limited)
	}
	ctx := resp.Request.Context()
	var sofar buffer
	ended := make(chan error, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil { // it would end the program, where the caller's goroutine may be guarded
				ended <- fmt.Errorf("reading the answer panicked: %v", p)
			}
		}()
		_, err := io.Copy(&sofar, limited)
		ended <- err
	}()
	select {
	case err := <-ended:
		return sofar.bytes(), err
	case <-ctx.Done():
		return sofar.bytes(), ctx.Err()
	}
}

// A buffer is read while it is still written to.
type buffer struct {
	mu  sync.Mutex
	buf []byte
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.buf = append(b.buf, p...)
	return len(p), nil
}

func (b *buffer) bytes() []byte {
	b.mu.Lock()
	defer b.mu.Unlock()
	return bytes.Clone(b.buf)
}
