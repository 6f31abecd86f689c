package serve

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/translation"
)

// secondName is the cookie that remembers the second language to look at.
const secondName = "second"

// The editor shows one entry in one language.
type editor struct {
	page
	Lang      *report
	Entry     *entry
	Plain     bool
	State     state
	Groups    []*group
	Second    *report
	Others    []*report // which the second language may be
	Preview   *preview
	Sample    int
	Previous  string // addresses of the entries around it, "" at the ends
	Following string
	Left      int // entries that are missing in the language

	Echo     bool           // the boxes hold what was sent, which is not saved
	Conflict bool           // it was not saved since the file has changed
	Refused  []lint.Finding // it was not saved since these are errors
	Trouble  error          // it cannot be written into the file
	Versions map[string]string
	Checked  int
}

// A group is a message with its fields.
type group struct {
	Message *messages.Message
	Fields  []*field
	Stale   []piece
	State   translation.State
	Single  bool // no number chooses the text
	plain   bool // of a folder without sections
}

// labels are the wordings that name the sections.
var labels = map[format.Section]string{
	format.Description: "SectionDescription", format.Title: "SectionTitle", format.Detail: "SectionDetail",
	format.DetailWithFacts: "SectionDetailWithFacts", format.Term: "SectionTerm", format.After: "SectionAfter",
	format.List: "SectionList", format.Contact: "SectionContact",
}

// Label is the wording that names the section.
func (g *group) Label() string {
	if g.plain {
		return "SectionText"
	}
	return labels[g.Message.Section]
}

// find returns what the address names, and answers where there is none.
func (s *Server) find(w http.ResponseWriter, r *http.Request) (v *view, l *report, e *entry) {
	v = s.view()
	l, e = v.report(r.PathValue("lang")), v.byName[r.PathValue("entry")]
	switch {
	case l == nil:
		s.refuse(w, r, http.StatusNotFound, "NoLanguage", nil)
	case e == nil:
		s.refuse(w, r, http.StatusNotFound, "NoEntry", nil)
	default:
		return v, l, e
	}
	return nil, nil, nil
}

func (s *Server) edit(w http.ResponseWriter, r *http.Request) {
	v, l, e := s.find(w, r)
	if v == nil {
		return
	}
	s.show(w, http.StatusOK, "editor.html", s.editorOf(r, v, l, e, fieldsOf(v, l, e)))
}

