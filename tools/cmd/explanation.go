package cmd

import (
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/tools/reference"
)

// An explanation is what explain --json writes of one cause.
type explanation struct {
	Cause       apicause.Cause `json:"cause"`
	Code        *int           `json:"code,omitempty"` // not all causes have one
	Description string         `json:"description"`
	Title       string         `json:"title"`
	Detail      string         `json:"detail"`
	Language    language.Tag   `json:"language"`
	Shown       []string       `json:"shown"`

	// For developers; empty for an app's own causes.
	Fix           string `json:"fix,omitempty"`
	VisitorStatus int    `json:"visitor_status,omitempty"`
	Documentation string `json:"documentation,omitempty"`

	// Of a word or an answer from Kakao.
	Name          string   `json:"name,omitempty"`
	Status        int      `json:"status,omitempty"`
	MissingScopes []string `json:"missing_scopes,omitempty"`
	Retry         string   `json:"retry,omitempty"` // no, soon, later or uncertain

	entry reference.Entry
}

func (e *explain) explanationOf(m apicause.Message) explanation {
	x := explanation{Cause: m.Cause, Description: m.Description, Title: m.Title, Detail: m.Detail, Language: m.Language, Shown: m.Shown}
	x.refer(reference.Of(m.Cause, e.uiLang...))
	if code, ok := kakao.CodeOf(m.Cause); ok {
		x.Code = &code
	}
	if x.Shown == nil {
		x.Shown = []string{}
	}
	return x
}

func (x *explanation) refer(e reference.Entry) {
	x.entry, x.Fix, x.VisitorStatus, x.Documentation = e, e.Fix, e.Status, e.Documentation
}

// named is the explanation of a word of Kakao's, where it is one.
func (x explanation) named(word string, uiLang []string) explanation {
	if entry, ok := reference.OfWord(word, uiLang...); ok {
		x.Name = word
		x.refer(entry)
	}
	return x
}

func (e *explain) show(w io.Writer, x explanation) error {
	if e.json {
		return writeJSON(w, x)
	}
	code := "none"
	if x.Code != nil {
		code = strconv.Itoa(*x.Code)
	}
	rows := [][]string{{"cause", string(x.Cause)}, {"code", code}}
	for _, row := range [][]string{
		{"name", x.Name},
		{"status", strings.TrimPrefix(strconv.Itoa(x.Status), "0")},
		{"missing", strings.Join(x.MissingScopes, ", ")},
		{"retry", x.Retry},
	} {
		if row[1] != "" {
			rows = append(rows, row)
		}
	}
	rows = append(rows,
		[]string{"description", x.Description},
		[]string{"title", x.Title},
		[]string{"detail", x.Detail},
		[]string{"language", x.Language.String()},
	)
	if err := writeTable(w, rows); err != nil {
		return err
	}
	known := x.entry.Rows()
	if known == nil {
		return nil
	}
	return writeTable(w, append([][]string{{}}, known...))
}

func (e *explain) list(w io.Writer) error {
	var all []explanation
	rows := [][]string{{"CAUSE", "CODE", "LANGUAGE", "TITLE"}}
	for _, c := range e.catalog.Causes() {
		m := e.localizer.Message(c)
		all = append(all, e.explanationOf(m))
		rows = append(rows, []string{string(c), codeText(c), m.Language.String(), m.Title})
	}
	if e.json {
		return writeJSON(w, all)
	}
	return writeTable(w, rows)
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

// codeText is the number that Kakao sends for c, "none" where it has none.
func codeText(c apicause.Cause) string {
	if code, ok := kakao.CodeOf(c); ok {
		return strconv.Itoa(code)
	}
	return "none"
}
