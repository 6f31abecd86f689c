package messages

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/apicause/apicause/tools/fail"
)

// A Gap is a text that a file lacks.
type Gap struct {
	ID   Path
	Form string // empty for a message without forms
	Note string // what stands above the line: the source text
}

func (g Gap) path() Path {
	if g.Form == "" {
		return g.ID
	}
	return join(g.ID, Path{g.Form})
}

// Prepare returns the file with a line to fill for each gap, where the order has
// it: #key = "", with the note as a comment above. Until it is filled and its #
// taken away it says nothing, so that the file stays loadable. A text that is
// there, or waits already, is left alone. In a table in braces, which holds no
// comments, the note stands below.
func (d *Document) Prepare(gaps []Gap, order Order) ([]byte, error) {
	type group struct {
		spot
		lines []string
	}
	var groups []*group
	want := d.tree
	rank := order.ranker()
	waiting := make(map[string]bool)
	for _, w := range d.Waiting() {
		waiting[Key(w.Path)] = true
	}
	for _, g := range gaps {
		path := g.path()
		if _, ok := d.Text(g.ID, g.Form); ok || g.in(waiting) {
			continue
		}
		if now, err := lookup(d.tree, g.ID); err != nil || now != nil && !isTable(now) {
			continue // X = "…" has no room for a form; Set makes some
		}
		p := d.place(path, rank)
		note := spellComment(g.Note)
		lines := append(note, "#"+Key(p.key)+p.equals+`""`)
		if p.braces {
			p.at, p.indent = p.line, ""
			lines = spellComment(path.String() + ": " + g.Note)
			if bytes.Contains(d.data, []byte(lines[0])) {
				continue
			}
		}
		for i := range lines {
			lines[i] = p.indent + lines[i]
		}
		i := slices.IndexFunc(groups, func(other *group) bool { return other.at == p.at && slices.Equal(other.section, p.section) })
		if i < 0 {
			i = len(groups)
			groups = append(groups, &group{spot: p})
			if p.section != nil {
				now, _ := lookup(want, p.section)
				if now == nil {
					want = with(want, p.section, map[string]any{})
				}
			}
		}
		groups[i].lines = append(groups[i].lines, lines...)
	}
	slices.SortStableFunc(groups, func(a, b *group) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(len(a.section), len(b.section))) // a header would take the lines behind it
	})
	var splices []splice
	for i, g := range groups {
		last := i+1 == len(groups) || groups[i+1].at != g.at
		if !last {
			g.blank = false
		}
		s := d.lines(g.spot, g.lines)
		if i > 0 && groups[i-1].at == g.at && g.section != nil && !strings.HasPrefix(s.text, d.newline) {
			s.text = d.newline + s.text
		}
		splices = append(splices, s)
	}
	if out, ok := d.try(want, splices...); ok {
		return out, nil
	}
	return nil, fail.New("LinesByHand", nil)
}

// in reports whether a line waits for the text of the gap.
func (g Gap) in(waiting map[string]bool) bool {
	return waiting[Key(g.path())] ||
		g.Form == "" && waiting[Key(join(g.ID, Path{"other"}))] || g.Form == "other" && waiting[Key(g.ID)]
}
