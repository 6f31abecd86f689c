// Package tomlkey finds where in a TOML document a key stands, which the decoder
// knows but reports only in errors, and refuses what would exhaust the decoder.
package tomlkey

import (
	"bytes"
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
			i = SkipString(data, i) - 1
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

// Mistake returns the offset at which data is wrong, given why the decoder refuses
// it. For a multi-line string that never ends, that is where it begins: the decoder
// reports the end of the document.
func Mistake(data []byte, err toml.ParseError) int {
	start := max(err.Position.Start, 0) // -1 if the first byte is wrong
	if start < len(data)-1 {
		return start
	}
	for i := 0; i < len(data); i++ {
		switch c := data[i]; c {
		case '#':
			for i < len(data) && data[i] != '\n' {
				i++
			}
		case '"', '\'':
			end, closed := skipString(data, i)
			if !closed && end == len(data) && bytes.HasPrefix(data[i:], []byte{c, c, c}) {
				return i
			}
			i = end - 1
		}
	}
	return start
}

// SkipString returns the offset behind the string that begins at i. One that never
// ends goes to the end of its line, or of the document if it may have several.
func SkipString(data []byte, i int) int {
	end, _ := skipString(data, i)
	return end
}

func skipString(data []byte, i int) (end int, closed bool) {
	quote := data[i]
	quotes := bytes.Repeat([]byte{quote}, 3)
	if !bytes.HasPrefix(data[i:], quotes) {
		quotes = quotes[:1]
	}
	for i += len(quotes); i < len(data); i++ {
		switch c := data[i]; {
		case c == '\\' && quote == '"':
			i++
		case c == '\n' && len(quotes) == 1:
			return i, false
		case c == quote && bytes.HasPrefix(data[i:], quotes):
			i += len(quotes)
			for extra := 0; extra < 2 && len(quotes) == 3 && i < len(data) && data[i] == quote; extra++ {
				i++ // quotes that end the text itself
			}
			return i, true
		}
	}
	return len(data), false
}
