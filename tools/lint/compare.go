package lint

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/BurntSushi/toml"

	"github.com/apicause/apicause"
)

// SourcesFile remembers which source text each translation was made from.
const SourcesFile = ".sources.toml"

// sources holds, by language and ID, what was translated.
type sources map[string]map[string]string

// readSources reads the sidecar; a folder without one remembers nothing.
func readSources(fsys fs.FS) (sources, error) {
	data, err := fs.ReadFile(fsys, SourcesFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	}
	var s sources
	if err := toml.Unmarshal(data, &s); err != nil {
		return nil, fmt.Errorf("%s: %w", SourcesFile, err)
	}
	return s, nil
}

// text returns what translators see of a message: its other form.
func (m *message) text() string {
	if t := m.form("other"); t != nil {
		return t.s
	}
	return ""
}

// compare finds what a translation lacks, and what its source has outgrown.
func (r *run) compare(d *document) {
	mine := r.effective(d.tag)
	var parents []map[string]*message // en-GB falls back on en, text by text
	for tag := d.tag.Parent(); !tag.IsRoot(); tag = tag.Parent() {
		parents = append(parents, r.effective(tag))
	}
	for _, id := range slices.Sorted(maps.Keys(r.source)) {
		source := r.source[id]
		m := mine[id]
		if m == nil && slices.ContainsFunc(parents, func(p map[string]*message) bool { return p[id] != nil }) {
			continue
		}
		if m == nil {
			r.add(d, r.missing(d, source), "KeyMissing", apicause.Facts{"Key": id, "Text": excerpt(source.text())})
			continue
		}
		if d.byID[id] != m {
			continue // the built-in files' own
		}
		t := m.texts[0]
		if old, now := r.sources[d.tag.String()][id], source.text(); old != "" && old != now {
			r.report(d, t.value, "source-stale", "SourceStale", id, "", apicause.Facts{"Old": old, "New": now})
		}
		r.comparePlaceholders(d, m, source)
		if d.base != baseOf(r.Source) && m.section != "term" && id != "list.separator" {
			if other := m.form("other"); other != nil && other.s == source.text() && wordy(other.s) {
				r.report(d, other.value, "value-same", "ValueSame", id, "", nil)
			}
		}
	}
	r.checkReused(d)
}

// missing is a finding where the text belongs: at its section, or the top.
func (r *run) missing(d *document, source *message) Finding {
	f := Finding{Check: "key-missing", Severity: Warning, ID: source.id, Line: 1, Column: 1}
	if at, ok := d.places[source.section]; ok && source.section != "" {
		f.Line, f.Column = d.position(at.key)
	}
	return f
}

// comparePlaceholders finds those of the source that a translation leaves out.
func (r *run) comparePlaceholders(d *document, m, source *message) {
	for _, name := range source.placeholders() {
		if !slices.Contains(m.placeholders(), name) {
			r.report(d, m.texts[0].value, "placeholder-missing", "PlaceholderMissing", m.id, "", apicause.Facts{"Text": "{{." + name + "}}"})
			continue
		}
		if name == "Count" {
			continue // a form may leave its number out: see plural-implied
		}
		for _, t := range m.texts {
			if !slices.Contains(t.names, name) {
				r.report(d, t.value, "placeholder-missing", "PlaceholderMissing", m.id, "", apicause.Facts{"Text": "{{." + name + "}}"})
			}
		}
	}
}

// wordy reports whether a text has words to translate.
func wordy(s string) bool {
	letters := 0
	if strings.Contains(s, "{{") {
		s = placeholder.ReplaceAllString(s, "")
	}
	for _, c := range s {
		if unicode.IsLetter(c) {
			letters++
		}
	}
	return letters > 1
}

// checkReused finds two messages that a translation tells with the same words,
// and the source does not.
func (r *run) checkReused(d *document) {
	seen := make(map[string]*message)
	for _, m := range d.messages {
		source := r.source[m.id]
		if !m.told() || m.plural() || source == nil || m.text() == "" {
			continue
		}
		key := m.section + pathSeparator + m.text()
		before := seen[key]
		if before == nil {
			seen[key] = m
			continue
		}
		if r.source[before.id].text() != source.text() {
			r.report(d, m.texts[0].value, "text-reused", "TextReused", m.id, "", apicause.Facts{"Key": before.id})
		}
	}
}

// checkSource finds what the source language lacks.
func (r *run) checkSource() {
	d := r.at("")
	if len(r.source) == 0 && !d.broken {
		r.reportAt(d, 0, 0, "key-missing", "KeyMissingFile", "", "", apicause.Facts{"Name": fileName(r.Source)})
		return
	}
	if d.broken {
		return
	}
	missing := make(map[string]bool)
	for _, f := range r.files {
		for id := range f.byID {
			if r.source[id] == nil {
				missing[id] = true
			}
		}
	}
	for _, c := range causeNames(r.causes) {
		missing[c] = missing[c] || r.source[c] == nil
	}
	for _, id := range slices.Sorted(maps.Keys(missing)) {
		if missing[id] {
			section, _, ok := strings.Cut(id, ".")
			if !ok {
				section = ""
			}
			f := r.missing(d, &message{id: id, section: section})
			f.Severity = Error
			if d.data == nil {
				f.Line, f.Column = 0, 0
			}
			r.add(d, f, "KeyMissingSource", apicause.Facts{"Key": id})
		}
	}
}
