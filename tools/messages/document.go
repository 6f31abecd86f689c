package messages

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	strict "github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/apicause/apicause/internal/tomlkey"
)

// A Path is the keys that lead to a text: title, InvalidToken.
type Path []string

// String returns the path as a go-i18n ID: title.InvalidToken.
func (p Path) String() string { return strings.Join(p, ".") }

// key is the path as the key of a map.
func (p Path) key() string { return strings.Join(p, "\x00") }

func (p Path) under(prefix Path) bool {
	return len(p) >= len(prefix) && slices.Equal(p[:len(prefix)], prefix)
}

func join(paths ...Path) Path { return slices.Concat(paths...) }

// maxDepth is how deep the runtime lets a message file nest.
const maxDepth = 8

const bom = "\ufeff"

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
// where there is no text.
type Place struct{ Key, Value, End int }

// A Duplicate is a key that stands in the file a second time.
type Duplicate struct {
	Path          Path
	First, Second int // offsets
}

// A SyntaxError is why a file is not TOML, or not TOML that the library reads.
type SyntaxError struct {
	Offset, Line int
	Kind         SyntaxKind
	Reason       string // the decoder's
}

// A SyntaxKind tells what to say about a SyntaxError.
type SyntaxKind int

// The kinds of syntax errors; of Malformed ones, Reason says more.
const (
	Malformed SyntaxKind = iota
	Deep                 // nested deeper than a message file
	Reopened             // a header of a table that dotted keys define already
)

func (e *SyntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Reason) }

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

// decode reads TOML as the runtime does.
func decode(data []byte) (map[string]any, error) {
	body := bytes.TrimPrefix(data, []byte(bom))
	shift := len(data) - len(body)
	at := func(offset int, kind SyntaxKind, reason string) error {
		line, _ := tomlkey.Position(body, offset)
		return &SyntaxError{shift + offset, line, kind, reason}
	}
	if offset := tomlkey.Deeper(maxDepth, body); offset >= 0 {
		return nil, at(offset, Deep, "nested too deep for a message file")
	}
	tree := make(map[string]any)
	err := toml.Unmarshal(body, &tree)
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		return nil, at(tomlkey.Mistake(body, syntax), Malformed, strings.TrimSuffix(syntax.Message, "."))
	}
	if err != nil {
		return nil, at(0, Malformed, err.Error())
	}
	index := tomlkey.Index{Data: body}
	if table, line, column := index.Reopened(); table != "" {
		return nil, at(offsetOf(body, line, column), Reopened, table)
	}
	return tree, nil
}

// offsetOf is the reverse of tomlkey.Position.
func offsetOf(data []byte, line, column int) int {
	offset := 0
	for ; line > 1; line-- {
		offset += bytes.IndexByte(data[offset:], '\n') + 1
	}
	for ; column > 1; column-- {
		_, size := utf8.DecodeRune(data[offset:])
		offset += size
	}
	return offset
}

// isStrict asks another parser: the runtime's takes some documents that other
// programs refuse, and no edit is to make one of them.
func isStrict(data []byte) bool {
	var tree map[string]any
	return strict.Unmarshal(bytes.TrimPrefix(data, []byte(bom)), &tree) == nil
}

// locate finds every statement and the place of every key.
func (d *Document) locate(body []byte) error {
	p := unstable.Parser{KeepComments: true}
	p.Reset(body)
	table, array := Path{}, false
	for p.NextExpression() {
		e := p.Expression()
		s := statement{table: table, array: array}
		last := 0
		switch e.Kind {
		case unstable.Comment:
			s.at = d.shift + int(e.Raw.Offset)
			last = s.at + int(e.Raw.Length)
			s.prepare(d.data[s.at:last])
		case unstable.KeyValue:
			s.kind = pair
			s.at = d.shift + int(e.Raw.Offset)
			last = s.at + int(e.Raw.Length)
			s.key, s.keyEnd = keyOf(e, d.shift)
			s.value = span{last - valueLength(&p, e), last}
			d.locateValue(&p, e, table, false, array)
		case unstable.Table, unstable.ArrayTable:
			s.kind = header
			table, last = keyOf(e, d.shift)
			array = e.Kind == unstable.ArrayTable || d.tree != nil && d.inArray(table)
			s.table, s.array = table, array
			s.at = last
			for it, n := e.Key(), 1; it.Next(); n++ {
				at := d.shift + int(it.Node().Raw.Offset)
				s.at = min(s.at, at)
				d.mark(table[:n], Place{at, -1, -1})
				if n == len(table) && !array {
					d.define(table, at)
				}
			}
		}
		s.start = max(bytes.LastIndexByte(d.data[:s.at], '\n')+1, d.shift)
		s.end = len(d.data)
		if i := bytes.IndexByte(d.data[last:], '\n'); i >= 0 {
			s.end = last + i + 1
		}
		d.statements = append(d.statements, s)
	}
	return p.Error()
}

// mark notes the first place of a key.
func (d *Document) mark(path Path, at Place) {
	if _, ok := d.places[path.key()]; !ok {
		d.places[path.key()] = at
	}
}

