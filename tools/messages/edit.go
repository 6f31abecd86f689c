package messages

import (
	"cmp"
	"slices"
	"unicode/utf8"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
)

// A splice puts text in the place of bytes.
type splice struct {
	start, end int
	text       string
}

func (d *Document) apply(splices []splice) []byte {
	slices.SortStableFunc(splices, func(a, b splice) int { return cmp.Compare(a.start, b.start) })
	var out []byte
	at := 0
	for _, s := range splices {
		out = append(append(out, d.data[at:s.start]...), s.text...)
		at = s.end
	}
	return append(out, d.data[at:]...)
}

// Text returns the text of a message: of its plural form, or where form is empty
// of the message itself or its form other.
func (d *Document) Text(id Path, form string) (string, bool) {
	value, err := lookup(d.tree, id)
	if err != nil {
		return "", false
	}
	if table, ok := value.(map[string]any); ok {
		value = table[cmp.Or(form, "other")]
	} else if form != "" && form != "other" {
		return "", false
	}
	s, ok := value.(string)
	return s, ok
}

// Paths returns where the texts of the file stand, in its order; in an array of
// tables there are none.
func (d *Document) Paths() []Path {
	paths := make([]Path, len(d.texts))
	for i, t := range d.texts {
		paths[i] = t.path
	}
	return paths
}

// Tree returns what the file holds as it is decoded, which is not to be changed.
func (d *Document) Tree() map[string]any { return d.tree }

// Set returns the file with one text changed. form names a plural form; it is
// empty for the message itself, which is the same as other where there are
// forms. A message that the file lacks goes where the order has it: a line that
// waits for it is filled.
func (d *Document) Set(id Path, form, s string, order Order) ([]byte, error) {
	if !utf8.ValidString(s) {
		return nil, fail.New("NotUTF8", nil)
	}
	now, err := lookup(d.tree, id)
	if err != nil {
		return nil, err
	}
	switch now := now.(type) {
	case nil:
		return d.add(id, form, s, order)
	case string:
		if form == "" || form == "other" {
			return d.replace(id, s)
		}
		return d.split(id, form, s)
	case map[string]any:
		form = cmp.Or(form, "other")
		switch now[form].(type) {
		case nil:
			return d.add(id, form, s, order)
		case string:
			return d.replace(join(id, Path{form}), s)
		}
	}
	return nil, fail.New("NotAText", apicause.Facts{"Key": id.String()})
}

// replace puts a text in the place of another.
func (d *Document) replace(path Path, s string) ([]byte, error) {
	want := with(d.tree, path, s)
	for _, t := range d.texts {
		if !slices.Equal(t.path, path) {
			continue
		}
		raw := string(d.data[t.value.start:t.value.end])
		for _, spelled := range spellings(s, raw) {
			if out, ok := d.try(want, splice{t.value.start, t.value.end, spelled}); ok {
				return out, nil
			}
		}
	}
	return nil, cannot(path)
}

// split gives a plain text a second form: X = "…" becomes X.other = "…" with a
// line above it.
func (d *Document) split(id Path, form, s string) ([]byte, error) {
	other, _ := d.Text(id, "")
	want := with(d.tree, id, map[string]any{"other": other, form: s})
	for _, t := range d.texts {
		if !slices.Equal(t.path, id) {
			continue
		}
		line := d.statements[t.statement]
		key := string(d.data[t.key.start:t.key.end])
		for _, spelled := range spellings(s, string(d.data[t.value.start:t.value.end])) {
			named := splice{t.key.end, t.key.end, ".other"}
			added := splice{t.key.start, t.key.start, key + "." + form + " = " + spelled + ", "}
			if !t.inline {
				indent := string(d.data[line.start:line.at])
				equals := d.equalsOf(line.keyEnd, line.value.start)
				added = splice{line.start, line.start, indent + key + "." + form + equals + spelled + d.newline}
			}
			// A line that waits for the form is used up.
			splices := []splice{named, added}
			for _, w := range d.statements {
				if w.kind == prepared && !w.array && slices.Equal(join(w.table, w.key), join(id, Path{form})) {
					if out, ok := d.try(want, named, d.fill(w, spelled)); ok {
						return out, nil
					}
				}
			}
			if out, ok := d.try(want, splices...); ok {
				return out, nil
			}
		}
	}
	return nil, cannot(id)
}

// fill turns a line that waits into a pair.
func (d *Document) fill(s statement, spelled string) splice {
	return splice{s.at, s.value.end, string(d.data[d.keyStart(s):s.value.start]) + spelled}
}

// add writes a text that is not there.
func (d *Document) add(id Path, form, s string, order Order) ([]byte, error) {
	var paths []Path
	switch form {
	case "":
		paths = []Path{id, join(id, Path{"other"})}
	case "other":
		paths = []Path{join(id, Path{form}), id}
	default:
		paths = []Path{join(id, Path{form})}
	}
	for _, w := range d.statements {
		if w.kind != prepared || w.array {
			continue
		}
		for _, path := range paths {
			if !slices.Equal(join(w.table, w.key), path) {
				continue
			}
			raw := string(d.data[w.value.start:w.value.end])
			for _, spelled := range spellings(s, raw) {
				if out, ok := d.try(with(d.tree, path, s), d.fill(w, spelled)); ok {
					return out, nil
				}
			}
		}
	}
	path := paths[0]
	p := d.place(path, order.ranker())
	spelled := spellings(s, "")[0]
	added := d.lines(p, []string{p.indent + Key(p.key) + p.equals + spelled})
	if p.braces {
		added = splice{p.at, p.at, p.before + Key(p.key) + p.equals + spelled + p.after}
	}
	if out, ok := d.try(with(d.tree, path, s), added); ok {
		return out, nil
	}
	return nil, cannot(path)
}

// try applies splices and reports whether exactly what was wanted came of it.
func (d *Document) try(want map[string]any, splices ...splice) ([]byte, bool) {
	out := d.apply(splices)
	tree, err := decode(out)
	if err != nil || !same(tree, want) || isStrict(d.data) && !isStrict(out) {
		return nil, false
	}
	return out, true
}

func errorAlready(path Path) error {
	return fail.New("ThereAlready", apicause.Facts{"File": path.String()})
}

func cannot(path Path) error {
	return fail.New("ByHand", apicause.Facts{"Key": path.String()})
}
