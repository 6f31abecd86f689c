package lint

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"
	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/tomlkey"
)

// A document is a message file.
type document struct {
	name        string
	tag         language.Tag // und where the name says none
	base        string       // ko, of ko-KR
	rightToLeft bool
	nameless    bool   // the name is none of a message file
	data        []byte // without BOM
	broken      bool   // no TOML, or no language: nothing more can be said
	places      map[string]place
	twice       []again
	messages    []*message // in the order of the file
	byID        map[string]*message
	findings    []Finding
}

// A message is an ID with its texts.
type message struct {
	section, name string // section is "" for descriptions
	id            string
	key           int     // offset
	texts         []*text // in the order of the file
}

// A text is one wording.
type text struct {
	of      *message
	form    string // other where the message is a plain text
	s       string
	key     int      // offset of the key
	value   int      // offset of the value
	content int      // offset of s itself; -1 where the file writes it with escapes
	names   []string // of its placeholders, each once
}

// form returns the text of a plural form, nil where there is none.
func (m *message) form(name string) *text {
	for _, t := range m.texts {
		if t.form == name {
			return t
		}
	}
	return nil
}

// plural reports whether m has forms besides other.
func (m *message) plural() bool {
	return slices.ContainsFunc(m.texts, func(t *text) bool { return t.form != "other" })
}

// told reports whether readers are told the message: descriptions are for
// developers, terms and times are parts of what they are told.
func (m *message) told() bool {
	return m.section == "title" || m.section == "detail" || m.section == "detail_with_facts"
}

// offset is where byte i of the text stands in the file.
func (t *text) offset(i int) int {
	if t.content < 0 {
		return t.value
	}
	return t.content + i
}

func (d *document) position(offset int) (line, column int) {
	if offset < 0 {
		return 0, 0
	}
	return tomlkey.Position(d.data, offset)
}

// A place is where a key and its value stand, as offsets.
type place struct{ key, value, end int }

// again is a key that stands in the file a second time.
type again struct {
	path          []string
	first, second int
}

const pathSeparator = "\x00"

func joinPath(path []string) string { return strings.Join(path, pathSeparator) }

// locate finds the places of all keys. It stops where the file is no TOML.
func (d *document) locate() {
	d.places = make(map[string]place)
	defined := make(map[string]bool) // by a header or a value of their own
	var p unstable.Parser
	p.Reset(d.data)
	var table []string
	arrays := false // a table of arrays comes more than once
	for p.NextExpression() {
		switch e := p.Expression(); e.Kind {
		case unstable.Table, unstable.ArrayTable:
			table = nil
			at := 0
			for it := e.Key(); it.Next(); {
				table = append(table, string(it.Node().Data))
				at = int(it.Node().Raw.Offset)
				d.place(table, place{at, -1, -1})
			}
			arrays = e.Kind == unstable.ArrayTable
			if !arrays {
				d.define(defined, table, at)
			}
		case unstable.KeyValue:
			d.locateValue(&p, table, e, defined, arrays)
		}
	}
}

func (d *document) locateValue(p *unstable.Parser, table []string, e *unstable.Node, defined map[string]bool, arrays bool) {
	path := slices.Clone(table)
	value := e.Value()
	at := 0
	for it := e.Key(); it.Next(); {
		path = append(path, string(it.Node().Data))
		at = int(it.Node().Raw.Offset)
		d.place(path, place{at, -1, -1})
	}
	if !arrays {
		d.define(defined, path, at)
	}
	here := d.places[joinPath(path)]
	switch value.Kind {
	case unstable.InlineTable:
		for it := value.Children(); it.Next(); {
			d.locateValue(p, path, it.Node(), defined, arrays)
		}
		return
	case unstable.String:
		here.value, here.end = int(value.Raw.Offset), int(value.Raw.Offset+value.Raw.Length)
	}
	d.places[joinPath(path)] = here
}

// place notes the first place of a key.
func (d *document) place(path []string, at place) {
	if _, ok := d.places[joinPath(path)]; !ok {
		d.places[joinPath(path)] = at
	}
}

func (d *document) define(defined map[string]bool, path []string, at int) {
	key := joinPath(path)
	if defined[key] {
		d.twice = append(d.twice, again{slices.Clone(path), d.places[key].key, at})
	}
	defined[key] = true
}

// textAt returns the text at a path, with its places.
func (d *document) textAt(m *message, path []string, form, s string) *text {
	at, ok := d.places[joinPath(path)]
	if !ok { // the two parsers do not agree on where the file ends
		return &text{of: m, form: form, s: s, key: 0, value: 0, content: -1, names: placeholders(s)}
	}
	t := &text{of: m, form: form, s: s, key: at.key, value: at.key, content: -1, names: placeholders(s)}
	if at.value >= 0 {
		t.value = at.value
		if i := bytes.Index(d.data[at.value:at.end], []byte(s)); i >= 0 {
			t.content = at.value + i
		}
	}
	return t
}

// keyAt is the offset of a key, or of the nearest one above it.
func (d *document) keyAt(path []string) int {
	for ; len(path) > 0; path = path[:len(path)-1] {
		if at, ok := d.places[joinPath(path)]; ok {
			return at.key
		}
	}
	return 0
}
