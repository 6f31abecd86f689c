package main

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/webapp/standin"
	"github.com/apicause/apicause/kakao"
)

//go:embed failures.html
var failuresPage string

// A row is one failure as the page shows it: what the stand-in sends, and what a
// reader is told where that is an error answer.
type row struct {
	standin.Failure
	Title string
}

// failures lists what can go wrong, with a link for each language. A link signs
// in as one whom this failure meets.
func failures(w http.ResponseWriter, r *http.Request) {
	catalog := apicause.Default()
	localizer := catalog.Localizer(r.FormValue("lang"), strings.Join(r.Header["Accept-Language"], ","))
	var rows []row
	for _, f := range standin.Failures() {
		row := row{Failure: f}
		if f.Status >= 400 && f.At != "authorize" && f.How == "" {
			row.Title = localizer.Localize(kakao.Decode(f.Status, f.ResponseHeader(), []byte(f.Body))).Title
		}
		rows = append(rows, row)
	}
	var page bytes.Buffer
	err := template.Must(template.New("failures").Parse(failuresPage)).Execute(&page, struct {
		Rows      []row
		Reader    language.Tag
		Languages []language.Tag
		Token     string
		Host      string
	}{rows, localizer.Language(), catalog.Languages(), standin.Token(""), r.Host})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError) // this page is for developers
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Vary", "Accept-Language")
	_, _ = page.WriteTo(w)
}
