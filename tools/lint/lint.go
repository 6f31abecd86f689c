// Package lint finds what is wrong with a folder of message files.
//
// An error is what [apicause.New] refuses, at its line and column: a folder without
// errors is one that New takes. All else is a warning or an info.
package lint

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/pseudo"
	"github.com/apicause/apicause/tools/words"
)

// A Severity says how much a finding matters.
type Severity string

// The severities: the library refuses an error, a warning is most likely a mistake,
// an info something to look at.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// AtLeast reports whether s matters as much as t.
func (s Severity) AtLeast(t Severity) bool { return s.rank() >= t.rank() }

func (s Severity) rank() int { return slices.Index([]Severity{Info, Warning, Error}, s) }

// A Finding is one thing that is wrong.
type Finding struct {
	Check      string   `json:"check"`
	Severity   Severity `json:"severity"`
	File       string   `json:"file"`
	Line       int      `json:"line"`   // from 1; 0 where the file as a whole is meant
	Column     int      `json:"column"` // in characters, from 1; 0 with the line
	Start      int      `json:"start"`  // offset in bytes of what is wrong
	End        int      `json:"end"`    // offset behind it; Start where there is no telling
	ID         string   `json:"id"`     // go-i18n's, like title.InvalidToken; may be empty
	Message    string   `json:"message"`
	Suggestion string   `json:"suggestion"` // what to write instead; may be empty
	Fix        *Fix     `json:"fix,omitempty"`

	Sentence string       `json:"-"` // the message with the suggestion, for people
	Language language.Tag `json:"-"` // of the file; und where it has none
}

// A Fix is the one right way to mend a finding: Text in the place of the bytes from
// Start to End.
type Fix struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Options say how to lint. The zero Options will do.
type Options struct {
	Source   language.Tag          // which the others are translated from; the folder's, or English, if zero
	Reader   []string              // languages of whoever reads the findings, as Catalog.Localizer takes them
	Style    fs.FS                 // <language>.toml: words and lengths of a house; that of the folder's settings if nil
	Only     []string              // names of the files to look at; all if nil
	Progress func(done, total int) // hears of each file that is done, from several goroutines; may be nil
}

// Run returns the findings in the message files in fsys's top folder: errors first,
// then in the order of files and lines. The error is of reading: a file with
// mistakes is none.
func Run(fsys fs.FS, o Options) ([]Finding, error) {
	f, err := messages.OpenFS(fsys, messages.Options{Source: o.Source})
	if err != nil {
		return nil, err
	}
	return Folder(f, o)
}

// Folder returns the findings in a folder; see [Run].
func Folder(f *messages.Folder, o Options) ([]Finding, error) {
	if len(f.Files) == 0 {
		return nil, errors.New("no message files (active.<language>.toml)")
	}
	r := &run{Options: o, folder: f, reader: Words().Reader(o.Reader...)}
	r.Source = f.Source
	var err error
	if r.styles, err = r.readStyles(); err != nil {
		return nil, err
	}
	r.source = f.Effective(f.Source)
	for _, file := range f.Files {
		if o.Only == nil || slices.Contains(o.Only, file.Name) {
			r.files = append(r.files, newDocument(file))
		}
	}
	return r.check(), nil
}

// A run is one folder being linted.
type run struct {
	Options
	folder *messages.Folder
	reader words.Reader
	files  []*document // those to look at, by name
	styles styles
	source map[string]*messages.Message // what the source language says of each ID
}

func (r *run) check() []Finding {
	r.checkNames()
	var done atomic.Int64
	r.each(func(d *document) {
		d.parse(r)
		r.checkFile(d)
		if r.Progress != nil {
			r.Progress(int(done.Add(1)), len(r.files))
		}
	})
	if !r.folder.Plain {
		r.checkSource()
		r.askRuntime()
	}
	findings := []Finding{}
	for _, d := range r.files {
		findings = append(findings, r.wanted(d)...)
	}
	Sort(findings)
	return slices.CompactFunc(findings, func(a, b Finding) bool { a.Fix, b.Fix = nil, nil; return a == b })
}

