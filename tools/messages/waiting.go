package messages

import (
	"bytes"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
)

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
