package lint

import (
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
)

// Tags of languages that few write messages in, with the tags that were probably meant.
var mistaken = map[string]string{
	"kr": "ko",      // Kanuri; South Korea
	"se": "sv",      // Northern Sami; Sweden
	"tw": "zh-Hant", // Twi; Taiwan
	"ch": "de-CH",   // Chamorro; Switzerland
}

// checkNames finds what is wrong with the names of the files.
func (r *run) checkNames() {
	for _, d := range r.files {
		lang := strings.TrimSuffix(d.name, ".toml")
		lang, named := strings.CutPrefix(lang, "active.")
		named = named || r.folder.Plain
		switch {
		case d.file.NameErr != nil && (!named || lang == "" || !strings.HasSuffix(d.name, ".toml")):
			r.report(d, wholeFile, "FileName", "", "", apicause.Facts{"Name": d.name})
		case d.file.NameErr != nil:
			r.report(d, wholeFile, "FileLang", "", nearest.Language(lang), apicause.Facts{"Name": lang})
		case d.file.Taken != "":
			r.report(d, wholeFile, "FileTwice", "", "", apicause.Facts{"Language": d.tag.String(), "First": d.file.Taken})
		case mistaken[strings.ToLower(lang)] != "":
			facts := apicause.Facts{"Name": lang, "Language": r.languageName(d.tag)}
			r.report(d, wholeFile, "FileLangMistaken", "", mistaken[strings.ToLower(lang)], facts).Severity = Warning
		}
	}
}
