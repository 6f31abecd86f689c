// Package fleet brings releases of message files to every server, whole and signed.
//
// A release is a folder of message files in a bucket, published by apicause release
// or package release. It is a repository of The Update Framework
// (https://theupdateframework.io): what is not signed, was tampered with, is older than
// what is known, mixes releases or has expired is refused, and keys can be rotated.
//
//	go fleet.Follow(ctx, bucket, root, "/var/lib/app/texts", 30*time.Second, report)
//	texts, err := live.New(apicause.Config{Locales: []fs.FS{os.DirFS("/var/lib/app/texts/current")}})
//
// The bucket is one of gocloud.dev/blob. A main program imports the driver of its
// bucket (gocloud.dev/blob/s3blob, gcsblob, azureblob, fileblob, memblob), so that no
// other program has to build it.
//
// The folder that releases are pulled into is a cache too: while the bucket is away,
// servers start from what is there.
package fleet
