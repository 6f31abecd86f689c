// Package edit changes message files without touching a byte that it was not
// asked to change: comments, order, quoting, line endings, BOM and blank lines
// stay as their author wrote them.
//
// An edit splices bytes, then decodes the file before and after and is refused
// unless exactly the one change that was meant has happened.
package edit

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	strict "github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"github.com/apicause/apicause/internal/tomlkey"
)

// A Path is the keys that lead to a text: title, InvalidToken.
type Path []string

// String returns the path as a go-i18n ID: title.InvalidToken.
func (p Path) String() string { return strings.Join(p, ".") }

func (p Path) under(prefix Path) bool {
	return len(p) >= len(prefix) && slices.Equal(p[:len(prefix)], prefix)
}

func join(paths ...Path) Path { return slices.Concat(paths...) }

// maxDepth is how deep the runtime lets a message file nest.
const maxDepth = 8

const bom = "\ufeff"

// A Document is a message file and where everything in it stands. It never
// changes: edits return the new file.
type Document struct {
	data       []byte
	newline    string
	tree       map[string]any
	statements []statement
	texts      []text
	inlines    []inline
}

type kind int

const (
	comment  kind = iota
	prepared      // a line to fill: #key = ""
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

// Parse takes a message file apart. It refuses what the decoder of the runtime
// refuses.
func Parse(data []byte) (*Document, error) {
	d := &Document{data: data, newline: "\n"}
	body := bytes.TrimPrefix(data, []byte(bom))
	if i := bytes.IndexByte(data, '\n'); i > 0 && data[i-1] == '\r' {
		d.newline = "\r\n"
	}
	var err error
	if d.tree, err = decode(data); err != nil {
		return nil, err
	}
	return d, d.locate(body, len(data)-len(body))
}

// decode reads TOML as the runtime does. The strict parser is asked as well: the
// runtime's takes some documents that other programs refuse, and no edit is to
// make one of them.
func decode(data []byte) (map[string]any, error) {
	data = bytes.TrimPrefix(data, []byte(bom))
	if tomlkey.Deeper(maxDepth, data) >= 0 {
		return nil, errors.New("nested too deep for a message file")
	}
	tree := make(map[string]any)
	err := toml.Unmarshal(data, &tree)
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		line, _ := tomlkey.Position(data, syntax.Position.Start)
		return nil, fmt.Errorf("line %d: %s", line, strings.TrimSuffix(syntax.Message, "."))
	}
	return tree, err
}

func isStrict(data []byte) bool {
	var tree map[string]any
	return strict.Unmarshal(bytes.TrimPrefix(data, []byte(bom)), &tree) == nil
}

// locate finds every statement; shift is what body's offsets lack.
func (d *Document) locate(body []byte, shift int) error {
	p := unstable.Parser{KeepComments: true}
	p.Reset(body)
	table, array := Path{}, false
	for p.NextExpression() {
		e := p.Expression()
		s := statement{table: table, array: array}
		last := 0
		switch e.Kind {
		case unstable.Comment:
			s.at = shift + int(e.Raw.Offset)
			last = s.at + int(e.Raw.Length)
			s.prepare(d.data[s.at:last])
		case unstable.KeyValue:
			s.kind = pair
			s.at = shift + int(e.Raw.Offset)
			last = s.at + int(e.Raw.Length)
			s.key, s.keyEnd = keyOf(e, shift)
			s.value = span{last - valueLength(&p, e), last}
			if !array {
				d.locateValue(&p, e, table, shift, false)
			}
		case unstable.Table, unstable.ArrayTable:
			s.kind = header
			table, last = keyOf(e, shift)
			array = e.Kind == unstable.ArrayTable || d.inArray(table)
			s.table, s.array = table, array
			s.at = last
			for it := e.Key(); it.Next(); {
				s.at = min(s.at, shift+int(it.Node().Raw.Offset))
			}
		}
		s.start = max(bytes.LastIndexByte(d.data[:s.at], '\n')+1, shift)
		s.end = len(d.data)
		if i := bytes.IndexByte(d.data[last:], '\n'); i >= 0 {
			s.end = last + i + 1
		}
		d.statements = append(d.statements, s)
	}
	return p.Error()
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

func (d *Document) locateValue(p *unstable.Parser, e *unstable.Node, table Path, shift int, braces bool) {
	key, keyEnd := keyOf(e, shift)
	path := join(table, key)
	at := shift + int(e.Raw.Offset)
	end := at + int(e.Raw.Length)
	switch v := e.Value(); v.Kind {
	case unstable.String:
		d.texts = append(d.texts, text{path, len(d.statements), span{at, keyEnd}, span{end - int(v.Raw.Length), end}, braces})
	case unstable.InlineTable:
		in := inline{path: path, statement: len(d.statements), open: shift + int(v.Raw.Offset), end: end}
		for it := v.Children(); it.Next(); {
			m := it.Node()
			if m.Kind != unstable.KeyValue {
				continue
			}
			key, keyEnd := keyOf(m, shift)
			from := shift + int(m.Raw.Offset)
			to := from + int(m.Raw.Length)
			in.members = append(in.members, member{key, keyEnd, to - valueLength(p, m), span{from, to}})
			d.locateValue(p, m, path, shift, true)
		}
		d.inlines = append(d.inlines, in)
	}
}

// prepare sees whether a comment is a line to fill: # and a pair whose text is
// empty.
func (s *statement) prepare(raw []byte) {
	line := bytes.TrimLeft(raw[1:], " \t")
	shift := s.at + len(raw) - len(line)
	var p unstable.Parser
	p.Reset(line)
	if !p.NextExpression() || p.Expression().Kind != unstable.KeyValue {
		return
	}
	e := p.Expression()
	if v := e.Value(); v.Kind != unstable.String || len(v.Data) > 0 {
		return
	}
	s.kind = prepared
	s.key, s.keyEnd = keyOf(e, shift)
	end := shift + int(e.Raw.Offset+e.Raw.Length)
	s.value = span{end - int(e.Value().Raw.Length), end}
}

// keyStart is where the key of a prepared line begins.
func (d *Document) keyStart(s statement) int {
	raw := d.data[s.at+1 : s.value.start]
	return s.at + 1 + len(raw) - len(bytes.TrimLeft(raw, " \t"))
}

// Waiting returns the paths of the lines that wait to be filled.
func (d *Document) Waiting() (paths []Path) {
	for _, s := range d.statements {
		if s.kind == prepared && !s.array {
			paths = append(paths, join(s.table, s.key))
		}
	}
	return paths
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
