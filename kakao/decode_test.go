package kakao_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
)

func TestDecode(t *testing.T) {
	tests := []struct {
		name   string
		status int
		body   string
		want   string // of Error
	}{
		// Families that the sample shows no answer of, or not all.
		{"a certification that is not finished", 400, `{"code":"E2006","msg":"m"}`, "kakao: SigningIsNotCompleted (E2006, HTTP 400)"},
		{"a certification out of time", 400, `{"code":"E2007","msg":"m"}`, "kakao: InvalidTransaction (E2007, HTTP 400)"},
		{"a certification whose key expired", 400, `{"code":"E2016","msg":"m"}`, "kakao: TransactionHasExpired (E2016, HTTP 400)"},
		{"certification under maintenance", 503, `{"code":"E0002","msg":"m"}`, "kakao: UnderMaintenance (E0002, HTTP 503)"},
		{"another certification answer", 401, `{"code":"E0001","msg":"m"}`, "kakao: Unknown (E0001, HTTP 401)"},
		{"Moment's quota", 429, `{"code":-813,"msg":"KakaoMomentException","extras":{"detailCode":31}}`, "kakao: ApiLimitExceeded (-813, HTTP 429)"},
		{"trouble inside Moment", 400, `{"code":-813,"msg":"KakaoMomentException"}`, "kakao: InternalError (-813, HTTP 400)"},
		{"a biz message of another number", 400, `{"code":5001,"description":"d"}`, "kakao: Unknown (5001, HTTP 400)"},
		{"the number of a biz message in another family", 400, `{"code":5002,"msg":"m"}`, "kakao: Unknown (5002, HTTP 400)"},
		{"KakaoPay with a number of the code table", 401, `{"error_code":-401,"error_message":"m"}`, "kakao: InvalidToken (-401, HTTP 401)"},
		{"search with a missing parameter", 400, `{"errorType":"MissingParameter","message":"m"}`, "kakao: IllegalParams (MissingParameter, HTTP 400)"},
		{"search with an invalid value", 400, `{"errorType":"ValidationError","message":"m"}`, "kakao: IllegalParams (ValidationError, HTTP 400)"},
		{"search with a word of its own", 400, `{"errorType":"SomethingNew","message":"m"}`, "kakao: Unknown (SomethingNew, HTTP 400)"},
		{"a restricted app", 403, `{"code":-12,"msg":"m"}`, "kakao: BlockedApp (-12, HTTP 403)"},
		{"a quota that comes as 400", 400, `{"code":-10,"msg":"m"}`, "kakao: ApiLimitExceeded (-10, HTTP 400)"},
		{"an age limit that comes as 401", 401, `{"code":-406,"msg":"m"}`, "kakao: UnderAgeLimit (-406, HTTP 401)"},
		{"an error_code without an error", 400, `{"error_code":"KOE320"}`, "kakao: InvalidToken (KOE320, HTTP 400)"},
		{"an error without an error_code", 400, `{"error":"invalid_grant"}`, "kakao: InvalidToken (invalid_grant, HTTP 400)"},
		{"a KOE that outranks its error", 400, `{"error":"invalid_grant","error_code":"KOE303"}`, "kakao: IllegalParams (KOE303, HTTP 400)"},
		{"a KOE that nobody knows beside an error", 400, `{"error":"invalid_grant","error_code":"KOE999"}`, "kakao: InvalidToken (KOE999, HTTP 400)"},
		{"a person who cancelled, in a body", 400, `{"error":"access_denied"}`, "kakao: Unknown (access_denied, HTTP 400)"},
		{"a word of search in a place of OAuth's", 400, `{"error":"AccessDeniedError"}`, "kakao: Unknown (AccessDeniedError, HTTP 400)"},

		// What a number and a name are.
		{"a number as a string", 401, `{"code":"-401"}`, "kakao: InvalidToken (-401, HTTP 401)"},
		{"an error_code as a string of a number", 401, `{"error_code":"-401"}`, "kakao: InvalidToken (-401, HTTP 401)"},
		{"a string of six digits", 400, `{"code":"-999999"}`, "kakao: Unknown (-999999, HTTP 400)"},
		{"a string of seven digits is a word", 400, `{"code":"1234567"}`, "kakao: Unknown (1234567, HTTP 400)"},
		{"a negative string of seven digits is nothing", 400, `{"code":"-1234567"}`, "kakao: Unknown (HTTP 400)"},
		{"a string with a plus sign", 400, `{"code":"+401"}`, "kakao: Unknown (HTTP 400)"},
		{"a string with a space", 400, `{"code":" -401"}`, "kakao: Unknown (HTTP 400)"},
		{"digits of another script", 400, `{"code":"-４０１"}`, "kakao: Unknown (HTTP 400)"},
		{"a number with a fraction", 401, `{"code":-401.0}`, "kakao: Unknown (HTTP 401)"},
		{"a number with an exponent", 400, `{"code":1e3}`, "kakao: Unknown (HTTP 400)"},
		{"a number that overflows", 400, `{"code":-99999999999999999999}`, "kakao: Unknown (HTTP 400)"},
		{"a number beyond 32 bits", 400, `{"code":4294967296}`, "kakao: Unknown (HTTP 400)"},
		{"zero is no number", 400, `{"code":0,"error":"invalid_grant"}`, "kakao: InvalidToken (invalid_grant, HTTP 400)"},
		{"zero as a string is no name", 400, `{"code":"0"}`, "kakao: Unknown (HTTP 400)"},
		{"an empty string beside a number", 400, `{"code":"","error_code":-10}`, "kakao: ApiLimitExceeded (-10, HTTP 400)"},
		{"a number wins over a name", 400, `{"code":"E2006","error_code":-401,"error":"invalid_grant"}`, "kakao: InvalidToken (-401, HTTP 400)"},
		{"the first number wins", 400, `{"code":-402,"error_code":-401}`, "kakao: InsufficientScope (-402, HTTP 400)"},
		{"the number decides before the status", 503, `{"code":-2}`, "kakao: IllegalParams (-2, HTTP 503)"},
		{"the first word is the name", 400, `{"code":"x","errorType":"y","error_code":"KOE320"}`, "kakao: InvalidToken (x, HTTP 400)"},
		{"a word of 64 bytes", 400, `{"error":"` + strings.Repeat("a", 64) + `"}`, "kakao: Unknown (" + strings.Repeat("a", 64) + ", HTTP 400)"},
		{"a word of 65 bytes", 400, `{"error":"` + strings.Repeat("a", 65) + `"}`, "kakao: Unknown (HTTP 400)"},
		{"prose in place of a word", 400, `{"error":"Bad Request"}`, "kakao: Unknown (HTTP 400)"},
		{"markup in place of a word", 400, `{"error":"<b>"}`, "kakao: Unknown (HTTP 400)"},
		{"a line break in a word", 400, `{"error":"invalid_grant\n"}`, "kakao: Unknown (HTTP 400)"},

		// Members of wrong types cost no others.
		{"a code that is an object", 400, `{"code":{"a":1},"error":"invalid_grant"}`, "kakao: InvalidToken (invalid_grant, HTTP 400)"},
		{"a code that is true", 400, `{"code":true,"error_code":"KOE320"}`, "kakao: InvalidToken (KOE320, HTTP 400)"},
		{"a code that is null", 400, `{"code":null,"error_code":-10}`, "kakao: ApiLimitExceeded (-10, HTTP 400)"},
		{"a code in a list", 400, `{"code":[-401]}`, "kakao: Unknown (HTTP 400)"},
		{"a message that is a number", 401, `{"code":-401,"msg":5}`, "kakao: InvalidToken (-401, HTTP 401)"},
		{"extras that are junk", 401, `{"extras":[[{"a":[1e999]}]],"code":-401}`, "kakao: InvalidToken (-401, HTTP 401)"},
		{"scopes that are an object", 403, `{"code":-402,"required_scopes":{"a":"b"}}`, "kakao: InsufficientScope (-402, HTTP 403)"},
		{"spaces around everything", 401, " { \"code\" :\t-401 , \"msg\" : null }\r\n", "kakao: InvalidToken (-401, HTTP 401)"},
		{"a byte order mark", 401, "\ufeff{\"code\":-401}", "kakao: InvalidToken (-401, HTTP 401)"},
		{"invalid UTF-8 in the message", 401, "{\"code\":-401,\"msg\":\"\xff\"}", "kakao: InvalidToken (-401, HTTP 401)"},
		{"keys in another case", 401, `{"Code":-401,"ERROR":"invalid_grant"}`, "kakao: Unknown (HTTP 401)"},
		{"a key twice", 401, `{"code":-2,"code":-401}`, "kakao: InvalidToken (-401, HTTP 401)"},

		// No answer of Kakao's.
		{"no body, no status", 0, ``, "kakao: Unknown"},
		{"nothing but null", 400, `null`, "kakao: Unknown (HTTP 400)"},
		{"a list", 400, `[{"code":-401}]`, "kakao: Unknown (HTTP 400)"},
		{"a number alone", 400, `-401`, "kakao: Unknown (HTTP 400)"},
		{"half an answer", 400, `{"code":-401,"msg":"th`, "kakao: Unknown (HTTP 400)"},
		{"two answers", 400, `{"code":-401}{"code":-402}`, "kakao: Unknown (HTTP 400)"},
		{"deep nesting", 400, strings.Repeat(`{"code":`, 20000), "kakao: Unknown (HTTP 400)"},
		{"bytes", 400, "\x00\xff\xfe", "kakao: Unknown (HTTP 400)"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := kakao.Decode(test.status, nil, []byte(test.body))
			if got := e.Error(); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if !errors.Is(e, e.Cause) {
				t.Errorf("errors.Is does not find %s", e.Cause)
			}
		})
	}
}

