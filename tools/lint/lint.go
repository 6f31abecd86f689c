// Package lint finds what is wrong with a folder of message files.
//
// An error is what [apicause.New] refuses, at its line and column: a folder without
// errors is one that New takes. All else is a warning or an info.
//
// A check is a file in checks: its severity, what its findings say in each
// language, and files in which it finds something and nothing, from which its tests
// are made. A check that a pattern describes needs no more than that file. The code
// of others is in [textChecks], or where the file as a whole is looked at.
package lint

import (
	"bytes"
	"io/fs"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/pseudo"
	"github.com/apicause/apicause/tools/words"
)

// Options say how to lint. The zero Options will do.
type Options struct {
	Source   language.Tag          // which the others are translated from; the folder's, or English, if zero
	Reader   []string              // languages of the reader of the findings, as Catalog.Localizer takes them
	Style    fs.FS                 // <language>.toml: words and lengths of a house; that of the folder's settings if nil
	Only     []string              // names of the files to look at; all if nil
	Progress func(done, total int) // gets each file that is done, from several goroutines; may be nil
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
		return nil, fail.New("NoMessageFiles", nil)
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
			r.files = append(r.files, r.newDocument(file))
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
	}
	for _, d := range r.files {
		d.locate()
	}
	if r.folder.Plain {
		r.askGoI18n()
	} else {
		r.askRuntime()
	}
	findings := []Finding{}
	for _, d := range r.files {
		findings = append(findings, r.wanted(d)...)
	}
	Sort(findings)
	return slices.CompactFunc(findings, same)
}

// same reports whether people would read two findings as one.
func same(a, b Finding) bool {
	return a.Severity == b.Severity && a.File == b.File && a.Line == b.Line && a.Column == b.Column && a.Check == b.Check && a.ID == b.ID && a.Message == b.Message
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
	checks := textChecksFor(d)
	for _, m := range d.messages {
		if r.folder.Plain {
			r.checkPlain(d, m)
		} else {
			r.checkBraces(d, m)
		}
		r.checkPlurals(d, m)
		for _, t := range m.Texts {
			r.checkText(d, t, checks)
		}
	}
	if d.base == "ko" {
		r.checkRegister(d)
	}
	if d.tag != r.Source {
		r.compare(d)
	}
	r.checkMemory(d)
	r.checkCommented(d)
}

// wanted returns a file's findings without those of checks that are not for such a
// folder, and those that somebody has switched off. Errors stay: the library refuses
// the file.
func (r *run) wanted(d *document) []Finding {
	checks := Checks()
	return slices.DeleteFunc(d.findings, func(f Finding) bool {
		return r.folder.Plain && checks[f.Check].Mode == "apicause" || f.Severity != Error && (slices.Contains(r.folder.Settings.Off, f.Check) || d.ignores(f))
	})
}

var ignoring = regexp.MustCompile(`#\s*apicause:ignore(.*)`)

// ignores reports whether a comment on the line says so: # apicause:ignore, alone or
// with the checks that are meant. A text of several lines has it behind its end.
func (d *document) ignores(f Finding) bool {
	if f.Line == 0 || !d.ignoring {
		return false
	}
	at := f.Start
	for _, m := range d.messages {
		for _, t := range m.Texts {
			if t.Value <= at && at < t.End {
				at = t.End
			}
		}
	}
	data := d.doc.Data()
	start := bytes.LastIndexByte(data[:min(at, len(data))], '\n') + 1
	line, _, _ := bytes.Cut(data[start:], []byte("\n"))
	comment := ignoring.FindSubmatch(line)
	if comment == nil {
		return false
	}
	checks := strings.FieldsFunc(string(comment[1]), func(c rune) bool { return c == ',' || unicode.IsSpace(c) })
	return len(checks) == 0 || slices.Contains(checks, f.Check)
}
