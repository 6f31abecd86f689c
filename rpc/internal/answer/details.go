package answer

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/text/language"
	"google.golang.org/genproto/googleapis/rpc/errdetails"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/anypb"
	"google.golang.org/protobuf/types/known/durationpb"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/fact"
	"github.com/apicause/apicause/problem"
)

// details returns what AIP-193 adds to a code and a message, each type of detail
// at most once.
func (a *Answerer) details(p problem.Problem, facts apicause.Facts) (details []*anypb.Any) {
	add := func(m proto.Message) {
		if detail, err := anypb.New(m); err == nil { // else the app's domain or type URI is not UTF-8
			details = append(details, detail)
		}
	}
	if a.config.Domain != "" {
		add(&errdetails.ErrorInfo{Reason: reason(p.Cause), Domain: a.config.Domain, Metadata: metadata(p.Facts)})
	}
	add(localized(p.Language, p.Title, p.Detail))
	if wait, ok := facts[apicause.FactRetry].(time.Duration); ok && fact.Waitable(wait) {
		add(&errdetails.RetryInfo{RetryDelay: durationpb.New(wait)})
	}
	if len(p.Errors) > 0 {
		add(a.badRequest(p.Errors))
	}
	if strings.HasPrefix(p.Type, "https://") || strings.HasPrefix(p.Type, "http://") {
		add(&errdetails.Help{Links: []*errdetails.Help_Link{{Description: "Documentation of " + string(p.Cause), Url: p.Type}}})
	}
	return details
}

func (a *Answerer) badRequest(fields []problem.FieldError) *errdetails.BadRequest {
	violations := make([]*errdetails.BadRequest_FieldViolation, len(fields))
	for i, f := range fields {
		violations[i] = &errdetails.BadRequest_FieldViolation{
			Field: path(f.Pointer), Description: a.description(f.Cause), Reason: reason(f.Cause),
			LocalizedMessage: localized(f.Language, f.Title, f.Detail),
		}
	}
	return &errdetails.BadRequest{FieldViolations: violations}
}

func localized(tag language.Tag, title, detail string) *errdetails.LocalizedMessage {
	return &errdetails.LocalizedMessage{
		Locale:  tag.String(),
		Message: apicause.Message{Title: title, Detail: detail}.String(),
	}
}

// metadata returns the facts of a problem as text.
func metadata(facts apicause.Facts) map[string]string {
	texts := make(map[string]string, len(facts))
	for name, value := range facts {
		if terms, ok := value.(apicause.Terms); ok {
			texts[key(name)] = joined(terms)
		} else {
			texts[key(name)] = fmt.Sprint(value)
		}
	}
	return texts
}

func joined(terms apicause.Terms) string {
	ids := make([]string, len(terms))
	for i, term := range terms {
		ids[i] = string(term)
	}
	return strings.Join(ids, ",")
}
