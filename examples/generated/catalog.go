// Package generated is a shop whose causes are declared in one place, its message
// files.
package generated

import (
	"embed"
	"io/fs"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/generated/causes"
)

//go:embed locales
var files embed.FS

// NewCatalog makes the shop's catalog.
func NewCatalog() (*apicause.Catalog, error) {
	locales, err := fs.Sub(files, "locales")
	if err != nil {
		return nil, err
	}
	return apicause.New(apicause.Config{Locales: []fs.FS{locales}, Causes: causes.Causes()})
}
