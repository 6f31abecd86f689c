package messages

import (
	"maps"
	"math"
	"reflect"
	"slices"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
)

// lookup returns what stands at a path, nil for nothing.
func lookup(tree map[string]any, path Path) (any, error) {
	var value any = tree
	for i, key := range path {
		table, ok := value.(map[string]any)
		if !ok {
			return nil, fail.New("NoTable", apicause.Facts{"Key": path[:i].String()})
		}
		if value, ok = table[key]; !ok {
			return nil, nil
		}
	}
	return value, nil
}

// with returns a tree with another value at a path.
func with(tree map[string]any, path Path, value any) map[string]any {
	tree = maps.Clone(tree)
	if len(path) > 1 {
		below, _ := tree[path[0]].(map[string]any)
		if below == nil {
			below = map[string]any{}
		}
		value = with(below, path[1:], value)
	}
	tree[path[0]] = value
	return tree
}

func isTable(v any) bool {
	_, ok := v.(map[string]any)
	return ok
}

// same is reflect.DeepEqual, to which NaN is something else than itself, and a
// time another one in a location of the same name.
func same(a, b any) bool {
	switch a := a.(type) {
	case map[string]any:
		b, ok := b.(map[string]any)
		return ok && maps.EqualFunc(a, b, same)
	case []any:
		b, ok := b.([]any)
		return ok && slices.EqualFunc(a, b, same)
	case []map[string]any:
		b, ok := b.([]map[string]any)
		return ok && slices.EqualFunc(a, b, func(a, b map[string]any) bool { return same(a, b) })
	case float64:
		b, ok := b.(float64)
		return ok && math.Float64bits(a) == math.Float64bits(b)
	case time.Time:
		b, ok := b.(time.Time)
		return ok && a.Equal(b) && a.String() == b.String()
	}
	return reflect.DeepEqual(a, b)
}
