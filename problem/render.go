package problem

import (
	"bytes"
	_ "embed"
	"fmt"
	"hash/maphash"
	"html/template"
	"strings"
	"unicode"

	"github.com/apicause/apicause"
)

//go:embed page.html
var page string

// A body is a problem in one representation.
type body struct {
	problem  Problem // without facts
	as       representation
	bytes    []byte
	language string
}

// render returns the problem in a representation, and why the app's page could
// not be shown. It remembers those that show no facts: they are always the same.
// They are found by all that they say, so that a text that has changed since is
// rendered anew.
func (p *Responder) render(problem Problem, as representation) (*body, error) {
	if len(problem.Facts) > 0 {
		b, err := p.bytes(problem, as)
		return &body{bytes: b, language: problem.Language.String()}, err
	}
	hash := (maphash.String(p.seed, string(problem.Cause))*31+maphash.String(p.seed, problem.Title))*31 + uint64(as)
	if b := p.bodies.Get(hash, func(b *body) bool { return b.as == as && b.problem.says(&problem) }); b != nil {
		return b, nil
	}
	bytes, err := p.bytes(problem, as)
	b := &body{problem, as, bytes, problem.Language.String()}
	if len(bytes) > maxBody || as == asHTML && p.config.Page != nil {
		return b, err // an app's page may say something else every time
	}
	// A cause that nobody registered may be a piece of a request, which it would keep alive.
	b.problem.Cause = apicause.Cause(strings.Clone(string(problem.Cause)))
	p.bodies.Put(hash, b)
	return b, nil
}

// maxBody is how many bytes are worth remembering.
const maxBody = 4 << 10

// says reports whether two problems without facts are the same.
func (p *Problem) says(other *Problem) bool {
	return p.Title == other.Title && p.Cause == other.Cause && p.Status == other.Status &&
		p.Language == other.Language && p.Type == other.Type && p.Detail == other.Detail
}

func (p *Responder) bytes(problem Problem, as representation) ([]byte, error) {
	switch as {
	case asHTML:
		return p.html(problem)
	case asText:
		return text(problem), nil
	}
	b, _ := problem.MarshalJSON() // strings and finite numbers
	return append(b, '\n'), nil
}

// html renders all of the page before any of it is sent.
func (p *Responder) html(problem Problem) (_ []byte, failed error) {
	problem.Title, problem.Detail = printable(problem.Title), printable(problem.Detail)
	var buf bytes.Buffer
	if p.config.Page != nil {
		if failed = execute(&buf, p.config.Page, problem); failed == nil {
			return buf.Bytes(), nil
		}
		buf.Reset()
	}
	_ = execute(&buf, p.plain, problem) // a test holds that it is sound
	return buf.Bytes(), failed
}

// execute takes a page that panics for one that fails.
func execute(buf *bytes.Buffer, page *template.Template, problem Problem) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return page.Execute(buf, problem)
}

func text(problem Problem) []byte {
	s := problem.Title + "\n"
	if problem.Detail != "" {
		s += "\n" + problem.Detail + "\n"
	}
	return []byte(printable(s))
}

// printable drops what terminals obey and HTML forbids, and overrides of
// direction. Marks and isolates of direction, which some languages need, stay.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && r != '\n' || '\u202a' <= r && r <= '\u202e' {
			return -1
		}
		return r // U+FFFD for an invalid byte
	}, s)
}

// A pageError is an error that was answered with the plain page, since the app's
// failed.
type pageError struct{ err, page error }

func (e *pageError) Error() string { return fmt.Sprintf("%v (Config.Page: %v)", e.err, e.page) }

// Unwrap returns the error first: it is its cause that was answered.
func (e *pageError) Unwrap() []error { return []error{e.err, e.page} }
