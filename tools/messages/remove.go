package messages

import (
	"maps"
	"slices"

	format "github.com/apicause/apicause/internal/messages"
)

// without returns a tree without what stands at a path.
func without(tree map[string]any, path Path) map[string]any {
	tree = maps.Clone(tree)
	if len(path) == 1 {
		delete(tree, path[0])
		return tree
	}
	if below, ok := tree[path[0]].(map[string]any); ok {
		tree[path[0]] = without(below, path[1:])
	}
	return tree
}

// Remove returns the file without a message and without the lines that wait for
// it, with the comments straight above those lines.
func (d *Document) Remove(id Path) ([]byte, error) {
	var splices []splice
	for i, s := range d.statements {
		full := join(s.table, s.key)
		switch {
		case s.array || s.kind == comment:
		case s.kind == pair && full.under(id), s.kind == header && s.table.under(id):
			splices = append(splices, splice{s.start, s.end, ""})
		case s.kind == prepared && full.under(id):
			splices = append(splices, splice{d.statements[d.noteStart(i)].start, s.end, ""})
		}
	}
	for _, in := range d.inlines {
		for i, m := range in.members {
			if !join(in.path, m.key).under(id) || d.covered(splices, m.span) {
				continue
			}
			cut := m.span
			if i+1 < len(in.members) {
				cut.end = in.members[i+1].span.start
			} else if i > 0 {
				cut.start = in.members[i-1].span.end
			}
			splices = append(splices, splice{cut.start, cut.end, ""})
		}
	}
	want := without(d.tree, id)
	for {
		if out, ok := d.try(want, splices...); ok {
			return out, nil
		}
		// A table that has nothing left may go with its last member.
		if len(id) < 2 {
			return nil, cannot(id)
		}
		id = id[:len(id)-1]
		if below, err := lookup(want, id); err != nil || below == nil || len(below.(map[string]any)) > 0 {
			return nil, cannot(id)
		}
		want = without(want, id)
	}
}

func (d *Document) covered(splices []splice, s span) bool {
	return slices.ContainsFunc(splices, func(x splice) bool { return x.start <= s.start && s.end <= x.end })
}

// Rename returns the file with another last key for a message, and for the lines
// that wait for it. A file that has neither stays as it is.
func (d *Document) Rename(from, to Path) ([]byte, error) {
	n := len(from) - 1
	var splices []splice
	rename := func(table, key Path, at int) {
		full := join(table, key)
		if !full.under(from) || len(table) > n {
			return
		}
		// The part of the key that is renamed, counted from the key's beginning.
		start, end, ok := keyPart(d.data, at, n-len(table))
		if ok {
			splices = append(splices, splice{start, end, Key(to[n:])})
		}
	}
	for _, s := range d.statements {
		switch {
		case s.array:
		case s.kind == pair:
			rename(s.table, s.key, s.at)
		case s.kind == prepared:
			rename(s.table, s.key, d.keyStart(s))
		case s.kind == header && s.table.under(from):
			rename(nil, s.table, s.at)
		}
	}
	for _, in := range d.inlines {
		for _, m := range in.members {
			rename(in.path, m.key, m.span.start)
		}
	}
	want := d.tree
	value, err := lookup(d.tree, from)
	if err != nil {
		return nil, err
	}
	if value != nil {
		if there, _ := lookup(d.tree, to); there != nil {
			return nil, errorAlready(to)
		}
		want = with(without(d.tree, from), to, value)
	}
	if out, ok := d.try(want, splices...); ok {
		return out, nil
	}
	return nil, cannot(to)
}

// keyPart returns where the part with that index of a dotted key stands.
func keyPart(data []byte, at, index int) (start, end int, ok bool) {
	for i := 0; at < len(data); i++ {
		for at < len(data) && (data[at] == ' ' || data[at] == '\t' || data[at] == '.') {
			at++
		}
		start = at
		if at < len(data) && (data[at] == '"' || data[at] == '\'') {
			quote := data[at]
			for at++; at < len(data) && data[at] != quote; at++ {
				if data[at] == '\\' && quote == '"' {
					at++
				}
			}
			at++
		} else {
			for at < len(data) && isBare(data[at]) {
				at++
			}
		}
		if start == at {
			return 0, 0, false
		}
		if i == index {
			return start, min(at, len(data)), true
		}
	}
	return 0, 0, false
}

func isBare(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '-'
}

// Move returns the file with a message in another place, where the order has it. A
// file that does not have it stays as it is.
func (d *Document) Move(from, to Path, order Order) ([]byte, error) {
	value, err := lookup(d.tree, from)
	if err != nil || value == nil {
		return d.data, err
	}
	if there, _ := lookup(d.tree, to); there != nil {
		return nil, errorAlready(to)
	}
	data, err := d.Remove(from)
	if err != nil {
		return nil, err
	}
	forms := map[string]any{"": value}
	if table, ok := value.(map[string]any); ok {
		forms = table
	}
	for _, form := range append([]string{""}, format.Forms[:]...) {
		s, ok := forms[form].(string)
		if !ok {
			continue
		}
		doc, err := Parse(data)
		if err != nil {
			return nil, err
		}
		if data, err = doc.Set(to, form, s, order); err != nil {
			return nil, err
		}
	}
	return data, nil
}

// Strangers returns the paths of messages, and of lines that wait for them, that
// are not known, each once. Terms are not among them: a language may name more
// things than another.
func (d *Document) Strangers(known map[string]*Message) (paths []Path) {
	all := d.Paths()
	for _, w := range d.Waiting() {
		if w.Text == "" {
			all = append(all, w.Path)
		}
	}
	for _, path := range all {
		if id, _ := Split(path, known); id != "" || len(path) > 1 && path[0] == format.Term.String() {
			continue
		}
		if n := len(path) - 1; n > 0 && (slices.Contains(format.Forms[:], path[n]) || format.IsNote(path[n])) {
			path = path[:n]
			if known[path.String()] != nil {
				continue
			}
		}
		if !slices.ContainsFunc(paths, func(p Path) bool { return slices.Equal(p, path) }) {
			paths = append(paths, path)
		}
	}
	return paths
}
