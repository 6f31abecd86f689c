package app_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/webapp/standin"
)

func message(t *testing.T, cause apicause.Cause) apicause.Message {
	t.Helper()
	return apicause.Default().Localizer("ko").Message(cause)
}

func TestSignsInAndSends(t *testing.T) {
	s := serve(t)
	me := visit(t, s)
	home := me.login("", "agree")
	if got, want := home.URL.String(), s.URL+"/"; got != want {
		t.Fatalf("login ends at %s, want %s", got, want)
	}
	if got, want := home.text(t, "strong"), "하늘"; got != want {
		t.Errorf("signed in as %q, want %q", got, want)
	}

	refused := me.send("내일 7시")
	if got, want := refused.Status, http.StatusForbidden; got != want {
		t.Errorf("sending without consent answers %d, want %d", got, want)
	}
	if got, want := refused.heading(t), message(t, apicause.InsufficientScope).Title; got != want {
		t.Errorf("sending without consent says %q, want %q", got, want)
	}
	if want := `href="/login?scope=talk_message"`; !strings.Contains(refused.Body, want) {
		t.Errorf("no link asks for just what is missing, %s, in:\n%s", want, refused.Body)
	}

	again := me.login("scope=talk_message", "agree")
	if got, want := again.text(t, "textarea"), "내일 7시"; got != want {
		t.Errorf("after the consent the message reads %q, want %q", got, want)
	}
	if got := me.send("내일 7시"); got.Status != http.StatusOK {
		t.Errorf("sending with consent answers %d: %s", got.Status, got.heading(t))
	}
	if got, want := s.Kakao.Sent(), []string{"내일 7시"}; !slices.Equal(got, want) {
		t.Errorf("sent are %q, want %q", got, want)
	}
}

func TestCancelIsNoError(t *testing.T) {
	s := serve(t)
	home := visit(t, s).login("", "cancel")
	if home.Status != http.StatusOK || home.URL.String() != s.URL+"/" {
		t.Errorf("Cancel ends at %s with %d, want the start page", home.URL, home.Status)
	}
	if got := s.Logs.take(); got != "" {
		t.Errorf("Cancel is logged: %s", got)
	}
}

func TestRefusesALoginThatBeganElsewhere(t *testing.T) {
	s := serve(t)
	for name, query := range map[string]string{
		"no login at all": "code=x&state=y",
		"an error too":    "error=server_error&state=y",
	} {
		if got := visit(t, s).do("GET", s.URL+"/callback?"+query, nil); got.Status != http.StatusForbidden {
			t.Errorf("%s: status is %d, want %d", name, got.Status, http.StatusForbidden)
		}
	}
	me := visit(t, s)
	me.do("GET", s.URL+"/login", nil)
	if got := me.do("GET", s.URL+"/callback?code=x&state=y", nil); got.Status != http.StatusForbidden {
		t.Errorf("another state: status is %d, want %d", got.Status, http.StatusForbidden)
	}
	if logged := s.Logs.take(); strings.Contains(logged, "state") {
		t.Errorf("the query is logged: %s", logged)
	}
}

func TestRefusesFormsOfOtherSites(t *testing.T) {
	s := serve(t)
	me := visit(t, s)
	me.login("", "agree")
	me.login("scope=talk_message", "agree")
	got := me.do("POST", s.URL+"/send", url.Values{"text": {"spam"}}, "Sec-Fetch-Site", "cross-site")
	if got.Status != http.StatusForbidden || len(s.Kakao.Sent()) > 0 {
		t.Errorf("status is %d, want %d; sent are %q", got.Status, http.StatusForbidden, s.Kakao.Sent())
	}
}