// Sort sorts findings: errors first, then by file and line.
func Sort(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(b.Severity.rank()-a.Severity.rank(), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Check, b.Check), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Message, b.Message))
	})
}

// each calls do for the files, on all cores.
func (r *run) each(do func(*document)) {
	var wg sync.WaitGroup
	next := make(chan *document)
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for d := range next {
				do(d)
			}
		})
	}
	for _, d := range r.files {
		next <- d
	}
	close(next)
	wg.Wait()
}

// checkFile finds what is wrong with one file and its translations.
func (r *run) checkFile(d *document) {
	if d.broken || pseudo.Is(d.tag) { // made by a program; the runtime looks at it
		return
	}
	style := r.styles.of(d.tag)
	for _, m := range d.messages {
		if r.folder.Plain {
			r.checkPlain(d, m)
		} else {
			r.checkBraces(d, m)
		}
		r.checkPlurals(d, m)
		for _, t := range m.Texts {
			r.checkCharacters(d, t)
			r.checkScript(d, t)
			if style != nil {
				r.checkWriting(d, t, *style)
			}
		}
	}
	if d.base == "ko" {
		r.checkKorean(d, style)
	}
	if d.tag != r.Source {
		r.compare(d)
	}
	r.checkMemory(d)
	r.checkCommented(d)
}

// wanted returns a file's findings without those that somebody has switched off.
// Errors stay: the library refuses the file.
func (r *run) wanted(d *document) []Finding {
	return slices.DeleteFunc(d.findings, func(f Finding) bool {
		return f.Severity != Error && (slices.Contains(r.folder.Settings.Off, f.Check) || d.ignores(f))
	})
}

// ignores reports whether a comment on the line says so: # apicause:ignore, alone or
// with the checks that are meant.
func (d *document) ignores(f Finding) bool {
	if f.Line == 0 || d.doc == nil {
		return false
	}
	data := d.doc.Data()
	start := bytes.LastIndexByte(data[:min(f.Start, len(data))], '\n') + 1
	line, _, _ := bytes.Cut(data[start:], []byte("\n"))
	_, ignored, ok := bytes.Cut(line, []byte("# apicause:ignore"))
	if !ok {
		return false
	}
	checks := strings.FieldsFunc(string(ignored), func(c rune) bool { return c == ',' || unicode.IsSpace(c) })
	return len(checks) == 0 || slices.Contains(checks, f.Check)
}

// askRuntime makes errors of what New refuses, at its place, and warnings of all
// else.
func (r *run) askRuntime() {
	var tags []language.Tag
	if r.Only != nil {
		tags = append(tags, r.Source)
		for _, d := range r.files {
			tags = append(tags, d.tag)
		}
	}
	refused := make(map[*document][]*apicause.LocaleError)
	for _, e := range r.folder.Problems(tags...) {
		if d := r.at(e.Path); d != nil {
			refused[d] = append(refused[d], e)
		}
	}
	for _, d := range r.files {
		d.align(refused[d], func(e *apicause.LocaleError) {
			r.reportAt(d, e.Line, e.Column, "toml-syntax", "RuntimeRefuses", e.ID, "", apicause.Facts{"Reason": e.Err.Error()}) //nolint:causecheck // the reader is a developer
			d.findings[len(d.findings)-1].Severity = Error
		})
	}
}

