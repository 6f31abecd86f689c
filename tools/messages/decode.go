package messages

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
	strict "github.com/pelletier/go-toml/v2"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/tomlkey"
	"github.com/apicause/apicause/tools/fail"
)

// maxDepth is how deep the runtime lets a message file nest.
const maxDepth = 8

const bom = "\ufeff"

// A SyntaxError is why a file is not TOML, or not TOML that the library reads.
type SyntaxError struct {
	Offset, Line int
	Kind         SyntaxKind
	Reason       string // the decoder's
}

// A SyntaxKind tells what to say about a SyntaxError.
type SyntaxKind int

// The kinds of syntax errors; of Malformed ones, Reason says more.
const (
	Malformed SyntaxKind = iota
	Deep                 // nested deeper than a message file
	Reopened             // a header of a table that dotted keys define already
)

func (e *SyntaxError) Error() string { return e.Unwrap().Error() }

// Unwrap returns the error for the person who runs a command.
func (e *SyntaxError) Unwrap() error {
	return fail.New("NotTOML", apicause.Facts{"Line": strconv.Itoa(e.Line), "Reason": e.Reason})
}

// decode reads TOML as the runtime does.
func decode(data []byte) (map[string]any, error) {
	body := bytes.TrimPrefix(data, []byte(bom))
	shift := len(data) - len(body)
	at := func(offset int, kind SyntaxKind, reason string) error {
		line, _ := tomlkey.Position(body, offset)
		return &SyntaxError{shift + offset, line, kind, reason}
	}
	if offset := tomlkey.Deeper(maxDepth, body); offset >= 0 {
		return nil, at(offset, Deep, "nested too deep for a message file")
	}
	tree := make(map[string]any)
	err := toml.Unmarshal(body, &tree)
	var syntax toml.ParseError
	if errors.As(err, &syntax) {
		return nil, at(tomlkey.Mistake(body, syntax), Malformed, strings.TrimSuffix(syntax.Message, "."))
	}
	if err != nil {
		return nil, at(0, Malformed, err.Error())
	}
	index := tomlkey.Index{Data: body}
	if table, line, column := index.Reopened(); table != "" {
		return nil, at(offsetOf(body, line, column), Reopened, table)
	}
	return tree, nil
}

// offsetOf is the reverse of tomlkey.Position.
func offsetOf(data []byte, line, column int) int {
	offset := 0
	for ; line > 1; line-- {
		offset += bytes.IndexByte(data[offset:], '\n') + 1
	}
	for ; column > 1; column-- {
		_, size := utf8.DecodeRune(data[offset:])
		offset += size
	}
	return offset
}

// isStrict asks another parser: the runtime's takes some documents that other
// programs refuse, and no edit is to make one of them.
func isStrict(data []byte) bool {
	var tree map[string]any
	return strict.Unmarshal(bytes.TrimPrefix(data, []byte(bom)), &tree) == nil
}
