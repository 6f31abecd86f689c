package apicause

import (
	"hash/maphash"
	"slices"
	"strings"
	"sync/atomic"
)

// A chainCache remembers the chains of preferences that came before. Readers
// never wait. It is four-way set-associative: two common headers that fall into
// one set both stay. However many headers strangers make up, it holds no more
// than sets × ways of them, none longer than maxKey.
type chainCache struct {
	seed maphash.Seed
	sets [256][4]atomic.Pointer[chainEntry]
	next atomic.Uint32 // the way to give up next
}

type chainEntry struct {
	preferences []string
	chain       []*locale
}

// maxKey is how many bytes of preferences are worth remembering.
const maxKey = 512

func (c *chainCache) set(preferences []string) *[4]atomic.Pointer[chainEntry] {
	var hash uint64
	for _, p := range preferences {
		hash = hash*31 + maphash.String(c.seed, p)
	}
	return &c.sets[hash%uint64(len(c.sets))]
}

// get returns the chain of preferences, nil where it is not remembered.
func (c *chainCache) get(preferences []string) []*locale {
	if !cacheable(preferences) {
		return nil
	}
	set := c.set(preferences)
	for i := range set {
		if e := set[i].Load(); e != nil && slices.Equal(e.preferences, preferences) {
			return e.chain
		}
	}
	return nil
}

func (c *chainCache) put(preferences []string, chain []*locale) {
	if !cacheable(preferences) {
		return
	}
	keys := make([]string, len(preferences))
	for i, p := range preferences {
		keys[i] = strings.Clone(p) // a header is a piece of its request, which it would keep alive
	}
	e := &chainEntry{keys, chain}
	set := c.set(preferences)
	for i := range set {
		if set[i].CompareAndSwap(nil, e) {
			return
		}
	}
	set[c.next.Add(1)%uint32(len(set))].Store(e)
}

func cacheable(preferences []string) bool {
	size := 0
	for _, p := range preferences {
		size += len(p)
	}
	return size <= maxKey && len(preferences) <= maxPreferences
}
