package lint

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
)

// The braces that may stand in a placeholder only.
const braces = "{}｛｝"

var placeholder = regexp.MustCompile(`\{\{\.([A-Za-z_][A-Za-z0-9_]*)\}\}`)

// placeholders returns the names of a text's placeholders, each once.
func placeholders(s string) (names []string) {
	if !strings.Contains(s, "{{") {
		return nil
	}
	for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
		if !slices.Contains(names, m[1]) {
			names = append(names, m[1])
		}
	}
	return names
}

func (m *message) placeholders() (names []string) {
	for _, t := range m.texts {
		names = append(names, t.names...)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// checkBraces finds braces that are no placeholder, and placeholders that
// nothing fills.
func (r *run) checkBraces(d *document, m *message) {
	if !slices.ContainsFunc(m.texts, func(t *text) bool { return strings.ContainsAny(t.s, braces) }) {
		return
	}
	s := sectionOf(m.section)
	known := []string{"Count"}
	if m.section == "detail_with_facts" {
		known = nil
		for _, doc := range r.fillers {
			if from := doc.byID[m.id]; from != nil {
				known = append(known, from.placeholders()...)
			}
		}
	}
	for _, t := range m.texts {
		rest := []byte(t.s)
		for _, at := range placeholder.FindAllStringSubmatchIndex(t.s, -1) {
			for i := at[0]; i < at[1]; i++ {
				rest[i] = ' '
			}
			whole, name := t.s[at[0]:at[1]], t.s[at[2]:at[3]]
			switch {
			case s == nil || !s.varying:
				r.report(d, t.offset(at[0]), "placeholder-place", "PlaceholderPlace", m.id, "", apicause.Facts{"Text": whole})
			case !slices.Contains(known, name):
				suggestion := ""
				if near := nearest.Names(name, known); near != nil {
					suggestion = "{{." + near[0] + "}}"
				}
				r.report(d, t.offset(at[0]), "placeholder-unknown", "PlaceholderUnknown", m.id, suggestion, apicause.Facts{"Text": whole})
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
func (r *run) checkBrace(d *document, t *text, at int, s string, known []string) int {
	if m := bracedName.FindStringSubmatch(s); m != nil && !slices.Contains(templateWords, m[1]) {
		name := m[1]
		if near := nearest.Names(name, known); near != nil {
			name = near[0]
		}
		r.report(d, t.offset(at), "placeholder-lookalike", "PlaceholderLookalike", t.of.id, "{{."+name+"}}", apicause.Facts{"Text": m[0]})
		return len(m[0])
	}
	if m := bracedSuffix.FindStringSubmatch(s); m != nil {
		r.report(d, t.offset(at), "placeholder-lookalike", "PlaceholderLookalike", t.of.id, "{{."+m[1]+"}}"+m[2], apicause.Facts{"Text": m[0]})
		return len(m[0])
	}
	if code := bracedCode.FindString(s); code != "" && strings.Trim(code, "{} ") != "" {
		r.report(d, t.offset(at), "template-unsafe", "TemplateUnsafe", t.of.id, "", apicause.Facts{"Text": excerpt(code), "Example": "{{.Name}}"})
		return len(code)
	}
	n := len(s) - len(strings.TrimLeft(s, braces))
	r.report(d, t.offset(at), "template-syntax", "TemplateSyntax", t.of.id, "", apicause.Facts{"Text": s[:n], "Example": "{{.Name}}"})
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
