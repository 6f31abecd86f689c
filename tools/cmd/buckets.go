package cmd

import (
	"context"
	"fmt"
	"net/url"

	"gocloud.dev/blob"

	// The buckets that need no cloud; those that do are in buckets_cloud.go.
	_ "gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/memblob"
)

// inBucket opens a bucket for as long as do takes.
func inBucket(ctx context.Context, bucketURL string, do func(*blob.Bucket) error) error {
	if u, err := url.Parse(bucketURL); err == nil && !blob.DefaultURLMux().ValidBucketScheme(u.Scheme) {
		return fmt.Errorf("%s: no bucket of this kind here; s3, gs and azblob need a build with -tags cloud", bucketURL)
	}
	bucket, err := blob.OpenBucket(ctx, bucketURL)
	if err != nil {
		return err
	}
	defer bucket.Close()
	return do(bucket)
}
