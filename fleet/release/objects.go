package release

import (
	"context"
	"encoding/hex"
	"fmt"

	"github.com/theupdateframework/go-tuf/v2/metadata"
	"gocloud.dev/blob"
)

// The names of objects, as the specification has them.
const timestampName = metadata.TIMESTAMP + ".json"

func rootName(n int64) string     { return fmt.Sprintf("%d.%s.json", n, metadata.ROOT) }
func targetsName(n int64) string  { return fmt.Sprintf("%d.%s.json", n, metadata.TARGETS) }
func snapshotName(n int64) string { return fmt.Sprintf("%d.%s.json", n, metadata.SNAPSHOT) }
func targetName(name string, t *metadata.TargetFiles) string {
	return "targets/" + hex.EncodeToString(t.Hashes["sha256"]) + "." + name
}

// put writes signed metadata, as a new object where it must not be there yet.
func put[T metadata.Roles](ctx context.Context, b *blob.Bucket, key string, m *metadata.Metadata[T], fresh bool) error {
	data, err := m.ToBytes(false)
	if err != nil {
		return err
	}
	if err := b.WriteAll(ctx, key, data, &blob.WriterOptions{ContentType: "application/json", IfNotExist: fresh}); err != nil {
		return fmt.Errorf("%s: %w", key, err)
	}
	return nil
}
