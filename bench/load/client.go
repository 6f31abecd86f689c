package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/apicause/apicause/examples/webapp/standin"
)

// An ask is a request that ends in an error, and the status of its answer.
type ask struct {
	method, path string
	failure      string // of Kakao's, that the caller meets
	status       int
}

var asks = []ask{
	{"GET", "/nowhere", "", http.StatusNotFound},                                           // the app's own
	{"GET", "/callback", "", http.StatusForbidden},                                         // a login that began elsewhere
	{"POST", "/send", "", http.StatusUnauthorized},                                         // nobody is signed in
	{"POST", "/api/memo", "api-limit-exceeded-retry-after", http.StatusServiceUnavailable}, // Kakao's answer
}

// The kinds of answer that the app has.
var kinds = []string{"text/html", "application/problem+json", "text/plain"}

// hostile returns one of ten thousand language headers for a reader of that language.
// One in a thousand is a megabyte long.
func hostile(language string, n int) string {
	n %= 10_000
	if n%1000 == 0 {
		const one = ",x-aaaaaaaa"
		return language + strings.Repeat(one, 1<<20/len(one)) + fmt.Sprint(n)
	}
	return language + [...]string{
		fmt.Sprintf(",zz-%d;q=0.%d", n, n),
		fmt.Sprintf(";q=1,*;q=0.%d,;;;%d,,=", n, n),
		fmt.Sprintf(",ko-KR-u-co-%08d;q=0.1", n),
		fmt.Sprintf(",\xff\xfe-%d, \"%d\\;q=2", n, n),
	}[n%4]
}

// client asks, one request after the other, until ctx ends. Every second client sends
// hostile headers.
func (p *phase) client(ctx context.Context, a *webapp, number int) {
	c := &http.Client{Transport: keepingConnections()}
	defer c.CloseIdleConnections()
	for i := number; ctx.Err() == nil && i < maxRequests; i += clients {
		language, kind := languages[i/clients%len(languages)], kinds[i/3%len(kinds)]
		accepted := language
		if i%2 == 0 {
			accepted = hostile(language, i/2)
			p.hostile.Add(1)
		}
		start := time.Now()
		version, err := asks[i/7%len(asks)].send(c, a.server.URL, language, accepted, kind)
		p.latencies.add(start.Sub(p.began), time.Since(start))
		if err != nil {
			p.complain(err)
		} else {
			p.versions.Store(version, nil)
		}
	}
}

// said is a text of a deployed version: see deploy.
var said = regexp.MustCompile(`(\w+) (title|detail) v(\d+)`)

// send sends the request and holds that the answer is the wanted error, in the wanted
// language and all of one version, which it returns.
func (a ask) send(c *http.Client, server, language, accepted, kind string) (version string, err error) {
	request, err := http.NewRequest(a.method, server+a.path, nil)
	if err != nil {
		return "", err
	}
	request.Header.Set("Accept", kind)
	request.Header.Set("Accept-Language", accepted)
	if a.failure != "" {
		request.Header.Set("Authorization", "Bearer "+standin.Token(a.failure))
	}
	response, err := c.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return "", err
	}
	texts := make(map[string]bool)
	for _, text := range said.FindAllString(string(body), -1) {
		texts[text] = true
	}
	if t := said.FindSubmatch(body); t != nil {
		version = string(t[3])
	}
	if len(texts) != 2 || !texts[language+" title v"+version] || !texts[language+" detail v"+version] ||
		response.StatusCode != a.status || response.Header.Get("Content-Language") != language ||
		!strings.HasPrefix(response.Header.Get("Content-Type"), kind) {
		return "", fmt.Errorf("%s %s in %s as %s: %s %v\n%s", a.method, a.path, language, kind, response.Status, response.Header, body)
	}
	return version, nil
}
