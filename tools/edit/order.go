package edit

import "slices"

// Forms are the plural forms of CLDR in the order that files have them.
var Forms = [...]string{"zero", "one", "two", "few", "many", "other"}

// An Order is the IDs of the source language's file as they stand there. New
// lines follow it.
type Order []Path

// children returns the keys beneath a table, in order. Beneath a message they
// are the plural forms.
func (o Order) children(of Path) (keys []string) {
	seen := make(map[string]bool)
	for _, id := range o {
		if len(id) > len(of) && id.under(of) && !seen[id[len(of)]] {
			seen[id[len(of)]] = true
			keys = append(keys, id[len(of)])
		}
	}
	if keys == nil {
		return Forms[:]
	}
	return keys
}

// beside picks the neighbour of a new key among those that are there: the last
// one that comes before it in the order, else the first that comes behind it.
// Keys that the order lacks come last. It returns -1 where there is none.
func beside(key string, there, order []string) (at int, behind bool) {
	rank := func(key string) int {
		if i := slices.Index(order, key); i >= 0 {
			return i
		}
		return len(order)
	}
	own, at := rank(key), -1
	for i, k := range there {
		if r := rank(k); r <= own && (at < 0 || r >= rank(there[at])) {
			at = i
		}
	}
	if at >= 0 {
		return at, true
	}
	for i, k := range there {
		if at < 0 || rank(k) < rank(there[at]) {
			at = i
		}
	}
	return at, false
}
