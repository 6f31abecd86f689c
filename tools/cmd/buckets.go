package cmd

import (
	"context"
	"net/url"

	"gocloud.dev/blob"

	// The buckets that the command knows. The clients of Google's and Azure's are large:
	// the README has the main program that adds one.
	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	_ "gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/memblob"
	_ "gocloud.dev/blob/s3blob"
)

// inBucket opens a bucket for as long as do takes.
func inBucket(ctx context.Context, bucketURL string, do func(*blob.Bucket) error) error {
	if u, err := url.Parse(bucketURL); err == nil && !blob.DefaultURLMux().ValidBucketScheme(u.Scheme) {
		return fail.New("UnknownBucket", apicause.Facts{"URL": bucketURL})
	}
	bucket, err := blob.OpenBucket(ctx, bucketURL)
	if err != nil {
		return err
	}
	defer bucket.Close()
	return do(bucket)
}