func TestOAuthNames(t *testing.T) {
	for cause, names := range map[apicause.Cause]string{
		apicause.InvalidToken:      "KOE320 KOE322 KOE400 KOE401 KOE402 KOE403 invalid_grant login_required interaction_required",
		apicause.IllegalParams:     "KOE303 KOE310 KOE319 KOE201 KOE202 KOE203 KOE204 invalid_request",
		apicause.AppDoesNotExist:   "KOE101 KOE102 KOE010 invalid_client",
		apicause.UnsupportedApi:    "KOE004 KOE006 KOE009 KOE205 misconfigured",
		apicause.PermissionDenied:  "KOE005 KOE008 unauthorized_client",
		apicause.ApiLimitExceeded:  "KOE237",
		apicause.InternalError:     "KOE003 server_error",
		apicause.BlockedApp:        "KOE125",
		apicause.InsufficientScope: "consent_required",
		apicause.Unknown:           "KOE001 KOE999 access_denied auto_login invalid_scope x",
	} {
		for name := range strings.FieldsSeq(names) {
			for _, key := range []string{"error", "error_code"} {
				e := kakao.Decode(400, nil, []byte(`{"`+key+`":"`+name+`"}`))
				if e.Cause != cause || e.Name != name {
					t.Errorf("%s %s: got %s %s, want %s", key, name, e.Cause, e.Name, cause)
				}
			}
		}
	}
}

