package live

import (
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/apicause/apicause"
)

// maxReads is how often one reload reads files that never hold the same twice in a
// row.
const maxReads = 10

// A Live holds the newest good catalog of message files that may change. It is
// safe for concurrent use. Make one with [New].
type Live struct {
	config  apicause.Config
	catalog atomic.Pointer[apicause.Catalog]

	mu     sync.Mutex // held by one reload at a time
	served snapshot   // what the catalog was built from
	since  time.Time  // when served was read
}

// New reads all files and builds the first catalog. It returns the errors of
// [apicause.New]: each problem is a [*apicause.LocaleError] with the index of its
// folder in Config.Locales.
func New(c apicause.Config) (*Live, error) {
	c.Locales, c.Languages, c.Causes = slices.Clone(c.Locales), slices.Clone(c.Languages), slices.Clone(c.Causes)
	l := &Live{config: c}
	if _, err := l.Reload(); err != nil {
		return nil, err
	}
	return l, nil
}

// Catalog returns the newest good catalog. Call it once for each piece of work: a
// reload may replace it at any time.
func (l *Live) Catalog() *apicause.Catalog { return l.catalog.Load() }

// Localizer returns the localizer for a reader from the newest good catalog; see
// [apicause.Catalog.Localizer].
func (l *Live) Localizer(preferences ...string) apicause.Localizer {
	return l.Catalog().Localizer(preferences...)
}

// Reload reads all files. If any byte differs from what is served, it builds and
// serves a new catalog, and reports whether it did. If a file cannot be read or the
// catalog does not build, the last good one stays, and Reload returns the error of
// [New], every time until the files are fixed.
func (l *Live) Reload() (changed bool, err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	now, err := l.read()
	if err != nil {
		return false, err
	}
	if l.catalog.Load() != nil && now.equal(l.served) {
		return false, nil
	}
	c := l.config
	c.Locales = now.locales()
	catalog, err := apicause.New(c)
	if err != nil {
		return false, err
	}
	l.served, l.since = now, time.Now()
	l.catalog.Store(catalog)
	return true, nil
}

// read reads all files: once where they hold what is served already, else until
// they hold the same twice in a row. So it mixes no files that are swapped together.
func (l *Live) read() (snapshot, error) {
	var before, now snapshot
	for range maxReads {
		before, now = now, readAll(l.config.Locales)
		if now.equal(l.served) || now.equal(before) {
			return now, nil
		}
	}
	layer, path := now.difference(before)
	return nil, &apicause.LocaleError{Layer: layer, Path: path, Err: errors.New("changes while it is read, again and again")}
}
