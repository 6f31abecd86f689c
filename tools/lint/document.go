package lint

import (
	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/direction"
	"github.com/apicause/apicause/tools/messages"
)

// A document is a message file with what was found in it.
type document struct {
	file        *messages.File
	doc         *messages.Document
	name        string
	tag         language.Tag // und if the name says none
	base        string       // ko, of ko-KR
	rightToLeft bool
	style       *style // nil if the folder has none
	broken      bool   // not TOML, or without a language: nothing more can be said
	messages    []*messages.Message
	ignoring    bool           // some line leaves findings out
	waiting     map[string]int // offsets of the lines that wait for a text, by ID; nil until asked for
	findings    []Finding
}

func (r *run) newDocument(file *messages.File) *document {
	d := &document{file: file, name: file.Name, tag: file.Tag, broken: !file.Sound(), style: r.styles.of(file.Tag)}
	d.base, d.rightToLeft = baseOf(d.tag), direction.RightToLeft(d.tag)
	return d
}
