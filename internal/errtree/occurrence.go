package errtree

import (
	"maps"
	"slices"
)

// An Occurrence gathers, on a walk, the first cause of an error's tree and the
// facts that go with it. The zero Occurrence is that of a walk which has not begun.
type Occurrence struct {
	Cause string // "" as long as there is none

	facts map[string]any
	above []wrapper
}

// A wrapper holds the facts of an error without a cause on the way from the root of
// the tree to where the walk is.
type wrapper struct {
	facts map[string]any
	depth int
}

// Add takes in the next error, with the cause and the facts that it has by itself,
// and reports whether that is the cause looked for. No more are to be added then.
func (o *Occurrence) Add(depth int, cause string, facts map[string]any) bool {
	if cause == "" && len(facts) == 0 {
		return false
	}
	for n := len(o.above); n > 0 && o.above[n-1].depth >= depth; n-- {
		o.above = o.above[:n-1] // it does not wrap this error
	}
	if cause != "" {
		o.Cause, o.facts = cause, facts
		return true
	}
	o.above = append(o.above, wrapper{facts, depth})
	return false
}

// Facts returns the facts of the error with the cause under those of the errors
// that wrap it, the outermost on top; nil if there are none.
func (o *Occurrence) Facts() map[string]any {
	if len(o.above) == 0 {
		return o.facts
	}
	return o.merged()
}

func (o *Occurrence) merged() map[string]any {
	if len(o.above) == 1 && len(o.facts) == 0 {
		return o.above[0].facts
	}
	all := make(map[string]any, len(o.facts)+len(o.above))
	maps.Copy(all, o.facts)
	for _, wrapper := range slices.Backward(o.above) {
		maps.Copy(all, wrapper.facts)
	}
	return all
}
