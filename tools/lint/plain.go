package lint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/messages"
)

// An action of text/template: a plain go-i18n file may hold any.
var action = regexp.MustCompile(`\{\{-?\s*(.*?)\s*-?\}\}`)

// checkPlain finds what is wrong with the placeholders and the markup of a
// translation in a plain go-i18n file, whose source says what is right.
func (r *run) checkPlain(d *document, m *messages.Message) {
	source := r.source[m.ID]
	for _, t := range m.Texts {
		if open, close := strings.Count(t.S, "{{"), strings.Count(t.S, "}}"); open != close {
			r.report(d, valueOf(t), "TemplateSyntax", m.ID, "", apicause.Facts{"Text": "{{", "Example": "{{.Name}}"})
			continue
		}
		if d.tag == r.Source || source == nil {
			continue
		}
		known := source.Placeholders()
		for _, name := range t.Names {
			if slices.Contains(known, name) || name == "PluralCount" {
				continue
			}
			at := strings.Index(t.S, "."+name) + 1
			r.report(d, spanOf(t, at, at+len(name)), "PlaceholderUnknown", m.ID, nearestPlaceholder(name, known), apicause.Facts{"Text": "{{." + name + "}}"})
		}
		r.compareActions(d, t, source)
		r.compareMarkup(d, t, source)
	}
}

// compareActions finds conditions, ranges and calls that the source does not have.
func (r *run) compareActions(d *document, t *messages.Text, source *messages.Message) {
	known := make(map[string]bool)
	for _, s := range source.Texts {
		for _, a := range action.FindAllStringSubmatch(s.S, -1) {
			known[strings.Join(strings.Fields(a[1]), " ")] = true
		}
	}
	for _, at := range action.FindAllStringSubmatchIndex(t.S, -1) {
		inside := strings.Join(strings.Fields(t.S[at[2]:at[3]]), " ")
		if known[inside] || strings.HasPrefix(inside, ".") || strings.HasPrefix(inside, "/*") {
			continue
		}
		r.report(d, spanOf(t, at[0], at[1]), "TemplateOther", t.Of.ID, "", apicause.Facts{"Text": excerpt(t.S[at[0]:at[1]])})
	}
}

// compareMarkup finds tags that the source has and the translation lacks, or has
// otherwise.
func (r *run) compareMarkup(d *document, t *messages.Text, source *messages.Message) {
	of := source.Form(t.Form)
	if of == nil {
		of = source.Form("other")
	}
	if of == nil {
		return
	}
	want, got := tagsOf(of.S), tagsOf(t.S)
	for _, tag := range want {
		if !slices.Contains(got, tag) {
			r.report(d, valueOf(t), "MarkupMissing", t.Of.ID, "", apicause.Facts{"Text": tag})
			return
		}
	}
	for _, tag := range got {
		if !slices.Contains(want, tag) {
			at := strings.Index(t.S, tag)
			r.report(d, spanOf(t, at, at+len(tag)), "MarkupOther", t.Of.ID, "", apicause.Facts{"Text": tag})
			return
		}
	}
}

var tagName = regexp.MustCompile(`</?[A-Za-z][\w-]*`)

// tagsOf returns the tags of a text, <b and </b, whatever their attributes.
func tagsOf(s string) []string { return tagName.FindAllString(s, -1) }
