package upstream_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/upstream"
)

// A decoder of a provider's answers: its code for a cause, and a fact.
func ExampleRead() {
	check := func(resp *http.Response) error {
		if resp.StatusCode < 400 {
			return nil
		}
		body, err := upstream.Read(resp)
		var answer struct{ Code string }
		json.Unmarshal(body, &answer) // what is not JSON has no code
		failed := &apicause.Error{Cause: apicause.Unknown, Err: err}
		if answer.Code == "QUOTA" {
			failed.Cause = apicause.ServiceUnavailable
		}
		if wait := upstream.RetryAfter(resp.Header); wait > 0 {
			failed.Facts = apicause.Facts{apicause.FactRetry: wait}
		}
		return failed
	}

	err := check(&http.Response{
		StatusCode: http.StatusTooManyRequests,
		Header:     http.Header{"Retry-After": {"120"}},
		Body:       io.NopCloser(strings.NewReader(`{"code":"QUOTA","message":"quota of key 8d5c4a3f9b1e7062cd4f5a6b is used up"}`)),
	})
	fmt.Println(err)
	fmt.Println(apicause.Default().Localizer("en").Localize(err).Detail)
	// Output:
	// ServiceUnavailable
	// Try again in 2 minutes.
}

func ExampleRetryAfter() {
	fmt.Println(upstream.RetryAfter(http.Header{"Retry-After": {"30"}}))
	fmt.Println(upstream.RetryAfter(http.Header{
		"Retry-After": {"Mon, 23 Nov 2026 12:01:30 GMT"},
		"Date":        {"Mon, 23 Nov 2026 12:00:00 GMT"},
	}))
	fmt.Println(upstream.RetryAfter(nil))
	// Output:
	// 30s
	// 1m30s
	// 0s
}

func ExampleMask() {
	fmt.Println(upstream.Mask("wrong appKey(8d5c4a3f9b1e7062cd4f5a6b) format, callerIp=203.0.113.7"))
	fmt.Println(upstream.Mask("insufficient scopes."))
	// Output:
	// wrong appKey(***) format, callerIp=***
	// insufficient scopes.
}
