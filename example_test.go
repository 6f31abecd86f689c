package apicause_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"testing/fstest"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

func Example() {
	err := fmt.Errorf("profile: %w", apicause.InvalidToken)

	msg := apicause.Default().Localizer("ko-KR,ko;q=0.9").Localize(err)
	fmt.Println(msg.Title)
	fmt.Println(msg.Detail)
	// Output:
	// 카카오 로그인을 확인하지 못했어요
	// 카카오로 다시 로그인해 주세요. 계속 안 되면 서비스 운영자에게 알려 주세요.
}

// Facts of the occurrence fill the detail.
func ExampleError() {
	err := &apicause.Error{
		Cause: apicause.InsufficientScope,
		Facts: apicause.Facts{"Scopes": apicause.Terms{"talk_message", "friends"}},
		Err:   errors.New("403 Forbidden"), // for logs: no reader sees it
	}

	fmt.Println(apicause.Default().Localizer("en").Localize(err).Detail)
	fmt.Println(apicause.Default().Localizer("ko").Localize(err).Detail)
	fmt.Println(errors.Is(err, apicause.InsufficientScope))
	// Output:
	// To continue, agree to these items: Send messages in KakaoTalk, Friends list in Kakao service.
	// 카카오톡 메시지 전송, 카카오 서비스 내 친구목록 항목에 동의하면 이어서 이용할 수 있어요.
	// true
}

// A time.Duration tells how long to wait, rounded up.
func ExampleFacts() {
	err := &apicause.Error{
		Cause: apicause.UnderMaintenance,
		Facts: apicause.Facts{"Retry": 90 * time.Second},
	}

	fmt.Println(apicause.Default().Localizer("en").Localize(err).Detail)
	// Output:
	// It will work again when the maintenance ends. Try again in 90 seconds.
}

// The language that the reader chose comes before what the browser sends.
func ExampleCatalog_Localizer() {
	catalog := apicause.Default()

	fmt.Println(catalog.Localizer("ko", "en-US,en;q=0.9").Language())
	fmt.Println(catalog.Localizer("", "en-US,en;q=0.9").Language())
	fmt.Println(catalog.Localizer("tlh").Language()) // the fallback
	// Output:
	// ko
	// en
	// en
}

// A file in a folder of the app's is a language.
func ExampleNew_language() {
	folder := fstest.MapFS{ // os.DirFS("locales"), or an embed.FS through fs.Sub
		"active.sw.toml": {Data: []byte(`
InvalidToken = "Tokeni ya ufikiaji au ufunguo wa programu si sahihi"

[title]
InvalidToken = "Hatukuweza kuthibitisha kuingia kwako"

[detail]
InvalidToken = "Ingia tena."
`)},
	}
	catalog, err := apicause.New(apicause.Config{Locales: []fs.FS{folder}})
	if err != nil {
		fmt.Println(err)
		return
	}

	localizer := catalog.Localizer("sw-KE,ko;q=0.5")
	fmt.Println(localizer.Message(apicause.InvalidToken).Title)
	fmt.Println(localizer.Message(apicause.NotTalkUser).Title) // not translated yet: the reader's next language
	// Output:
	// Hatukuweza kuthibitisha kuingia kwako
	// 카카오톡 가입이 필요해요
}

// An app adds causes of its own, and rewords built-in texts.
func ExampleNew_causes() {
	const SoldOut apicause.Cause = "SoldOut"
	folder := fstest.MapFS{
		"active.en.toml": {Data: []byte(`
SoldOut = "The item has been sold out"

[title]
SoldOut = "This item is sold out"
UnderMaintenance = "We can't reach Kakao at the moment"

[detail_with_facts.SoldOut]
one = "We expect it again in {{.Count}} day."
other = "We expect it again in {{.Count}} days."
`)},
	}
	catalog, err := apicause.New(apicause.Config{
		Causes:    []apicause.Cause{SoldOut},
		Languages: []language.Tag{language.English},
		Locales:   []fs.FS{folder},
	})
	if err != nil {
		fmt.Println(err)
		return
	}

	localizer := catalog.Localizer("en")
	fmt.Println(localizer.Message(SoldOut).Title)
	fmt.Println(localizer.Localize(&apicause.Error{Cause: SoldOut, Facts: apicause.Facts{"Count": 3}}).Detail)
	fmt.Println(localizer.Message(apicause.UnderMaintenance).Title)
	// Output:
	// This item is sold out
	// We expect it again in 3 days.
	// We can't reach Kakao at the moment
}

// A mistake in a message file is an error that says where it stands; there is no
// half-loaded catalog.
func ExampleNew_mistakes() {
	folder := fstest.MapFS{
		"active.ko.toml": {Data: []byte(`
[title]
InvalidTokn = "카카오 로그인을 확인하지 못했어요"

[detail_with_facts.Unknown]
othr = "{{.Retry}} 다시 시도해 주세요."
`)},
	}
	_, err := apicause.New(apicause.Config{Locales: []fs.FS{folder}})
	fmt.Println(err)
	// Output:
	// active.ko.toml:6:1: detail_with_facts.Unknown: unknown form "othr"; did you mean "other"?
	// active.ko.toml:3:1: title.InvalidTokn: no such cause; did you mean "InvalidToken"?
}

// What an error wraps is for logs, never for readers: this is how a server's
// words would get onto a page.
func ExampleError_misuse() {
	upstream := errors.New("ip mismatched! callerIp=203.0.113.7")
	err := &apicause.Error{Cause: apicause.InvalidToken, Err: upstream}

	fmt.Println("wrong:", err) // err.Error() on a page
	fmt.Println("right:", apicause.Default().Localizer("en").Localize(err).Title)
	// Output:
	// wrong: InvalidToken: ip mismatched! callerIp=203.0.113.7
	// right: We couldn't confirm your Kakao login
}

// An error without a cause reads as Unknown.
func ExampleLocalizer_Localize() {
	msg := apicause.Default().Localizer("en").Localize(io.ErrUnexpectedEOF)
	fmt.Println(msg.Cause)
	fmt.Println(msg.Title)
	// Output:
	// Unknown
	// We couldn't complete this
}

func ExampleParseCause() {
	cause, err := apicause.ParseCause("InvalidToken")
	fmt.Println(cause, err)
	_, err = apicause.ParseCause("invalidToken")
	fmt.Println(err)
	// Output:
	// InvalidToken <nil>
	// "invalidToken" is no cause; did you mean "InvalidToken"?
}

// The built-in files load into a go-i18n bundle as they are.
func ExampleLocales() {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	if _, err := bundle.LoadMessageFileFS(apicause.Locales(), "active.ko.toml"); err != nil {
		fmt.Println(err)
		return
	}

	title := i18n.LocalizeConfig{MessageID: "title.InvalidToken"}
	fmt.Println(i18n.NewLocalizer(bundle, "ko").MustLocalize(&title))
	// Output:
	// 카카오 로그인을 확인하지 못했어요
}
