package problem

import (
	"net/http"
	"strings"

	"github.com/apicause/apicause"
)

// Preferences returns the arguments for [apicause.Catalog.Localizer]: all lines of
// r's Accept-Language header as one value, or nil if there are none. Put a language
// that the reader has chosen before it:
//
//	catalog.Localizer(append([]string{r.URL.Query().Get("lang")}, problem.Preferences(r)...)...)
func Preferences(r *http.Request) []string {
	lines := r.Header["Accept-Language"]
	if len(lines) == 0 {
		return nil
	}
	return []string{list(lines)}
}

// Localize puts each request's localizer into its context, where next finds it
// with [apicause.FromContext].
func (p *Responder) Localize(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r.WithContext(apicause.NewContext(r.Context(), p.localizer(r))))
	})
}

func (p *Responder) localizer(r *http.Request) apicause.Localizer {
	if p.config.Localizer != nil {
		return p.orOwn(p.config.Localizer(r))
	}
	return p.catalog().Localizer(list(r.Header["Accept-Language"]))
}

// orOwn returns l, and the localizer of the responder's catalog where l is zero,
// as from a context that holds none.
func (p *Responder) orOwn(l apicause.Localizer) apicause.Localizer {
	if l == (apicause.Localizer{}) {
		return p.catalog().Localizer()
	}
	return l
}

func (p *Responder) catalog() *apicause.Catalog {
	if p.config.Catalog != nil {
		return p.config.Catalog
	}
	return apicause.Default()
}

// list returns the whole of a header that is a list (RFC 9110 §5.3).
func list(lines []string) string { return strings.Join(lines, ",") }
