package main

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/chromedp/chromedp"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

func TestPagesFitANarrowScreen(t *testing.T) {
	catalog := apicause.Default()
	p := problem.New(problem.Config{Localizer: func(r *http.Request) apicause.Localizer {
		return catalog.Localizer(r.FormValue("lang"))
	}})
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.Write(w, r, apicause.Cause(r.FormValue("cause")))
	}))
	t.Cleanup(server.Close)
	address, _ := serveBoth(t, 30*time.Second)
	pages := []string{address, address + "/nowhere", address + "/callback"}
	for _, tag := range catalog.Languages() {
		for _, cause := range longest(catalog, tag.String()) {
			query := url.Values{"lang": {tag.String()}, "cause": {string(cause)}}
			pages = append(pages, server.URL+"/?"+query.Encode())
		}
	}

	b := open(t, browse(t, "ko-KR,ko")).next(t)
	b.do(chromedp.EmulateViewport(320, 640))
	for _, page := range pages {
		b.visit(page)
		if got := read(b, chromedp.Evaluate[int](`document.documentElement.scrollWidth`)); got > 320 {
			t.Errorf("%s is %d pixels wide", page, got)
		}
	}
}

// longest returns the causes with the longest title and the longest detail.
func longest(catalog *apicause.Catalog, language string) (causes [2]apicause.Cause) {
	var lengths [2]int
	for _, cause := range catalog.Causes() {
		m := catalog.Localizer(language).Message(cause)
		for i, text := range []string{m.Title, m.Detail} {
			if n := utf8.RuneCountInString(text); n > lengths[i] {
				lengths[i], causes[i] = n, cause
			}
		}
	}
	return causes
}
