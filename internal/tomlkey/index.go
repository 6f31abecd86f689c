package tomlkey

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// An Index finds the keys of a document that the decoder has taken. It reads the
// document once, at the first question. The zero Index finds nothing.
type Index struct {
	Data []byte

	offsets  map[string]int  // of the first place of each path of keys
	dotted   map[string]bool // the tables that dotted keys define
	lines    []int           // where each begins
	reopened string          // the first table that dotted keys and a header define
}

// Locate returns the line and the column, both from 1 and the column in
// characters, of the first place where the last of keys stands, or, where the
// document has no such key, the one before it; 0 and 0 if it has none of them.
func (x *Index) Locate(keys []string) (line, column int) {
	x.read()
	for ; len(keys) > 0; keys = keys[:len(keys)-1] {
		if offset, ok := x.offsets[path(keys)]; ok {
			return x.position(offset)
		}
	}
	return 0, 0
}

// Reopened returns the first table that dotted keys define and a header defines
// again, and the place of that header; "" if there is none. The decoder takes
// it, though TOML forbids it (https://toml.io/en/v1.0.0#table).
func (x *Index) Reopened() (table string, line, column int) {
	if !dottedKeys(x.Data) {
		return "", 0, 0
	}
	x.read()
	if x.reopened == "" {
		return "", 0, 0
	}
	line, column = x.position(x.offsets["\x00"])
	return strings.ReplaceAll(x.reopened, "\x00", "."), line, column
}

// dottedKeys reports whether any line may begin with a dotted key: most files have
// none, and need not be read once more.
func dottedKeys(data []byte) bool {
	for line := range bytes.Lines(data) {
		line = bytes.TrimLeft(line, " \t")
		if len(line) == 0 || line[0] == '[' || line[0] == '#' {
			continue
		}
		if key, _, ok := bytes.Cut(line, []byte("=")); ok && bytes.ContainsAny(key, ".\"'") {
			return true
		}
	}
	return false
}

func (x *Index) position(offset int) (line, column int) {
	i, found := slices.BinarySearch(x.lines, offset)
	if !found {
		i--
	}
	return i + 1, utf8.RuneCount(x.Data[x.lines[i]:offset]) + 1
}

func path(keys []string) string { return strings.Join(keys, "\x00") }

func (x *Index) read() {
	if x.offsets != nil || len(x.Data) == 0 {
		return
	}
	x.offsets, x.dotted = make(map[string]int), make(map[string]bool)
	x.lines = []int{0}
	for i, c := range x.Data {
		if c == '\n' {
			x.lines = append(x.lines, i+1)
		}
	}
	r := reader{Index: x}
	r.document()
}

// A reader walks through a document that is valid, past its values.
type reader struct {
	*Index
	i int // where it is
}

func (r *reader) document() {
	var table []string
	for r.blank(); r.i < len(r.Data); r.blank() {
		start := r.i
		if r.Data[r.i] != '[' {
			r.pair(table)
			r.i = max(r.i, start+1) // go on, whatever this is
			continue
		}
		array := bytes.HasPrefix(r.Data[start:], []byte("[["))
		r.i++
		if array {
			r.i++
		}
		table, _ = r.keys(nil)
		if !array && r.dotted[path(table)] && r.reopened == "" {
			r.reopened = path(table)
			r.offsets["\x00"] = start // no key's path
		}
		r.line()
	}
}

// pair reads a key and its value.
func (r *reader) pair(table []string) {
	keys, parts := r.keys(table)
	for n := len(keys) - 1; n > len(keys)-parts; n-- {
		r.dotted[path(keys[:n])] = true
	}
	r.blank()
	if r.i < len(r.Data) && r.Data[r.i] == '=' {
		r.i++
	}
	r.value(keys)
}

// keys reads dotted keys behind those of a table, and returns how many they are.
func (r *reader) keys(table []string) (keys []string, parts int) {
	keys = slices.Clip(table)
	for {
		r.spaces()
		start := r.i
		key := r.key()
		if start == r.i {
			return keys, parts
		}
		keys = append(keys, key)
		parts++
		if key != "" && (r.Data[start] == '"' || r.Data[start] == '\'') {
			start++ // the name itself
		}
		if at := path(keys); !r.has(at) {
			r.offsets[at] = start
		}
		r.spaces()
		if r.i == len(r.Data) || r.Data[r.i] != '.' {
			return keys, parts
		}
		r.i++
	}
}

func (r *reader) has(path string) bool { _, ok := r.offsets[path]; return ok }

// key reads one part of a dotted key.
func (r *reader) key() string {
	start := r.i
	if start < len(r.Data) && (r.Data[start] == '"' || r.Data[start] == '\'') {
		r.i = SkipString(r.Data, start)
		quoted := string(r.Data[start:r.i])
		if !strings.Contains(quoted, `\`) {
			return quoted[1:max(len(quoted)-1, 1)]
		}
		var unquoted map[string]int
		_, _ = toml.Decode(quoted+"=0", &unquoted) // the document was taken, so is its key
		for key := range unquoted {
			return key
		}
		return quoted
	}
	if n := bytes.IndexAny(r.Data[start:], " \t\r\n.=]#,}"); n >= 0 {
		r.i += n
	} else {
		r.i = len(r.Data)
	}
	return string(r.Data[start:r.i])
}

// value reads past the value of keys, and notes the keys in it.
func (r *reader) value(keys []string) {
	r.blank()
	if r.i == len(r.Data) {
		return
	}
	switch c := r.Data[r.i]; c {
	case '"', '\'':
		r.i = SkipString(r.Data, r.i)
	case '[', '{':
		end := c + 2 // ] and } in ASCII
		r.i++
		for r.blank(); r.i < len(r.Data) && r.Data[r.i] != end; r.blank() {
			start := r.i
			if c == '[' {
				r.value(keys)
			} else {
				r.pair(keys)
			}
			r.i = max(r.i, start+1) // go on, whatever this is
			if r.blank(); r.i < len(r.Data) && r.Data[r.i] == ',' {
				r.i++
			}
		}
		r.i = min(r.i+1, len(r.Data))
	default:
		n := bytes.IndexAny(r.Data[r.i:], ",]}#\n")
		if n < 0 {
			n = len(r.Data) - r.i
		}
		r.i += n
	}
}

// spaces reads past spaces on a line.
func (r *reader) spaces() {
	for r.i < len(r.Data) && (r.Data[r.i] == ' ' || r.Data[r.i] == '\t') {
		r.i++
	}
}

// blank reads past white space and comments.
func (r *reader) blank() {
	for r.i < len(r.Data) {
		switch r.Data[r.i] {
		case ' ', '\t', '\r', '\n':
			r.i++
		case '#':
			r.line()
		default:
			return
		}
	}
}

// line reads to the end of the line.
func (r *reader) line() {
	if n := bytes.IndexByte(r.Data[r.i:], '\n'); n >= 0 {
		r.i += n
	} else {
		r.i = len(r.Data)
	}
}
