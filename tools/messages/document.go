package messages

import (
	"bytes"
	"errors"
	"strings"

	"github.com/apicause/apicause/internal/tomlkey"
)

// A Document is a message file and where everything in it stands. It never
// changes: edits return the new file. All offsets are of bytes of the file.
type Document struct {
	data       []byte
	shift      int // offset behind a byte order mark
	newline    string
	tree       map[string]any
	statements []statement
	texts      []text
	inlines    []inline
	places     map[string]Place
	defined    map[string]bool // by a header or a value of their own
	duplicates []Duplicate
}

// A Place is where a key and its text stand, as offsets; Value and End are -1
// if there is no text.
type Place struct{ Key, Value, End int }

// A Duplicate is a key that stands in the file a second time.
type Duplicate struct {
	Path          Path
	First, Second int // offsets
}

type kind int

const (
	comment  kind = iota
	prepared      // a line to fill, #key = "", or one filled behind its #
	pair
	header
)

// A statement is a comment, a pair or a header, with its lines.
type statement struct {
	kind       kind
	start, end int  // of its lines, with the line's end
	at         int  // where it begins in its line
	table      Path // that it stands in, or that it opens
	array      bool // the table is an element of an array: nothing of ours
	key        Path
	keyEnd     int
	value      span
	text       string // of a prepared line
}

// A text is a string with its place.
type text struct {
	path      Path
	statement int
	key       span // with all of its parts
	value     span
	inline    bool
}

// An inline is a table in braces.
type inline struct {
	path      Path
	statement int
	open, end int // of the braces: the first, and behind the last
	members   []member
}

type member struct {
	key           Path
	keyEnd, value int
	span          span
}

type span struct{ start, end int }

// Parse takes a message file apart. Where the library's decoder refuses the file,
// the error is a *SyntaxError, and the document has the places of what stands
// before the mistake. Equal files share one document.
func Parse(data []byte) (*Document, error) {
	p := parsedOf(data)
	return p.document, p.err
}

func parse(data []byte) (*Document, error) {
	d := &Document{data: data, newline: "\n", places: make(map[string]Place), defined: make(map[string]bool)}
	body := bytes.TrimPrefix(data, []byte(bom))
	d.shift = len(data) - len(body)
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		d.newline = "\r\n"
	}
	tree, err := decode(data)
	var syntax *SyntaxError
	if errors.As(err, &syntax) && syntax.Kind == Deep {
		return d, err // the parser's time grows with the depth
	}
	d.tree = tree
	if located := d.locate(body); err == nil {
		err = located
	}
	return d, err
}

// Data returns the file, which is not to be changed.
func (d *Document) Data() []byte { return d.data }

// Duplicates returns the keys that the file defines twice.
func (d *Document) Duplicates() []Duplicate { return d.duplicates }

// Place returns where a key stands.
func (d *Document) Place(path Path) (Place, bool) {
	p, ok := d.places[path.key()]
	return p, ok
}

// KeyAt returns the offset of a key, or of the nearest one above it.
func (d *Document) KeyAt(path Path) int {
	for ; len(path) > 0; path = path[:len(path)-1] {
		if at, ok := d.places[path.key()]; ok {
			return at.Key
		}
	}
	return d.shift
}

// Position returns the line and the column of an offset, both from 1, the column
// in characters.
func (d *Document) Position(offset int) (line, column int) {
	return tomlkey.Position(d.data[d.shift:], max(0, offset-d.shift))
}

// Directive returns the #:schema line at the head of the file, by which editors
// find the schema.
func (d *Document) Directive() (line string, ok bool) {
	if len(d.statements) == 0 || d.statements[0].kind != comment {
		return "", false
	}
	s := d.statements[0]
	line = strings.TrimRight(string(d.data[s.at:s.end]), "\r\n")
	return line, strings.HasPrefix(line, "#:schema ")
}

// Above returns the lines of the comment straight above the first header of a
// section.
func (d *Document) Above(section string) (lines []string) {
	for i, s := range d.statements {
		if s.kind != header || s.table[0] != section {
			continue
		}
		for start := d.headStart(i); i > 0 && d.statements[i-1].start >= start; i-- {
			s := d.statements[i-1]
			lines = append([]string{strings.TrimRight(string(d.data[s.at:s.end]), "\r\n")}, lines...)
		}
		return lines
	}
	return nil
}
