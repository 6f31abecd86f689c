package messages

import (
	"strings"
	"unicode/utf8"
)

// Nearly every line of a message file is key = "text", a header or a comment. A
// file of nothing else is read here, in a tenth of the decoder's time, which is
// most of what loading takes. Any other file, and any file with a mistake, is the
// decoder's as a whole: FuzzPlain holds that what is read here is what the decoder
// reads.

// plain decodes a file of plain lines, and reports false for any other.
func plain(data []byte) (tree map[string]any, ok bool) {
	if !utf8.Valid(data) {
		return nil, false
	}
	tree = make(map[string]any)
	table := tree
	headers := make(map[string]bool)
	text := string(data) // once, for all texts of the file
	for text != "" {
		line, rest, ended := strings.Cut(text, "\n")
		text = rest
		if ended {
			line = strings.TrimSuffix(line, "\r")
		}
		line = trimSpaces(line)
		switch {
		case strings.ContainsFunc(line, isControl):
			return nil, false
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name, comment, closed := strings.Cut(line[1:], "]")
			if !closed || !isComment(comment) || headers[name] {
				return nil, false
			}
			headers[name] = true
			if table = open(tree, name); table == nil {
				return nil, false
			}
		default:
			key, value, found := strings.Cut(line, "=")
			key, value = trimSpaces(key), trimSpaces(value)
			if !found || !isBare(key) || value == "" || value[0] != '"' || strings.Contains(value, `\`) {
				return nil, false
			}
			value, comment, closed := strings.Cut(value[1:], `"`)
			if _, twice := table[key]; twice || !closed || !isComment(comment) {
				return nil, false
			}
			table[key] = value
		}
	}
	return tree, true
}

// open returns the table with that header, nil if it is not a plain one.
func open(tree map[string]any, header string) map[string]any {
	for name := range strings.SplitSeq(header, ".") {
		if !isBare(name) {
			return nil
		}
		value, ok := tree[name]
		if !ok {
			value = make(map[string]any)
			tree[name] = value
		}
		if tree, ok = value.(map[string]any); !ok {
			return nil
		}
	}
	return tree
}

func trimSpaces(s string) string { return strings.Trim(s, " \t") }

// isComment reports whether nothing or a comment is left of a line.
func isComment(s string) bool {
	s = trimSpaces(s)
	return s == "" || s[0] == '#'
}

// isBare reports whether key needs no quotes (https://toml.io/en/v1.0.0#keys).
func isBare(key string) bool {
	for i := range len(key) {
		if c := key[i]; c != '_' && c != '-' && (c < '0' || '9' < c) && (c < 'A' || 'Z' < c) && (c < 'a' || 'z' < c) {
			return false
		}
	}
	return key != ""
}

func isControl(r rune) bool { return r < ' ' && r != '\t' || r == 0x7f }
