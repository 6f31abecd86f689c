// Package accept reads the weighted lists of RFC 9110 §12.4.2: Accept,
// Accept-Language.
package accept

import (
	"cmp"
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

// An Element is one element of a list.
type Element struct {
	Value      string  // without white space around it, in the case it was sent in
	Parameters bool    // whether it has others than the weight
	Weight     float64 // 0 (not wanted) to 1
}

// Parse returns the elements of a list by weight; those of one weight stay in
// their order. An element that is empty or whose weight is malformed is left
// out, and costs the others nothing.
func Parse(list string) (elements []Element) {
	if len(list) > maxBytes {
		list = list[:strings.LastIndexByte(list[:maxBytes], ',')+1] // no half element
	}
	for s := range strings.SplitSeq(list, ",") {
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
	e = Element{Value: strings.TrimSpace(value), Weight: 1}
	for parameter := range strings.SplitSeq(parameters, ";") {
		name, value, _ := strings.Cut(parameter, "=")
		switch name = strings.TrimSpace(name); {
		case name == "" && value == "":
		case strings.EqualFold(name, "q"):
			weight, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
			if err != nil || !(0 <= weight && weight <= 1) { // NaN is neither
				return e, false
			}
			e.Weight = weight
		default:
			e.Parameters = true
		}
	}
	return e, e.Value != ""
}