// align gives the errors of a file the places that New has for them, takes those
// that New does not have for warnings, and calls missed for what no check has found.
func (d *document) align(refused []*apicause.LocaleError, missed func(*apicause.LocaleError)) {
	matched := make([]bool, len(d.findings))
	found := make([]bool, len(refused))
	whole := false // the file as a whole is refused
	for pass := range 3 {
		for i, e := range refused {
			whole = whole || e.ID == ""
			if found[i] && pass > 0 {
				continue
			}
			for j := range d.findings {
				f := &d.findings[j]
				same := f.ID == e.ID && (f.Line == e.Line || e.Line == 0)
				switch pass {
				case 1:
					same = f.ID == e.ID
				case 2:
					same = e.Line > 0 && f.Line == e.Line || e.ID == "" && f.ID == ""
				}
				if matched[j] || f.Severity != Error || !same {
					continue
				}
				matched[j], found[i] = true, true
				if e.Line > 0 {
					f.Line, f.Column = e.Line, e.Column
				}
			}
		}
	}
	for j := range d.findings {
		if f := &d.findings[j]; f.Severity == Error && !matched[j] && !whole {
			f.Severity = Warning
		}
	}
	for i, e := range refused {
		if !found[i] {
			missed(e)
		}
	}
}

// at returns the file of that name; the source language's where it has none; nil
// where nobody looks at it.
func (r *run) at(name string) *document {
	for _, d := range r.files {
		if d.name == name || name == "" && d.tag == r.Source && !d.tag.IsRoot() {
			return d
		}
	}
	if r.Only != nil || name != "" {
		return nil
	}
	d := newDocument(r.folder.New(r.Source))
	r.files = append(r.files, d)
	return d
}

// report adds a finding at an offset of the file. variant is the cause that
// words it, facts what its text mentions.
func (r *run) report(d *document, offset int, check, variant, id, suggestion string, facts apicause.Facts) {
	line, column := d.position(offset)
	f := Finding{Check: check, Severity: severities()[check], Line: line, Column: column, Start: offset, End: offset, ID: id, Suggestion: suggestion}
	if d.doc != nil {
		f.End = d.end(offset, facts)
	}
	r.add(d, f, variant, facts)
}

// end returns where what a finding is about ends: behind the text that it quotes,
// else behind the word or the string.
func (d *document) end(offset int, facts apicause.Facts) int {
	rest := d.doc.Data()[min(offset, len(d.doc.Data())):]
	if text, ok := facts["Text"].(string); ok && text != "" && bytes.HasPrefix(rest, []byte(text)) {
		return offset + len(text)
	}
	if line, _, _ := bytes.Cut(rest, []byte("\n")); len(line) > 0 && (line[0] == '"' || line[0] == '\'') {
		if i := bytes.LastIndexByte(line, line[0]); i > 0 {
			return offset + i + 1
		}
	}
	if i := bytes.IndexFunc(rest, func(c rune) bool { return c != '_' && c != '-' && !unicode.IsLetter(c) && !unicode.IsDigit(c) }); i > 0 {
		return offset + i
	}
	return offset + min(len(rest), 1)
}

func (r *run) reportAt(d *document, line, column int, check, variant, id, suggestion string, facts apicause.Facts) {
	r.add(d, Finding{Check: check, Severity: severities()[check], Line: line, Column: column, ID: id, Suggestion: suggestion}, variant, facts)
}

// fix notes how to mend what was reported last: part of a text that the file writes
// as it is.
func (r *run) fix(d *document, t *messages.Text, from, to int, text string) {
	if t.Literal() {
		d.findings[len(d.findings)-1].Fix = &Fix{t.Offset(from), t.Offset(to), text}
	}
}

func (r *run) add(d *document, f Finding, variant string, facts apicause.Facts) {
	f.File, f.Language = d.name, d.tag
	f.Message = r.say(variant, facts)
	f.Sentence = f.Message
	if f.Suggestion != "" {
		f.Sentence = r.say("DidYouMean", apicause.Facts{"Message": f.Message, "Suggestion": f.Suggestion})
	}
	d.findings = append(d.findings, f)
}

// say words something. What cannot be seen would leave a hole in the sentence, or
// no sentence at all: it is quoted.
func (r *run) say(variant string, facts apicause.Facts) string {
	for name, value := range facts {
		if s, ok := value.(string); ok && (strings.TrimSpace(s) == "" || strings.ContainsFunc(s, unicode.IsControl)) {
			facts[name] = strconv.Quote(s)
		}
	}
	return r.reader.Message(apicause.Cause(variant), facts).Detail
}
