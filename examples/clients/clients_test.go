package clients_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-resty/resty/v2"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/oauth2"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/clients"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/problem"
)

// answers are of kauth and of kapi.
var answers = []struct {
	name       string
	status     int
	retryAfter string
	body       string
	cause      apicause.Cause
}{
	{"a code that was used already", 400, "", `{"error":"invalid_grant","error_description":"authorization code not found for code=secret","error_code":"KOE320"}`, apicause.InvalidToken},
	{"an unknown app", 401, "", `{"error":"invalid_client","error_description":"Not exist client_id [secret]","error_code":"KOE101"}`, apicause.AppDoesNotExist},
	{"a quota with a wait", 429, "120", `{"code":-10,"msg":"API limit has been exceeded."}`, apicause.ApiLimitExceeded},
	{"a missing consent", 403, "", `{"code":-402,"msg":"insufficient scopes.","required_scopes":["talk_message"],"allowed_scopes":[]}`, apicause.InsufficientScope},
	{"a page", 503, "", `<html>secret</html>`, apicause.Unknown},
	{"nothing", 500, "", ``, apicause.Unknown},
}

// server gives the answer that the path numbers.
func server(t *testing.T) string {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var i int
		fmt.Sscanf(r.URL.Path, "/%d", &i)
		if answers[i].retryAfter != "" {
			w.Header().Set("Retry-After", answers[i].retryAfter)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(answers[i].status)
		io.WriteString(w, answers[i].body)
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// An app that uses x/oauth2 or resty answers as one that uses net/http.
func TestAnswersAsWithNetHTTP(t *testing.T) {
	address := server(t)
	p := problem.New(problem.Config{Classify: clients.Classify})
	visitor := func(err error) string {
		w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept-Language", "ko")
		p.Write(w, r, err)
		return fmt.Sprint(w.Code, w.Header(), w.Body)
	}
	withResty := clients.Kakao(resty.New())
	for i, a := range answers {
		t.Run(a.name, func(t *testing.T) {
			endpoint := fmt.Sprintf("%s/%d", address, i)
			resp, err := http.PostForm(endpoint, nil)
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			netHTTP := kakao.Check(resp)
			if !errors.Is(netHTTP, a.cause) {
				t.Fatalf("net/http: got %v, want %s", netHTTP, a.cause)
			}
			want := visitor(netHTTP)

			config := oauth2.Config{ClientID: "id", Endpoint: oauth2.Endpoint{TokenURL: endpoint, AuthStyle: oauth2.AuthStyleInParams}}
			_, err = config.Exchange(t.Context(), "code")
			if diff := cmp.Diff(want, visitor(err)); diff != "" {
				t.Errorf("x/oauth2 (-net/http +oauth2):\n%s", diff)
			}
			if text := clients.Classify(err).Error(); strings.Contains(text, "secret") {
				t.Errorf("x/oauth2: Kakao's words in %q", text)
			}

			_, err = withResty.R().Post(endpoint)
			if diff := cmp.Diff(want, visitor(err)); diff != "" {
				t.Errorf("resty (-net/http +resty):\n%s", diff)
			}
			got, ok := errors.AsType[*kakao.Error](err)
			if !ok || got.Retry() != netHTTP.(*kakao.Error).Retry() {
				t.Errorf("resty: got %v, want as %v", err, netHTTP)
			}
		})
	}
}

// A token that cannot be renewed fails inside the client that adds it, too.
func TestAFailedRenewalIsClassified(t *testing.T) {
	config := oauth2.Config{Endpoint: oauth2.Endpoint{TokenURL: server(t) + "/0"}}
	client := config.Client(t.Context(), &oauth2.Token{RefreshToken: "used"})
	_, err := client.Get("https://kapi.kakao.com/v2/user/me")
	if !errors.Is(clients.Classify(err), apicause.InvalidToken) {
		t.Errorf("got %v", err)
	}
}

func TestClassifyLeavesOtherErrorsAlone(t *testing.T) {
	for _, err := range []error{io.EOF, apicause.NotFound, &oauth2.RetrieveError{}} {
		if got := clients.Classify(err); got != err {
			t.Errorf("got %v, want %v", got, err)
		}
	}
}

func TestRestySuccess(t *testing.T) {
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, `{"id":1}`) }))
	defer s.Close()
	answer, err := clients.Kakao(resty.New()).R().Get(s.URL)
	if err != nil || answer.String() != `{"id":1}` {
		t.Errorf("got %v, %v", answer, err)
	}
}
