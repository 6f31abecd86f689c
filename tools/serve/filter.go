package serve

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// A filter is what a list is narrowed to. It stands in the address.
type filter struct {
	Lang  string
	State state
	Query string
	Page  int
}

func filterOf(r *http.Request) filter {
	q := r.URL.Query()
	f := filter{Lang: q.Get("lang"), State: state(q.Get("state")), Query: strings.TrimSpace(q.Get("q"))}
	f.Page, _ = strconv.Atoi(q.Get("page"))
	return f
}

// URL is the address of the overview with the filter.
func (f filter) URL() string {
	q := make(url.Values)
	for name, value := range map[string]string{"lang": f.Lang, "state": string(f.State), "q": f.Query} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if f.Page > 1 {
		q.Set("page", strconv.Itoa(f.Page))
	}
	if len(q) == 0 {
		return "/"
	}
	return "/?" + q.Encode()
}

// With returns the address of the first page with another value, and of the same
// without it where it is set already.
func (f filter) With(name, value string) string {
	f.Page = 0
	switch name {
	case "lang":
		f.Lang = other(f.Lang, value)
	case "state":
		f.State = state(other(string(f.State), value))
	case "page":
		f.Page, _ = strconv.Atoi(value)
	}
	return f.URL()
}

func other(now, value string) string {
	if now == value {
		return ""
	}
	return value
}

func editURL(lang, name string) string {
	return "/edit/" + url.PathEscape(lang) + "/" + url.PathEscape(name)
}
