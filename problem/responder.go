package problem

import (
	"cmp"
	"context"
	"hash/maphash"
	"html/template"
	"net/http"
	"net/url"
	"strconv"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/cache"
	"github.com/apicause/apicause/internal/fact"
	"github.com/apicause/apicause/internal/visitor"
)

// A Config says how to answer problems. The zero Config works. Its functions must
// be safe for concurrent use. A panic in one is passed on to its caller, except in
// Body.
type Config struct {
	// Catalog has the messages. Nil means [apicause.Default].
	Catalog *apicause.Catalog

	// Localizer returns the reader's languages and overrides Catalog: its catalog
	// decides which causes are known. If it returns the zero Localizer, or is nil,
	// Catalog chooses by the request's [Preferences].
	Localizer func(*http.Request) apicause.Localizer

	// Classify gives foreign errors, such as a router's 404 or sql.ErrNoRows, a
	// cause, before anything else looks at them; see [WithStatus]. The error it
	// returns is answered and reported. If it returns nil, or is nil, the error
	// stays as it is.
	Classify func(error) error

	// Type returns the URI of a cause's documentation; an empty one means
	// about:blank. Nil means the documentation of a built-in cause, and
	// urn:problem-type:SoldOut for an app's own cause SoldOut.
	Type func(apicause.Cause) string

	// Status returns the status for an error and its cause. Anything but 400 to 599
	// means the one in the table of the package's documentation. Nil means the
	// table.
	Status func(error, apicause.Cause) int

	// Instance returns what a person can quote to support: the ID of a request or
	// a trace, as a URI reference (RFC 9457 §3.1.5). Invisible characters are
	// dropped, and it is cut at 256 characters. Nil and "" mean none.
	Instance func(*http.Request) string

	// Body returns the app's own JSON in place of RFC 9457, sent as
	// application/json. If it returns nil, the answer is RFC 9457's. If it panics or
	// returns what encoding/json cannot marshal, so is the answer, and Report is
	// called with both errors. Nil means RFC 9457.
	Body func(*http.Request, Problem) any

	// Page shows a [Problem] as HTML; for lang and dir it has {{.Language}} and
	// {{.Dir}}. If it fails, the answer is the plain page, and Report is called with
	// both errors. Nil means the plain page.
	Page *template.Template

	// Links returns where the reader goes from here, the next step first; the page
	// shows them as buttons. It sees the problem without links. None repeats the
	// request by itself: a link is a GET. Nil means none.
	Links func(*http.Request, Problem) []Link

	// Report is called with every error and its answer, before the answer is sent,
	// for logs. If [Responder.Handler] aborts an answer that has begun, Report gets
	// the one that would have been sent. Nil means none.
	Report func(*http.Request, error, Problem)
}

// A Responder answers failed requests. It never changes and is safe for concurrent
// use. Make one with [New].
type Responder struct {
	config  Config
	causes  map[apicause.Cause]builtIn
	plain   *template.Template
	seed    maphash.Seed
	choices cache.Cache[choice]
	bodies  cache.Cache[remembered]
}

// What is known of a built-in cause.
type builtIn struct {
	uri    string
	status int // 0 for Unknown, which has none of its own
}

// The documentation of built-in causes: each is a constant.
const documentation = "https://pkg.go.dev/github.com/apicause/apicause#"

// New makes a responder.
func New(c Config) *Responder {
	p := &Responder{
		config: c,
		causes: map[apicause.Cause]builtIn{apicause.Unknown: {uri: documentation + string(apicause.Unknown)}},
		plain:  template.Must(template.New("page").Parse(page)), // a test holds that it is sound
		seed:   maphash.MakeSeed(),
	}
	for _, s := range visitor.Statuses {
		for _, cause := range s.Causes {
			p.causes[cause] = builtIn{documentation + string(cause), s.Status}
		}
	}
	return p
}

