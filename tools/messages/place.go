package messages

import (
	"bytes"
	"slices"
	"strings"
)

// A spot is where a new key goes, and how its neighbors are written.
type spot struct {
	at            int    // offset
	key           Path   // as it is written there
	indent        string // of the line
	equals        string // with the blanks around
	section       Path   // a header to open; nil for none
	braces        bool   // in an inline table:
	before, after string // what stands around the pair there
	line          int    // in an inline table: the offset behind its lines
	blank         bool   // a blank line sets it off from what follows
}

// place finds where the source order has a path, in the innermost table that is
// there already, written the way that it is written.
func (d *Document) place(path Path, order func(Path) ranks) spot {
	for n := len(path) - 1; n >= 0; n-- {
		q := path[:n]
		for _, in := range d.inlines {
			if in.holds(q) {
				return d.placeInline(in, path, n, order)
			}
		}
		if from, to, ok := d.body(q); ok && (n > 0 || len(path) == 1) {
			return d.placeLine(from, to, n, path, n, order)
		}
		for i, s := range d.statements {
			if k := n - len(s.table); s.kind == pair && !s.array && k >= 1 && k < len(s.key) && join(s.table, s.key[:k]).under(q) {
				from, to := d.around(i)
				return d.placeLine(from, to, len(s.table), path, n, order)
			}
		}
	}
	return d.placeSection(path, order)
}

// holds reports whether the table in braces, or a dotted key in it, is q.
func (in inline) holds(q Path) bool {
	if !q.under(in.path) {
		return false
	}
	rest := q[len(in.path):]
	if len(rest) == 0 {
		return true
	}
	for _, m := range in.members {
		if len(m.key) > len(rest) && m.key.under(rest) {
			return true
		}
	}
	return false
}

// body returns the statements beneath the header of a table; those above the
// first header are the root's.
func (d *Document) body(table Path) (from, to int, ok bool) {
	if len(table) == 0 {
		from, to = d.around(-1)
		return from, to, true
	}
	for i, s := range d.statements {
		if s.kind == header && !s.array && len(s.table) == len(table) && s.table.under(table) {
			from, to = d.around(i)
			return from, to, true
		}
	}
	return 0, 0, false
}

// around returns the body that a statement lies in; a header lies in its own.
func (d *Document) around(i int) (from, to int) {
	for from = i; from >= 0 && d.statements[from].kind != header; from-- {
	}
	from++
	for to = from; to < len(d.statements) && d.statements[to].kind != header; to++ {
	}
	return from, to
}

// placeLine finds the place of a line among statements, whose table is path[:table]; the
// neighbors are the children of path[:n].
func (d *Document) placeLine(from, to, table int, path Path, n int, order func(Path) ranks) spot {
	var there []string
	var lines []int
	prefix := path[table:n]
	for i := from; i < to; i++ {
		s := d.statements[i]
		if s.kind >= prepared && len(s.key) > len(prefix) && s.key.under(prefix) {
			there = append(there, s.key[len(prefix)])
			lines = append(lines, i)
		}
	}
	p := spot{key: path[table:], equals: d.equals()}
	at, behind := beside(path[n], there, order(path[:n]))
	switch {
	case at >= 0:
		s := d.statements[lines[at]]
		p.indent = string(d.data[s.start:s.at])
		p.equals = d.equalsOf(s.keyEnd, s.value.start)
		p.at = s.end
		if !behind {
			p.at = d.above(lines[at])
		}
	case from > 0:
		p.at = d.statements[from-1].end
	case to < len(d.statements):
		p.at, p.blank = d.headStart(to), true
	default:
		p.at = len(d.data)
	}
	return p
}

// above is where a line goes that comes before statement i: above the source
// text that stands over a line to fill.
func (d *Document) above(i int) int {
	if d.statements[i].kind == prepared {
		i = d.noteStart(i)
	}
	return d.statements[i].start
}

// headStart is where a header begins, with the comment straight above it.
func (d *Document) headStart(i int) int { return d.statements[d.noteStart(i)].start }

