// Korean serves an app that has one language and a cause of its own.
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
	catalog, err := apicause.New(apicause.Config{
		Fallback:  language.Korean,
		Languages: []language.Tag{language.Korean},
		Causes:    []apicause.Cause{SoldOut},
		Locales:   []fs.FS{locales},
	})
	if err != nil {
		log.Fatal(err)
	}
	reader := catalog.Localizer("en-US,en;q=0.9") // whatever a browser asks for
	fmt.Println(reader.Message(SoldOut))
	fmt.Println(reader.Message(apicause.InvalidToken).Title)
}
