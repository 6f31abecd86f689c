package serve

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/problem"
	"github.com/apicause/apicause/tools/messages"
)

//go:embed samples.toml
var samplesFile string

// awkward are facts by their kind, as samples.toml has them.
var awkward = sync.OnceValue(func() map[string][]struct{ Note, Value string } {
	var all map[string][]struct{ Note, Value string }
	if _, err := toml.Decode(samplesFile, &all); err != nil {
		panic(err) // a test reads it
	}
	return all
})

// A preview is how a message looks to a person.
type preview struct {
	Samples []sample
	Problem problem.Problem
	Page    string // of package problem, whole
	URL     string // of the page
	JSON    string
	Cause   string // that shows the text, of a message that is none
	Err     error  // why there is none
}

// A sample is an occurrence with its facts.
type sample struct {
	Label    string
	Sentence string
	facts    apicause.Facts
}

// previewOf draws an entry with what has been written.
func (p *editor) previewOf(c checked, e *entry, chosen *int) *preview {
	if p.Plain || c.folder == nil {
		return nil
	}
	all, err := catalog(c.folder, p.Lang.tag)
	if err != nil {
		return &preview{Err: err}
	}
	cause, occasions := p.occasions(c.folder, e)
	if *chosen < 0 || *chosen >= len(occasions) {
		*chosen = 0
	}
	l := all.Localizer(p.Lang.Tag())
	pre := &preview{}
	if string(cause) != e.Name {
		pre.Cause = string(cause)
	}
	for _, s := range occasions {
		m := l.Localize(&apicause.Error{Cause: cause, Facts: s.facts})
		s.Sentence = m.Detail
		pre.Samples = append(pre.Samples, s)
	}
	occurrence := &apicause.Error{Cause: cause, Facts: occasions[*chosen].facts}
	responder := problem.New(problem.Config{Catalog: all})
	pre.Problem = responder.For(l, occurrence)
	pre.Page, pre.JSON = problemPage(responder, l, occurrence)
	return pre
}

// problemPage returns the answers of package problem: its page, and its JSON.
func problemPage(p *problem.Responder, l apicause.Localizer, err error) (page, text string) {
	body := func(accept string) []byte {
		r, _ := http.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept", accept)
		r.Header.Set("Accept-Language", l.Wanted().String())
		w := &answer{header: make(http.Header)}
		p.Write(w, r, err)
		return w.Bytes()
	}
	var indented bytes.Buffer
	_ = json.Indent(&indented, body("application/json"), "", "  ")
	return string(body("text/html")), indented.String()
}

// An answer is what a handler writes.
type answer struct {
	header http.Header
	bytes.Buffer
}

func (a *answer) Header() http.Header { return a.header }
func (a *answer) WriteHeader(int)     {}

// occasions are the occurrences at which an entry is shown, the ordinary one
// first: each of its facts at its most awkward in turn, all others as usual. An
// entry that is not a cause is shown in a message that it is a part of.
func (p *editor) occasions(f *messages.Folder, e *entry) (cause apicause.Cause, all []sample) {
	m := e.Messages[len(e.Messages)-1] // the one with facts, where there is one
	cause = apicause.Cause(e.Name)
	part := m
	if !m.Section.OfCauses() {
		if m = hostOf(f, m); m == nil {
			return apicause.Unknown, []sample{{Label: p.T("SampleUsual")}}
		}
		cause = apicause.Cause(m.Name())
	}
	names := m.Placeholders()
	if own := f.Readable(p.Lang.tag)[m.ID]; own != nil {
		names = append(names, own.Placeholders()...)
	}
	if forms := messages.FormsOf(p.Lang.tag, m); forms != nil {
		names = append(names, apicause.FactCount)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	of := make(map[string][]sample)
	usual := make(apicause.Facts)
	for _, name := range names {
		of[name] = p.samplesOf(f, name, m, part)
		maps.Copy(usual, of[name][0].facts)
	}
	all = []sample{{Label: p.T("SampleUsual"), facts: usual}}
	for _, name := range names {
		for _, s := range of[name] {
			s.facts = merge(usual, s.facts)
			s.Label = name + ": " + s.Label
			all = append(all, s)
		}
	}
	if len(names) > 0 {
		all = append(all, sample{Label: p.T("SampleUnknown")})
	}
	return cause, all
}

func merge(facts, more apicause.Facts) apicause.Facts {
	all := maps.Clone(facts)
	maps.Copy(all, more)
	return all
}

// hostOf returns the message that shows a term, a wait or a separator.
func hostOf(f *messages.Folder, part *messages.Message) *messages.Message {
	fact := apicause.FactScopes
	if part.Section == format.After {
		fact = apicause.FactRetry
	}
	for _, m := range f.Needed() {
		if m.Section == format.DetailWithFacts && slices.Contains(m.Placeholders(), fact) {
			return m
		}
	}
	return nil
}

// units are how long the units of [after] are.
var units = map[string]time.Duration{"seconds": time.Second, "minutes": time.Minute, "hours": time.Hour, "days": 24 * time.Hour}

// samplesOf returns the values that a fact takes in the preview.
func (p *editor) samplesOf(f *messages.Folder, name string, m, part *messages.Message) (all []sample) {
	add := func(label string, value any) {
		all = append(all, sample{Label: label, facts: apicause.Facts{name: value}})
	}
	switch name {
	case apicause.FactRetry:
		if unit := units[part.Name()]; part.Section == format.After {
			for _, form := range messages.FormsOf(p.Lang.tag, part) {
				for _, n := range form.Numbers {
					count, _ := strconv.Atoi(n)
					add(n, time.Duration(count)*unit)
				}
			}
			return all
		}
		for _, s := range awkward()["wait"] {
			wait, _ := time.ParseDuration(s.Value)
			add(p.T(s.Note), wait)
		}
	case apicause.FactScopes:
		var terms apicause.Terms
		if part.Section == format.Term {
			terms = append(terms, apicause.Term(part.Name()))
		}
		for _, m := range f.Needed() {
			if m.Section == format.Term && m != part && len(terms) < 3 {
				terms = append(terms, apicause.Term(m.Name()))
			}
		}
		if len(terms) > 0 {
			add(p.T("SampleOne"), terms[:1])
			add(p.T("SampleThree"), terms)
		}
		add(p.T("SampleNoTerm"), apicause.Terms{"no_such_term"})
	case apicause.FactCount:
		for _, form := range messages.FormsOf(p.Lang.tag, m) {
			for _, n := range form.Numbers {
				if count, err := strconv.Atoi(n); err == nil {
					add(n, count)
				} else if count, err := strconv.ParseFloat(n, 64); err == nil {
					add(n, count)
				}
			}
		}
		if all == nil {
			add("2", 2)
		}
	default:
		for _, s := range awkward()["text"] {
			add(p.T(s.Note), s.Value)
		}
	}
	return all
}
