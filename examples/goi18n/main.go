// Goi18n keeps go-i18n for the words of an app, and shows its errors in the same
// language.
package main

import (
	"fmt"
	"log"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

func main() {
	words := i18n.NewBundle(language.English)
	words.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	words.MustParseMessageFileBytes([]byte(`send = "Send"`), "active.en.toml")
	words.MustParseMessageFileBytes([]byte(`send = "보내기"`), "active.ko.toml")
	errors, err := apicause.New(apicause.Config{Languages: words.LanguageTags()})
	if err != nil {
		log.Fatal(err)
	}

	reader := errors.Localizer("ja,ko-KR;q=0.9,en;q=0.8") // once for each request
	page := i18n.NewLocalizer(words, reader.Language().String())
	fmt.Println(page.MustLocalize(&i18n.LocalizeConfig{MessageID: "send"}))
	fmt.Println(reader.Message(apicause.NotTalkUser).Title)
}
