package messages

import (
	"bytes"
	"hash/maphash"

	"github.com/apicause/apicause/internal/cache"
)

// parsed is what Parse found out about a file.
type parsed struct {
	data     []byte
	document *Document
	err      error
}

// Files are parsed once, whatever reads them: a folder is opened again after each
// edit, and most of it is what it was.
var (
	files cache.Cache[parsed]
	seed  = maphash.MakeSeed()
)

func parsedOf(data []byte) *parsed {
	hash := maphash.Bytes(seed, data)
	if p := files.Get(hash, func(p *parsed) bool { return bytes.Equal(p.data, data) }); p != nil {
		return p
	}
	p := &parsed{data: bytes.Clone(data)}
	p.document, p.err = parse(p.data)
	files.Put(hash, p)
	return p
}
