package naver_test

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/naver"
	"github.com/apicause/apicause/examples/naver/standin"
	"github.com/apicause/apicause/problem"
)

func catalog(t testing.TB) *apicause.Catalog {
	t.Helper()
	locales, err := fs.Sub(naver.Locales, "locales")
	if err != nil {
		t.Fatal(err)
	}
	c, err := apicause.New(apicause.Config{
		Languages: []language.Tag{language.Korean, language.English, language.Japanese},
		Causes:    []apicause.Cause{naver.NaverLoginExpired, naver.NaverAppRefused, naver.NaverLimitReached},
		Locales:   []fs.FS{locales},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// What visitors of an app get, from Naver's answer to the app's own.
func TestLogin(t *testing.T) {
	provider := httptest.NewServer(standin.New())
	defer provider.Close()
	client := naver.Client{Login: provider.URL, API: provider.URL, HTTP: &http.Client{Timeout: 10 * time.Second}}
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, nil))
	p := problem.New(problem.Config{Catalog: catalog(t), Report: func(_ *http.Request, err error, _ problem.Problem) {
		logger.Error("login", apicause.Attr(err))
	}})
	app := p.Handler(func(w http.ResponseWriter, r *http.Request) error {
		profile, err := client.Callback(r.Context(), r.URL.Query())
		if err != nil {
			return err
		}
		_, err = io.WriteString(w, profile.Nickname)
		return err
	})

	for _, tt := range []struct {
		name, query, lang string
		status            int
		says, logs        string
	}{
		{"a login that goes well", "code=a", "ko", 200, "하늘", ""},
		{"a code that was used already", "code=a", "ko", 401, `"title":"네이버 로그인을 확인하지 못했어요"`, `error.code=invalid_request error.words="no valid data in session"`},
		{"a person who cancelled", "error=access_denied", "en", 400, `"cause":"LoginCancelled"`, "error.cause=LoginCancelled"},
		{"an app that Naver does not know", "code=fail:client", "en", 502, `"title":"You can't log in with Naver right now"`, "error.code=invalid_client"},
		{"a token that has expired", "code=fail:expired", "en", 401, `"detail":"Log in with Naver again."`, `error.status=401 error.code=024`},
		{"an API that is not chosen", "code=fail:scope", "ja", 401, `"title":"NAVERのログインを確認できませんでした"`, `error.words="Scope Status Invalid`},
		{"a quota with a wait", "code=fail:limit", "ja", 503, `"detail":"60分後にもう一度お試しください。"`, "error.facts=map[Retry:1h0m0s]"},
		{"a call that is not allowed", "code=fail:forbidden", "ko", 502, `"title":"지금은 네이버로 로그인할 수 없어요"`, "error.code=403"},
		{"maintenance, as a page", "code=fail:maintenance", "ko", 503, `"cause":"ServiceUnavailable"`, "error.status=503"},
		{"trouble of Naver's", "code=fail:trouble", "ko", 502, `"cause":"Unknown"`, `error.code=500`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			log.Reset()
			w, r := httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/callback?"+tt.query, nil)
			r.Header.Set("Accept-Language", tt.lang)
			app.ServeHTTP(w, r)
			if w.Code != tt.status || !strings.Contains(w.Body.String(), tt.says) {
				t.Errorf("got %d %s, want %d with %s", w.Code, w.Body, tt.status, tt.says)
			}
			if !strings.Contains(log.String(), tt.logs) {
				t.Errorf("log: got %s, want %s", log.String(), tt.logs)
			}
			for _, words := range []string{"no valid data", "wrong client", "Authentication failed", "Scope Status", "Quota exceeded", "Forbidden", "System Error"} {
				if strings.Contains(w.Body.String(), words) {
					t.Errorf("the visitor reads Naver's %q: %s", words, w.Body)
				}
			}
		})
	}
}

func TestReadOfWhatIsNoAnswerOfNaver(t *testing.T) {
	for _, tt := range []struct {
		name   string
		status int
		body   string
		want   string
	}{
		{"nothing", 500, "", "naver: Unknown (HTTP 500)"},
		{"a list", 401, `["024"]`, "naver: Unknown (HTTP 401)"},
		{"members of wrong types beside a right one", 401, `{"errorMessage":[1],"errorCode":"024","error":{}}`, "naver: NaverLoginExpired (HTTP 401)"},
		{"a code of a wrong type", 429, `{"errorCode":10}`, "naver: NaverLimitReached (HTTP 429)"},
		{"a redirect", 302, "", "naver: Unknown (HTTP 302)"},
	} {
		_, err := naver.Read(&http.Response{StatusCode: tt.status, Body: io.NopCloser(strings.NewReader(tt.body))})
		if err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	broken := errors.New("broken")
	_, err := naver.Read(&http.Response{StatusCode: 200, Body: io.NopCloser(iotest.ErrReader(broken))})
	if !errors.Is(err, broken) {
		t.Errorf("a body that breaks off: got %v", err)
	}
}

// Every cause has all of its texts in each of the three languages.
func TestMessagesAreWhole(t *testing.T) {
	c := catalog(t)
	for _, lang := range c.Languages() {
		for _, cause := range []apicause.Cause{naver.NaverLoginExpired, naver.NaverAppRefused, naver.NaverLimitReached} {
			if m := c.Localizer(lang.String()).Message(cause); m.Language != lang || m.Title == m.Description || m.Detail == "" {
				t.Errorf("%s: %s: got %+v", lang, cause, m)
			}
		}
	}
	if want := []language.Tag{language.English, language.Japanese, language.Korean}; !slices.Equal(c.Languages(), want) {
		t.Errorf("languages: got %v, want %v", c.Languages(), want)
	}
}

func TestCallbackEscapesWhatStrangersWrite(t *testing.T) {
	var got url.Values
	provider := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { got = r.URL.Query() }))
	defer provider.Close()
	client := naver.Client{Login: provider.URL, API: provider.URL, ID: "id", HTTP: provider.Client()}
	client.Callback(t.Context(), url.Values{"code": {"a&client_id=other"}})
	if want := []string{"id"}; !slices.Equal(got["client_id"], want) {
		t.Errorf("client_id: got %q, want %q", got["client_id"], want)
	}
}
