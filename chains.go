package apicause

import (
	"hash/maphash"
	"slices"
	"strings"

	"github.com/apicause/apicause/internal/cache"
)

// A chainCache remembers the chains of preferences that came before, none longer
// than maxKey.
type chainCache struct {
	seed    maphash.Seed
	entries cache.Cache[chainEntry]
}

type chainEntry struct {
	preferences []string
	chain       *chain
}

// maxKey is how many bytes of preferences are worth remembering.
const maxKey = 512

func (c *chainCache) hash(preferences []string) (hash uint64) {
	for _, p := range preferences {
		hash = hash*31 + maphash.String(c.seed, p)
	}
	return hash
}

// get returns the chain of preferences, nil where it is not remembered.
func (c *chainCache) get(preferences []string) *chain {
	if !cacheable(preferences) {
		return nil
	}
	e := c.entries.Get(c.hash(preferences), func(e *chainEntry) bool { return slices.Equal(e.preferences, preferences) })
	if e == nil {
		return nil
	}
	return e.chain
}

func (c *chainCache) put(preferences []string, chain *chain) {
	if !cacheable(preferences) {
		return
	}
	keys := make([]string, len(preferences))
	for i, p := range preferences {
		keys[i] = strings.Clone(p) // a header is a piece of its request, which it would keep alive
	}
	c.entries.Put(c.hash(preferences), &chainEntry{keys, chain})
}

func cacheable(preferences []string) bool {
	size := 0
	for _, p := range preferences {
		size += len(p)
	}
	return size <= maxKey && len(preferences) <= maxPreferences
}
