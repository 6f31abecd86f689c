package serve

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/translation"
)

// A page has at most so many cells, and so many rows.
const (
	maxCells = 3000
	maxRows  = 100
	minRows  = 20
)

// A bar is a language in the overview.
type bar struct {
	*report
	Ready   bool
	Percent int
	Parts   []part
	Counts  []count
	URL     string
	Chosen  bool
	Whole   []lint.Finding
}

// A part of a bar, in thousandths.
type part struct {
	State    state
	At, Size int
}

// A count is how many entries are in a state.
type count struct {
	State  state
	N      int
	URL    string
	Chosen bool
}

// A row is an entry in the overview.
type row struct {
	*entry
	Text  string // of the source language
	Cells []cell
	// Where one language is chosen:
	State      state
	Translated string
	URL        string
	Stale      []staleText
}

// A cell is an entry in a language.
type cell struct {
	Lang  string
	State state // "" if nobody knows yet
	Dim   bool  // it is not what the filter asks for
}

type overview struct {
	page
	Filter   filter
	Bars     []bar
	Counts   []count
	Rows     []row
	Found    int
	Chosen   *report
	Checking bool
	Pages    []string // addresses; empty for a single one
	Versions map[string]string
	Checked  int
	Typed    string // the language that somebody has asked to add
	Sure     string // the same, where asking again is enough
	Problem  string // why it was not added
	memory   *messages.Memory
}

func (s *Server) overview(w http.ResponseWriter, r *http.Request) {
	s.show(w, http.StatusOK, "overview.html", s.overviewOf(r))
}

func (s *Server) overviewOf(r *http.Request) *overview {
	v := s.view()
	o := &overview{page: s.page(r, v, "overview"), Filter: filterOf(r), Versions: v.versions, Checked: v.checked()}
	o.Checking = o.Checked < len(v.languages)
	o.Chosen = v.report(o.Filter.Lang)
	total := make(map[state]int)
	for _, l := range v.languages {
		b := bar{report: l, Ready: l.ready.Load(), URL: o.Filter.With("lang", l.Tag()), Chosen: l == o.Chosen}
		if b.Ready {
			b.Percent, b.Whole = l.percent, l.whole
			b.Parts = partsOf(l.messages)
			b.Counts = countsOf(l.counts, filter{Lang: l.Tag(), Query: o.Filter.Query}, o.Filter.State, l == o.Chosen)
			for s, n := range l.counts {
				total[s] += n
			}
		}
		o.Bars = append(o.Bars, b)
	}
	if o.Chosen != nil {
		o.memory = v.folder.Memory(o.Chosen.tag)
		clear(total)
		if o.Chosen.ready.Load() {
			total = o.Chosen.counts
		}
	}
	o.Counts = countsOf(total, filter{Lang: o.Filter.Lang, Query: o.Filter.Query}, o.Filter.State, true)
	o.rows(v)
	return o
}

// countsOf returns the states that there are, the worst first. Among those of the
// chosen language, the chosen one is marked and leads back.
func countsOf(of map[state]int, f filter, chosen state, marks bool) (counts []count) {
	for i := len(states) - 1; i >= 0; i-- {
		if n := of[states[i]]; n > 0 || marks && chosen == states[i] {
			f.State = states[i]
			c := count{State: states[i], N: n, Chosen: marks && chosen == states[i]}
			if c.Chosen {
				f.State = ""
			}
			c.URL = f.URL()
			counts = append(counts, c)
		}
	}
	return counts
}

// partsOf draws what is done, stale and missing.
func partsOf(of map[translation.State]int) (parts []part) {
	sum := max(1, of[translation.Done]+of[translation.Stale]+of[translation.Missing])
	at := 0
	for _, s := range []struct {
		is state
		n  int
	}{{done, of[translation.Done]}, {stale, of[translation.Stale]}} {
		size := 1000 * s.n / sum
		if size > 0 {
			parts = append(parts, part{s.is, at, size})
		}
		at += size
	}
	return parts
}

// rows puts the entries that the filter asks for on the page.
func (o *overview) rows(v *view) {
	query := strings.ToLower(o.Filter.Query)
	var found []*entry
	for _, e := range v.entries {
		if o.wants(v, e, query) {
			found = append(found, e)
		}
	}
	o.Found = len(found)
	size := maxRows
	if o.Chosen == nil && len(v.languages) > 0 {
		size = min(maxRows, max(minRows, maxCells/len(v.languages)))
	}
	pages := (len(found) + size - 1) / size
	at := min(max(1, o.Filter.Page), max(1, pages))
	o.Filter.Page = at
	if pages > 1 {
		for n := 1; n <= pages; n++ {
			o.Pages = append(o.Pages, o.Filter.With("page", strconv.Itoa(n)))
		}
	}
	for _, e := range found[(at-1)*size : min(len(found), at*size)] {
		o.Rows = append(o.Rows, o.row(v, e))
	}
}

func (o *overview) wants(v *view, e *entry, query string) bool {
	text := query == "" || strings.Contains(strings.ToLower(e.Name), query) || query == e.Code || query == strings.TrimPrefix(e.Code, "-")
	of := o.Filter.State == ""
	for _, l := range v.languages {
		if text && of {
			return true
		}
		if !l.ready.Load() {
			text = text || o.Chosen == nil && l.isSource() && strings.Contains(strings.ToLower(e.source().Source()), query)
			continue
		}
		relevant := o.Chosen == nil || l == o.Chosen
		text = text || (relevant || l.isSource()) && strings.Contains(l.lower[e.Name], query)
		of = of || relevant && l.states[e.Name].has(o.Filter.State)
	}
	return text && of
}

func (o *overview) row(v *view, e *entry) row {
	line := row{entry: e, Text: e.source().Source()}
	if l := o.Chosen; l != nil {
		line.URL = editURL(l.Tag(), e.Name)
		if l.ready.Load() {
			line.State = l.states[e.Name].worst()
			if t := l.texts[e.source().ID]; t != nil {
				line.Translated = t.Source()
			}
			if l.states[e.Name].has(stale) {
				line.Stale = staleTexts(o.memory, l, e)
			}
		}
		return line
	}
	for _, l := range v.languages {
		c := cell{Lang: l.Tag()}
		if l.ready.Load() {
			c.State = l.states[e.Name].worst()
			if o.Filter.State != "" {
				if c.Dim = !l.states[e.Name].has(o.Filter.State); !c.Dim {
					c.State = o.Filter.State
				}
			}
		}
		line.Cells = append(line.Cells, c)
	}
	return line
}

// A staleText is a text whose source has changed since it was translated.
type staleText struct {
	ID   string
	Diff []piece
}

func staleTexts(memory *messages.Memory, l *report, e *entry) (texts []staleText) {
	for _, m := range e.Messages {
		if l.of[m.ID] == translation.Stale {
			texts = append(texts, staleText{m.ID, sourceDiff(memory, m)})
		}
	}
	return texts
}

// sourceDiff compares what a translation was made from with the source of today,
// in the first form that differs.
func sourceDiff(memory *messages.Memory, m *messages.Message) []piece {
	was := memory.Of(m.ID)
	for _, t := range m.Texts {
		if was[t.Form] != t.S {
			return wordDiff(was[t.Form], t.S)
		}
	}
	return wordDiff(was["other"], m.Source())
}
