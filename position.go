package apicause

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// position returns the line and the column, both from 1, of an offset; columns
// count characters.
func position(data []byte, offset int) (line, column int) {
	before := data[:min(max(offset, 0), len(data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}

// A locator finds keys in a message file. It decodes the file a second time, so
// only problems pay for it.
type locator struct {
	data []byte // nil: nothing is found
	meta toml.MetaData
	keys map[string]toml.Primitive
}

// locate returns the line and the column of a key, 0 and 0 where it is unknown.
func (l *locator) locate(id []string) (line, column int) {
	if len(l.data) == 0 {
		return 0, 0
	}
	if l.keys == nil {
		l.meta, _ = toml.Decode(string(l.data), &l.keys)
	}
	keys := l.keys
	for i, key := range id {
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
		if i < len(id)-1 {
			_ = l.meta.PrimitiveDecode(value, &keys) // nil where it is no table
		}
	}
	return line, column
}

func (l *locator) line(n int) string {
	lines := bytes.SplitN(l.data, []byte("\n"), n+1)
	if n < 1 || n > len(lines) {
		return ""
	}
	return string(lines[n-1])
}

// A refusal refuses to be decoded.
type refusal struct{}

func (*refusal) UnmarshalTOML(any) error { return errors.New("refused") }

// maxDepth is deeper than any message file nests: section, ID, form.
const maxDepth = 8

// tooDeep returns the offset at which data nests deeper than message files do,
// or -1: the decoder's time and memory grow with the square of the depth.
func tooDeep(data []byte) int {
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
		if brackets+dots > maxDepth {
			return i
		}
	}
	return -1
}

// skipString returns where the string that begins at i ends.
func skipString(data []byte, i int) int {
	quote := data[i]
	long := bytes.HasPrefix(data[i:], bytes.Repeat([]byte{quote}, 3))
	end := []byte{quote}
	if long {
		end = bytes.Repeat(end, 3)
		i += 2
	}
	for i++; i < len(data); i++ {
		switch {
		case data[i] == '\\' && quote == '"':
			i++
		case data[i] == '\n' && !long:
			return i
		case bytes.HasPrefix(data[i:], end):
			return i + len(end) - 1
		}
	}
	return i
}
