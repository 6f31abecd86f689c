package lint

import (
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
)

// Tags of languages that hardly anybody writes messages in, and which others mean.
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
			r.reportAt(d, 0, 0, "file-lang", "FileName", "", "", apicause.Facts{"Name": d.name})
		case d.file.NameErr != nil:
			r.reportAt(d, 0, 0, "file-lang", "FileLang", "", nearest.Language(lang), apicause.Facts{"Name": lang})
		case d.file.Taken != "":
			r.reportAt(d, 0, 0, "file-lang", "FileTwice", "", "", apicause.Facts{"Language": d.tag.String(), "First": d.file.Taken})
		case mistaken[strings.ToLower(lang)] != "":
			r.add(d, Finding{Check: "file-lang", Severity: Warning, Suggestion: mistaken[strings.ToLower(lang)]}, "FileLangMistaken",
				apicause.Facts{"Name": lang, "Language": r.languageName(d.tag)})
		}
	}
}
