// Trilingual serves an app that has three languages and a cause of its own.
package main

import (
	"embed"
	"fmt"
	"io/fs"
	"log"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

const SoldOut apicause.Cause = "SoldOut"

//go:embed locales
var files embed.FS

func main() {
	locales, err := fs.Sub(files, "locales")
	if err != nil {
		log.Fatal(err)
	}
	catalog, err := apicause.New(apicause.Config{ // the fallback is English
		Languages: []language.Tag{language.Korean, language.English, language.Japanese},
		Causes:    []apicause.Cause{SoldOut},
		Locales:   []fs.FS{locales},
	})
	if err != nil {
		log.Fatal(err)
	}
	for _, header := range []string{"ko-KR,ko;q=0.9", "ja", "fr-FR,fr;q=0.9"} {
		reader := catalog.Localizer(header)
		fmt.Println(reader.Message(SoldOut).Title, "/", reader.Message(apicause.NotFound).Title)
	}
}
