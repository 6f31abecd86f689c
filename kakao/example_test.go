package kakao_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
)

func ExampleCheck() {
	api := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusForbidden)
		io.WriteString(w, `{"code":-402,"msg":"insufficient scopes.","required_scopes":["talk_message"],"allowed_scopes":[]}`)
	}))
	defer api.Close()

	resp, err := http.Post(api.URL+"/v2/api/talk/memo/default/send", "application/x-www-form-urlencoded", nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer resp.Body.Close()
	if err := kakao.Check(resp); err != nil {
		msg := apicause.Default().Localizer("ko-KR,ko;q=0.9").Localize(err)
		fmt.Println(err)
		fmt.Println(msg.Title)
		fmt.Println(msg.Detail)
	}
	// Output:
	// kakao: InsufficientScope (-402, HTTP 403)
	// 동의가 필요한 항목이 있어요
	// 카카오톡 메시지 전송 항목에 동의하면 이어서 이용할 수 있어요.
}

func ExampleCallback() {
	for _, query := range []string{
		"code=…&state=…",
		"error=access_denied&error_description=User%20denied%20access&state=…",
		"error=login_required&error_description=user%20authentication%20required.&state=…",
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			fmt.Println(err)
			return
		}
		switch err := kakao.Callback(values); {
		case err == nil:
			fmt.Println("go on with the code")
		case errors.Is(err, kakao.ErrCancelled):
			fmt.Println("back to the page that the person came from")
		default:
			fmt.Println(err)
		}
	}
	// Output:
	// go on with the code
	// back to the page that the person came from
	// kakao: InvalidToken (login_required)
}

func ExampleFailures() {
	body := []byte(`{
		"successful_receiver_uuids": ["abcdefg0001"],
		"failure_info": [{"code": -532, "msg": "…", "receiver_uuids": ["abcdefg0003"]}]
	}`)
	for _, err := range kakao.Failures(body) {
		fmt.Println(err)
		fmt.Println(err.Retry())
		fmt.Println(apicause.Default().Localizer("en").Localize(err).Title)
	}
	// Output:
	// kakao: TalkSendMessageDailyLimitExceed (-532)
	// later
	// You've reached today's message limit
}

func ExampleError_MissingScopes() {
	body := []byte(`{"code":-402,"required_scopes":["profile","talk_message"],"allowed_scopes":["profile"]}`)
	var err error = kakao.Decode(http.StatusForbidden, nil, body)

	var answer *kakao.Error
	if errors.As(err, &answer) && errors.Is(err, apicause.InsufficientScope) {
		for _, scope := range answer.MissingScopes() {
			fmt.Println("scope=" + scope) // of the link to Kakao's consent page
		}
	}
	// Output:
	// scope=talk_message
}

// What to send again, and when, is a question of its own.
func ExampleError_Retry() {
	for _, body := range []string{`{"code":-401}`, `{"code":-421}`, `{"code":-10}`, `{"code":-603}`} {
		err := kakao.Decode(http.StatusBadRequest, nil, []byte(body))
		fmt.Println(err.Cause, err.Retry())
	}
	// Output:
	// InvalidToken no
	// SigningIsNotCompleted soon
	// ApiLimitExceeded later
	// ServerTimeOut uncertain
}