func TestEachNumberIsItsCauseWhereverItComes(t *testing.T) {
	for _, c := range append(apicause.Causes(), apicause.BlockedApp, apicause.NotFriend) {
		code, ok := kakao.CodeOf(c)
		if !ok {
			t.Errorf("CodeOf(%s): got none", c)
		}
		if back, ok := kakao.CauseOf(code); back != c || !ok {
			t.Errorf("CauseOf(%d): got %s, want %s", code, back, c)
		}
	}
}

// The numbers are those of the table that the causes come from.
func TestCodes(t *testing.T) {
	want := []int{-1, -2, -3, -4, -5, -9, -10, -101, -102, -103, -201, -301, -401, -402, -405, -406,
		-421, -422, -423, -501, -504, -530, -531, -532, -602, -603, -606, -903, -9798}
	var got []int
	for _, c := range apicause.Causes() {
		code, _ := kakao.CodeOf(c)
		got = append(got, code)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	for c, want := range map[apicause.Cause]int{apicause.BlockedApp: -12, apicause.NotFriend: -502} {
		if got, ok := kakao.CodeOf(c); got != want || !ok {
			t.Errorf("%s: got %d, want %d", c, got, want)
		}
	}
	for _, c := range []apicause.Cause{apicause.Unknown, "", "Elsewhere"} {
		if code, ok := kakao.CodeOf(c); ok {
			t.Errorf("CodeOf(%q): got %d, want none", c, code)
		}
	}
	for _, code := range []int{0, 1, 401, -6, -780, -813, 5002} {
		if c, ok := kakao.CauseOf(code); ok {
			t.Errorf("CauseOf(%d): got %s, want none", code, c)
		}
	}
}

func TestScopesAreWordsOnly(t *testing.T) {
	many := strings.Repeat(`"s",`, 5000)
	for _, test := range []struct {
		name, scopes string
		want         []string
	}{
		{"words", `["talk_message","friends"]`, []string{"talk_message", "friends"}},
		{"other types between", `[1,"talk_message",null,{"a":1},["b"],"friends"]`, []string{"talk_message", "friends"}},
		{"prose, markup, nothing", `["give me all","<b>","","talk_message\n"]`, nil},
		{"a word that is too long", `["` + strings.Repeat("a", 65) + `"]`, nil},
		{"a string", `"talk_message"`, nil},
		{"null", `null`, nil},
		{"an empty list", `[]`, nil},
	} {
		e := kakao.Decode(403, nil, []byte(`{"code":-402,"required_scopes":`+test.scopes+`,"allowed_scopes":`+test.scopes+`}`))
		if !slices.Equal(e.RequiredScopes, test.want) || !slices.Equal(e.AllowedScopes, test.want) {
			t.Errorf("%s: got %q and %q, want %q", test.name, e.RequiredScopes, e.AllowedScopes, test.want)
		}
	}
	if e := kakao.Decode(403, nil, []byte(`{"required_scopes":[`+many+`"s"]}`)); len(e.RequiredScopes) > 100 {
		t.Errorf("got %d scopes of a list without end", len(e.RequiredScopes))
	}
}

func TestRetryAfterIsThatOfTheHeader(t *testing.T) {
	h := http.Header{"Retry-After": {"Mon, 23 Nov 2026 12:00:30 GMT"}, "Date": {"Mon, 23 Nov 2026 12:00:00 GMT"}}
	if got, want := kakao.Decode(503, h, nil).RetryAfter, 30*time.Second; got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got, want := asError(t, kakao.Check(response(http.MethodGet, 503, h, ""))).RetryAfter, 30*time.Second; got != want {
		t.Errorf("Check: got %v, want %v", got, want)
	}
}

func TestUpstreamIsShortValidUTF8(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"no words", `{"code":-401}`, ""},
		{"an empty msg before a message", `{"msg":"","message":"m"}`, "m"},
		{"a msg of a wrong type", `{"msg":5,"error_message":"m"}`, "m"},
		{"an HTML page", `<html>m</html>`, ""},
		{"512 runes", `{"msg":"` + strings.Repeat("가", 512) + `"}`, strings.Repeat("가", 512)},
		{"513 runes", `{"msg":"` + strings.Repeat("가", 513) + `"}`, strings.Repeat("가", 512)},
		{"invalid bytes", "{\"msg\":\"a\xffb\"}", "a\ufffdb"},
		{"half a surrogate", `{"msg":"a\ud800b"}`, "a\ufffdb"},
	} {
		if got := kakao.Decode(400, nil, []byte(test.body)).Upstream(); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	err := kakao.Callback(url.Values{"error": {"x"}, "error_description": {"a\xffb"}})
	if e := new(kakao.Error); !errors.As(err, &e) || !utf8.ValidString(e.Upstream()) || e.Upstream() == "" {
		t.Errorf("a callback with invalid bytes: got %q", e.Upstream())
	}
}

