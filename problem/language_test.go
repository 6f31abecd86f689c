package problem_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

func TestTheAppsCatalog(t *testing.T) {
	own := catalog(t)
	koreanLast, err := apicause.New(apicause.Config{Fallback: language.Korean})
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		name      string
		config    problem.Config
		languages string
		err       error
		cause     apicause.Cause
		language  string
	}{
		{"the built-in one", problem.Config{}, "ko", apicause.InvalidToken, apicause.InvalidToken, "ko"},
		{"does not know the app's cause", problem.Config{}, "ko", apicause.Cause("OutOfStock"), apicause.Unknown, "ko"},
		{"the app's", problem.Config{Catalog: own}, "ar", apicause.Cause("OutOfStock"), "OutOfStock", "en"},
		{"the app's fallback", problem.Config{Catalog: koreanLast}, "xx", apicause.InvalidToken, apicause.InvalidToken, "ko"},
		{"a localizer wins", problem.Config{Catalog: koreanLast, Localizer: func(*http.Request) apicause.Localizer { return own.Localizer("en") }},
			"ko", apicause.Cause("OutOfStock"), "OutOfStock", "en"},
		{"and says which causes are known", problem.Config{Catalog: own, Localizer: func(*http.Request) apicause.Localizer { return koreanLast.Localizer() }},
			"en", apicause.Cause("OutOfStock"), apicause.Unknown, "ko"},
		{"a zero localizer asks the catalog", problem.Config{Catalog: koreanLast, Localizer: func(r *http.Request) apicause.Localizer { return apicause.FromContext(r.Context()) }},
			"en", apicause.InvalidToken, apicause.InvalidToken, "ko"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			p := problem.New(tt.config)
			r := request(http.MethodGet, "", tt.languages)
			if got := p.Problem(r, tt.err); got.Cause != tt.cause || got.Language.String() != tt.language {
				t.Errorf("got %s in %s, want %s in %s", got.Cause, got.Language, tt.cause, tt.language)
			}
			var seen apicause.Message
			p.Localize(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				seen = apicause.FromContext(r.Context()).Localize(tt.err)
			})).ServeHTTP(httptest.NewRecorder(), r)
			if seen.Cause != tt.cause || seen.Language.String() != tt.language {
				t.Errorf("in the context: %s in %s, want %s in %s", seen.Cause, seen.Language, tt.cause, tt.language)
			}
		})
	}
}

func TestPreferences(t *testing.T) {
	r := request(http.MethodGet, "", "")
	if got := problem.Preferences(r); got != nil {
		t.Errorf("of none: %q", got)
	}
	r.Header["Accept-Language"] = []string{"sv", "ko;q=0.5", "en;q=0.1"}
	got := problem.Preferences(r)
	if l := apicause.Default().Localizer(got...); l.Language() != language.Korean || l.Wanted().String() != "sv" {
		t.Errorf("%q: %s, wanted %s", got, l.Language(), l.Wanted())
	}
	if cap(got) != len(got) {
		t.Errorf("room for %d more", cap(got)-len(got))
	}
}

func TestWanted(t *testing.T) {
	p := problem.New(problem.Config{})
	for languages, want := range map[string]string{"": "und", "eu,ko": "eu", "ko": "ko", "*": "und"} {
		if got := p.Problem(request(http.MethodGet, "", languages), apicause.InvalidToken).Wanted.String(); got != want {
			t.Errorf("%q: got %s, want %s", languages, got, want)
		}
	}
}

func TestForWithoutARequest(t *testing.T) {
	own := catalog(t)
	reports := 0
	p := problem.New(problem.Config{
		Catalog:  own,
		Classify: func(error) error { return apicause.Cause("OutOfStock") },
		Instance: func(*http.Request) string { return "x" },
		Report:   func(*http.Request, error, problem.Problem) { reports++ },
	})
	for lang, l := range map[string]apicause.Localizer{"en": {}, "ar": own.Localizer("ar")} {
		want := own.Localizer(lang).Message("OutOfStock")
		if got := p.For(l, io.EOF); got.Cause != "OutOfStock" || got.Status != 422 || got.Title != want.Title || got.Language != want.Language || got.Type != "urn:problem-type:OutOfStock" {
			t.Errorf("%s: got %v, want %v", lang, got, want)
		}
	}
	if got := p.For(own.Localizer("ko"), nil); got.Cause != apicause.Unknown || got.Status != 500 || got.Language != language.Korean {
		t.Errorf("of nil: %v", got)
	}
	if _ = p.Problem(request(http.MethodGet, "", ""), io.EOF); reports != 0 {
		t.Errorf("%d reports", reports)
	}
}

func TestClassify(t *testing.T) {
	notFound := errors.New("no such row: " + secret)
	var got error
	calls := 0
	p := problem.New(problem.Config{
		Classify: func(err error) error {
			calls++
			if errors.Is(err, notFound) {
				return problem.WithStatus(err, 404)
			}
			return nil
		},
		Report: func(_ *http.Request, err error, _ problem.Problem) { got = err },
	})
	failed := fmt.Errorf("a: %w", notFound)
	w := serve(p, request(http.MethodGet, "", ""), failed)
	if m := members(t, w.Body.Bytes()); w.Code != 404 || m["cause"] != "NotFound" || !errors.Is(got, apicause.NotFound) || !errors.Is(got, notFound) || calls != 1 {
		t.Errorf("%d %v, reported %v, %d calls", w.Code, m, got, calls)
	}
	if serve(p, request(http.MethodGet, "", ""), apicause.InvalidToken); got != error(apicause.InvalidToken) {
		t.Errorf("as it is: reported %v", got)
	}
	calls = 0
	if serve(p, request(http.MethodGet, "", ""), nil); got != nil || calls != 0 {
		t.Errorf("of nil: reported %v, %d calls", got, calls)
	}
	func() {
		defer func() { _ = recover() }()
		p.Handler(func(w http.ResponseWriter, _ *http.Request) error {
			w.WriteHeader(200)
			return failed
		}).ServeHTTP(httptest.NewRecorder(), request(http.MethodGet, "", ""))
	}()
	if !errors.Is(got, apicause.NotFound) {
		t.Errorf("of an answer that has begun: reported %v", got)
	}
}
