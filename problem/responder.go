package problem

import (
	"hash/maphash"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/cache"
	"github.com/apicause/apicause/internal/fact"
	"github.com/apicause/apicause/internal/visitor"
)

// A Config says how problems are answered. The zero Config works. The functions
// are called by several requests at once, and where one panics, so does what
// called it.
type Config struct {
	// Localizer returns the reader's languages. Nil asks the built-in catalog with
	// the request's Accept-Language.
	Localizer func(*http.Request) apicause.Localizer

	// Type returns the URI of a cause's documentation; an empty one means
	// about:blank. Nil names the documentation of built-in causes, and about:blank
	// for others.
	Type func(apicause.Cause) string

	// Status returns the status for an error and its cause, which is Unknown where
	// it has none. 0, and whatever is not from 400 to 599, means that of the table
	// in the package's documentation. Nil means the table.
	Status func(error, apicause.Cause) int

	// Page shows a [Problem] as HTML; for lang and dir it has {{.Language}} and
	// {{.Dir}}. Where it fails, the answer is the plain page and Report hears of
	// both errors. Nil means the plain page.
	Page *template.Template

	// Report sees every error with its answer, before the answer is sent, for
	// logs. If [Responder.Handler] aborts an answer that has begun, it sees the one
	// that would have been given. Nil means none.
	Report func(*http.Request, error, Problem)
}

// A Responder answers requests that failed. It never changes and is safe for
// concurrent use. Make one with [New].
type Responder struct {
	config  Config
	causes  map[apicause.Cause]builtIn
	plain   *template.Template
	seed    maphash.Seed
	choices cache.Cache[choice]
	bodies  cache.Cache[body]
}

// What is known of a built-in cause.
type builtIn struct {
	uri    string
	status int // 0 for Unknown
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

// Problem returns what r is to be told of err, for frameworks, templates and
// tests. A nil error is one whose cause is not known.
func (p *Responder) Problem(r *http.Request, err error) Problem {
	problem, _ := p.problem(r, err)
	return problem
}

// Write answers r with what it is to be told of err, in the representation that
// its Accept header wants; see the package's documentation. It is to be called
// before anything of the answer is written. Headers that w has are kept, but for
// those that speak of another body.
func (p *Responder) Write(w http.ResponseWriter, r *http.Request, err error) {
	problem, retry := p.problem(r, err)
	as := p.choose(list(r.Header["Accept"]))
	b, failed := p.render(problem, as)
	if failed != nil {
		err = &pageError{err, failed}
	}
	p.report(r, err, problem)

	h := w.Header()
	setHeaders(h, b, as)
	if retry > 0 {
		h["Retry-After"] = []string{strconv.Itoa(retry)}
	}
	if problem.Status == http.StatusUnauthorized && len(h["Www-Authenticate"]) == 0 {
		h["Www-Authenticate"] = []string{"Bearer"} // RFC 9110 §15.5.2 demands a challenge
	}
	w.WriteHeader(problem.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(b.bytes) // where it fails, nobody is there any more
	}
}

func (p *Responder) report(r *http.Request, err error, problem Problem) {
	if p.config.Report != nil {
		p.config.Report(r, err, problem)
	}
}

// problem returns what r is to be told of err, and after how many seconds to come
// back, 0 where that is not known.
func (p *Responder) problem(r *http.Request, err error) (problem Problem, retry int) {
	m := p.localizer(r).Localize(err)
	facts := apicause.FactsOf(err)
	problem = Problem{
		Title: m.Title, Detail: m.Detail, Cause: m.Cause, Language: m.Language,
		Facts: public(facts, m.Shown),
	}
	problem.Type, problem.Status = p.classify(err, m.Cause)
	if wait, ok := facts["Retry"].(time.Duration); ok && fact.Waitable(wait) {
		retry = fact.Ceil(wait, time.Second)
	}
	return problem, retry
}

func (p *Responder) localizer(r *http.Request) apicause.Localizer {
	if p.config.Localizer != nil {
		return p.config.Localizer(r)
	}
	return apicause.Default().Localizer(list(r.Header["Accept-Language"]))
}

// classify returns the type and the status.
func (p *Responder) classify(err error, cause apicause.Cause) (uri string, status int) {
	known, builtIn := p.causes[cause]
	uri = known.uri
	if p.config.Type != nil {
		uri = p.config.Type(cause)
	}
	if uri == "" {
		uri = "about:blank"
	}
	if p.config.Status != nil {
		status = p.config.Status(err, cause)
	}
	switch {
	case isFailure(status):
	case known.status != 0:
		status = known.status
	case builtIn:
		status = unknownStatus(err)
	default:
		status = ownStatus
	}
	return uri, status
}

// list returns the whole of a header that is a list.
func list(lines []string) string { return strings.Join(lines, ",") }

// Headers that speak of a body that is not sent, by a handler that then failed.
// Whoever compresses answers says so when they are written.
var stale = [...]string{
	"Accept-Ranges", "Content-Disposition", "Content-Encoding", "Content-Length", "Content-Location",
	"Content-Range", "Etag", "Expires", "Last-Modified",
}

// setHeaders sets what every answer has.
func setHeaders(h http.Header, b *body, as representation) {
	if len(h) > 0 {
		for _, name := range stale {
			delete(h, name)
		}
	}
	values := [...]string{representations[as].contentType, b.language, "no-store", "nosniff", vary(h["Vary"])}
	h["Content-Type"] = values[0:1:1]
	h["Content-Language"] = values[1:2:2]
	h["Cache-Control"] = values[2:3:3]
	h["X-Content-Type-Options"] = values[3:4:4]
	h["Vary"] = values[4:5:5]
}

// vary adds to a Vary header what an answer depends on.
func vary(before []string) string {
	const accept, language = "Accept", "Accept-Language"
	if len(before) == 0 {
		return accept + ", " + language
	}
	var all []string
	for _, line := range before {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.TrimSpace(name); name != "" {
				all = append(all, name)
			}
		}
	}
	if slices.Contains(all, "*") {
		return "*"
	}
	for _, name := range [...]string{accept, language} {
		if !slices.ContainsFunc(all, func(have string) bool { return strings.EqualFold(have, name) }) {
			all = append(all, name)
		}
	}
	return strings.Join(all, ", ")
}
