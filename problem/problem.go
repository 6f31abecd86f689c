package problem

import (
	"encoding/json"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/direction"
)

// A Problem is what one answer says (RFC 9457), and what a [Config.Page] shows.
// Everything in it is public.
type Problem struct {
	Type   string // URI of the documentation; about:blank if there is none
	Title  string // what happened, for the person who uses the app
	Status int    // of HTTP, 400 to 599
	Detail string // what that person can do next; may be empty
	Cause  apicause.Cause

	// Facts are those that Detail shows, for programs, by name: an apicause.Term or
	// apicause.Terms by identifier, a wait as an int64 of whole seconds, rounded
	// up, any other integer as an int64 or a uint64, a float, and all else as the
	// string that Detail shows. Nil if Detail shows none.
	Facts apicause.Facts

	Instance string       // what a person can quote to support; see Config.Instance
	Errors   []FieldError // what is wrong with fields of the request body; see Fields
	Language language.Tag // of Title and Detail
	Wanted   language.Tag // what the reader asked for first, served or not; und if nothing was asked for

	Links []Link // where the app leads the reader; see Config.Links

	reference string // what Instance is called in the reader's language; may be empty

	retry int // seconds after which to come back; 0: not known
}

// Dir returns the direction in which Language is written, ltr or rtl, for the
// dir attribute of HTML.
func (p Problem) Dir() string {
	if direction.RightToLeft(p.Language) {
		return "rtl"
	}
	return "ltr"
}

// MarshalJSON returns a problem details object with the members type, title,
// status, detail, instance, cause, facts and errors. Empty members are left out.
func (p Problem) MarshalJSON() ([]byte, error) { return json.Marshal(p.members()) }

// The members of a problem details object, in their order.
type members struct {
	Type     string         `json:"type,omitempty"`
	Title    string         `json:"title,omitempty"`
	Status   int            `json:"status,omitempty"`
	Detail   string         `json:"detail,omitempty"`
	Instance string         `json:"instance,omitempty"`
	Cause    apicause.Cause `json:"cause,omitempty"`
	Facts    apicause.Facts `json:"facts,omitempty"`
	Errors   []FieldError   `json:"errors,omitempty"`
}

func (p *Problem) members() *members {
	return &members{p.Type, printable(p.Title), p.Status, printable(p.Detail), p.Instance, p.Cause, p.Facts, p.Errors}
}

// printable returns p as it may be shown: message files may hold anything.
func (p Problem) printable() Problem {
	p.Title, p.Detail = printable(p.Title), printable(p.Detail)
	return p
}

// printable drops what terminals obey and HTML forbids, and overrides of
// direction. Marks and isolates of direction, which some languages need, stay.
func printable(s string) string {
	for _, r := range s {
		if unprintable(r) || r == unicode.ReplacementChar { // that, or an invalid byte
			return strings.Map(func(r rune) rune {
				if unprintable(r) {
					return -1
				}
				return r
			}, s)
		}
	}
	return s
}

func unprintable(r rune) bool {
	return unicode.IsControl(r) && r != '\n' || '\u202a' <= r && r <= '\u202e'
}
