package app_test

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"regexp"
	"strings"
	"testing"
)

var (
	transcript = regexp.MustCompile("(?s)```\n\\$ (curl -i [^\n]*)/api/memo\n(.*?)\n```")
	curlHeader = regexp.MustCompile(`-H '([^:]*): ([^']*)'`)
)

func TestREADMEShowsWhatIsAnswered(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	transcripts := transcript.FindAllStringSubmatch(string(readme), -1)
	if len(transcripts) == 0 {
		t.Fatal("no transcripts")
	}
	s := serve(t)
	for _, shown := range transcripts {
		want, err := http.ReadResponse(bufio.NewReader(strings.NewReader(shown[2]+"\n")), nil)
		if err != nil {
			t.Fatalf("%s: %v", shown[1], err)
		}
		body, err := io.ReadAll(want.Body)
		if err != nil {
			t.Errorf("%s: %v", shown[1], err) // as when Content-Length is another's
		}
		header := []string{"Accept", "*/*"}
		for _, h := range curlHeader.FindAllStringSubmatch(shown[1], -1) {
			header = append(header, h[1], h[2])
		}
		got := visit(t, s).do("POST", s.URL+"/api/memo", map[string][]string{"hello": {""}}, header...)
		if got.Status != want.StatusCode || got.Body != string(body) {
			t.Errorf("%s\ngot  %d %s\nwant %d %s", shown[1], got.Status, got.Body, want.StatusCode, body)
		}
		want.Header.Del("Date")
		got.Header.Del("Date")
		for name := range want.Header {
			if got, want := got.Header.Get(name), want.Header.Get(name); got != want {
				t.Errorf("%s\n%s: got %q, want %q", shown[1], name, got, want)
			}
		}
		if len(got.Header) != len(want.Header) {
			t.Errorf("%s\ngot headers %v, want %v", shown[1], got.Header, want.Header)
		}
	}
}
