package serve

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"sync"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/direction"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/words"
)

//go:embed locales/active.*.toml
var locales embed.FS

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed static
var staticFiles embed.FS

// said is what the page says: each wording is a cause. Titles are labels, details
// sentences.
var said = sync.OnceValue(func() *words.Words {
	sub, err := fs.Sub(locales, "locales")
	if err != nil {
		panic(err) // the name is valid
	}
	return words.New(sub)
})

var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{"facts": facts}).ParseFS(templateFiles, "templates/*.html"))
})

// facts makes facts of names and values in turn.
func facts(pairs ...any) apicause.Facts {
	f := make(apicause.Facts, len(pairs)/2)
	for i := 0; i+1 < len(pairs); i += 2 {
		f[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return f
}

// A page is what all templates are given.
type page struct {
	reader  words.Reader
	Folder  string // its path
	Key     string // what drafts of this folder are kept under
	Here    string // which part of the page this is
	Source  string
	Flash   *flash
	Fault   error
	Outside []string
}

// T is a label, S a sentence.
func (p page) T(wording string) string { return p.reader.Message(apicause.Cause(wording), nil).Title }

func (p page) S(wording string, facts ...apicause.Facts) string {
	var f apicause.Facts
	if len(facts) > 0 {
		f = facts[0]
	}
	return p.reader.Message(apicause.Cause(wording), f).Detail
}

// Why words an error in the language of the page.
func (p page) Why(err error) string { return fail.In(err, p.PageLang().String()) }

// PageLang is the language that the page itself is in.
func (p page) PageLang() language.Tag { return p.reader.Language() }

// PageDir is the direction in which it is written.
func (p page) PageDir() string {
	if direction.RightToLeft(p.PageLang()) {
		return "rtl"
	}
	return "ltr"
}

// page returns what all pages have in common.
func (s *Server) page(r *http.Request, v *view, here string) page {
	p := page{reader: said().Reader(s.readers(r)...), Folder: s.config.Dir, Key: s.key, Here: here, Source: v.folder.Source.String(), Fault: v.fault, Outside: v.outside}
	p.Flash = s.flash(r, p)
	return p
}

// readers are the languages that the page itself is in.
func (s *Server) readers(r *http.Request) []string {
	if len(s.config.UILang) > 0 {
		return s.config.UILang
	}
	if lang := s.view().folder.Settings.UILang; lang != "" {
		return []string{lang}
	}
	return r.Header["Accept-Language"]
}

// show sends a page, whole or not at all.
func (s *Server) show(w http.ResponseWriter, status int, name string, data any) {
	var b bytes.Buffer
	if err := templates().ExecuteTemplate(&b, name, data); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes())
}

// refuse answers with the reason why not.
func (s *Server) refuse(w http.ResponseWriter, r *http.Request, status int, wording string, facts apicause.Facts) {
	p := s.page(r, s.view(), "")
	p.Flash = nil
	s.show(w, status, "refused.html", struct {
		page
		Title, Reason string
	}{p, p.T(wording), p.S(wording, facts)})
}

// refuseError answers with an error of what was asked for.
func (s *Server) refuseError(w http.ResponseWriter, r *http.Request, status int, err error) {
	s.refuse(w, r, status, "Refused", apicause.Facts{"Reason": fail.In(err, s.readers(r)...)})
}

func static() http.Handler { return http.FileServerFS(staticFiles) }
