package naver_test

import (
	"fmt"
	"io/fs"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/upstream"
)

// An app that shows a provider's words on purpose makes them a fact of a cause
// of its own. Its message says whose words they are.
func Example_showTheirWords() {
	const NaverSays apicause.Cause = "NaverSays"
	locales := fstest.MapFS{"active.ko.toml": {Data: []byte(`
NaverSays = "네이버의 안내를 그대로 보여 주는 경우"

[title]
NaverSays = "네이버가 요청을 받지 않았어요"

[detail_with_facts]
NaverSays = "네이버의 안내: “{{.Words}}”"
`)}}
	catalog, err := apicause.New(apicause.Config{
		Fallback:  language.Korean,
		Languages: []language.Tag{language.Korean},
		Causes:    []apicause.Cause{NaverSays},
		Locales:   []fs.FS{locales},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	words := "점검 중입니다. (callerIp=203.0.113.7)"
	err = &apicause.Error{Cause: NaverSays, Facts: apicause.Facts{"Words": upstream.Mask(words)}}
	fmt.Println(catalog.Localizer("ko").Localize(err))
	// Output:
	// 네이버가 요청을 받지 않았어요
	// 네이버의 안내: “점검 중입니다. (callerIp=***)”
}
