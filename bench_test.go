package apicause_test

import (
	"fmt"
	"testing"
	"testing/fstest"
	"time"

	"github.com/apicause/apicause"
)

// What has a peer is measured beside it in the module bench.

func BenchmarkNewHeader(b *testing.B) {
	catalog := apicause.Default()
	headers := make([]string, 1<<16)
	for i := range headers {
		headers[i] = fmt.Sprintf("ko-KR,ko;q=0.9,en-US;q=0.8,en-x-%d;q=0.7", i)
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		sink = catalog.Localizer(headers[i%len(headers)]).Message(apicause.InvalidToken)
		i++
	}
}

// Facts that take more than a string or a small number.
func BenchmarkFacts(b *testing.B) {
	localizer := newCatalog(b, apicause.Config{Locales: layers(fstest.MapFS{
		"active.en.toml": {Data: []byte("[detail_with_facts.Unknown]\none = '{{.Count}} is left.'\nother = '{{.Count}} are left.'\n" +
			"[detail_with_facts.Conflict]\nother = 'Try again {{.Retry}}.'")},
	})}).Localizer("en")
	for _, bb := range []struct {
		name string
		err  apicause.Error
	}{
		{"wait", apicause.Error{Cause: apicause.Conflict, Facts: apicause.Facts{apicause.FactRetry: 90 * time.Second}}},
		{"plural of a large number", apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{apicause.FactCount: 1234567}}},
		{"plural of a fraction", apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{apicause.FactCount: 1.5}}},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sink = localizer.Localize(&bb.err)
			}
		})
	}
}
