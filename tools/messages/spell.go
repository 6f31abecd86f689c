package messages

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// spellings returns ways to write a text as TOML, starting with those that look like
// the text before. Some do not mean the same text: the caller must decode the one it
// takes.
func spellings(s, like string) []string {
	var ways []string
	switch {
	case strings.HasPrefix(like, `"""`):
		ways = append(ways, `"""`+opening(like)+escape(s, true)+`"""`)
	case strings.HasPrefix(like, `'''`):
		ways = append(ways, `'''`+opening(like)+s+`'''`)
	case strings.HasPrefix(like, `'`):
		ways = append(ways, `'`+s+`'`)
	}
	return append(ways, `"`+escape(s, false)+`"`)
}

// opening returns the line's end behind the quotes of a long string, which is no
// part of the text.
func opening(raw string) string {
	for _, end := range []string{"\r\n", "\n"} {
		if strings.HasPrefix(raw[3:], end) {
			return end
		}
	}
	return ""
}

// escape writes s for a basic string.
func escape(s string, long bool) string {
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '"' && long && !strings.HasPrefix(s[i+1:], `"`) && i+1 < len(s):
			b.WriteRune(r) // a single quote needs no escape inside """
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case (r == '\n' || r == '\r' && strings.HasPrefix(s[i+1:], "\n")) && long:
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r < ' ' || r == 0x7f:
			fmt.Fprintf(&b, `\u%04X`, r)
		case r == utf8.RuneError:
			b.WriteString("\ufffd")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// Key writes a path as a dotted key.
func Key(path Path) string {
	parts := make([]string, len(path))
	for i, key := range path {
		parts[i] = key
		if key == "" || strings.Trim(key, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
			parts[i] = `"` + escape(key, false) + `"`
		}
	}
	return strings.Join(parts, ".")
}

// spellComment writes a text as the lines of a comment.
func spellComment(s string) []string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == utf8.RuneError {
			return -1 // TOML has no control characters in comments
		}
		return r
	}, s)
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("# "+line, " \t")
	}
	return lines
}

// Quote writes a text as a basic string of TOML.
func Quote(s string) string { return `"` + escape(s, false) + `"` }