// post saves what a form says, or shows it again with what lint says of it.
func (s *Server) post(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	v, l, e := s.find(w, r)
	if v == nil {
		return
	}
	form := r.Form
	if r.PostForm.Has(secondName) {
		http.SetCookie(w, &http.Cookie{Name: secondName, Value: r.PostForm.Get(secondName), Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
	}
	if key, text, ok := strings.Cut(normal(form.Get("take")), "\n"); ok { // a fix, or a text from elsewhere
		form.Set("text:"+key, text)
	}
	action := form.Get("action")
	status, failed := http.StatusOK, error(nil)
	if action == "save" || action == "next" {
		var saved bool
		var id int
		if saved, id, failed = s.save(l.Tag(), e.Name, form, s.readers(r)); failed == nil {
			http.Redirect(w, r, s.after(action, l.Tag(), e, saved, id), http.StatusSeeOther)
			return
		}
		if v, l, e = s.find(w, r); v == nil {
			return
		}
	}
	fields := fieldsOf(v, l, e)
	fill(fields, form)
	p := s.editorOf(r, v, l, e, fields)
	p.Echo = true
	switch failed {
	case nil:
	case errConflict:
		status, p.Conflict = http.StatusConflict, true
		for _, f := range fields {
			f.Was = f.Disk // she has seen it now
		}
	case errRefused:
		status, p.Refused = http.StatusUnprocessableEntity, refusedOf(v, l, e, fields, s.readers(r))
	default:
		status, p.Trouble = http.StatusConflict, failed
	}
	s.show(w, status, "editor.html", p)
}

func refusedOf(v *view, l *report, e *entry, fields []*field, reader []string) []lint.Finding {
	before := check(v, l, e, fieldsOf(v, l, e), reader)
	var after []lint.Finding
	for _, f := range fields {
		for _, a := range f.Findings {
			after = append(after, a.Finding)
		}
	}
	return lint.NewErrors(before.findings, after)
}

// after is where a save leads to.
func (s *Server) after(action, lang string, e *entry, saved bool, id int) string {
	to := editURL(lang, e.Name)
	if action == "next" {
		to = s.view().next(lang, e)
	}
	if saved {
		to = withQuery(to, "saved", strconv.Itoa(id))
	}
	return to
}

// next is the address of the next entry that is missing, then of one that has an
// error or is out of date; of the list where there is none.
func (v *view) next(lang string, e *entry) string {
	l := v.report(lang)
	if l == nil {
		return "/"
	}
	l.find()
	for _, want := range []state{missing, faulty, stale} {
		for i := range v.entries {
			at := v.entries[(e.Index+1+i)%len(v.entries)]
			if l.states[at.Name].has(want) && at.Name != e.Name {
				return editURL(lang, at.Name)
			}
		}
	}
	return filter{Lang: lang}.URL()
}

func (s *Server) editorOf(r *http.Request, v *view, l *report, e *entry, fields []*field) *editor {
	readers := s.readers(r)
	p := &editor{page: s.page(r, v, "editor"), Lang: l, Entry: e, Plain: v.folder.Plain, Versions: v.versions, Checked: v.checked()}
	c := check(v, l, e, fields, readers)
	p.Trouble = c.err
	if _, err := l.file.Document(); err != nil {
		p.Trouble = fmt.Errorf("%s: %w", l.file.Path, err)
	}
	elsewheres(v, l, fields)
	p.group(v, l, fields)
	p.second(r, v, l)
	p.Sample, _ = strconv.Atoi(r.FormValue("sample"))
	if p.Preview = p.previewOf(c, e, &p.Sample); p.Preview != nil && p.Preview.Err == nil {
		p.Preview.URL = s.shown.keep(p.Preview.Page)
	}
	if e.Index > 0 {
		p.Previous = editURL(l.Tag(), v.entries[e.Index-1].Name)
	}
	if e.Index+1 < len(v.entries) {
		p.Following = editURL(l.Tag(), v.entries[e.Index+1].Name)
	}
	if l.ready.Load() {
		p.State, p.Left = l.states[e.Name].worst(), l.counts[missing]
	}
	return p
}

func (p *editor) group(v *view, l *report, fields []*field) {
	memory := v.folder.Memory(l.tag)
	for _, f := range fields {
		if n := len(p.Groups); n > 0 && p.Groups[n-1].Message == f.Message {
			p.Groups[n-1].Fields = append(p.Groups[n-1].Fields, f)
			continue
		}
		g := &group{Message: f.Message, Fields: []*field{f}, Single: f.Form == "" || f.Never, plain: p.Plain}
		if !l.isSource() && l.file.Message(f.Message.ID) != nil && memory.Stale(f.Message) {
			g.Stale = sourceDiff(memory, f.Message)
		}
		p.Groups = append(p.Groups, g)
	}
}

// second puts the texts of another language beside the source's.
func (p *editor) second(r *http.Request, v *view, l *report) {
	for _, other := range v.languages {
		if other != l && !other.isSource() {
			p.Others = append(p.Others, other)
		}
	}
	lang := r.PostFormValue(secondName)
	if cookie, err := r.Cookie(secondName); err == nil && !r.PostForm.Has(secondName) {
		lang = cookie.Value
	}
	if p.Second = v.report(lang); p.Second == nil || p.Second == l || p.Second.isSource() {
		p.Second = nil
		return
	}
	texts := v.folder.Readable(p.Second.tag)
	for _, g := range p.Groups {
		for _, f := range g.Fields {
			f.Second = textOf(texts[f.Message.ID], f.Form)
			if f.Second == "" {
				f.Second = textOf(texts[f.Message.ID], "other")
			}
		}
	}
}

// Pieces splits a text into what it says and its placeholders.
func (p page) Pieces(text string) (pieces []piece) {
	for text != "" {
		before, rest, ok := strings.Cut(text, "{{")
		inside, after, closed := strings.Cut(rest, "}}")
		name, dot := strings.CutPrefix(strings.TrimSpace(inside), ".")
		if !ok || !closed || !dot || !format.IsPlaceholder(name) {
			return append(pieces, piece{"", text})
		}
		if before != "" {
			pieces = append(pieces, piece{"", before})
		}
		pieces, text = append(pieces, piece{"fact", name}), after
	}
	return pieces
}

// A flash is what has just been done.
type flash struct {
	Text  string
	Entry string // whose drafts have served their purpose: language and entry
	Undo  int    // the save that can be undone; 0: none
}

func (s *Server) flash(r *http.Request, p page) *flash {
	q := r.URL.Query()
	if r.Method != http.MethodGet {
		return nil
	}
	if q.Get("undone") != "" {
		return &flash{Text: p.S("Undone")}
	}
	id, err := strconv.Atoi(q.Get("saved"))
	if err != nil {
		return nil
	}
	of, last, ok := s.journal.find(id)
	if !ok {
		return nil
	}
	f := &flash{Text: p.S("Saved", facts("Cause", of.name, "Lang", of.lang)), Entry: of.lang + "/" + of.name}
	if last {
		f.Undo = id
	}
	return f
}
