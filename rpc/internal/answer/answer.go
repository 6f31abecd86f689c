// Package answer makes google.rpc.Status messages, which gRPC and Connect share,
// of errors.
package answer

import (
	"context"
	"strings"

	"google.golang.org/genproto/googleapis/rpc/code"
	spb "google.golang.org/genproto/googleapis/rpc/status"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/errtree"
	"github.com/apicause/apicause/problem"
)

// A Config is what causegrpc and causeconnect have in common.
type Config struct {
	Catalog  *apicause.Catalog
	Domain   string
	Type     func(apicause.Cause) string
	Classify func(error) error
	Code     func(error, apicause.Cause) code.Code
}

// An Answerer makes statuses. It never changes and is safe for concurrent use.
type Answerer struct {
	config  Config
	problem *problem.Responder
}

// New makes an answerer.
func New(c Config) *Answerer {
	if c.Catalog == nil {
		c.Catalog = apicause.Default()
	}
	a := &Answerer{config: c}
	a.problem = problem.New(problem.Config{Catalog: c.Catalog, Type: c.Type, Classify: a.classifyField})
	return a
}

// The metadata that names the reader's languages, the most wanted first. The
// second is what a grpc-gateway makes of the first.
var languageHeaders = [...]string{"accept-language", "grpcgateway-accept-language"}

// Localize returns ctx with the reader's localizer, which is the one that ctx
// carries already, or the catalog's by the metadata.
func (a *Answerer) Localize(ctx context.Context, metadata func(key string) []string) context.Context {
	if apicause.FromContext(ctx) != (apicause.Localizer{}) {
		return ctx
	}
	var preferences [len(languageHeaders)]string
	for i, key := range languageHeaders {
		preferences[i] = strings.Join(metadata(key), ",")
	}
	return apicause.NewContext(ctx, a.config.Catalog.Localizer(preferences[:]...))
}

// Status returns the status of err in the languages of the localizer in ctx, and
// err as Classify has it. The status is nil if err brings its own: where own
// reports true for an error in the tree before one has a cause, and Classify has
// not given it one.
func (a *Answerer) Status(ctx context.Context, err error, own func(error) bool) (*spb.Status, error) {
	classified := a.classify(err)
	if a.bringsOwn(err, classified, own) {
		return nil, classified
	}
	p := a.problem.For(apicause.FromContext(ctx), settled{classified})
	return &spb.Status{
		Code:    int32(a.code(classified, p.Cause)),
		Message: a.description(p.Cause),
		Details: a.details(p, apicause.FactsOf(classified)),
	}, classified
}

func (a *Answerer) bringsOwn(err, classified error, own func(error) bool) bool {
	brought := false
	errtree.Find(classified, func(err error, _ int) bool {
		caused := false
		switch e := err.(type) {
		case apicause.Cause:
			caused = e != ""
		case *apicause.Error:
			caused = e.Cause != ""
		}
		brought = own(err)
		return caused || brought
	})
	if !brought {
		return false
	}
	_, before := apicause.CauseOf(err)
	_, after := apicause.CauseOf(classified)
	return before || !after
}

// code returns the code for a classified error and its cause.
func (a *Answerer) code(err error, cause apicause.Cause) code.Code {
	if a.config.Code != nil {
		c := a.config.Code(err, cause)
		if _, known := code.Code_name[int32(c)]; known && c != code.Code_OK {
			return c
		}
	}
	if cause == apicause.Unknown && errtree.Find(err, func(err error, _ int) bool { return err == context.Canceled }) {
		return code.Code_CANCELLED
	}
	return codeOf(cause)
}

// description returns what a cause is in English, for developers: the catalog's
// words, those that are built in where it has none in English, else its fallback's.
func (a *Answerer) description(cause apicause.Cause) string {
	const english = "en"
	m := a.config.Catalog.Localizer(english).Message(cause)
	if base, _ := m.Language.Base(); base.String() != english && apicause.Default().Has(cause) {
		m = apicause.Default().Localizer(english).Message(cause)
	}
	return m.Description
}

// classify returns err with the cause that the app gives it.
func (a *Answerer) classify(err error) error {
	if a.config.Classify != nil {
		if classified := a.config.Classify(err); classified != nil {
			return classified
		}
	}
	return err
}

// classifyField keeps package problem, which classifies the errors of fields, from
// classifying the whole once more.
func (a *Answerer) classifyField(err error) error {
	if _, ok := err.(settled); ok {
		return err
	}
	return a.classify(err)
}

// A settled error has been classified.
type settled struct{ error }

func (e settled) Unwrap() error { return e.error }
