package messages

import (
	"bytes"
	"slices"

	"github.com/pelletier/go-toml/v2/unstable"
)

// locate finds every statement and the place of every key.
func (d *Document) locate(body []byte) error {
	p := unstable.Parser{KeepComments: true}
	p.Reset(body)
	table, array := Path{}, false
	for p.NextExpression() {
		e := p.Expression()
		s := statement{table: table, array: array}
		last := 0
		switch e.Kind {
		case unstable.Comment:
			s.at = d.shift + int(e.Raw.Offset)
			last = s.at + int(e.Raw.Length)
			s.prepare(d.data[s.at:last])
		case unstable.KeyValue:
			s.kind = pair
			s.at = d.shift + int(e.Raw.Offset)
			last = s.at + int(e.Raw.Length)
			s.key, s.keyEnd = keyOf(e, d.shift)
			s.value = span{last - valueLength(&p, e), last}
			d.locateValue(&p, e, table, false, array)
		case unstable.Table, unstable.ArrayTable:
			s.kind = header
			table, last = keyOf(e, d.shift)
			array = e.Kind == unstable.ArrayTable || d.tree != nil && d.inArray(table)
			s.table, s.array = table, array
			s.at = last
			for it, n := e.Key(), 1; it.Next(); n++ {
				at := d.shift + int(it.Node().Raw.Offset)
				s.at = min(s.at, at)
				d.mark(table[:n], Place{at, -1, -1})
				if n == len(table) && !array {
					d.define(table, at)
				}
			}
		}
		s.start = max(bytes.LastIndexByte(d.data[:s.at], '\n')+1, d.shift)
		s.end = len(d.data)
		if i := bytes.IndexByte(d.data[last:], '\n'); i >= 0 {
			s.end = last + i + 1
		}
		d.statements = append(d.statements, s)
	}
	return p.Error()
}

// mark notes the first place of a key.
func (d *Document) mark(path Path, at Place) {
	if _, ok := d.places[path.key()]; !ok {
		d.places[path.key()] = at
	}
}

func (d *Document) define(path Path, at int) {
	key := path.key()
	if d.defined[key] {
		d.duplicates = append(d.duplicates, Duplicate{slices.Clone(path), d.places[key].Key, at})
	}
	d.defined[key] = true
}

// inArray reports whether a table lies in an array of tables.
func (d *Document) inArray(table Path) bool {
	var value any = d.tree
	for _, key := range table {
		m, ok := value.(map[string]any)
		if !ok {
			return true
		}
		value = m[key]
	}
	_, ok := value.(map[string]any)
	return !ok
}

func keyOf(e *unstable.Node, shift int) (key Path, end int) {
	for it := e.Key(); it.Next(); {
		key = append(key, string(it.Node().Data))
		end = shift + int(it.Node().Raw.Offset+it.Node().Raw.Length)
	}
	return key, end
}

// valueLength returns how long the value of a pair is: its node describes strings
// only.
func valueLength(p *unstable.Parser, e *unstable.Node) int {
	raw := p.Raw(e.Raw)
	_, end := keyOf(e, -int(e.Raw.Offset))
	equals := end + bytes.IndexByte(raw[end:], '=') + 1
	return len(bytes.TrimLeft(raw[equals:], " \t"))
}

func (d *Document) locateValue(p *unstable.Parser, e *unstable.Node, table Path, braces, array bool) {
	key, keyEnd := keyOf(e, d.shift)
	path := join(table, key)
	at := d.shift + int(e.Raw.Offset)
	end := at + int(e.Raw.Length)
	last := at
	for it, n := e.Key(), len(table)+1; it.Next(); n++ {
		last = d.shift + int(it.Node().Raw.Offset)
		if n < len(path) {
			d.mark(path[:n], Place{last, -1, -1})
		}
	}
	here := Place{last, -1, -1}
	v := e.Value()
	if v.Kind == unstable.String {
		here.Value, here.End = end-int(v.Raw.Length), end
	}
	d.mark(path, here)
	if !array {
		d.define(path, last)
	}
	switch {
	case v.Kind == unstable.String && !array:
		d.texts = append(d.texts, text{path, len(d.statements), span{at, keyEnd}, span{here.Value, end}, braces})
	case v.Kind == unstable.InlineTable:
		in := inline{path: path, statement: len(d.statements), open: d.shift + int(v.Raw.Offset), end: end}
		for it := v.Children(); it.Next(); {
			m := it.Node()
			if m.Kind != unstable.KeyValue {
				continue
			}
			key, keyEnd := keyOf(m, d.shift)
			from := d.shift + int(m.Raw.Offset)
			to := from + int(m.Raw.Length)
			in.members = append(in.members, member{key, keyEnd, to - valueLength(p, m), span{from, to}})
			d.locateValue(p, m, path, true, array)
		}
		if !array {
			d.inlines = append(d.inlines, in)
		}
	}
}
