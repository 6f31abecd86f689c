package fleet

import (
	"context"
	"io"
	"net/http"
	"strings"
	"time"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// base is where the bucket's objects are for go-tuf, which wants a URL.
const base = "bucket:///"

// A bucket reads objects for go-tuf.
type bucket struct {
	ctx context.Context
	*blob.Bucket
	err error // of the last read that failed otherwise than for want of the object
}

// DownloadFile reads an object of at most maxLength bytes.
func (b *bucket) DownloadFile(url string, maxLength int64, _ time.Duration) ([]byte, error) {
	key := strings.TrimPrefix(url, base)
	data, err := b.read(key, maxLength)
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, &metadata.ErrDownloadHTTP{StatusCode: http.StatusNotFound, URL: key}
	}
	return data, err
}

func (b *bucket) read(key string, maxLength int64) ([]byte, error) {
	r, err := b.NewReader(b.ctx, key, nil)
	if err == nil {
		defer r.Close()
		var data []byte
		if data, err = io.ReadAll(io.LimitReader(r, maxLength+1)); err == nil && int64(len(data)) > maxLength {
			return nil, &metadata.ErrDownloadLengthMismatch{Msg: key + " is longer than its release says"}
		} else if err == nil {
			return data, nil
		}
	}
	if gcerrors.Code(err) != gcerrors.NotFound {
		b.err = err
	}
	return nil, err
}
