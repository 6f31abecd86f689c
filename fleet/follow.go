package fleet

import (
	"context"
	"errors"
	"fmt"
	"time"

	"gocloud.dev/blob"

	"github.com/apicause/apicause/internal/repeat"
)

// tooLong is how long a pull may take while following.
const tooLong = 2 * time.Minute

// Follow calls [Pull], at once and then again and again until ctx ends, and returns
// ctx's error. Between pulls it waits for at most every, and for up to a quarter less,
// so that servers that started together do not pull together. If every is not
// positive, it is ten seconds.
//
// It goes on while the bucket is away or what it holds is refused. Follow calls report,
// which may be nil, once for a lasting fault, and again if the fault comes back after a
// successful pull. It starts no goroutine.
func Follow(ctx context.Context, b *blob.Bucket, root []byte, dir string, every time.Duration, report func(error)) error {
	known := make(map[string]bool)
	follow := func() {
		pulling, stop := context.WithTimeout(ctx, tooLong)
		defer stop()
		_, err := Pull(pulling, b, root, dir)
		f := (*fault)(nil)
		switch {
		case ctx.Err() != nil:
		case !errors.As(err, &f):
			clear(known)
		case !known[f.kind]:
			known[f.kind] = true
			if report != nil {
				report(fmt.Errorf("%w; the last good release stays", f))
			}
		}
	}
	follow()
	return repeat.Run(ctx, every, follow)
}
