package live

import (
	"context"
	"fmt"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/repeat"
)

// Run calls [Live.Reload] again and again until ctx ends, and returns ctx's error.
// Between reloads it waits for at most every, and up to a quarter less, so that
// servers that started together do not read together. If every is not positive, it
// is ten seconds.
//
// Run calls report once for each problem, and again if the problem comes back after
// it was fixed; report may be nil. The error names the file, what is wrong with it
// and which messages are still served, and wraps a [*apicause.LocaleError]. Run
// starts no goroutine.
func (l *Live) Run(ctx context.Context, every time.Duration, report func(error)) error {
	var known map[problem]bool
	return repeat.Run(ctx, every, func() {
		_, err := l.Reload()
		found := make(map[problem]bool)
		for e := range apicause.LocaleErrors(err) {
			p := problem{e.Layer, e.Error()}
			if !known[p] && report != nil {
				report(fmt.Errorf("%w; still serving the messages of %s", e, l.readAt().Format(time.RFC3339)))
			}
			found[p] = true
		}
		known = found
	})
}

// A problem is one that was reported.
type problem struct {
	layer int
	text  string
}

// readAt returns when what is served was read.
func (l *Live) readAt() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.since
}
