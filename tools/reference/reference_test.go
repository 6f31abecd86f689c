package reference_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/tools/reference"
)

func TestEveryCauseHasAnEntry(t *testing.T) {
	for _, c := range apicause.Default().Causes() {
		en, ko := reference.Of(c, "en"), reference.Of(c, "ko-KR")
		if en.Meaning == "" || en.Who == "" || en.Fix == "" || en.Status == 0 && c != apicause.Unknown {
			t.Errorf("%s: %+v", c, en)
		}
		if ko.Fix == en.Fix || ko.Who == en.Who {
			t.Errorf("%s: the Korean entry reads as the English one", c)
		}
		if _, ok := kakao.CodeOf(c); ok && !strings.HasPrefix(en.Documentation, "https://developers.kakao.com/docs/latest/en/") {
			t.Errorf("%s: Kakao's page is %q", c, en.Documentation)
		}
	}
	if e := reference.Of("OutOfStock"); e.Facts() != nil || e.Meaning != "" {
		t.Errorf("an app's own cause: %+v", e)
	}
}

// What the library reads as a cause, somebody may look up.
func TestEveryWordThatHasACauseIsFound(t *testing.T) {
	for n := range 1000 {
		word := fmt.Sprintf("KOE%03d", n)
		cause := kakao.Decode(http.StatusBadRequest, nil, fmt.Appendf(nil, `{"error_code":%q}`, word)).Cause
		e, ok := reference.OfWord(word)
		if cause != apicause.Unknown && (!ok || e.Cause != cause || e.Fix == "") {
			t.Errorf("%s: got %+v, %t, want %s", word, e, ok, cause)
		}
	}
	for _, name := range reference.Words() {
		for _, lang := range []string{"en", "ko"} {
			if e, ok := reference.OfWord(name, lang); !ok || len(e.Words) != 1 || e.Words[0].Name != name || strings.TrimSpace(e.Words[0].Meaning) == "" || e.Words[0].Meaning == name {
				t.Errorf("%s %s: %+v", lang, name, e.Words)
			}
		}
	}
	if _, ok := reference.OfWord("KOE999"); ok {
		t.Error("KOE999 is known")
	}
}

// Each answer was given: the sample of the package kakao has it.
func TestAnswersAreReal(t *testing.T) {
	type sample struct {
		Status    int
		Body      string
		Synthetic bool
	}
	var samples []sample
	f, err := os.Open("../../kakao/testdata/responses.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var s sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			t.Fatal(err)
		}
		samples = append(samples, s)
	}
	given := func(a reference.Answer) bool {
		var body any
		if err := json.Unmarshal([]byte(a.Body), &body); err != nil {
			t.Errorf("%s: %v", a.Body, err)
		}
		for _, s := range samples {
			var other any
			if json.Unmarshal([]byte(s.Body), &other) == nil && !s.Synthetic && s.Status == a.Status && reflect.DeepEqual(body, other) {
				return true
			}
		}
		return false
	}
	n := 0
	for _, c := range apicause.Default().Causes() {
		a := reference.Of(c).Answer
		if a.Body == "" {
			continue
		}
		n++
		if !given(a) {
			t.Errorf("%s: nobody gave the answer %s", c, a)
		}
		if got := kakao.Decode(a.Status, nil, []byte(a.Body)).Cause; got != c {
			t.Errorf("%s: the answer is one of %s", c, got)
		}
	}
	if n == 0 {
		t.Error("no answers")
	}
}

func TestPage(t *testing.T) {
	page := reference.Of(apicause.InvalidToken, "ko").Page()
	for _, want := range []string{
		"# InvalidToken\n\n유효하지 않은 앱 키", "**카카오 코드**: -401, HTTP 401\n", "- KOE320: 이미 썼거나", "```\nHTTP 401 {\"code\":-401,", "401 Unauthorized\n",
		"<https://developers.kakao.com/docs/latest/ko/rest-api/error-code>", "| 日本語 | ",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in\n%s", want, page)
		}
	}
}
