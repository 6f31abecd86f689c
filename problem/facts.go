package problem

import (
	"fmt"
	"reflect"
	"slices"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/fact"
)

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
	case apicause.Term:
		return v, true
	case apicause.Terms:
		return slices.Clip(v), true // the app's own may have room to append to
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
		return float32(v.Float()) + 0, fact.Finite(v.Float()) // with its own few digits
	case v.CanFloat():
		return v.Float() + 0, fact.Finite(v.Float())
	case v.Kind() == reflect.String:
		return fact.Clean(v.String())
	}
	return nil, false
}

// retryAfter returns after how many seconds to come back, 0 if that is not
// known.
func retryAfter(facts apicause.Facts) int {
	if wait, ok := facts[apicause.FactRetry].(time.Duration); ok && fact.Waitable(wait) {
		return fact.Ceil(wait, time.Second)
	}
	return 0
}
