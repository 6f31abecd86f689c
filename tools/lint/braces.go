package lint

import (
	"regexp"
	"slices"
	"strings"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/tools/messages"
)

// fillers are the files whose placeholders the app's code fills: the built-in ones
// and those of the source language.
func (r *run) fillers() []*messages.File {
	files := slices.Clone(messages.BuiltIn().Files)
	if own := r.folder.File(r.Source); own != nil {
		files = append(files, own)
	}
	return files
}

// checkBraces finds braces that are not part of a placeholder, and placeholders
// without a value.
func (r *run) checkBraces(d *document, m *messages.Message) {
	if !slices.ContainsFunc(m.Texts, func(t *messages.Text) bool { return strings.ContainsAny(t.S, format.Braces) }) {
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
		for at := 0; ; {
			i := strings.IndexAny(t.S[at:], format.Braces)
			if i < 0 {
				break
			}
			at += i
			if name, rest, ok := format.CutPlaceholder(t.S[at:]); ok {
				end := len(t.S) - len(rest)
				r.checkPlaceholder(d, t, at, end, name, known)
				at = end
			} else {
				at += r.checkBrace(d, t, at, t.S[at:], known)
			}
		}
	}
}

func (r *run) checkPlaceholder(d *document, t *messages.Text, from, to int, name string, known []string) {
	facts := apicause.Facts{"Text": t.S[from:to]}
	switch {
	case !t.Of.Section.Varying():
		r.report(d, spanOf(t, from, to), "PlaceholderPlace", t.Of.ID, "", facts)
	case !slices.Contains(known, name):
		r.report(d, spanOf(t, from, to), "PlaceholderUnknown", t.Of.ID, nearestPlaceholder(name, known), facts)
	}
}

// nearestPlaceholder returns the placeholder that was probably meant, "" for none.
func nearestPlaceholder(name string, known []string) string {
	if near := nearest.Names(name, known); near != nil {
		return "{{." + near[0] + "}}"
	}
	return ""
}

var (
	// {{ X }}, {.X}, ｛｛.X｝｝, ${X}: a name in braces of whatever kind and number.
	bracedName = regexp.MustCompile(`^[{｛]+[\s.]*([A-Za-z_][A-Za-z0-9_]*)\s*[}｝]+`)
	// {{.X가}}: more letters behind the name.
	bracedSuffix = regexp.MustCompile(`^\{\{\s*\.([A-Za-z_][A-Za-z0-9_]*)([^\x00-\x7f]+)\s*\}\}`)
	bracedCode   = regexp.MustCompile(`^\{\{[^{}]*\}\}`)
)

// Words of text/template, which are not names.
var templateWords = []string{"if", "else", "end", "range", "with", "template", "define", "block", "break", "continue", "nil", "true", "false"}

// checkBrace reports the brace that s begins with, and returns how long what
// belongs to it is.
func (r *run) checkBrace(d *document, t *messages.Text, at int, s string, known []string) int {
	report := func(n int, wording apicause.Cause, suggestion string, facts apicause.Facts) *Finding {
		return r.report(d, spanOf(t, at, at+n), wording, t.Of.ID, suggestion, facts)
	}
	if m := bracedName.FindStringSubmatch(s); m != nil && !slices.Contains(templateWords, m[1]) {
		name := m[1]
		if near := nearest.Names(name, known); near != nil {
			name = near[0]
		}
		f := report(len(m[0]), "PlaceholderLookalike", "{{."+name+"}}", apicause.Facts{"Text": m[0]})
		if slices.Contains(known, name) && t.Literal() {
			f.Fix = &Fix{f.Start, f.End, "{{." + name + "}}"}
		}
		return len(m[0])
	}
	if m := bracedSuffix.FindStringSubmatch(s); m != nil {
		report(len(m[0]), "PlaceholderLookalike", "{{."+m[1]+"}}"+m[2], apicause.Facts{"Text": m[0]})
		return len(m[0])
	}
	if code := bracedCode.FindString(s); code != "" && strings.Trim(code, "{} ") != "" {
		report(len(code), "TemplateUnsafe", "", apicause.Facts{"Text": excerpt(code), "Example": "{{.Name}}"})
		return len(code)
	}
	n := len(s) - len(strings.TrimLeft(s, format.Braces))
	report(n, "TemplateSyntax", "", apicause.Facts{"Text": s[:n], "Example": "{{.Name}}"})
	return n
}
