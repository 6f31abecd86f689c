// Package tomlkey says where in a TOML document a key stands, which the decoder
// knows but tells only in errors, and keeps the decoder from what would exhaust
// it.
package tomlkey

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Position returns the line and the column, both from 1, of an offset; columns
// count characters.
func Position(data []byte, offset int) (line, column int) {
	before := data[:min(max(offset, 0), len(data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}

// A Locator finds the keys of a document. It decodes the document once more, at
// the first question. The zero Locator finds nothing.
type Locator struct {
	Data []byte
	meta toml.MetaData
	keys map[string]toml.Primitive
}

// Locate returns the line and the column of a key, 0 and 0 where it is unknown.
func (l *Locator) Locate(path []string) (line, column int) {
	if len(l.Data) == 0 {
		return 0, 0
	}
	if l.keys == nil {
		l.meta, _ = toml.Decode(string(l.Data), &l.keys)
	}
	keys := l.keys
	for i, key := range path {
		value, ok := keys[key]
		if !ok {
			break // a text is its own form "other"
		}
		// The decoder tells the line of a key in the errors of its value alone.
		var at toml.ParseError
		if err := l.meta.PrimitiveDecode(value, new(refusal)); errors.As(err, &at) && at.Position.Line > 0 {
			line, column = at.Position.Line, 1
			if found := strings.Index(l.line(line), key); found >= 0 {
				column = utf8.RuneCountInString(l.line(line)[:found]) + 1
			}
		}
		keys = nil
		if i < len(path)-1 {
			_ = l.meta.PrimitiveDecode(value, &keys) // nil where it is no table
		}
	}
	return line, column
}

func (l *Locator) line(n int) string {
	lines := bytes.SplitN(l.Data, []byte("\n"), n+1)
	if n < 1 || n > len(lines) {
		return ""
	}
	return string(lines[n-1])
}

// A refusal makes the decoder name a place.
type refusal struct{}

func (*refusal) UnmarshalTOML(any) error { return errors.New("refused") }

// Deeper returns the offset at which data nests deeper than so many tables and
// arrays, or -1. The decoder's time and memory grow with the square of the depth.
func Deeper(than int, data []byte) int {
	brackets, dots := 0, 0
	for i := 0; i < len(data); i++ {
		switch data[i] {
		case '#':
			end := bytes.IndexByte(data[i:], '\n')
			if end < 0 {
				return -1
			}
			i, dots = i+end, 0
		case '"', '\'':
			i = skipString(data, i)
		case '[', '{':
			brackets++
		case ']', '}':
			brackets = max(brackets-1, 0)
		case '.':
			dots++
		case '\n', '=', ',':
			dots = 0
		}
		if brackets+dots > than {
			return i
		}
	}
	return -1
}

// skipString returns where the string that begins at i ends.
func skipString(data []byte, i int) int {
	quote := data[i]
	end := bytes.Repeat([]byte{quote}, 3)
	if !bytes.HasPrefix(data[i:], end) {
		end = end[:1]
	}
	for i += len(end); i < len(data); i++ {
		switch c := data[i]; {
		case c == '\\' && quote == '"':
			i++
		case c == '\n' && len(end) == 1:
			return i
		case c == quote && bytes.HasPrefix(data[i:], end):
			return i + len(end) - 1
		}
	}
	return i
}
