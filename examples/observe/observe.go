// Package observe shows an app's errors to those who run it: in logs, in metrics
// and in traces.
package observe

import (
	"log/slog"
	"net/http"
	"strconv"

	"github.com/prometheus/client_golang/prometheus"
	"go.opentelemetry.io/otel/attribute"
	"go.opentelemetry.io/otel/codes"
	"go.opentelemetry.io/otel/metric"
	"go.opentelemetry.io/otel/trace"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// A Report is a problem.Config.Report.
type Report = func(*http.Request, error, problem.Problem)

// Log writes each error, the language that its reader wanted and the one served.
func Log(logger *slog.Logger) Report {
	return func(r *http.Request, err error, p problem.Problem) {
		logger.ErrorContext(r.Context(), "problem", apicause.Attr(err), slog.Int("status", p.Status),
			slog.String("wanted", p.Wanted.String()), slog.String("language", p.Language.String()))
	}
}

// Prometheus counts problems.
func Prometheus(registry prometheus.Registerer) Report {
	problems := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "problems_total", Help: "Errors answered, by cause."},
		[]string{"error_type", "status"})
	languages := prometheus.NewCounterVec(prometheus.CounterOpts{Name: "problem_languages_total", Help: "Errors answered, by language."},
		[]string{"wanted", "language"})
	registry.MustRegister(problems, languages)
	return func(_ *http.Request, _ error, p problem.Problem) {
		problems.WithLabelValues(string(p.Cause), strconv.Itoa(p.Status)).Inc()
		languages.WithLabelValues(wanted(p), p.Language.String()).Inc()
	}
}

// OpenTelemetry marks the request's span, and counts problems.
func OpenTelemetry(meter metric.Meter) (Report, error) {
	problems, err := meter.Int64Counter("problems", metric.WithDescription("Errors answered."))
	return func(r *http.Request, _ error, p problem.Problem) {
		said := []attribute.KeyValue{
			attribute.String("error.type", string(p.Cause)), attribute.Int("http.response.status_code", p.Status),
			attribute.String("language.wanted", wanted(p)), attribute.String("language.served", p.Language.String()),
		}
		problems.Add(r.Context(), 1, metric.WithAttributes(said...))
		span := trace.SpanFromContext(r.Context())
		span.SetAttributes(said...)
		if p.Status >= 500 {
			span.SetStatus(codes.Error, "") // the log has the text
		}
	}, err
}

// wanted is the base language that a reader asked for, und if they asked for
// none. Strangers can ask for anything: metrics name languages of two letters, and
// there are fewer than 200.
func wanted(p problem.Problem) string {
	base, _, _ := p.Wanted.Raw()
	if s := base.String(); len(s) == 2 || s == "und" {
		return s
	}
	return "other"
}
