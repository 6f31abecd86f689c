package problem_test

import (
	"net/http"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"encoding/json"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// sink is a ResponseWriter that costs nothing itself.
type sink struct {
	header http.Header
	status int
	n      int
}

func (s *sink) Header() http.Header         { return s.header }
func (s *sink) WriteHeader(status int)      { s.status = status }
func (s *sink) Write(b []byte) (int, error) { s.n += len(b); return len(b), nil }

const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"

var benchAccepts = []struct{ name, accept string }{
	{"json", "application/json"}, {"html", browser},
}

// measure serves a request again and again.
func measure(b *testing.B, h http.Handler, r *http.Request) {
	b.ReportAllocs()
	for b.Loop() {
		h.ServeHTTP(&sink{header: make(http.Header)}, r)
	}
}

// BenchmarkWrite is from request to bytes, of a message without facts, beside
// the same answer that stands ready by the header's value.
func BenchmarkWrite(b *testing.B) {
	p := problem.New(problem.Config{})
	for _, a := range benchAccepts {
		r := request(http.MethodGet, a.accept, "ko-KR,ko;q=0.9,en;q=0.8")
		answer := serve(p, r, apicause.InvalidToken)
		contentType, body := answer.Header().Get("Content-Type"), answer.Body.Bytes()
		ready := map[string][]byte{r.Header.Get("Accept-Language"): body}
		b.Run(a.name+"/problem", func(b *testing.B) {
			measure(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				p.Write(w, r, apicause.InvalidToken)
			}), r)
		})
		b.Run(a.name+"/prerendered", func(b *testing.B) {
			measure(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				body := ready[r.Header.Get("Accept-Language")]
				h := w.Header()
				h.Set("Content-Type", contentType)
				h.Set("Content-Language", "ko")
				h.Set("Cache-Control", "no-store")
				h.Set("X-Content-Type-Options", "nosniff")
				h.Set("Vary", "Accept, Accept-Language")
				h.Set("Www-Authenticate", "Bearer")
				w.WriteHeader(http.StatusUnauthorized)
				_, _ = w.Write(body)
			}), r)
		})
	}
}

// BenchmarkWriteGoI18n does what go-i18n's README does: a localizer for each
// request, two messages, and encoding/json.
func BenchmarkWriteGoI18n(b *testing.B) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, name := range []string{"active.en.toml", "active.ko.toml"} {
		if _, err := bundle.LoadMessageFileFS(apicause.Locales(), name); err != nil {
			b.Fatal(err)
		}
	}
	r := request(http.MethodGet, "application/json", "ko-KR,ko;q=0.9,en;q=0.8")
	measure(b, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		localizer := i18n.NewLocalizer(bundle, r.Header.Get("Accept-Language"))
		title, tag, err := localizer.LocalizeWithTag(&i18n.LocalizeConfig{MessageID: "title.InvalidToken"})
		if err != nil {
			b.Fatal(err)
		}
		detail, err := localizer.Localize(&i18n.LocalizeConfig{MessageID: "detail.InvalidToken"})
		if err != nil {
			b.Fatal(err)
		}
		h := w.Header()
		h.Set("Content-Type", "application/problem+json")
		h.Set("Content-Language", tag.String())
		h.Set("Cache-Control", "no-store")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Vary", "Accept, Accept-Language")
		h.Set("WWW-Authenticate", "Bearer")
		w.WriteHeader(http.StatusUnauthorized)
		err = json.NewEncoder(w).Encode(map[string]any{
			"type": "about:blank", "title": title, "status": http.StatusUnauthorized, "detail": detail, "cause": "InvalidToken",
		})
		if err != nil {
			b.Fatal(err)
		}
	}), r)
}