func TestAsksKakaoForWhatItNeeds(t *testing.T) {
	s := serve(t)
	query := visit(t, s).do("GET", s.URL+"/login?scope=talk_message+account_email", nil).URL.Query()
	for name, want := range map[string]string{
		"scope":                 "talk_message", // and no other consent, whatever the link says
		"response_type":         "code",
		"redirect_uri":          s.URL + "/callback",
		"code_challenge_method": "S256",
	} {
		if got := query.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, name := range []string{"state", "code_challenge"} {
		if len(query.Get(name)) < 20 {
			t.Errorf("%s is %q, want one that nobody guesses", name, query.Get(name))
		}
	}
}

func TestRefusesMessages(t *testing.T) {
	s := serve(t)
	if got, want := visit(t, s).send("hello").Status, http.StatusUnauthorized; got != want {
		t.Errorf("signed out: status is %d, want %d", got, want)
	}
	me := visit(t, s)
	me.login("", "agree")
	for name, tt := range map[string]struct {
		text   string
		status int
		says   string
	}{
		"empty":    {" \n", http.StatusUnprocessableEntity, ""},
		"too long": {strings.Repeat("가", 201), http.StatusUnprocessableEntity, "200자"},
		"huge":     {strings.Repeat("가", 20_000), http.StatusRequestEntityTooLarge, ""},
	} {
		got := me.send(tt.text)
		if got.Status != tt.status || !strings.Contains(got.text(t, "p"), tt.says) {
			t.Errorf("%s: %d %q, want %d with %q", name, got.Status, got.text(t, "p"), tt.status, tt.says)
		}
	}
}

func TestSaysWhatIsWrongWithEachField(t *testing.T) {
	s := serve(t)
	for name, tt := range map[string]struct {
		nickname, email string
		status          int
		says            []string
	}{
		"both":     {"가", "a", http.StatusUnprocessableEntity, []string{"닉네임을 더 길게 지어 주세요", "2자 이상", "이메일 주소를 확인해 주세요"}},
		"one":      {"지우", "a", http.StatusUnprocessableEntity, []string{"이메일 주소를 확인해 주세요"}},
		"all fine": {"지우", "jiwoo@example.com", http.StatusOK, []string{"가입했어요."}},
	} {
		got := visit(t, s).do("POST", s.URL+"/join", url.Values{"nickname": {tt.nickname}, "email": {tt.email}}, "Accept-Language", "ko", "Accept", "text/html")
		for _, want := range tt.says {
			if got.Status != tt.status || !strings.Contains(got.Body, want) {
				t.Errorf("%s: %d %s, want %d with %q", name, got.Status, got.Body, tt.status, want)
			}
		}
		if n := strings.Count(got.Body, "<li "); tt.status == 422 && n != len(tt.says)-strings.Count(strings.Join(tt.says, ""), "2자") {
			t.Errorf("%s: lists %d", name, n)
		}
	}
}

func TestDisconnects(t *testing.T) {
	s := serve(t)
	me := visit(t, s)
	me.login("", "agree")
	if got := me.do("POST", s.URL+"/disconnect", nil); got.Status != http.StatusOK || got.text(t, "strong") != "" {
		t.Errorf("after disconnecting: %d, signed in as %q", got.Status, got.text(t, "strong"))
	}
	if got, want := me.send("hello").Status, http.StatusUnauthorized; got != want {
		t.Errorf("sending afterwards: status is %d, want %d", got, want)
	}
}

func TestCookiesAreSealed(t *testing.T) {
	s := serve(t)
	me := visit(t, s)
	me.c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	set := me.do("GET", s.URL+"/login", nil).Header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Lax"} {
		if !strings.Contains(set, want) {
			t.Errorf("cookie without %s: %s", want, set)
		}
	}
	name, value, _ := strings.Cut(strings.SplitN(set, ";", 2)[0], "=")
	for what, cookie := range map[string]string{
		"changed": name + "=" + strings.ToUpper(value),
		"renamed": "session=" + value,
		"nothing": name + "=",
	} {
		if home := visit(t, s).do("GET", s.URL+"/", nil, "Cookie", cookie); strings.Contains(home.Body, `action="/send"`) {
			t.Errorf("%s cookie: signed in", what)
		}
	}
}

func TestSaysWhichFriendsGotNothing(t *testing.T) {
	s := serve(t)
	me := visit(t, s)
	me.login("login_hint=receivers-mixed", "agree")
	me.login("login_hint=receivers-mixed&scope=friends+talk_message", "agree")
	got := me.do("POST", s.URL+"/friends", url.Values{"text": {"hello"}})
	if got.Status != http.StatusOK {
		t.Fatalf("status is %d", got.Status)
	}
	for _, cause := range []apicause.Cause{apicause.NotFriend, apicause.TalkMessageDisabled} {
		if want := message(t, cause).Title; !strings.Contains(got.Body, html.EscapeString(want)) {
			t.Errorf("no %q in:\n%s", want, got.Body)
		}
	}
}

func TestTellsNobodyKakaosWordsAndMasksThemInLogs(t *testing.T) {
	s := serve(t)
	for _, f := range standin.Failures() {
		if f.Status < 400 && f.At != "callback" || f.At == "authorize" || f.At == "friends" {
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			me := visit(t, s)
			got := me.login("login_hint="+f.Name, "agree")
			if f.At == "memo" {
				got = me.send("hello")
			}
			logged := s.Logs.take()
			for _, secret := range []string{"0123456789abcdef", "203.0.113.7", "10.20.30.40", "1234567890", "ABCDEFGHIJKLMNOP"} {
				if strings.Contains(logged, secret) {
					t.Errorf("the log has %s: %s", secret, logged)
				}
			}
			for word := range strings.FieldsFuncSeq(f.Body+f.Query["error_description"], func(r rune) bool { return strings.ContainsRune(`{}[]":,<>/.! `+"\n", r) }) {
				if len(word) > 6 && word != "doctype" && word != "talk_message" && strings.Contains(got.Body, word) {
					t.Errorf("the page repeats %q", word)
				}
			}
			if !strings.Contains(logged, "cause=") {
				t.Errorf("not logged: %q", logged)
			}
		})
	}
}
