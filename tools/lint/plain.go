package lint

import (
	"regexp"
	"slices"
	"strings"
	"text/template/parse"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/messages"
)

var (
	// An action of text/template: a plain go-i18n file may hold any.
	action = regexp.MustCompile(`\{\{-?\s*(.*?)\s*-?\}\}`)
	// A field in an action: .Name, .User.Name.
	field = regexp.MustCompile(`(?:^|[\s(|])\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)`)
)

// checkPlain finds what is wrong with the placeholders and the markup of a
// translation in a plain go-i18n file, whose source says what is right.
func (r *run) checkPlain(d *document, m *messages.Message) {
	source := r.source[m.ID]
	broken := false
	for _, t := range m.Texts {
		tree := parse.New(m.ID)
		tree.Mode = parse.SkipFuncCheck // which functions there are, the app knows
		if _, err := tree.Parse(t.S, "", "", make(map[string]*parse.Tree)); err != nil {
			_, reason, _ := strings.Cut(err.Error(), m.ID+":")
			r.report(d, valueOf(t), "TemplateBroken", m.ID, "", apicause.Facts{"Reason": strings.TrimLeft(reason, "0123456789: ")}) //nolint:causecheck // the reader is a developer
			broken = true
			continue
		}
		if d.tag == r.Source || source == nil {
			continue
		}
		r.compareActions(d, t, source)
		r.compareMarkup(d, t, source)
	}
	if d.tag == r.Source || source == nil || broken {
		return
	}
	mine := fieldsOf(m) // of all forms: one may leave its number out, whatever its name is
	for _, name := range fieldsOf(source) {
		if !slices.Contains(mine, name) {
			r.report(d, valueOf(m.Texts[0]), "PlaceholderMissing", m.ID, "", apicause.Facts{"Text": "{{." + name + "}}"})
		}
	}
}

// compareActions finds fields, conditions, ranges and calls that the source does
// not have.
func (r *run) compareActions(d *document, t *messages.Text, source *messages.Message) {
	known, fields := make(map[string]bool), fieldsOf(source)
	for _, s := range source.Texts {
		for _, a := range action.FindAllStringSubmatch(s.S, -1) {
			known[strings.Join(strings.Fields(a[1]), " ")] = true
		}
	}
	for _, at := range action.FindAllStringSubmatchIndex(t.S, maxSlips*len(fields)+maxSlips) {
		inside := strings.Join(strings.Fields(t.S[at[2]:at[3]]), " ")
		if known[inside] || strings.HasPrefix(inside, "/*") {
			continue
		}
		unknown := false
		for _, f := range field.FindAllStringSubmatchIndex(t.S[at[2]:at[3]], -1) {
			from, to := at[2]+f[2], at[2]+f[3]
			if name := t.S[from:to]; name != "PluralCount" && !slices.Contains(fields, name) {
				unknown = true
				r.report(d, spanOf(t, from, to), "PlaceholderUnknown", t.Of.ID, nearestPlaceholder(name, fields), apicause.Facts{"Text": "{{." + name + "}}"}).Severity = Warning
			}
		}
		if !unknown && !strings.HasPrefix(inside, ".") {
			r.report(d, spanOf(t, at[0], at[1]), "TemplateOther", t.Of.ID, "", apicause.Facts{"Text": excerpt(t.S[at[0]:at[1]])}).Severity = Warning
		}
	}
}

// fieldsOf returns the fields that a message shows, each once.
func fieldsOf(m *messages.Message) (names []string) {
	for _, t := range m.Texts {
		for _, a := range action.FindAllStringSubmatch(t.S, -1) {
			for _, f := range field.FindAllStringSubmatch(a[1], -1) {
				if !slices.Contains(names, f[1]) {
					names = append(names, f[1])
				}
			}
		}
	}
	return names
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
	want, got := tag.FindAllString(of.S, -1), tag.FindAllString(t.S, -1)
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

// A tag of HTML as it begins, whatever its attributes. A <file> of a command's usage
// is a word like any other.
var tag = regexp.MustCompile(`</?(?:a|abbr|b|big|blockquote|br|button|center|cite|code|dd|div|dl|dt|em|font|h[1-6]|hr|i|iframe|img|input|kbd|label|li|mark|ol|p|pre|q|s|samp|script|small|span|strong|style|sub|sup|table|tbody|td|th|thead|tr|tt|u|ul|var)\b`)
