package problem

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"hash/maphash"
	"html/template"
	"net/http"
	"slices"
)

//go:embed page.html
var page string

// A body is a problem in one representation.
type body struct {
	bytes       []byte
	contentType string
	language    string
}

// A remembered body is found by what it says.
type remembered struct {
	problem Problem
	as      representation
	body
}

// maxBody is how many bytes are worth remembering: the 1,024 bodies of the cache
// take 4 MiB at most.
const maxBody = 4 << 10

// render returns the problem in a representation, and why the app's body or page
// could not be used.
func (p *Responder) render(r *http.Request, problem *Problem, as representation) (b body, failed error) {
	switch {
	case as == asJSON && p.config.Body != nil:
		var own []byte
		if own, failed = p.own(r, problem); own != nil {
			return body{own, plainJSON, problem.Language.String()}, nil
		}
	case as == asHTML && p.config.Page != nil:
		var own []byte
		if own, failed = execute(p.config.Page, problem.printable()); failed == nil {
			return body{own, representations[as].contentType, problem.Language.String()}, nil
		}
		failed = fmt.Errorf("Config.Page: %w", failed)
	}
	return p.standard(problem, as), failed
}

// standard returns the problem in a representation of our own. It remembers those
// that are the same at every occurrence. They are found by all that they say, so
// that a text that has changed since is rendered anew.
func (p *Responder) standard(problem *Problem, as representation) body {
	if len(problem.Facts) > 0 || len(problem.Errors) > 0 || len(problem.Links) > 0 || problem.Instance != "" {
		return p.body(problem, as)
	}
	hash := (maphash.String(p.seed, string(problem.Cause))*31+maphash.String(p.seed, problem.Title))*31 + uint64(as)
	if known := p.bodies.Get(hash, func(r *remembered) bool { return r.as == as && r.problem.says(problem) }); known != nil {
		return known.body
	}
	b := p.body(problem, as)
	b.bytes = slices.Clip(b.bytes) // an append by a caller must not write into what is remembered
	if len(b.bytes) <= maxBody {
		p.bodies.Put(hash, &remembered{*problem, as, b})
	}
	return b
}

// says reports whether two problems are the same, neither of which has facts,
// fields, links or an instance.
func (p *Problem) says(other *Problem) bool {
	return p.Title == other.Title && p.Cause == other.Cause && p.Status == other.Status &&
		p.Language == other.Language && p.Type == other.Type && p.Detail == other.Detail
}

func (p *Responder) body(problem *Problem, as representation) body {
	b := body{nil, representations[as].contentType, problem.Language.String()}
	switch as {
	case asJSON:
		b.bytes, _ = json.Marshal(problem.members()) // strings and finite numbers
		b.bytes = append(b.bytes, '\n')
	case asHTML:
		b.bytes, _ = execute(p.plain, newPlainPage(problem.printable())) // a test holds that it is sound
	case asText:
		b.bytes = text(problem)
	}
	return b
}

// own returns the app's own JSON for the problem, nil if it has none.
func (p *Responder) own(r *http.Request, problem *Problem) (b []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			b, err = nil, fmt.Errorf("Config.Body: panic: %v", r)
		}
	}()
	own := p.config.Body(r, problem.printable())
	if own == nil {
		return nil, nil
	}
	if b, err = json.Marshal(own); err != nil {
		return nil, fmt.Errorf("Config.Body: %w", err)
	}
	return append(b, '\n'), nil
}

// execute renders all of a page before any of it is sent. A page that panics is
// one that fails.
func execute(page *template.Template, data any) (_ []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	var buf bytes.Buffer
	err = page.Execute(&buf, data)
	return buf.Bytes(), err
}

// text is what a terminal shows: title, detail, fields, and what to quote, with
// empty lines between.
func text(problem *Problem) []byte {
	s := problem.Title + "\n"
	if problem.Detail != "" {
		s += "\n" + problem.Detail + "\n"
	}
	for i, field := range problem.Errors {
		if i == 0 {
			s += "\n"
		}
		s += "- "
		if field.Pointer != "" {
			s += field.Pointer + ": "
		}
		s += field.Title + "\n"
		if field.Detail != "" {
			s += "  " + field.Detail + "\n"
		}
	}
	if problem.Instance != "" {
		s += "\n" + problem.Instance + "\n"
	}
	return []byte(printable(s))
}

// A renderError is an error that was answered in our own way, since the app's
// body or page failed.
type renderError struct{ err, failed error }

func (e *renderError) Error() string { return fmt.Sprintf("%v (%v)", e.err, e.failed) }

// Unwrap returns the error first: it is its cause that was answered.
func (e *renderError) Unwrap() []error { return []error{e.err, e.failed} }
