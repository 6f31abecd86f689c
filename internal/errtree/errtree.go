// Package errtree walks the trees that errors form by wrapping one another.
package errtree

import "reflect"

// MaxNodes is how many errors of a tree are looked at. A tree that has more is
// endless for our purposes: errors.As would never return from a cycle.
const MaxNodes = 1000

// Find calls match for the errors of err's tree, depth first, the outermost
// first, until one matches, and reports whether one did. Match also gets how
// many errors wrap the one it sees: those last seen at each smaller depth are
// the ones around it. Find calls no method on a nil pointer; a tree whose
// methods panic, or with more than MaxNodes errors before the match, has none.
func Find(err error, match func(err error, depth int) bool) (found bool) {
	defer func() {
		if recover() != nil {
			found = false
		}
	}()
	nodes := 0
	return find(err, 0, match, &nodes)
}

func find(err error, depth int, match func(error, int) bool, nodes *int) bool {
	for ; ; depth++ {
		if *nodes++; *nodes > MaxNodes || IsNil(err) {
			return false
		}
		if match(err, depth) {
			return true
		}
		switch e := err.(type) {
		case interface{ Unwrap() error }:
			err = e.Unwrap()
		case interface{ Unwrap() []error }:
			for _, err := range e.Unwrap() {
				if *nodes > MaxNodes {
					return false
				}
				if find(err, depth+1, match, nodes) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

// IsNil reports whether err is nil or a nil pointer, whose methods may panic.
func IsNil(err error) bool {
	if err == nil {
		return true
	}
	v := reflect.ValueOf(err)
	return v.Kind() == reflect.Pointer && v.IsNil()
}
