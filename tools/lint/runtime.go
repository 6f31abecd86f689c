package lint

import (
	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

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
			r.refuse(d, e.Line, e.Column, e.ID, e.Err)
		})
	}
}

// refuse reports what no check has found.
func (r *run) refuse(d *document, line, column int, id string, why error) {
	f := Finding{Check: "toml-syntax", Severity: Error, Line: line, Column: column, ID: id, wording: "RuntimeRefuses"}
	r.add(d, f, apicause.Facts{"Reason": why.Error()}) //nolint:causecheck // the reader is a developer
}

// askGoI18n makes warnings of what go-i18n takes in a folder of its own files, except for
// names that are no language's, and for templates that it refuses once they are shown.
func (r *run) askGoI18n() {
	for _, d := range r.files {
		_, err := i18n.ParseMessageFileBytes(d.file.Data(), d.name, map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
		said := false
		for i := range d.findings {
			f := &d.findings[i]
			if err == nil && f.Severity == Error && f.Check != "file-lang" && f.Check != "template-syntax" {
				f.Severity = Warning
			}
			said = said || f.Severity == Error
		}
		if err != nil && !said {
			r.refuse(d, 0, 0, "", err)
		}
	}
}

// align gives the errors of a file the places that New has for them, takes those
// that New does not have for warnings, and calls missed for what no check has found.
func (d *document) align(refused []*apicause.LocaleError, missed func(*apicause.LocaleError)) {
	byID, byLine := make(map[string][]*Finding), make(map[int][]*Finding)
	for i := range d.findings {
		if f := &d.findings[i]; f.Severity == Error {
			byID[f.ID] = append(byID[f.ID], f)
			byLine[f.Line] = append(byLine[f.Line], f)
		}
	}
	matched, found := make(map[*Finding]bool), make([]bool, len(refused))
	for pass := range 3 {
		for i, e := range refused {
			if found[i] && pass > 0 {
				continue
			}
			candidates := byID[e.ID]
			if pass == 2 && e.Line > 0 {
				candidates = byLine[e.Line]
			}
			for _, f := range candidates {
				if matched[f] || pass == 0 && f.Line != e.Line && e.Line != 0 {
					continue
				}
				matched[f], found[i] = true, true
				if e.Line > 0 {
					f.Line, f.Column = e.Line, e.Column
				}
			}
		}
	}
	for i := range d.findings {
		if f := &d.findings[i]; f.Severity == Error && !matched[f] {
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
// for one that is not to be looked at.
func (r *run) at(name string) *document {
	for _, d := range r.files {
		if d.name == name || name == "" && d.tag == r.Source && !d.tag.IsRoot() {
			return d
		}
	}
	if r.Only != nil || name != "" {
		return nil
	}
	d := r.newDocument(r.folder.New(r.Source))
	r.files = append(r.files, d)
	return d
}
