package cmd

import (
	"context"
	"fmt"
	"net/url"

	"gocloud.dev/blob"

	// The buckets that the command knows. The clients of Google's and Azure's are large:
	// the README has the main program that adds one.
	_ "gocloud.dev/blob/fileblob"
	_ "gocloud.dev/blob/memblob"
	_ "gocloud.dev/blob/s3blob"
)

// inBucket opens a bucket for as long as do takes.
func inBucket(ctx context.Context, bucketURL string, do func(*blob.Bucket) error) error {
	if u, err := url.Parse(bucketURL); err == nil && !blob.DefaultURLMux().ValidBucketScheme(u.Scheme) {
		return fmt.Errorf("%s: the command knows s3://, file:// and mem://; see the README of tools for how to add another kind of bucket", bucketURL)
	}
	bucket, err := blob.OpenBucket(ctx, bucketURL)
	if err != nil {
		return err
	}
	defer bucket.Close()
	return do(bucket)
}
