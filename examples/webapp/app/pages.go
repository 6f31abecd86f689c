package app

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause/problem"
)

//go:embed pages texts
var files embed.FS

// pages are the app's own pages and their words, in the languages of texts. Errors
// have every language of the catalog, on the page of package problem.
type pages struct {
	all     *template.Template // by file name
	matcher language.Matcher
	words   []words // in the order of the matcher
}

// words are a page's words by name, their language and its direction.
type words struct {
	Language language.Tag
	Dir      string
	Texts    map[string]string
}

func newPages() (*pages, error) {
	p := &pages{}
	tags := []language.Tag{language.English, language.Korean, language.Arabic} // the first for readers of none
	for _, tag := range tags {
		w := words{Language: tag, Dir: problem.Problem{Language: tag}.Dir()}
		if _, err := toml.DecodeFS(files, fmt.Sprintf("texts/%s.toml", tag), &w.Texts); err != nil {
			return nil, err
		}
		p.words = append(p.words, w)
	}
	p.matcher = language.NewMatcher(tags)
	var err error
	p.all, err = template.New("").Option("missingkey=error").ParseFS(files, "pages/*.html")
	return p, err
}

// speak returns the words for a reader of a language.
func (p *pages) speak(reader language.Tag) words {
	_, i, _ := p.matcher.Match(reader)
	return p.words[i]
}

// show renders all of a page before any of it is sent.
func (p *pages) show(w http.ResponseWriter, name string, reader language.Tag, data any) error {
	var page bytes.Buffer
	err := p.all.ExecuteTemplate(&page, name+".html", struct {
		Words words
		Data  any
	}{p.speak(reader), data})
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Language", p.speak(reader).Language.String())
	h.Set("Cache-Control", "no-store")
	_, err = page.WriteTo(w)
	return err
}
