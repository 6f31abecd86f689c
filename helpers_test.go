package apicause_test

import (
	"io/fs"
	"testing"
	"testing/fstest"
	"time"

	"github.com/apicause/apicause"
)

func newCatalog(t testing.TB, config apicause.Config) *apicause.Catalog {
	t.Helper()
	catalog, err := apicause.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return catalog
}

// layers returns Config.Locales.
func layers(files ...fstest.MapFS) (all []fs.FS) {
	for _, f := range files {
		all = append(all, f)
	}
	return all
}

// file returns a file system with one message file.
func file(name, text string) fstest.MapFS {
	return fstest.MapFS{name: {Data: []byte(text)}}
}

const fiveMinutes = 5 * time.Minute
