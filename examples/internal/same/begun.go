package same

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
)

// BreaksOff holds that an answer which fails after it has begun does not look
// whole to the one who reads it.
func BreaksOff(t *testing.T, h http.Handler) {
	server := httptest.NewServer(h)
	defer server.Close()
	resp, err := http.Get(server.URL + "/begun")
	if err != nil {
		return // it broke off before anything arrived
	}
	defer resp.Body.Close()
	if body, err := io.ReadAll(resp.Body); err == nil {
		t.Errorf("got a whole answer, %d %q, want one that breaks off", resp.StatusCode, body)
	}
}
