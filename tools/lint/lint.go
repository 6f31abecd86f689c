// Package lint finds what is wrong with a folder of message files.
//
// What [apicause.New] refuses is an error here, at its line, and a folder without
// errors is one that New takes.
package lint

import (
	"cmp"
	"errors"
	"fmt"
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
	"github.com/apicause/apicause/tools/pseudo"
	"github.com/apicause/apicause/tools/words"
)

// A Severity says how much a finding matters.
type Severity string

// The severities: an error is a mistake, a warning most likely one, an info
// something to look at.
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
	ID         string   `json:"id"`     // go-i18n's, like title.InvalidToken; may be empty
	Message    string   `json:"message"`
	Suggestion string   `json:"suggestion"` // what to write instead; may be empty

	Sentence string       `json:"-"` // the message with the suggestion, for people
	Language language.Tag `json:"-"` // of the file; und where it has none
}

// Options say how to lint. The zero Options will do.
type Options struct {
	Source   language.Tag          // which the others are translated from; English if zero
	Reader   []string              // languages of whoever reads the findings, as Catalog.Localizer takes them
	Style    fs.FS                 // <language>.toml: words and lengths of a house; the built-in style if nil
	Progress func(done, total int) // hears of each file that is done, from several goroutines; may be nil
}

// Run returns the findings in the message files in fsys's top folder, in the
// order of files and lines. The error is of reading: a file with mistakes is none.
func Run(fsys fs.FS, o Options) ([]Finding, error) {
	r := &run{Options: o, fsys: fsys}
	r.Source = cmp.Or(o.Source, language.English)
	r.reader = Words().Reader(o.Reader...)
	if err := r.read(); err != nil {
		return nil, err
	}
	return r.check()
}

// A run is one folder being linted.
type run struct {
	Options
	fsys    fs.FS
	reader  words.Reader
	causes  []apicause.Cause
	whole   bool        // nothing is missing from the folder that stands in the built-in files
	builtIn []*document // the built-in files
	files   []*document // those of the folder, by name
	sources sources
	styles  styles

	source  map[string]*message // what the source language says of each ID
	fillers []*document         // the files whose placeholders the app's code fills
}

func (r *run) check() ([]Finding, error) {
	r.checkNames()
	r.each(func(d *document) { d.parse(r) })
	r.overlay()
	var done atomic.Int64
	r.each(func(d *document) {
		r.checkFile(d)
		if r.Progress != nil {
			r.Progress(int(done.Add(1)), len(r.files))
		}
	})
	r.checkSource()
	if err := r.askRuntime(); err != nil {
		return nil, err
	}
	findings := []Finding{}
	for _, d := range r.files {
		findings = append(findings, d.findings...)
	}
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Check, b.Check), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Message, b.Message))
	})
	return slices.Compact(findings), nil
}

// each calls do for the files of the folder, on all cores.
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
	needs := pluralNeeds(d.tag)
	style := r.styles.of(d.tag)
	for _, m := range d.messages {
		r.checkBraces(d, m)
		r.checkPlurals(d, m, needs)
		for _, t := range m.texts {
			r.checkCharacters(d, t)
			r.checkWriting(d, t, style)
		}
	}
	if d.base == "ko" {
		r.checkKorean(d, style)
	}
	if d.tag != r.Source {
		r.compare(d)
	}
}

// askRuntime adds whatever New refuses and no check has found.
func (r *run) askRuntime() error {
	_, err := apicause.New(apicause.Config{Fallback: r.Source, Locales: []fs.FS{r.fsys}, Causes: r.causes})
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return err
	}
	for _, err := range joined.Unwrap() {
		var e *apicause.LocaleError
		switch {
		case !errors.As(err, &e):
			return err
		case e.Layer < 0 && e.Path != "" && r.whole:
			continue // the command is built of the very files that it is to look at
		case e.Layer < 0 && e.Path != "":
			return fmt.Errorf("built-in %w", err)
		}
		d := r.at(e.Path)
		if !d.covers(e) {
			r.reportAt(d, e.Line, e.Column, "toml-syntax", "RuntimeRefuses", e.ID, "", apicause.Facts{"Reason": e.Err.Error()}) //nolint:causecheck // the reader is a developer
		}
	}
	return nil
}

// at returns the file of that name; the source language's where it has none.
func (r *run) at(name string) *document {
	for _, d := range r.files {
		if d.name == name || name == "" && d.tag == r.Source {
			return d
		}
	}
	d := &document{name: cmp.Or(name, fileName(r.Source)), tag: r.Source}
	r.files = append(r.files, d)
	return d
}

// covers reports whether an error of the runtime has been found already.
func (d *document) covers(e *apicause.LocaleError) bool {
	return slices.ContainsFunc(d.findings, func(f Finding) bool {
		return f.Severity == Error && (f.ID == e.ID && (f.Line == e.Line || e.Line == 0) || e.Line > 0 && f.Line == e.Line)
	})
}

// report adds a finding at an offset of the file. variant is the cause that
// words it, facts what its text mentions.
func (r *run) report(d *document, offset int, check, variant, id, suggestion string, facts apicause.Facts) {
	line, column := d.position(offset)
	r.reportAt(d, line, column, check, variant, id, suggestion, facts)
}

func (r *run) reportAt(d *document, line, column int, check, variant, id, suggestion string, facts apicause.Facts) {
	r.add(d, Finding{Check: check, Severity: severities()[check], Line: line, Column: column, ID: id, Suggestion: suggestion}, variant, facts)
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
