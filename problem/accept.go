package problem

import (
	"hash/maphash"
	"strings"

	"github.com/apicause/apicause/internal/accept"
)

// A representation is a form in which problems are answered; of equally wanted
// ones the first is chosen.
type representation int

const (
	asJSON representation = iota
	asHTML
	asText
)

const (
	problemJSON = "application/problem+json"
	plainJSON   = "application/json" // stands for problem+json, too
)

// The representations: the content type of each, and the media types by which
// readers name it, the one that is sent first.
var representations = [...]struct {
	contentType string
	names       []string
}{
	asJSON: {problemJSON, []string{problemJSON, plainJSON}},
	asHTML: {"text/html; charset=utf-8", []string{"text/html"}},
	asText: {"text/plain; charset=utf-8", []string{"text/plain"}},
}

// choose returns the representation that an Accept header (RFC 9110 §12.5.1)
// wants most, JSON where it wants none that there is.
func choose(header string) representation {
	ranges := accept.Parse(header)
	best, most, named := asJSON, 0.0, false
	for i, r := range representations {
		w, byName := weight(ranges, r.names)
		if w > most || w == most && w > 0 && byName && !named {
			best, most, named = representation(i), w, byName
		}
	}
	return best
}

// weight returns the weight of the range that names a representation most
// precisely, and whether it has no wildcard; of equally precise ones, which come
// by weight, it is the first.
func weight(ranges []accept.Element, names []string) (weight float64, named bool) {
	precision := 0
	for _, r := range ranges {
		if r.Parameters && r.Weight == 0 {
			continue // text/html;level=1;q=0 refuses another HTML than ours
		}
		if p := precise(r, names); p > precision {
			precision, weight = p, r.Weight
		}
	}
	return weight, precision > byType
}

const byType = 2 // how precisely text/* names text/html

// precise returns how precisely a range names a representation, 0 if it is
// another that it names.
func precise(r accept.Element, names []string) int {
	for i, name := range names {
		if strings.EqualFold(r.Value, name) {
			p := 2 * (len(names) - i + 1)
			if !r.Parameters {
				p++
			}
			return p
		}
	}
	kind, _, _ := strings.Cut(names[0], "/")
	switch {
	case strings.EqualFold(r.Value, kind+"/*"):
		return byType
	case r.Value == "*/*":
		return 1
	}
	return 0
}

// A choice is what was chosen for a header: browsers send long ones, and always
// the same.
type choice struct {
	header string
	representation
}

// maxHeader is how many bytes of a header are worth remembering.
const maxHeader = 512

func (p *Responder) choose(header string) representation {
	if header == "" {
		return asJSON
	}
	if len(header) > maxHeader {
		return choose(header)
	}
	hash := maphash.String(p.seed, header)
	if known := p.choices.Get(hash, func(known *choice) bool { return known.header == header }); known != nil {
		return known.representation
	}
	chosen := choice{strings.Clone(header), choose(header)} // a header is a piece of its request, which it would keep alive
	p.choices.Put(hash, &chosen)
	return chosen.representation
}
