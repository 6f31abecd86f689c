package main

import (
	"bytes"
	"context"
	_ "embed"
	"errors"
	"html/template"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/webapp/app"
	"github.com/apicause/apicause/examples/webapp/standin"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/problem"
)

//go:embed failures.html
var failuresPage string

// The languages that the gallery shows side by side where none is chosen.
var sideBySide = []string{"ko", "en", "ar"}

// A row is one failure as the gallery shows it: what the stand-in sends, and what
// that means.
type row struct {
	standin.Failure
	Cause apicause.Cause // "" where Kakao shows a page of its own
	Code  string         // Kakao's number or name for it; "" if it has none
}

// A spoken language is one of the catalog's, by its own name.
type spoken struct {
	Tag    language.Tag
	Name   string
	Chosen bool
}

// gallery serves /failures, the list of what can go wrong, and /failures/NAME,
// the page that a visitor gets then.
func gallery() http.Handler {
	page := template.Must(template.New("failures").Parse(failuresPage))
	catalog := apicause.Default()
	responder := problem.New(problem.Config{Links: app.Next, Localizer: func(r *http.Request) apicause.Localizer {
		return catalog.Localizer(r.URL.Query().Get("lang"))
	}})
	mux := http.NewServeMux()
	mux.HandleFunc("GET /failures", func(w http.ResponseWriter, r *http.Request) { list(w, r, page, catalog) })
	mux.HandleFunc("GET /failures/{name}", func(w http.ResponseWriter, r *http.Request) {
		i := slices.IndexFunc(standin.Failures(), func(f standin.Failure) bool { return f.Name == r.PathValue("name") })
		err := error(apicause.NotFound)
		if i >= 0 {
			err = met(standin.Failures()[i])
		}
		responder.Write(w, r, err)
	})
	return mux
}

func list(w http.ResponseWriter, r *http.Request, page *template.Template, catalog *apicause.Catalog) {
	query := r.URL.Query()
	chosen := query["lang"]
	if len(chosen) == 0 {
		chosen = sideBySide
	}
	var languages []spoken
	for _, tag := range catalog.Languages() {
		languages = append(languages, spoken{tag, display.Self.Name(tag), slices.Contains(chosen, tag.String())})
	}
	slices.SortStableFunc(languages, func(a, b spoken) int { // the usual ones first
		place := func(s spoken) int {
			return slices.Index(append(slices.Clone(sideBySide), s.Tag.String()), s.Tag.String())
		}
		return place(a) - place(b)
	})
	all := standin.Failures()
	var rows []row
	for _, f := range all {
		if row := newRow(f); row.matches(query.Get("q")) {
			rows = append(rows, row)
		}
	}
	var b bytes.Buffer
	err := page.Execute(&b, struct {
		Rows        []row
		All         int
		Query       string
		Languages   []spoken
		Token, Host string
	}{rows, len(all), query.Get("q"), languages, standin.Token(""), r.Host})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError) // this page is for developers
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = b.WriteTo(w)
}

func newRow(f standin.Failure) row {
	err := met(f)
	if err == nil {
		return row{Failure: f}
	}
	row := row{Failure: f, Cause: apicause.Default().Localizer().Localize(err).Cause}
	if upstream, ok := errors.AsType[*kakao.Error](err); ok {
		if row.Code = upstream.Name; upstream.Code != 0 {
			row.Code = strconv.Itoa(upstream.Code)
		}
	}
	return row
}

// matches reports whether what somebody looks for is in a name or code of the row.
func (r row) matches(query string) bool {
	names := strings.ToLower(strings.Join([]string{r.Name, string(r.Cause), r.Code}, "\n"))
	return strings.Contains(names, strings.ToLower(strings.TrimSpace(query)))
}

// met returns the error that the app meets in a failure, nil if it meets none,
// since Kakao shows a page of its own.
func met(f standin.Failure) error {
	switch {
	case f.At == "authorize":
		return nil
	case f.How == "missing":
		return &apicause.Error{Cause: apicause.InsufficientScope, Facts: apicause.Facts{apicause.FactScopes: apicause.Terms{"talk_message"}}}
	case f.How == "slow":
		return context.DeadlineExceeded
	case f.How != "":
		return &url.Error{Op: "Post", Err: io.ErrUnexpectedEOF}
	case len(f.Query) > 0:
		query := url.Values{}
		for name, value := range f.Query {
			query.Set(name, value)
		}
		return kakao.Callback(query)
	case f.At == "friends" && f.Status == http.StatusOK:
		return kakao.Failures([]byte(f.Body))[0]
	case f.Status == http.StatusOK:
		return errors.New("the answer is no JSON")
	}
	return kakao.Decode(f.Status, f.ResponseHeader(), []byte(f.Body))
}
