// Package style holds how the built-in messages are written: README.md says what
// the files mean.
package style

import "embed"

// Files are <language>.toml.
//
//go:embed *.toml
var Files embed.FS
