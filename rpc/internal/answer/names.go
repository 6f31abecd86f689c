package answer

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/fact"
)

// The longest names that google/rpc/error_details.proto allows.
const (
	maxReason = 63
	maxKey    = 64
)

// reason returns a cause in UPPER_SNAKE_CASE, as ErrorInfo demands:
// [A-Z][A-Z0-9_]+[A-Z0-9], at most 63 characters. Letters of other scripts, which
// Go identifiers may have, read as U and their code point.
func reason(cause apicause.Cause) string {
	var b strings.Builder
	runes := []rune(string(cause))
	for i, r := range runes {
		if unicode.IsUpper(r) && i > 0 {
			begins := i+1 < len(runes) && unicode.IsLower(runes[i+1]) // the T of HTTPTimeout
			if before := runes[i-1]; unicode.IsLower(before) || unicode.IsDigit(before) || begins && before != '_' {
				b.WriteByte('_')
			}
		}
		if r < unicode.MaxASCII {
			b.WriteRune(unicode.ToUpper(r))
		} else {
			fmt.Fprintf(&b, "U%X", r)
		}
	}
	s := strings.Trim(b.String(), "_")
	if len(s) < 3 || '0' <= s[0] && s[0] <= '9' {
		s = "CAUSE_" + s
	}
	return strings.TrimRight(s[:min(len(s), maxReason)], "_")
}

// key returns a fact's name in lowerCamelCase, as the metadata of ErrorInfo
// demands: [a-z][a-zA-Z0-9-_]+, at most 64 characters. Names that messages show
// are of ASCII letters, digits and "_".
func key(name string) string {
	name = strings.TrimLeft(name, "_")
	s := []byte(name)
	for i := range s {
		if begins := i > 0 && i+1 < len(s) && unicode.IsLower(rune(s[i+1])); begins || !unicode.IsUpper(rune(s[i])) {
			break // the L of URLList
		}
		s[i] = byte(unicode.ToLower(rune(s[i])))
	}
	if len(s) < 2 || s[0] < 'a' || 'z' < s[0] {
		s = []byte("fact" + name)
	}
	return string(s[:min(len(s), maxKey)])
}

// path returns a JSON pointer as FieldViolation spells fields: /items/0/name is
// items[0].name. A name that would read as more than one is quoted, as the key of
// a map.
func path(pointer string) string {
	var b strings.Builder
	for i, token := range strings.Split(pointer, "/") {
		if i == 0 {
			continue // what stands before the first slash
		}
		token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token) // RFC 6901 §4
		switch {
		case isIndex(token):
			b.WriteString("[" + token + "]")
		case token == "" || strings.ContainsAny(token, `.[]"`):
			b.WriteString("[" + strconv.Quote(token) + "]")
		default:
			if b.Len() > 0 {
				b.WriteByte('.')
			}
			b.WriteString(token)
		}
	}
	s, _ := fact.Clean(b.String()) // a stranger may have chosen the names
	return s
}

// isIndex reports whether a token is an index by RFC 6901 §4.
func isIndex(token string) bool {
	if token == "" || len(token) > 1 && token[0] == '0' {
		return false
	}
	return strings.Trim(token, "0123456789") == ""
}
