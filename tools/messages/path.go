package messages

import (
	"slices"
	"strings"
)

// A Path is the keys that lead to a text: title, InvalidToken.
type Path []string

// String returns the path as a go-i18n ID: title.InvalidToken.
func (p Path) String() string { return strings.Join(p, ".") }

// key is the path as the key of a map.
func (p Path) key() string { return strings.Join(p, "\x00") }

func (p Path) under(prefix Path) bool {
	return len(p) >= len(prefix) && slices.Equal(p[:len(prefix)], prefix)
}

func join(paths ...Path) Path { return slices.Concat(paths...) }
