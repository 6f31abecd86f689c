package lint

import (
	"errors"
	"strconv"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/tools/messages"
)

// parse reads the file and reports everything that is not a message.
func (d *document) parse(r *run) {
	if d.broken {
		return
	}
	doc, err := d.file.Document()
	d.doc, d.ignoring = doc, ignoring.Match(doc.Data())
	if err != nil {
		d.broken = true
		r.reportSyntax(d, err)
		return
	}
	d.messages = d.file.Messages()
	for _, i := range d.file.Irregular() {
		r.reportKey(d, i)
	}
}

// reportKey reports what makes no message.
func (r *run) reportKey(d *document, i messages.Irregularity) {
	key := i.Path[len(i.Path)-1]
	at := d.word(d.doc.KeyAt(i.Path))
	if p, ok := d.doc.Place(i.Path); ok && p.Value >= 0 && (i.Kind == messages.Empty || i.Kind == messages.Blank) {
		at = span{p.Value, p.End}
	}
	report := func(wording apicause.Cause, suggestion string, facts apicause.Facts) {
		r.report(d, at, wording, i.ID, suggestion, facts)
	}
	switch i.Kind {
	case messages.UnknownKey:
		noun := map[string]apicause.Term{"unit of time": "unit"}[i.Noun]
		if noun == "" {
			noun = apicause.Term(i.Noun)
		}
		near := first(nearest.Names(key, i.Known))
		if noun == "cause" && near == "" && d.tag != r.Source && !r.folder.Whole {
			report("CauseUnknown", "", apicause.Facts{"Key": key, "Name": r.folder.New(r.Source).Name})
			break
		}
		report("KeyUnknown", near, apicause.Facts{"Key": key, "Kind": noun})
	case messages.ReservedKey:
		report("KeyReserved", "", apicause.Facts{"Key": key})
	case messages.WrongType:
		report("ValueType", "", apicause.Facts{"Wanted": apicause.Term(i.Noun), "Got": kind(i.Value)})
	case messages.FormPlace:
		report("PluralPlace", "", apicause.Facts{"Form": key})
	case messages.NoOther:
		needs := messages.PluralForms(d.tag)
		report("PluralMissing", "", apicause.Facts{
			"Form": "other", "Language": r.languageName(d.tag), "Sample": needs[len(needs)-1].Numbers[0]})
	case messages.Empty:
		if r.folder.Plain {
			break // as good as missing: services for translators write it
		}
		report("ValueEmpty", "", nil)
	case messages.Blank:
		report("ValueBlank", "", nil)
	}
}

// reportSyntax reports why a file is not TOML, and every key that is defined
// twice.
func (r *run) reportSyntax(d *document, err error) {
	var e *messages.SyntaxError
	if !errors.As(err, &e) {
		e = &messages.SyntaxError{Reason: err.Error()}
	}
	line, _ := d.doc.Position(e.Offset)
	said := false
	for _, again := range d.doc.Duplicates() {
		first, _ := d.doc.Position(again.First)
		second, _ := d.doc.Position(again.Second)
		said = said || second == line
		id := again.Path.String()
		r.report(d, d.word(again.Second), "TomlDuplicate", id, "", apicause.Facts{"Key": id, "Line": strconv.Itoa(first)})
	}
	switch {
	case e.Kind == messages.Deep:
		r.report(d, d.word(e.Offset), "TomlDeep", "", "", nil)
	case e.Kind == messages.Reopened:
		r.report(d, d.word(e.Offset), "TomlReopened", e.Reason, "", apicause.Facts{"Key": e.Reason})
	case !said:
		r.explainSyntax(d, e)
	}
}

func kind(value any) apicause.Term {
	switch value.(type) {
	case string:
		return "text"
	case int64, float64:
		return "number"
	case bool:
		return "truth"
	case map[string]any:
		return "table"
	case []any, []map[string]any:
		return "array"
	}
	return "date"
}

func first(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return names[0]
}

// varying reports whether a message takes placeholders and plural forms.
func (r *run) varying(m *messages.Message) bool { return r.folder.Plain || m.Section.Varying() }
