package lint

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/messages"
)

// Quotes of other kinds, which word processors and phones write.
const curlyQuotes = "“”„‟«»‘’‚‛「」『』＂＇"

// explainSyntax says of a mistake in TOML what to do, where that is known, and
// else what the decoder says.
func (r *run) explainSyntax(d *document, e *messages.SyntaxError) {
	data := d.doc.Data()
	offset := min(e.Offset, len(data))
	start := bytes.LastIndexByte(data[:offset], '\n') + 1
	line := data[start:]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	_, value, pair := bytes.Cut(line, []byte("="))
	value = bytes.TrimSpace(value)
	quote, size := utf8.DecodeRune(value)
	switch {
	case strings.Contains(e.Reason, "multiline"), strings.Contains(e.Reason, `"""`), strings.Contains(e.Reason, "'''"):
		if open := unclosed(data); open >= 0 {
			r.report(d, open, "toml-syntax", "TomlUnclosed", "", "", apicause.Facts{"Text": string(data[open : open+3])})
			return
		}
	case pair && size > 0 && strings.ContainsRune(curlyQuotes, quote):
		at := start + bytes.Index(line, value)
		r.report(d, at, "toml-syntax", "TomlQuotes", "", "", apicause.Facts{"Text": string(quote)})
		return
	case pair && size > 0 && quote != '"' && quote != '\'' && utf8.RuneLen(quote) > 0 && !bytes.ContainsAny(value[:1], "[{0123456789+-tf"):
		at := start + bytes.Index(line, value)
		r.report(d, at, "toml-syntax", "TomlUnquoted", "", "", nil)
		return
	case pair && (quote == '"' || quote == '\'') && !bytes.HasSuffix(value, value[:1]) && bytes.Count(value, value[:1])%2 == 1:
		at := start + bytes.Index(line, value)
		r.report(d, at, "toml-syntax", "TomlUnclosed", "", "", apicause.Facts{"Text": string(quote)})
		return
	}
	r.report(d, e.Offset, "toml-syntax", "TomlSyntax", "", "", apicause.Facts{"Reason": e.Reason})
}

// unclosed returns where the last long string that never ends begins, -1 where
// all end.
func unclosed(data []byte) int {
	for i := 0; i < len(data); {
		switch c := data[i]; {
		case c == '#':
			n := bytes.IndexByte(data[i:], '\n')
			if n < 0 {
				return -1
			}
			i += n
		case c == '"' || c == '\'':
			quotes := []byte{c, c, c}
			if !bytes.HasPrefix(data[i:], quotes) {
				i += stringLength(data[i:], c)
				continue
			}
			end := longEnd(data[i+3:], quotes)
			if end < 0 {
				return i
			}
			i += 3 + end
		default:
			i++
		}
	}
	return -1
}

// stringLength is how long the string on one line is that data begins with.
func stringLength(data []byte, quote byte) int {
	for i := 1; i < len(data); i++ {
		switch {
		case data[i] == '\\' && quote == '"':
			i++
		case data[i] == quote, data[i] == '\n':
			return i + 1
		}
	}
	return len(data)
}

// longEnd returns the offset behind the quotes that end a long string, -1 where
// none do.
func longEnd(data, quotes []byte) int {
	for i := 0; i < len(data); i++ {
		switch {
		case data[i] == '\\' && quotes[0] == '"':
			i++
		case bytes.HasPrefix(data[i:], quotes):
			i += len(quotes)
			for n := 0; n < 2 && i < len(data) && data[i] == quotes[0]; n++ {
				i++ // up to two quotes belong to the text
			}
			return i
		}
	}
	return -1
}
