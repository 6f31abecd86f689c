package lint

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/tools/messages"
)

// The braces that may stand in a placeholder only.
const braces = format.Braces

var placeholder = regexp.MustCompile(`\{\{\.([A-Za-z_][A-Za-z0-9_]*)\}\}`)

// fillers are the files whose placeholders the app's code fills: the built-in ones
// and those of the source language.
func (r *run) fillers() []*messages.File {
	files := slices.Clone(messages.BuiltIn().Files)
	if own := r.folder.File(r.Source); own != nil {
		files = append(files, own)
	}
	return files
}

// checkBraces finds braces that are no placeholder, and placeholders that
// nothing fills.
func (r *run) checkBraces(d *document, m *messages.Message) {
	if !slices.ContainsFunc(m.Texts, func(t *messages.Text) bool { return strings.ContainsAny(t.S, braces) }) {
		return
	}
	known := []string{"Count"}
	if m.Section == format.DetailWithFacts {
		known = nil
		for _, file := range r.fillers() {
			if from := file.Message(m.ID); from != nil {
				known = append(known, from.Placeholders()...)
			}
		}
	}
	for _, t := range m.Texts {
		rest := []byte(t.S)
		for _, at := range placeholder.FindAllStringSubmatchIndex(t.S, -1) {
			for i := at[0]; i < at[1]; i++ {
				rest[i] = ' '
			}
			whole, name := t.S[at[0]:at[1]], t.S[at[2]:at[3]]
			switch {
			case !m.Section.Varying():
				r.report(d, t.Offset(at[0]), "placeholder-place", "PlaceholderPlace", m.ID, "", apicause.Facts{"Text": whole})
			case !slices.Contains(known, name):
				suggestion := ""
				if near := nearest.Names(name, known); near != nil {
					suggestion = "{{." + near[0] + "}}"
				}
				r.report(d, t.Offset(at[0]), "placeholder-unknown", "PlaceholderUnknown", m.ID, suggestion, apicause.Facts{"Text": whole})
			}
		}
		for i := bytes.IndexAny(rest, braces); i >= 0; {
			n := r.checkBrace(d, t, i, string(rest[i:]), known)
			next := bytes.IndexAny(rest[i+n:], braces)
			if next < 0 {
				break
			}
			i += n + next
		}
	}
}

var (
	// {{ X }}, {.X}, ｛｛.X｝｝, ${X}: a name in braces of whatever kind and number.
	bracedName = regexp.MustCompile(`^[{｛]+[\s.]*([A-Za-z_][A-Za-z0-9_]*)\s*[}｝]+`)
	// {{.X가}}: more letters behind the name.
	bracedSuffix = regexp.MustCompile(`^\{\{\s*\.([A-Za-z_][A-Za-z0-9_]*)([^\x00-\x7f]+)\s*\}\}`)
	bracedCode   = regexp.MustCompile(`^\{\{[^{}]*\}\}`)
)

// Words of text/template, which are no names.
var templateWords = []string{"if", "else", "end", "range", "with", "template", "define", "block", "break", "continue", "nil", "true", "false"}

// checkBrace reports the brace that s begins with, and returns how long what
// belongs to it is.
func (r *run) checkBrace(d *document, t *messages.Text, at int, s string, known []string) int {
	if m := bracedName.FindStringSubmatch(s); m != nil && !slices.Contains(templateWords, m[1]) {
		name := m[1]
		if near := nearest.Names(name, known); near != nil {
			name = near[0]
		}
		r.report(d, t.Offset(at), "placeholder-lookalike", "PlaceholderLookalike", t.Of.ID, "{{."+name+"}}", apicause.Facts{"Text": m[0]})
		if slices.Contains(known, name) {
			r.fix(d, t, at, at+len(m[0]), "{{."+name+"}}")
		}
		return len(m[0])
	}
	if m := bracedSuffix.FindStringSubmatch(s); m != nil {
		r.report(d, t.Offset(at), "placeholder-lookalike", "PlaceholderLookalike", t.Of.ID, "{{."+m[1]+"}}"+m[2], apicause.Facts{"Text": m[0]})
		return len(m[0])
	}
	if code := bracedCode.FindString(s); code != "" && strings.Trim(code, "{} ") != "" {
		r.report(d, t.Offset(at), "template-unsafe", "TemplateUnsafe", t.Of.ID, "", apicause.Facts{"Text": excerpt(code), "Example": "{{.Name}}"})
		return len(code)
	}
	n := len(s) - len(strings.TrimLeft(s, braces))
	r.report(d, t.Offset(at), "template-syntax", "TemplateSyntax", t.Of.ID, "", apicause.Facts{"Text": s[:n], "Example": "{{.Name}}"})
	return n
}

// excerpt cuts what is quoted in a finding.
func excerpt(s string) string {
	const longest = 40
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}