func (d *Document) define(path Path, at int) {
	key := path.key()
	if d.defined[key] {
		d.duplicates = append(d.duplicates, Duplicate{slices.Clone(path), d.places[key].Key, at})
	}
	d.defined[key] = true
}

// inArray reports whether a table lies in an array of tables.
func (d *Document) inArray(table Path) bool {
	var value any = d.tree
	for _, key := range table {
		m, ok := value.(map[string]any)
		if !ok {
			return true
		}
		value = m[key]
	}
	_, ok := value.(map[string]any)
	return !ok
}

func keyOf(e *unstable.Node, shift int) (key Path, end int) {
	for it := e.Key(); it.Next(); {
		key = append(key, string(it.Node().Data))
		end = shift + int(it.Node().Raw.Offset+it.Node().Raw.Length)
	}
	return key, end
}

// valueLength returns how long the value of a pair is: its node tells of strings
// only.
func valueLength(p *unstable.Parser, e *unstable.Node) int {
	raw := p.Raw(e.Raw)
	_, end := keyOf(e, -int(e.Raw.Offset))
	equals := end + bytes.IndexByte(raw[end:], '=') + 1
	return len(bytes.TrimLeft(raw[equals:], " \t"))
}

func (d *Document) locateValue(p *unstable.Parser, e *unstable.Node, table Path, braces, array bool) {
	key, keyEnd := keyOf(e, d.shift)
	path := join(table, key)
	at := d.shift + int(e.Raw.Offset)
	end := at + int(e.Raw.Length)
	last := at
	for it, n := e.Key(), len(table)+1; it.Next(); n++ {
		last = d.shift + int(it.Node().Raw.Offset)
		if n < len(path) {
			d.mark(path[:n], Place{last, -1, -1})
		}
	}
	here := Place{last, -1, -1}
	v := e.Value()
	if v.Kind == unstable.String {
		here.Value, here.End = end-int(v.Raw.Length), end
	}
	d.mark(path, here)
	if !array {
		d.define(path, last)
	}
	switch {
	case v.Kind == unstable.String && !array:
		d.texts = append(d.texts, text{path, len(d.statements), span{at, keyEnd}, span{here.Value, end}, braces})
	case v.Kind == unstable.InlineTable:
		in := inline{path: path, statement: len(d.statements), open: d.shift + int(v.Raw.Offset), end: end}
		for it := v.Children(); it.Next(); {
			m := it.Node()
			if m.Kind != unstable.KeyValue {
				continue
			}
			key, keyEnd := keyOf(m, d.shift)
			from := d.shift + int(m.Raw.Offset)
			to := from + int(m.Raw.Length)
			in.members = append(in.members, member{key, keyEnd, to - valueLength(p, m), span{from, to}})
			d.locateValue(p, m, path, true, array)
		}
		if !array {
			d.inlines = append(d.inlines, in)
		}
	}
}

// prepare sees whether a comment is a line to fill: # and a pair of a key and a
// text.
func (s *statement) prepare(raw []byte) {
	line := bytes.TrimLeft(raw[1:], " \t")
	shift := s.at + len(raw) - len(line)
	var p unstable.Parser
	p.Reset(line)
	if !p.NextExpression() || p.Expression().Kind != unstable.KeyValue {
		return
	}
	e := p.Expression()
	v := e.Value()
	if v.Kind != unstable.String {
		return
	}
	s.text = string(v.Data)
	s.kind = prepared
	s.key, s.keyEnd = keyOf(e, shift)
	end := shift + int(e.Raw.Offset+e.Raw.Length)
	s.value = span{end - int(v.Raw.Length), end}
}

// keyStart is where the key of a prepared line begins.
func (d *Document) keyStart(s statement) int {
	raw := d.data[s.at+1 : s.value.start]
	return s.at + 1 + len(raw) - len(bytes.TrimLeft(raw, " \t"))
}

// A Waiting is a line that waits to be filled, #InvalidToken = "", or that was
// filled while its # was left.
type Waiting struct {
	Path Path
	ID   string // of the message that it belongs to; "" from a document alone
	At   int    // offset of the #
	Text string // what stands in the quotes
	Note string // the comment straight above, without its #
}

// Waiting returns the lines of comment that are pairs of a key and a text.
func (d *Document) Waiting() (lines []Waiting) {
	for i, s := range d.statements {
		if s.kind == prepared && !s.array {
			lines = append(lines, Waiting{Path: join(s.table, s.key), At: s.at, Text: s.text, Note: d.note(i)})
		}
	}
	return lines
}

// note is what the comment straight above statement i says.
func (d *Document) note(i int) string {
	var lines []string
	for j := d.noteStart(i); j < i; j++ {
		line := strings.TrimRight(string(d.data[d.statements[j].at+1:d.statements[j].end]), "\r\n")
		lines = append(lines, strings.TrimPrefix(line, " "))
	}
	return strings.Join(lines, "\n")
}

// noteStart is the first statement of the comment straight above statement i, i
// itself where there is none.
func (d *Document) noteStart(i int) int {
	for i > 0 && d.statements[i-1].kind == comment && d.statements[i-1].end == d.statements[i].start {
		i--
	}
	return i
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
