package errtree_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/apicause/apicause/internal/errtree"
)

type cycle struct{}

func (cycle) Error() string { return "cycle" }
func (cycle) Unwrap() error { return cycle{} }

type panics struct{}

func (panics) Error() string { return "panics" }
func (panics) Unwrap() error { panic("Unwrap") }

func TestTreesAreWalkedDepthFirst(t *testing.T) {
	a, b, c := errors.New("a"), errors.New("b"), errors.New("c")
	err := fmt.Errorf("top: %w", errors.Join(fmt.Errorf("left: %w", a), b, nil, c))
	var seen []string
	errtree.Find(err, func(err error, depth int) bool {
		if err == a || err == b || err == c {
			seen = append(seen, fmt.Sprintf("%v@%d", err, depth))
		}
		return err == b
	})
	if want := []string{"a@3", "b@2"}; !slices.Equal(seen, want) {
		t.Errorf("got %v, want %v", seen, want)
	}
}

func TestAWalkEnds(t *testing.T) {
	for _, err := range []error{nil, cycle{}, panics{}, errors.Join(cycle{}, errors.New("x")), (*errorPointer)(nil)} {
		nodes := 0
		if errtree.Find(err, func(error, int) bool { nodes++; return false }) {
			t.Errorf("%T: found", err)
		}
		if nodes > errtree.MaxNodes {
			t.Errorf("%T: %d errors", err, nodes)
		}
	}
	if errtree.Find(errors.New("x"), func(error, int) bool { panic("match") }) {
		t.Error("a match that panics is found")
	}
}

type errorPointer struct{ text string }

func (e *errorPointer) Error() string { return e.text }
