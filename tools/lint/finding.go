package lint

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/tomlkey"
	"github.com/apicause/apicause/tools/messages"
)

// A Severity says how much a finding matters.
type Severity string

// The severities: the library refuses an error, a warning is most likely a mistake,
// an info something to look at.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Info    Severity = "info"
)

// AtLeast reports whether s matters as much as t.
func (s Severity) AtLeast(t Severity) bool { return s.rank() >= t.rank() }

func (s Severity) rank() int { return slices.Index([]Severity{Info, Warning, Error}, s) }

// A Finding is one thing that is wrong. Line and Column are where the library
// reports an error: at its key. Start and End are the bytes that are wrong.
type Finding struct {
	Check      string   `json:"check"`
	Severity   Severity `json:"severity"`
	File       string   `json:"file"`
	Line       int      `json:"line"`   // from 1; 0 if the file as a whole is meant
	Column     int      `json:"column"` // in characters, from 1; 0 with the line
	Start      int      `json:"start"`  // offset in bytes
	End        int      `json:"end"`    // offset behind the last byte
	ID         string   `json:"id"`     // go-i18n's, like title.InvalidToken; may be empty
	Message    string   `json:"message"`
	Suggestion string   `json:"suggestion"` // what to write instead; may be empty
	Fix        *Fix     `json:"fix,omitempty"`

	Sentence string       `json:"-"` // the message with the suggestion, for people
	Language language.Tag `json:"-"` // of the file; und if it has none
	wording  apicause.Cause
}

// A Fix is the one right way to fix a finding: Text in the place of the bytes from
// Start to End.
type Fix struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Text  string `json:"text"`
}

// Sort sorts findings: errors first, then by file and line.
func Sort(findings []Finding) {
	slices.SortStableFunc(findings, func(a, b Finding) int {
		return cmp.Or(b.Severity.rank()-a.Severity.rank(), cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Check, b.Check), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Message, b.Message))
	})
}

// Mend returns a file with fixes made. Of fixes that touch the same bytes, the
// first is made.
func Mend(data []byte, fixes []Fix) []byte {
	slices.SortStableFunc(fixes, func(a, b Fix) int { return cmp.Compare(a.Start, b.Start) })
	var out []byte
	at := 0
	for _, f := range fixes {
		if f.Start < at || f.End < f.Start || f.End > len(data) {
			continue
		}
		out = append(append(out, data[at:f.Start]...), f.Text...)
		at = f.End
	}
	return append(out, data[at:]...)
}

// A span is some bytes of a file.
type span struct{ start, end int }

// wholeFile is the span of findings about a file as a whole.
var wholeFile = span{-1, -1}

// spanOf returns where part of a text stands in its file.
func spanOf(t *messages.Text, from, to int) span {
	s := span{t.Offset(from), t.Offset(to)}
	if s.start == t.Value || s.end < s.start { // no telling, in a long text with escapes
		return valueOf(t)
	}
	return s
}

func valueOf(t *messages.Text) span { return span{t.Value, t.End} }

// word returns the span of the key, the string or the single character at an
// offset.
func (d *document) word(at int) span {
	rest := d.doc.Data()[min(at, len(d.doc.Data())):]
	end := min(len(rest), 1)
	switch {
	case len(rest) > 0 && (rest[0] == '"' || rest[0] == '\''):
		end = tomlkey.SkipString(rest, 0)
	default:
		if i := strings.IndexFunc(string(rest[:min(len(rest), 200)]), func(c rune) bool { return c != '_' && c != '-' && !unicode.IsLetter(c) && !unicode.IsDigit(c) }); i > 0 {
			end = i
		}
	}
	return span{at, at + end}
}

// report adds a finding, which the caller may give a fix.
func (r *run) report(d *document, at span, wording apicause.Cause, id, suggestion string, facts apicause.Facts) *Finding {
	check := checkOf(wording)
	return r.add(d, Finding{Check: check, Severity: Checks()[check].Severity, Start: at.start, End: at.end, ID: id, Suggestion: suggestion, wording: wording}, facts)
}

func (r *run) add(d *document, f Finding, facts apicause.Facts) *Finding {
	f.File, f.Language = d.name, d.tag
	f.Message = r.say(f.wording, facts)
	f.Sentence = f.Message
	if f.Suggestion != "" {
		f.Sentence = r.say("DidYouMean", apicause.Facts{"Message": f.Message, "Suggestion": f.Suggestion})
	}
	d.findings = append(d.findings, f)
	return &d.findings[len(d.findings)-1]
}

// say words something. What cannot be seen would leave a hole in the sentence, or
// no sentence at all: it is quoted.
func (r *run) say(wording apicause.Cause, facts apicause.Facts) string {
	for name, value := range facts {
		if s, ok := value.(string); ok && (strings.TrimSpace(s) == "" || strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsPrint(c) })) {
			facts[name] = strconv.Quote(s)
		}
	}
	return r.reader.Message(wording, facts).Detail
}

// locate sets the lines and the columns of a file's findings, in one go: a file
// may have as many findings as lines.
func (d *document) locate() {
	slices.SortStableFunc(d.findings, func(a, b Finding) int { return cmp.Compare(a.Start, b.Start) })
	at, line, column := 0, 1, 1
	var data []byte
	if d.doc != nil {
		data = d.doc.Data()
		at = len(data) - len(strings.TrimPrefix(string(data), "\ufeff"))
	}
	for i := range d.findings {
		f := &d.findings[i]
		if f.Start < 0 {
			f.Start, f.End = 0, 0
			continue
		}
		for _, c := range string(data[at:max(at, min(f.Start, len(data)))]) {
			if column++; c == '\n' {
				line, column = line+1, 1
			}
		}
		at = max(at, min(f.Start, len(data)))
		f.Line, f.Column = line, column
	}
}

// excerpt cuts what is quoted in a finding.
func excerpt(s string) string {
	const longest = 40
	if runes := []rune(s); len(runes) > longest {
		return string(runes[:longest]) + "…"
	}
	return s
}
