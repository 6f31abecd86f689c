// Package cache remembers what is costly to find out, in bounded memory.
package cache

import "sync/atomic"

const (
	sets = 256
	ways = 4
)

// A Cache holds at most 1,024 entries. Readers never wait. It is set-associative:
// two common entries that fall into one set both stay, however many rare ones
// strangers make up. The zero Cache is empty and ready; it is not to be copied.
type Cache[T any] struct {
	sets [sets][ways]atomic.Pointer[T]
	next atomic.Uint32 // the way to give up next
}

// Get returns the entry with that hash that is the one looked for, nil where
// there is none.
func (c *Cache[T]) Get(hash uint64, is func(*T) bool) *T {
	set := &c.sets[hash%sets]
	for i := range set {
		if e := set[i].Load(); e != nil && is(e) {
			return e
		}
	}
	return nil
}

// Put adds an entry, which nobody changes from then on, in place of another
// where there is no room.
func (c *Cache[T]) Put(hash uint64, e *T) {
	set := &c.sets[hash%sets]
	for i := range set {
		if set[i].CompareAndSwap(nil, e) {
			return
		}
	}
	set[c.next.Add(1)%ways].Store(e)
}
