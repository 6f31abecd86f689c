package observe_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/sdk/metric/metricdata"
	"go.opentelemetry.io/otel/sdk/metric/metricdata/metricdatatest"
	"go.opentelemetry.io/otel/sdk/trace"
	"go.opentelemetry.io/otel/sdk/trace/tracetest"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/observe"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/problem"
)

const secret = "dial tcp 10.0.0.7: connection refused"

// fail answers an error to a reader of languages, and reports it.
func fail(report observe.Report, err error, languages string) {
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	failWithin(r.Context(), report, err, languages)
}

func failWithin(ctx context.Context, report observe.Report, err error, languages string) {
	r := httptest.NewRequest(http.MethodGet, "/", nil).WithContext(ctx)
	r.Header.Set("Accept-Language", languages)
	problem.New(problem.Config{Report: report}).Write(httptest.NewRecorder(), r, err)
}

var timestamp = regexp.MustCompile(`"time":"[^"]*",`)

func TestThePagesShowWhatIsLogged(t *testing.T) {
	var out bytes.Buffer
	report := observe.Log(slog.New(slog.NewJSONHandler(&out, nil)))
	answer := kakao.Decode(http.StatusUnauthorized, nil, []byte(`{"code":-401,"msg":"ip mismatched! callerIp=203.0.113.7"}`))
	fail(report, fmt.Errorf("send memo: %w", answer), "nl-NL,nl;q=0.9")
	written := timestamp.ReplaceAllString(out.String(), "")
	if !strings.Contains(written, `"wanted":"nl-NL","language":"en"`) || strings.Contains(written, "203.0.113.7") {
		t.Errorf("got %s", written)
	}
	for _, page := range []string{"watch-errors.md", "watch-errors.ko.md"} {
		text, err := os.ReadFile("../../docs/how-to/" + page)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "\n"+written) {
			t.Errorf("%s does not show %s", page, written)
		}
	}
}

func TestPrometheusCounts(t *testing.T) {
	registry := prometheus.NewRegistry()
	report := observe.Prometheus(registry)
	fail(report, apicause.InvalidToken, "nl-NL")
	fail(report, apicause.InvalidToken, "ko")
	fail(report, errors.New(secret), "")
	for _, odd := range []string{"tlh", "x-" + strings.Repeat("a", 8), "qaa"} {
		fail(report, apicause.InvalidToken, odd)
	}
	const want = `
# HELP problem_languages_total Errors answered, by language.
# TYPE problem_languages_total counter
problem_languages_total{language="en",wanted="nl"} 1
problem_languages_total{language="en",wanted="other"} 2
problem_languages_total{language="en",wanted="und"} 2
problem_languages_total{language="ko",wanted="ko"} 1
# HELP problems_total Errors answered, by cause.
# TYPE problems_total counter
problems_total{error_type="InvalidToken",status="401"} 5
problems_total{error_type="Unknown",status="500"} 1
`
	if err := testutil.GatherAndCompare(registry, strings.NewReader(want)); err != nil {
		t.Error(err)
	}
}

func TestOpenTelemetryCountsAndMarksTheSpan(t *testing.T) {
	spans, reader := tracetest.NewInMemoryExporter(), metric.NewManualReader()
	tracer := trace.NewTracerProvider(trace.WithSyncer(spans)).Tracer("test")
	report, err := observe.OpenTelemetry(metric.NewMeterProvider(metric.WithReader(reader)).Meter("test"))
	if err != nil {
		t.Fatal(err)
	}
	var counted []metricdata.DataPoint[int64]
	for _, tt := range []struct {
		err    error
		cause  string
		status int
		code   codes.Code
	}{
		{fmt.Errorf("%s: %w", secret, apicause.InvalidToken), "InvalidToken", 401, codes.Unset},
		{errors.New(secret), "Unknown", 500, codes.Error},
	} {
		spans.Reset()
		ctx, span := tracer.Start(t.Context(), "GET /")
		failWithin(ctx, report, tt.err, "nl-NL")
		span.End()
		want := []attribute.KeyValue{
			attribute.String("error.type", tt.cause), attribute.Int("http.response.status_code", tt.status),
			attribute.String("language.wanted", "nl"), attribute.String("language.served", "en"),
		}
		got := spans.GetSpans()[0]
		if diff := cmp.Diff(want, got.Attributes, cmp.AllowUnexported(attribute.Value{})); diff != "" || got.Status.Code != tt.code {
			t.Error(got.Status, diff)
		}
		if strings.Contains(fmt.Sprintf("%+v", got), secret) {
			t.Errorf("the span has the error's text: %+v", got)
		}
		counted = append(counted, metricdata.DataPoint[int64]{Attributes: attribute.NewSet(want...), Value: 1})
	}
	var data metricdata.ResourceMetrics
	if err := reader.Collect(t.Context(), &data); err != nil {
		t.Fatal(err)
	}
	want := metricdata.Metrics{Name: "problems", Description: "Errors answered.", Data: metricdata.Sum[int64]{
		DataPoints: counted, Temporality: metricdata.CumulativeTemporality, IsMonotonic: true,
	}}
	metricdatatest.AssertEqual(t, want, data.ScopeMetrics[0].Metrics[0], metricdatatest.IgnoreTimestamp(), metricdatatest.IgnoreExemplars())
}
