package serve

import (
	"strconv"
	"unicode/utf8"
)

// What the templates ask for.

// Word is the label of a state; that of nothing is that it is being looked at.
func (p page) Word(s state) string {
	if s == "" {
		return p.T("State_unknown")
	}
	return p.T("State_" + string(s))
}

// Number is how a page of a list is called.
func (page) Number(i int) string { return strconv.Itoa(i + 1) }

// Diff compares two texts.
func (page) Diff(was, is string) []piece { return wordDiff(was, is) }

// FromSource reports whether the texts are those of the source language.
func (o *overview) FromSource() bool { return o.Chosen.isSource() }

// ThisPage is the address of the part of the list that is shown.
func (o *overview) ThisPage() string { return o.Filter.URL() }

// Edit is where to edit the entry in a language.
func (r row) Edit(lang string) string { return editURL(lang, r.Name) }

// URL is the address of the editor.
func (p *editor) URL() string { return editURL(p.Lang.Tag(), p.Entry.Name) }

// FromSource reports whether the texts are those of the source language.
func (p *editor) FromSource() bool { return p.Lang.isSource() }

// IsSecond reports whether a language is the second one to look at.
func (p *editor) IsSecond(r *report) bool { return r == p.Second }

// Schemes are the color schemes of the preview.
func (*editor) Schemes() []string { return []string{"light", "dark"} }

// A box is a field in the page.
type box struct {
	Editor *editor
	Group  *group
	Field  *field
	ID     string
	Focus  bool
}

// At returns the box of a field. The first that waits for a text has the focus.
func (p *editor) At(g *group, f *field) box {
	b := box{Editor: p, Group: g, Field: f}
	n, first := 0, true
	for _, group := range p.Groups {
		for _, other := range group.Fields {
			waits := other.Text == "" && other.Inherited == "" && !p.FromSource()
			if other == f {
				b.ID, b.Focus = "f"+strconv.Itoa(n), waits && first
				return b
			}
			n++
			first = first && !waits
		}
	}
	return b
}

// Numbers are some of those that choose the form: 1, 21, 31 …
func (b box) Numbers() string {
	all := ""
	for _, n := range b.Field.Numbers {
		all += n + ", "
	}
	if all == "" {
		return ""
	}
	return all[:len(all)-2] + " …"
}

// Began is what the file said when the translator began to write.
func (b box) Began() string { return b.Field.Began }

// Rows is how many lines the box has.
func (b box) Rows() int {
	const line = 48
	longest := max(utf8.RuneCountInString(b.Field.Text), utf8.RuneCountInString(b.Field.Inherited), utf8.RuneCountInString(b.Field.Source))
	return min(6, 1+longest/line)
}
