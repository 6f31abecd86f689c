package standin_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/webapp/standin"
	"github.com/apicause/apicause/kakao"
)

func TestFailuresAreSound(t *testing.T) {
	data, err := os.ReadFile("failures.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(standin.Failures()), bytes.Count(data, []byte("\n")); got != want {
		t.Errorf("%d failures in %d lines", got, want)
	}
	bodies := samples(t)
	seen := map[string]bool{}
	for _, f := range standin.Failures() {
		if f.Name == "" || seen[f.Name] {
			t.Errorf("%q: no name of its own", f.Name)
		}
		seen[f.Name] = true
		if !slices.Contains([]string{"authorize", "callback", "token", "profile", "memo", "friends"}, f.At) {
			t.Errorf("%s: at %q, which is no step", f.Name, f.At)
		}
		if f.Sample != "" && f.Body != bodies[f.Sample] {
			t.Errorf("%s: the body is not that of sample %s", f.Name, f.Sample)
		}
		switch {
		case f.How == "missing" || f.How == "drop" || f.How == "slow":
		case f.At == "callback" && f.Query["error"] != "":
		case f.Status >= 200 && f.Status <= 599:
		default:
			t.Errorf("%s: nothing to answer", f.Name)
		}
	}
}

// samples returns the bodies of answers that were seen.
func samples(t *testing.T) map[string]string {
	file, err := os.Open("../../../kakao/testdata/responses.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	bodies := map[string]string{}
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var sample struct{ ID, Body string }
		if err := json.Unmarshal(lines.Bytes(), &sample); err != nil {
			t.Fatal(err)
		}
		bodies[sample.ID] = sample.Body
	}
	return bodies
}

func TestEveryCauseCanBeSeen(t *testing.T) {
	missing := map[apicause.Cause]bool{}
	for _, c := range append(apicause.Causes(), apicause.Unknown, apicause.BlockedApp, apicause.NotFriend) { // those of Kakao
		missing[c] = true
	}
	for _, f := range standin.Failures() {
		if f.Status >= 400 {
			delete(missing, kakao.Decode(f.Status, f.ResponseHeader(), []byte(f.Body)).Cause)
		}
	}
	for c := range missing {
		t.Errorf("no failure shows %s", c)
	}
}

func TestServesWhatItIsTold(t *testing.T) {
	server := httptest.NewServer(standin.New())
	defer server.Close()
	for _, f := range standin.Failures() {
		if f.At != "memo" || f.Status < 400 || f.How != "" {
			continue
		}
		resp := send(t, server.URL, standin.Token(f.Name))
		got, want := kakao.Check(resp), kakao.Decode(f.Status, f.ResponseHeader(), []byte(f.Body))
		if resp.Body.Close(); got == nil || got.Error() != want.Error() {
			t.Errorf("%s: got %v, want %v", f.Name, got, want)
		}
	}
}

func TestAsksForConsentThatAMessageNeeds(t *testing.T) {
	server := httptest.NewServer(standin.New())
	defer server.Close()
	resp := send(t, server.URL, standin.Token("missing-consent"))
	defer resp.Body.Close()
	err, _ := kakao.Check(resp).(*kakao.Error)
	if err == nil || err.Cause != apicause.InsufficientScope {
		t.Fatalf("got %v, want %v", err, apicause.InsufficientScope)
	}
	if got, want := err.MissingScopes(), []string{"talk_message"}; !slices.Equal(got, want) {
		t.Errorf("missing are %q, want %q", got, want)
	}
}

func TestSendsNobodyElsewhere(t *testing.T) {
	server := httptest.NewServer(standin.New())
	defer server.Close()
	query := url.Values{"client_id": {"x"}, "response_type": {"code"}, "redirect_uri": {"https://elsewhere.example/"}}
	resp, err := http.Get(server.URL + "/oauth/authorize?" + query.Encode())
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	if got, want := resp.StatusCode, http.StatusBadRequest; got != want {
		t.Errorf("status is %d, want %d", got, want)
	}
}

// send sends a message to oneself.
func send(t *testing.T, server, token string) *http.Response {
	t.Helper()
	form := url.Values{"template_object": {`{"object_type":"text","text":"hello","link":{}}`}}
	req, err := http.NewRequest("POST", server+"/v2/api/talk/memo/default/send", strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Authorization", "Bearer "+token)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	return resp
}
