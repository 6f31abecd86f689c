package problem

import (
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/direction"
	"github.com/apicause/apicause/internal/fact"
)

// A Problem is what one answer says (RFC 9457), and what a [Config.Page] shows.
// Everything in it is public.
type Problem struct {
	Type   string // URI of the documentation; about:blank where there is none
	Title  string // what happened, for the person who uses the app
	Status int    // of HTTP, 400 to 599
	Detail string // what that person can do next; may be empty
	Cause  apicause.Cause

	// Facts are those that Detail shows, for programs, by name: an apicause.Term or
	// apicause.Terms by identifier, a wait as an int64 of whole seconds, rounded
	// up, any other integer as an int64 or a uint64, a float, and all else as the
	// string that Detail shows. Nil where Detail shows none.
	Facts apicause.Facts

	Language language.Tag // of Title and Detail
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
// status, detail, cause and facts, those that are empty left out.
func (p Problem) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Type   string         `json:"type,omitempty"`
		Title  string         `json:"title,omitempty"`
		Status int            `json:"status,omitempty"`
		Detail string         `json:"detail,omitempty"`
		Cause  apicause.Cause `json:"cause,omitempty"`
		Facts  apicause.Facts `json:"facts,omitempty"`
	}{p.Type, printable(p.Title), p.Status, printable(p.Detail), p.Cause, p.Facts})
}

// public returns the facts that are shown, as programs read them.
func public(facts apicause.Facts, shown []string) apicause.Facts {
	var all apicause.Facts
	for _, name := range shown {
		value, ok := publicValue(facts[name])
		if !ok {
			continue
		}
		if all == nil {
			all = make(apicause.Facts, len(shown))
		}
		all[name] = value
	}
	return all
}

func publicValue(value any) (any, bool) {
	switch v := value.(type) {
	case nil, error:
		return nil, false
	case apicause.Term, apicause.Terms:
		return v, true
	case time.Duration:
		return int64(fact.Ceil(v, time.Second)), fact.Waitable(v)
	case fmt.Stringer:
		return fact.Clean(fact.String(v))
	}
	v := reflect.ValueOf(value) // never the value itself, which may marshal itself
	switch {
	case v.CanInt():
		return v.Int(), true
	case v.CanUint():
		return v.Uint(), true
	case v.Kind() == reflect.Float32:
		return float32(v.Float()), fact.Finite(v.Float()) // with its own few digits
	case v.CanFloat():
		return v.Float(), fact.Finite(v.Float())
	case v.Kind() == reflect.String:
		return fact.Clean(v.String())
	}
	return nil, false
}
