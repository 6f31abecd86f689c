package exchange

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/translation"
)

// The columns. Those of the texts also name their language: "target (fr)".
var columns = []string{"id", "numbers", "source", "target", "state", "previous source", "note"}

// A program for spreadsheets runs a cell that begins like this as a formula
// (https://owasp.org/www-community/attacks/CSV_Injection). An apostrophe in front
// makes it a text, and so does one more in front of those.
var formula = regexp.MustCompile(`^'*[=+\-@\t\r＝＋－＠]`)

func guarded(s string) string {
	if formula.MatchString(s) {
		return "'" + s
	}
	return s
}

func unguarded(s string) string {
	if strings.HasPrefix(s, "'") && formula.MatchString(s) {
		return s[1:]
	}
	return s
}

func (s *Sheet) csv() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff") // without it, Excel reads another encoding than UTF-8
	w := csv.NewWriter(&b)
	head := slices.Clone(columns)
	head[2] += " (" + s.Source.String() + ")"
	head[3] += " (" + s.Target.String() + ")"
	rows := [][]string{head}
	for _, u := range s.Units {
		rows = append(rows, []string{u.Name(), u.Numbers, u.Source, u.Target, states[u.State], u.Previous, u.Note})
	}
	for _, row := range rows[1:] {
		for i := range row {
			row[i] = guarded(row[i])
		}
	}
	err := w.WriteAll(rows)
	return b.Bytes(), err
}

// What the states are called in CSV.
var states = map[translation.State]string{translation.Done: "translated", translation.Stale: "stale", translation.Missing: "missing"}

func readCSV(data []byte) (*Sheet, error) {
	r := csv.NewReader(bytes.NewReader(data))
	r.Comma = comma(data)
	r.FieldsPerRecord = -1
	head, err := r.Read()
	if err != nil {
		return nil, fmt.Errorf("%w: %w", fail.New("NoColumns", nil), err)
	}
	sheet, at := &Sheet{byHand: true}, make(map[string]int)
	for i, name := range head {
		name, lang, _ := strings.Cut(name, " (")
		at[strings.TrimSpace(name)] = i
		t, err := tag(strings.TrimSuffix(lang, ")"))
		switch {
		case err != nil:
			return nil, err
		case name == "source":
			sheet.Source = t
		case name == "target":
			sheet.Target = t
		}
	}
	for _, name := range []string{"id", "source", "target"} {
		if _, ok := at[name]; !ok {
			return nil, fail.New("ColumnMissing", apicause.Facts{"Name": name})
		}
	}
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return sheet, nil
		}
		if err != nil {
			return nil, err
		}
		cell := func(name string) string {
			if i, ok := at[name]; ok && i < len(row) {
				return unguarded(row[i])
			}
			return ""
		}
		u := named(cell("id"))
		if u.ID == "" {
			continue // a row that somebody left empty
		}
		u.Source, u.Target, u.Previous = cell("source"), cell("target"), cell("previous source")
		if cell("state") == states[translation.Stale] {
			u.State = translation.Stale
		}
		sheet.Units = append(sheet.Units, u)
	}
}

// comma returns what the first line has most of: spreadsheets save with semicolons
// where the comma is the decimal separator, and some with tabs.
func comma(data []byte) rune {
	line, _, _ := bytes.Cut(data, []byte("\n"))
	most := ','
	for _, r := range ";\t" {
		if bytes.Count(line, []byte(string(r))) > bytes.Count(line, []byte(string(most))) {
			most = r
		}
	}
	return most
}
