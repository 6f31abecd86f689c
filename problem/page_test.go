package problem_test

import (
	"errors"
	"html/template"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

func TestTheAppsPage(t *testing.T) {
	page := template.Must(template.New("").Parse(
		`<html lang="{{.Language}}" dir="{{.Dir}}"><p class="{{.Cause}}">{{.Title}} {{.Status}} {{.Facts.Retry}}`))
	p := polyglot(t, problem.Config{Page: page})
	err := &apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{"Retry": time.Minute, "Secret": secret}}
	got := serve(p, request(http.MethodGet, "text/html", "ar"), err).Body.String()
	if want := `<html lang="ar" dir="rtl"><p class="Unknown">حدث خطأ: Unknown 500 60`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestAPageThatChangesIsNotRemembered(t *testing.T) {
	n := 0
	page := template.Must(template.New("").Funcs(template.FuncMap{"next": func() int { n++; return n }}).Parse(`{{next}}`))
	p := problem.New(problem.Config{Page: page})
	for _, want := range []string{"1", "2"} {
		if got := serve(p, request(http.MethodGet, "text/html", ""), apicause.InvalidToken).Body.String(); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

func TestAPageThatFailsIsNotSentByHalf(t *testing.T) {
	broken := errors.New("broken")
	pages := map[string]*template.Template{
		"halfway": template.Must(template.New("").Funcs(template.FuncMap{"fail": func() (string, error) { return "", broken }}).Parse(`half {{fail}}`)),
		"panics":  template.Must(template.New("").Funcs(template.FuncMap{"fail": func() string { panic("broken") }}).Parse(`half {{fail}}`)),
		"empty":   template.New(""),
		"field":   template.Must(template.New("").Parse(`half {{.Nope}}`)),
	}
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			var got error
			p := problem.New(problem.Config{Page: page, Report: func(_ *http.Request, err error, _ problem.Problem) { got = err }})
			w := serve(p, request(http.MethodGet, "text/html", ""), apicause.InvalidToken)
			want := apicause.Default().Localizer().Message(apicause.InvalidToken)
			if strings.Contains(w.Body.String(), "half") {
				t.Errorf("half a page: %s", w.Body)
			}
			checkPage(t, w.Body.String(), want)
			if !errors.Is(got, apicause.InvalidToken) || !strings.Contains(got.Error(), "Config.Page") || name == "halfway" && !errors.Is(got, broken) {
				t.Errorf("reported %v", got)
			}
		})
	}
}

func TestReportSeesWhatIsAnswered(t *testing.T) {
	var got reported
	p := problem.New(problem.Config{Report: func(_ *http.Request, err error, p problem.Problem) { got = reported{err, p} }})
	err := &apicause.Error{Cause: apicause.InvalidToken, Err: errors.New(secret)}
	r := request(http.MethodGet, "text/plain", "ko")
	w := serve(p, r, err)
	if got.err != error(err) || got.problem.Status != w.Code || got.problem.Title == "" || !strings.HasPrefix(w.Body.String(), got.problem.Title) {
		t.Errorf("reported %v", got)
	}
	if got.problem.Title != p.Problem(r, err).Title {
		t.Errorf("Problem tells otherwise: %v", p.Problem(r, err))
	}
}

func TestATextThatChangesIsToldAnew(t *testing.T) {
	catalogs := make([]*apicause.Catalog, 2)
	for i, detail := range []string{"Old.", "New."} {
		var err error
		catalogs[i], err = apicause.New(apicause.Config{Locales: layer("active.en.toml", "[detail]\nInvalidToken = '"+detail+"'")})
		if err != nil {
			t.Fatal(err)
		}
	}
	now := catalogs[0]
	p := problem.New(problem.Config{Localizer: func(*http.Request) apicause.Localizer { return now.Localizer() }})
	for i, want := range []string{"Old.", "Old.", "New."} {
		now = catalogs[i/2]
		for _, accept := range []string{"", "text/html", "text/plain"} {
			if got := serve(p, request(http.MethodGet, accept, ""), apicause.InvalidToken).Body.String(); !strings.Contains(got, want) {
				t.Errorf("%s: got %s, want %s", accept, got, want)
			}
		}
	}
}
