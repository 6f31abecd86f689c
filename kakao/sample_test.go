package kakao_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
)

// An answer is a row of testdata/responses.jsonl: an answer that Kakao, or
// somebody's test, gave, with what it must be read as.
type answer struct {
	ID       string            `json:"id"`
	Family   string            `json:"family"`
	Status   int               `json:"status"` // 0 if the source does not say
	Headers  map[string]string `json:"headers"`
	Body     string            `json:"body"`
	Expected struct {
		Code           *int            `json:"code"`
		Cause          *apicause.Cause `json:"cause"` // nil if the answer is one of success
		OAuth          *string         `json:"oauth_error"`
		Msg            *string         `json:"msg"`
		RequiredScopes []string        `json:"required_scopes"`
		AllowedScopes  []string        `json:"allowed_scopes"`
	} `json:"expected"`
}

func (a answer) header() http.Header {
	h := make(http.Header)
	for name, value := range a.Headers {
		h.Set(name, value)
	}
	return h
}

func sample(t testing.TB) []answer {
	t.Helper()
	file, err := os.ReadFile("testdata/responses.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var answers []answer
	lines := bufio.NewScanner(bytes.NewReader(file))
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var a answer
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
	}
	if err := lines.Err(); err != nil || len(answers) == 0 {
		t.Fatalf("read %d answers: %v", len(answers), err)
	}
	return answers
}

func TestTheSampleDecodesAsExpected(t *testing.T) {
	for _, a := range sample(t) {
		t.Run(a.ID, func(t *testing.T) {
			if a.Expected.Cause == nil {
				if err := kakao.Check(response(http.MethodPost, http.StatusOK, a.header(), a.Body)); err != nil {
					t.Errorf("got %v for a success", err)
				}
				return
			}
			e := kakao.Decode(a.Status, a.header(), []byte(a.Body))
			if e.Cause != *a.Expected.Cause {
				t.Errorf("cause: got %s, want %s", e.Cause, *a.Expected.Cause)
			}
			if got, want := e.Code, or(a.Expected.Code, 0); got != want {
				t.Errorf("code: got %d, want %d", got, want)
			}
			want := or(a.Expected.OAuth, "")
			if a.Family == "dapi" { // the sample names OAuth's words only
				want = member(a.Body, "errorType")
			}
			if e.Name != want {
				t.Errorf("name: got %q, want %q", e.Name, want)
			}
			if e.Status != a.Status {
				t.Errorf("status: got %d, want %d", e.Status, a.Status)
			}
			if want := or(a.Expected.Msg, ""); e.Upstream() != want {
				t.Errorf("upstream: got %q, want %q", e.Upstream(), want)
			}
			if !slices.Equal(e.RequiredScopes, a.Expected.RequiredScopes) {
				t.Errorf("required scopes: got %q, want %q", e.RequiredScopes, a.Expected.RequiredScopes)
			}
			if !slices.Equal(e.AllowedScopes, a.Expected.AllowedScopes) {
				t.Errorf("allowed scopes: got %q, want %q", e.AllowedScopes, a.Expected.AllowedScopes)
			}
			if msg := e.Upstream(); msg != "" && strings.Contains(e.Error(), msg) {
				t.Errorf("Error() repeats %q: %s", msg, e)
			}
		})
	}
}

func TestTheSampleSaysTheSameThroughCheck(t *testing.T) {
	for _, a := range sample(t) {
		if a.Expected.Cause == nil || a.Status == 0 {
			continue
		}
		err := kakao.Check(response(http.MethodPost, a.Status, a.header(), a.Body))
		if got, want := text(err), kakao.Decode(a.Status, a.header(), []byte(a.Body)).Error(); got != want {
			t.Errorf("%s: got %q, want %q", a.ID, got, want)
		}
		if cause, _ := apicause.CauseOf(err); cause != *a.Expected.Cause {
			t.Errorf("%s: apicause.CauseOf: got %s, want %s", a.ID, cause, *a.Expected.Cause)
		}
	}
}

func or[T any](p *T, otherwise T) T {
	if p == nil {
		return otherwise
	}
	return *p
}

func text(err error) string {
	if err == nil {
		return "no error"
	}
	return err.Error()
}

func member(body, key string) string {
	var m map[string]any
	json.Unmarshal([]byte(body), &m)
	s, _ := m[key].(string)
	return s
}
