// Package tomlkey finds where in a TOML document a key stands, which the decoder
// knows but reports only in errors, and refuses what would exhaust the decoder.
package tomlkey

import (
	"bytes"
	"unicode/utf8"
)

// Position returns the line and the column, both from 1, of an offset; columns
// count characters.
func Position(data []byte, offset int) (line, column int) {
	before := data[:min(max(offset, 0), len(data))]
	start := bytes.LastIndexByte(before, '\n') + 1
	return bytes.Count(before, []byte("\n")) + 1, utf8.RuneCount(before[start:]) + 1
}

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
			i = skipString(data, i) - 1
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

// skipString returns the offset behind the string that begins at i.
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
			i += len(end)
			for extra := 0; extra < 2 && len(end) == 3 && i < len(data) && data[i] == quote; extra++ {
				i++ // quotes that end the text itself
			}
			return i
		}
	}
	return len(data)
}
