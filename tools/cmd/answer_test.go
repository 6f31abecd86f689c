package cmd_test

import (
	"bytes"
	"testing"

	"github.com/apicause/apicause/tools/cmd"
)

// FuzzSplitResponse holds that what is not a header of an HTTP response is its body,
// to the last byte.
func FuzzSplitResponse(f *testing.F) {
	for _, seed := range []string{
		"", "{}", "HTTP/1.1 401 Unauthorized\r\nA: b\r\n\r\n{}", "HTTP/2 429 \nretry-after: 1\n\n{}", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n",
		"HTTP/1.1 401\n", "HTTP/2 401\n\n", "HTTP/1.1 302 Found\nno colon\n\nx", "HTTP/1.1 99", "HTTP/1.1 401 \xff\n folded: line\n\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		status, header, body := cmd.SplitResponse(data)
		if !bytes.HasSuffix(data, body) {
			t.Errorf("body %q is no end of %q", body, data)
		}
		if response := header != nil; response != (status != 0) || !response && !bytes.Equal(body, data) {
			t.Errorf("%q: status %d, header %v, body %q", data, status, header, body)
		}
	})
}
