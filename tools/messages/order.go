package messages

import format "github.com/apicause/apicause/internal/messages"

// An Order is the IDs of the source language's file as they stand there. New
// lines follow it.
type Order []Path

// ranks say where the order has the keys beneath a table.
type ranks map[string]int

// of returns where a key stands; those that the order lacks come last.
func (r ranks) of(key string) int {
	if i, ok := r[key]; ok {
		return i
	}
	return len(r)
}

// ranker returns a function that ranks the keys beneath a table, and remembers
// what it answered. Beneath a message there are the plural forms.
func (o Order) ranker() func(table Path) ranks {
	known := make(map[string]ranks)
	return func(table Path) ranks {
		name := Key(table)
		if r, ok := known[name]; ok {
			return r
		}
		r := make(ranks)
		for _, id := range o {
			if len(id) > len(table) && id.under(table) {
				if key := id[len(table)]; r.of(key) == len(r) {
					r[key] = len(r)
				}
			}
		}
		if len(r) == 0 {
			for i, form := range format.Forms {
				r[form] = i
			}
		}
		known[name] = r
		return r
	}
}

// beside picks the neighbor of a new key among those that are there: the last
// one that comes before it in the order, else the first that comes behind it. It
// returns -1 if there is none.
func beside(key string, there []string, order ranks) (at int, behind bool) {
	own, at := order.of(key), -1
	for i, k := range there {
		if r := order.of(k); r <= own && (at < 0 || r >= order.of(there[at])) {
			at = i
		}
	}
	if at >= 0 {
		return at, true
	}
	for i, k := range there {
		if at < 0 || order.of(k) < order.of(there[at]) {
			at = i
		}
	}
	return at, false
}
