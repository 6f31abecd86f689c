package messages

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"

	format "github.com/apicause/apicause/internal/messages"
)

// MemoryFolder holds a file for each language, so that branches which add
// languages merge.
const MemoryFolder = ".sources"

// A Memory remembers the source text that each translation of a language was made
// from, with all of its plural forms.
type Memory struct {
	Err  error // why its file cannot be read; it remembers nothing then
	data []byte
	of   map[string]map[string]string // by ID and form
}

// MemoryName is the name of a language's memory below its folder.
func MemoryName(tag language.Tag) string { return MemoryFolder + "/" + tag.String() + ".toml" }

// Memory returns what is remembered of a language's translations.
func (f *Folder) Memory(tag language.Tag) *Memory {
	name := MemoryName(tag)
	m := &Memory{of: make(map[string]map[string]string)}
	data, err := fs.ReadFile(f.fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return m
	}
	if err != nil {
		m.Err = err
		return m
	}
	m.data = data
	tree, err := decode(data)
	if err != nil {
		m.Err = err
		return m
	}
	for id, value := range tree {
		forms := make(map[string]string)
		switch v := value.(type) {
		case string:
			forms["other"] = v
		case map[string]any:
			for form, text := range v {
				if s, ok := text.(string); ok {
					forms[form] = s
				}
			}
		}
		m.of[id] = forms
	}
	return m
}

// Of returns the source text that a translation was made from, by plural form;
// nil if nobody knows.
func (m *Memory) Of(id string) map[string]string { return m.of[id] }

// IDs returns what is remembered, sorted.
func (m *Memory) IDs() []string { return slices.Sorted(maps.Keys(m.of)) }

// Stale reports whether a translation was made from another source text.
func (m *Memory) Stale(source *Message) bool {
	of := m.of[source.ID]
	return of != nil && !maps.Equal(of, source.Forms())
}

const memoryHead = "# Which source text each translation was made from. The command apicause keeps\n" +
	"# this file, and finds translations that are out of date by it.\n\n"

// bytes writes the memory, sorted, so that versions of it merge.
func (m *Memory) bytes() []byte {
	if len(m.of) == 0 {
		return nil
	}
	var b bytes.Buffer
	b.WriteString(memoryHead)
	for _, id := range m.IDs() {
		forms := m.of[id]
		if other, ok := forms["other"]; ok && len(forms) == 1 {
			fmt.Fprintf(&b, "%s = %s\n", Quote(id), Quote(other))
			continue
		}
		var members []string
		for _, form := range format.Forms {
			if s, ok := forms[form]; ok {
				members = append(members, form+" = "+Quote(s))
			}
		}
		fmt.Fprintf(&b, "%s = { %s }\n", Quote(id), strings.Join(members, ", "))
	}
	return b.Bytes()
}