// placeSection finds the place of a header that is not there.
func (d *Document) placeSection(path Path, order func(Path) ranks) spot {
	p := spot{key: path[1:], section: path[:1], equals: d.equals(), at: len(d.data)}
	var there []string
	var headers []int
	for i, s := range d.statements {
		if s.kind == header {
			there = append(there, s.table[0])
			headers = append(headers, i)
		}
	}
	at, behind := beside(path[0], there, order(nil))
	switch {
	case at >= 0 && behind:
		p.at = d.bodyEnd(headers[at])
	case at >= 0:
		p.at = d.headStart(headers[at])
	}
	rest := d.data[p.at:]
	p.blank = len(rest) > 0 && !bytes.HasPrefix(rest, []byte("\n")) && !bytes.HasPrefix(rest, []byte("\r\n"))
	return p
}

// bodyEnd is where the body of a header ends: behind its last pair and the
// comments straight below, which are not those of the next header.
func (d *Document) bodyEnd(i int) int {
	from, to := d.around(i)
	last := i
	for j := from; j < to; j++ {
		if d.statements[j].kind >= prepared {
			last = j
		}
	}
	end := d.statements[last].end
	next := len(d.data) + 1
	if to < len(d.statements) {
		next = d.headStart(to)
	}
	for j := last + 1; j < to && d.statements[j].start == end && end < next; j++ {
		end = d.statements[j].end
	}
	return end
}

// placeInline finds the place in a table in braces.
func (d *Document) placeInline(in inline, path Path, n int, order func(Path) ranks) spot {
	p := spot{braces: true, key: path[len(in.path):], line: d.statements[in.statement].end, equals: " = "}
	var there []string
	var members []member
	prefix := path[len(in.path):n]
	for _, m := range in.members {
		if len(m.key) > len(prefix) && m.key.under(prefix) {
			there = append(there, m.key[len(prefix)])
			members = append(members, m)
		}
	}
	at, behind := beside(path[n], there, order(path[:n]))
	switch {
	case at < 0 && len(bytes.TrimSpace(d.data[in.open+1:in.end-1])) > 0: // nothing but comments, or another prefix
		if len(in.members) > 0 {
			p.at, p.before = in.members[len(in.members)-1].span.end, ", "
			break
		}
		fallthrough
	case at < 0:
		p.at, p.before = in.open+1, " "
		if in.end-in.open == len("{}") {
			p.after = " "
		}
	case behind:
		p.at, p.before = members[at].span.end, ", "
	default:
		p.at, p.after = members[at].span.start, ", "
	}
	if at >= 0 {
		p.equals = d.equalsOf(members[at].keyEnd, members[at].value)
	}
	return p
}

// equals is how the file's first pair writes it.
func (d *Document) equals() string {
	for _, s := range d.statements {
		if s.kind == pair {
			return d.equalsOf(s.keyEnd, s.value.start)
		}
	}
	return " = "
}

// equalsOf returns what stands between a key and its value, with what aligns
// columns taken for one blank.
func (d *Document) equalsOf(from, to int) string {
	left, right, _ := strings.Cut(string(d.data[from:to]), "=")
	if len(left) > 1 {
		left = " "
	}
	if len(right) > 1 {
		right = " "
	}
	return left + "=" + right
}

// lines inserts whole lines at a spot.
func (d *Document) lines(p spot, lines []string) splice {
	if p.section != nil {
		lines = append([]string{"[" + Key(p.section) + "]"}, lines...)
		before := d.data[:p.at]
		if blank := []byte(d.newline + d.newline); len(bytes.TrimPrefix(before, []byte(bom))) > 0 && !bytes.HasSuffix(before, blank) {
			lines = append([]string{""}, lines...)
		}
	}
	if p.blank {
		lines = append(slices.Clip(lines), "")
	}
	s := strings.Join(lines, d.newline)
	if p.at == len(d.data) && p.at > 0 && d.data[p.at-1] != '\n' && !bytes.Equal(d.data, []byte(bom)) {
		s = d.newline + s // the file ends without a line's end, and so it will
	} else {
		s += d.newline
	}
	return splice{p.at, p.at, s}
}
