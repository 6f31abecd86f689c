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
	at := span{start + bytes.Index(line, value), start + bytes.Index(line, value) + len(value)}
	text := apicause.Facts{"Text": string(quote)}
	switch {
	case strings.Contains(e.Reason, `"""`), strings.Contains(e.Reason, "'''"):
		quotes := data[offset:min(offset+3, len(data))]
		r.report(d, span{offset, offset + len(quotes)}, "TomlUnclosed", "", "", apicause.Facts{"Text": string(quotes)})
	case pair && size > 0 && strings.ContainsRune(curlyQuotes, quote):
		r.report(d, span{at.start, at.start + size}, "TomlQuotes", "", "", text)
	case pair && size > 0 && quote != '"' && quote != '\'' && !bytes.ContainsAny(value[:1], "[{0123456789+-tf"):
		r.report(d, at, "TomlUnquoted", "", "", nil)
	case pair && size > 0 && !bytes.HasSuffix(value, value[:1]) && bytes.Count(value, value[:1])%2 == 1:
		r.report(d, at, "TomlUnclosed", "", "", text)
	default:
		r.report(d, d.word(offset), "TomlSyntax", "", "", apicause.Facts{"Reason": e.Reason})
	}
}
