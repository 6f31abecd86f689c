//go:build cloud

package cmd

import (
	// The clouds' clients are large. Who has a bucket there builds with -tags cloud.
	_ "gocloud.dev/blob/azureblob"
	_ "gocloud.dev/blob/gcsblob"
	_ "gocloud.dev/blob/s3blob"
)
