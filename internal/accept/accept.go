// Package accept reads the weighted lists of RFC 9110 §12.4.2: Accept,
// Accept-Language.
package accept

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// What is read of a header: browsers send a dozen elements at most, strangers
// send megabytes.
const (
	maxBytes    = 4096
	maxElements = 64
)

// whitespace is OWS, RFC 9110 §5.6.3.
const whitespace = " \t"

// An Element is one element of a list.
type Element struct {
	Value      string  // without white space around it, in the case it was sent in
	Parameters bool    // whether it has others than the weight
	Weight     float64 // 0 (not wanted) to 1
}

// Parse returns the elements of a list by weight; those of one weight stay in
// their order. An element that is empty or malformed is left out, and costs the
// others nothing. Of a long list only the beginning is read.
func Parse(list string) (elements []Element) {
	whole := len(list) <= maxBytes
	list = list[:min(len(list), maxBytes)]
	elements = make([]Element, 0, min(strings.Count(list, ",")+1, maxElements))
	for s := range split(list, ',', whole) {
		if e, ok := parseElement(s); ok {
			elements = append(elements, e)
		}
		if len(elements) == maxElements {
			break
		}
	}
	slices.SortStableFunc(elements, func(a, b Element) int { return cmp.Compare(b.Weight, a.Weight) })
	return elements
}

func parseElement(s string) (e Element, ok bool) {
	value, parameters, _ := strings.Cut(s, ";")
	e = Element{Value: strings.Trim(value, whitespace), Weight: 1}
	if e.Value == "" {
		return e, false
	}
	weighted := false
	for s := range split(parameters, ';', true) {
		name, value, _ := strings.Cut(strings.Trim(s, whitespace), "=")
		switch {
		case name == "" && value == "": // RFC 9110 §5.6.6 allows empty parameters
		case strings.EqualFold(strings.TrimRight(name, whitespace), "q"):
			if e.Weight, ok = parseWeight(value); !ok || len(name) > 1 || weighted {
				return e, false
			}
			weighted = true
		default:
			e.Parameters = true
		}
	}
	return e, true
}

// parseWeight reads a qvalue, RFC 9110 §12.4.2, which strconv alone would take
// 1e-1 and +1 for.
func parseWeight(s string) (weight float64, ok bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if len(whole) != 1 || len(fraction) > 3 || strings.Trim(whole+fraction, "0123456789") != "" {
		return 0, false
	}
	weight, err := strconv.ParseFloat(s, 64)
	return weight, err == nil && weight <= 1
}

// split returns what stands between separators, except for those in the quoted
// strings of parameters (RFC 9110 §5.6.4). A quote that is never closed opens
// none. Where s is not the whole of a list, the last element may be a half and is
// left out.
func split(s string, separator byte, whole bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		start, quotes := 0, true
		for i := 0; i < len(s); i++ {
			if s[i] == separator {
				if !yield(s[start:i]) {
					return
				}
				start = i + 1
			} else if quotes && strings.HasPrefix(s[i:], `="`) {
				end := closing(s[i+2:])
				if quotes = end >= 0; quotes {
					i += 2 + end
				} else if !whole {
					return
				}
			}
		}
		if whole {
			yield(s[start:])
		}
	}
}

// closing returns where the quote is that closes a quoted string, -1 for nowhere.
func closing(s string) int {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '"':
			return i
		}
	}
	return -1
}