// Problem returns the problem that answers r for err, for frameworks, templates
// and tests. It does not report. A nil error is one without a cause.
func (p *Responder) Problem(r *http.Request, err error) Problem {
	return p.problem(r, p.classified(err))
}

// For returns the problem for err without a request: for sockets, queues, GraphQL,
// gRPC. It does not report. The zero Localizer means the responder's catalog for a
// reader without preferences.
func (p *Responder) For(l apicause.Localizer, err error) Problem {
	return p.answer(context.Background(), p.orOwn(l), p.classified(err))
}

// Write answers r with the problem for err, in the representation that its Accept
// header asks for; see the package's documentation. Call it before writing anything
// else. Headers already in w stay, except those that describe a body which is not
// sent.
func (p *Responder) Write(w http.ResponseWriter, r *http.Request, err error) {
	err = p.classified(err)
	problem := p.problem(r, err)
	b, failed := p.render(r, &problem, p.choose(list(r.Header["Accept"])))
	if failed != nil {
		err = &renderError{err, failed}
	}
	p.report(r, err, problem)

	h := w.Header()
	setHeaders(h, &problem, b.language, b.contentType)
	head := r.Method == http.MethodHead
	if head && len(h["Content-Encoding"]) == 0 { // RFC 9110 §8.6: that of the encoded body is not known
		h["Content-Length"] = []string{strconv.Itoa(len(b.bytes))}
	}
	w.WriteHeader(problem.Status)
	if !head {
		_, _ = w.Write(b.bytes) // where it fails, nobody is there any more
	}
}

func (p *Responder) report(r *http.Request, err error, problem Problem) {
	if p.config.Report != nil {
		p.config.Report(r, err, problem)
	}
}

// classified returns err with the cause that the app gives it.
func (p *Responder) classified(err error) error {
	if err != nil && p.config.Classify != nil {
		if classified := p.config.Classify(err); classified != nil {
			return classified
		}
	}
	return err
}

// problem returns the problem that answers r for a classified error.
func (p *Responder) problem(r *http.Request, err error) Problem {
	l := p.localizer(r)
	problem := p.answer(r.Context(), l, err)
	if p.config.Instance != nil {
		if id, ok := fact.Clean(p.config.Instance(r)); ok {
			problem.Instance = id
			problem.reference, _ = l.Term("reference")
		}
	}
	problem.Links = p.links(r, l, &problem)
	return problem
}

// answer returns the problem for a classified error; ctx is that of the request.
func (p *Responder) answer(ctx context.Context, l apicause.Localizer, err error) Problem {
	traits := traitsOf(err)
	m, facts, status := traits.message(l), traits.occurrence.Facts, traits.status
	if m.Cause == apicause.Unknown && status == 0 {
		status = failureStatus(ctx, err)
		if general := visitor.General(status); general != "" {
			traits.occurrence.Cause = general
			m = traits.message(l)
		}
	}
	known := p.causes[m.Cause]
	if known.status != 0 {
		status = cmp.Or(traits.kept, known.status)
	}
	if p.config.Status != nil {
		if own := p.config.Status(err, m.Cause); isFailure(own) {
			status = own
		}
	}
	return Problem{
		Type: p.typeOf(m.Cause, known.uri), Title: m.Title, Status: cmp.Or(status, ownStatus), Detail: m.Detail,
		Cause: m.Cause, Facts: public(facts, m.Shown), Errors: p.fieldErrors(l, traits.fields),
		Language: m.Language, Wanted: l.Wanted(), retry: retryAfter(facts),
	}
}

// typeOf returns the type URI of a cause; known is that of a built-in one.
func (p *Responder) typeOf(cause apicause.Cause, known string) string {
	if p.config.Type != nil {
		return cmp.Or(p.config.Type(cause), "about:blank")
	}
	if known != "" {
		return known
	}
	return "urn:problem-type:" + url.PathEscape(string(cause)) // a Go identifier, of any script
}