func TestCallback(t *testing.T) {
	for _, test := range []struct{ name, query, want string }{
		{"a login that went well", "code=secret&state=s", "no error"},
		{"nothing", "", "no error"},
		{"an empty error", "error=&state=s", "no error"},
		{"Cancel", "error=access_denied&error_description=User%20denied%20access&state=s", "kakao: LoginCancelled"},
		{"a login that is needed", "error=login_required&error_description=d", "kakao: InvalidToken (login_required)"},
		{"a consent that is needed", "error=consent_required", "kakao: InsufficientScope (consent_required)"},
		{"a number of Kakao's beside", "error=invalid_request&error_code=KOE205", "kakao: UnsupportedApi (KOE205)"},
		{"a word that nobody knows", "error=surprise", "kakao: Unknown (surprise)"},
		{"the code beside an error", "error=server_error&code=secret", "kakao: InternalError (server_error)"},
		{"markup", "error=%3Cscript%3E&error_description=%3Cscript%3E", "kakao: Unknown"},
		{"a line break", "error=a%0d%0aSet-Cookie:x", "kakao: Unknown"},
		{"bytes", "error=%ff%fe", "kakao: Unknown"},
		{"two errors", "error=server_error&error=access_denied", "kakao: InternalError (server_error)"},
	} {
		query, err := url.ParseQuery(test.query)
		if err != nil {
			t.Fatal(err)
		}
		if got := text(kakao.Callback(query)); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	if err := kakao.Callback(nil); err != nil {
		t.Errorf("nil: got %v", err)
	}
}

func TestCancelIsADecisionOfThePerson(t *testing.T) {
	err := kakao.Callback(url.Values{"error": {"access_denied"}})
	if !errors.Is(err, kakao.ErrCancelled) || !errors.Is(err, apicause.LoginCancelled) {
		t.Errorf("got %v", err)
	}
	if cause, _ := apicause.CauseOf(fmt.Errorf("login: %w", err)); cause != apicause.LoginCancelled {
		t.Errorf("cause: got %q", cause)
	}
	if errors.Is(apicause.LoginCancelled, kakao.ErrCancelled) || errors.Is(kakao.Decode(400, nil, []byte(`{"error":"access_denied"}`)), kakao.ErrCancelled) {
		t.Error("another error is ErrCancelled")
	}
}

func TestFailures(t *testing.T) {
	for _, test := range []struct {
		name, body string
		want       []string
	}{
		{"some receivers", `{"failure_info":[{"code":-532,"msg":"m","receiver_uuids":["u"]},{"code":-502}],"successful_receiver_uuids":[]}`,
			[]string{"kakao: TalkSendMessageDailyLimitExceed (-532)", "kakao: NotFriend (-502)"}},
		{"an entry of a wrong type stays a failure", `{"failure_info":[5,{"code":-530}]}`, []string{"kakao: Unknown", "kakao: TalkMessageDisabled (-530)"}},
		{"none", `{"successful_receiver_uuids":["u"]}`, nil},
		{"an empty list", `{"failure_info":[]}`, nil},
		{"null", `{"failure_info":null}`, nil},
		{"no list", `{"failure_info":{"code":-532}}`, nil},
		{"a success", `{"result_code":0}`, nil},
		{"a key in another case", `{"Failure_Info":[{"code":-532}]}`, nil},
		{"nothing", ``, nil},
		{"half an answer", `{"failure_info":[{"code":-532}`, nil},
	} {
		var got []string
		for _, e := range kakao.Failures([]byte(test.body)) {
			got = append(got, e.Error())
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	found := 0
	for _, a := range sample(t) {
		for _, e := range kakao.Failures([]byte(a.Body)) {
			found++
			if e.Cause != apicause.TalkSendMessageDailyLimitExceed || e.Upstream() == "" {
				t.Errorf("%s: got %v, %q", a.ID, e, e.Upstream())
			}
		}
	}
	if found != 2 {
		t.Errorf("got %d failures in the sample, want 2", found)
	}
}
