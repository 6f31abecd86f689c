package lint

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/messages"
)

// compare finds what a translation lacks, and what its source has outgrown.
func (r *run) compare(d *document) {
	mine := r.folder.Readable(d.tag)
	own := r.folder.File(r.Source)
	memory := r.folder.Memory(d.tag)
	builtIn, missing := 0, 0
	commented := make(map[string]bool)
	for _, w := range d.file.Commented() {
		commented[w.ID] = true
	}
	for _, id := range slices.Sorted(maps.Keys(r.source)) {
		source := r.source[id]
		m := mine[id]
		if m == nil {
			hidden := source.Section == format.DetailWithFacts && d.file.Message(format.Detail.ID(source.Name())) != nil
			if !r.folder.Whole && !r.folder.Plain && !hidden && (own == nil || own.Message(id) == nil) {
				builtIn++
				continue
			}
			if commented[id] {
				continue // see key-commented
			}
			if r.folder.Plain {
				missing++
				continue
			}
			r.report(d, d.missing(source.Section, id), "KeyMissing", id, "", apicause.Facts{"Key": id, "Text": excerpt(source.Source())})
			continue
		}
		if d.file.Message(id) != m {
			continue // the built-in files' own, or a parent's
		}
		t := m.Texts[0]
		if memory.Stale(source) {
			old, now := memory.Of(id)["other"], source.Source()
			for _, form := range format.Forms {
				if was := memory.Of(id)[form]; source.Form(form) != nil && was != source.Form(form).S || source.Form(form) == nil && was != "" {
					old, now = was, source.Forms()[form]
					break
				}
			}
			r.report(d, valueOf(t), "SourceStale", id, "", apicause.Facts{"Old": old, "New": now})
		}
		if !r.folder.Plain {
			r.comparePlaceholders(d, m, source)
		}
		if d.base != baseOf(r.Source) && m.Section != format.Term && m.Section != format.List {
			if other := m.Form("other"); other != nil && other.S == source.Source() && r.wordy(other.S) {
				r.report(d, valueOf(other), "ValueSame", id, "", nil)
			}
		}
	}
	if builtIn > 0 {
		r.report(d, span{}, "KeyMissingBuiltIn", "", "", apicause.Facts{"Count": builtIn}).Severity = Info
	}
	if missing > 0 {
		r.report(d, span{}, "KeyMissingPlain", "", "", apicause.Facts{"Count": missing}).Severity = Info
	}
	r.checkReused(d)
}

// missing is where a text belongs: at the line that waits for it, at its section,
// or at the top.
func (d *document) missing(section format.Section, id string) span {
	if d.doc == nil {
		return span{}
	}
	if d.waiting == nil {
		d.waiting = make(map[string]int)
		for _, w := range slices.Backward(d.doc.Waiting()) {
			d.waiting[w.Path[:max(1, len(w.Path)-1)].String()] = w.At // a form
			d.waiting[w.Path.String()] = w.At
		}
	}
	if at, ok := d.waiting[id]; ok {
		return span{at, at + 1}
	}
	if at, ok := d.doc.Place(messages.Path{section.String()}); ok {
		return d.word(at.Key)
	}
	return span{}
}

// comparePlaceholders finds those of the source that a translation leaves out.
func (r *run) comparePlaceholders(d *document, m, source *messages.Message) {
	report := func(t *messages.Text, name string) {
		r.report(d, valueOf(t), "PlaceholderMissing", m.ID, "", apicause.Facts{"Text": "{{." + name + "}}"})
	}
	for _, name := range source.Placeholders() {
		if !slices.Contains(m.Placeholders(), name) {
			report(m.Texts[0], name)
			continue
		}
		if name == "Count" || name == "PluralCount" {
			continue // a form may leave its number out: see plural-implied
		}
		for _, t := range m.Texts {
			if !slices.Contains(t.Names, name) {
				report(t, name)
			}
		}
	}
}

// wordy reports whether a text has words to translate. In a plain file, which may
// hold anything, those are three words or more: names are the same everywhere.
func (r *run) wordy(s string) bool {
	letters, words := 0, 0
	for word := range strings.FieldsSeq(withoutActions(s)) {
		n := strings.Count(strings.Map(func(c rune) rune {
			if unicode.IsLetter(c) {
				return 'a'
			}
			return ' '
		}, word), "a")
		letters += n
		if n > 1 {
			words++
		}
	}
	if r.folder.Plain {
		return words >= 3
	}
	return letters > 1
}

// checkReused finds two messages that a translation tells with the same words,
// and the source does not.
func (r *run) checkReused(d *document) {
	seen := make(map[string]*messages.Message)
	for _, m := range d.messages {
		source := r.source[m.ID]
		if !m.Told() || m.Plural() || source == nil || m.Source() == "" {
			continue
		}
		key := m.Section.String() + "\x00" + m.Source()
		before := seen[key]
		if before == nil {
			seen[key] = m
			continue
		}
		if r.source[before.ID].Source() != source.Source() {
			r.report(d, valueOf(m.Texts[0]), "TextReused", m.ID, "", apicause.Facts{"Key": before.ID})
		}
	}
}

// checkSource finds what the source language lacks.
func (r *run) checkSource() {
	d := r.at("")
	if d == nil {
		return
	}
	if len(r.source) == 0 && !d.broken {
		r.report(d, wholeFile, "KeyMissingFile", "", "", apicause.Facts{"Name": d.name}).Severity = Error
		return
	}
	if d.broken {
		return
	}
	for id, near := range r.folder.Slips() {
		r.report(d, d.word(d.doc.KeyAt(messages.Path{id})), "KeySimilar", id, near, apicause.Facts{"Key": id})
	}
	missing := make(map[string]format.Section)
	for _, f := range r.files {
		for _, m := range f.messages {
			if r.source[m.ID] == nil {
				missing[m.ID] = m.Section
			}
		}
	}
	for _, c := range r.folder.KnownCauses() {
		if r.source[c] == nil {
			missing[c] = format.Description
		}
	}
	for _, id := range slices.Sorted(maps.Keys(missing)) {
		at := wholeFile
		if d.doc != nil {
			at = d.missing(missing[id], id)
		}
		r.report(d, at, "KeyMissingSource", id, "", apicause.Facts{"Key": id})
	}
}

// checkMemory finds a memory that cannot be read, which hides nothing else, and
// texts whose ID seems to have changed.
func (r *run) checkMemory(d *document) {
	memory := r.folder.Memory(d.tag)
	if memory.Err != nil {
		r.report(d, wholeFile, "MemoryBroken", "", "", apicause.Facts{"Name": messages.MemoryName(d.tag), "Reason": excerpt(memory.Err.Error())})
	}
	for _, rename := range r.folder.Renames(d.file) {
		r.report(d, d.word(d.doc.KeyAt(r.folder.PathOf(rename.From))), "KeyRenamed", rename.From, "", apicause.Facts{"Key": rename.From, "To": rename.To})
	}
}

// checkCommented finds lines that somebody has filled while the # was left.
func (r *run) checkCommented(d *document) {
	if d.tag == r.Source {
		return
	}
	for _, w := range d.file.Commented() {
		end := w.At + 1
		for data := d.doc.Data(); end < len(data) && (data[end] == ' ' || data[end] == '\t'); end++ {
		}
		r.report(d, span{w.At, end}, "KeyCommented", w.ID, "", apicause.Facts{"Key": w.ID}).Fix = &Fix{w.At, end, ""}
	}
}
