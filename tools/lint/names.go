package lint

import (
	"slices"
	"strings"

	"golang.org/x/text/language"

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
	of := make(map[language.Tag]string)
	for _, d := range r.files {
		lang := strings.TrimSuffix(strings.TrimPrefix(d.name, "active."), ".toml")
		first, taken := of[d.tag]
		d.broken = d.nameless || d.tag.IsRoot() || taken
		if !d.broken {
			of[d.tag] = d.name
		}
		switch {
		case d.nameless:
			r.reportAt(d, 0, 0, "file-lang", "FileName", "", "", apicause.Facts{"Name": d.name})
		case d.tag.IsRoot():
			r.reportAt(d, 0, 0, "file-lang", "FileLang", "", nearest.Language(lang), apicause.Facts{"Name": lang})
		case taken:
			r.reportAt(d, 0, 0, "file-lang", "FileTwice", "", "", apicause.Facts{"Language": d.tag.String(), "First": first})
		case mistaken[strings.ToLower(lang)] != "":
			r.add(d, Finding{Check: "file-lang", Severity: Warning, Suggestion: mistaken[strings.ToLower(lang)]}, "FileLangMistaken",
				apicause.Facts{"Name": lang, "Language": r.languageName(d.tag)})
		}
	}
}

// overlay lays the source language's texts over the built-in ones.
func (r *run) overlay() {
	r.source = r.effective(r.Source)
	r.fillers = slices.Concat(r.builtIn, r.files)
	r.fillers = slices.DeleteFunc(r.fillers, func(d *document) bool { return d.broken || slices.Contains(r.files, d) && d.tag != r.Source })
}

// effective returns what a language says of each ID, as Config.Locales would
// lay the folder over the built-in files.
func (r *run) effective(tag language.Tag) map[string]*message {
	all := make(map[string]*message)
	layers := r.files
	if !r.whole {
		layers = slices.Concat(r.builtIn, r.files)
	}
	for _, d := range layers {
		if d.tag != tag || d.broken {
			continue
		}
		for _, m := range d.byID {
			if m.section == "detail" {
				delete(all, "detail_with_facts."+m.name)
			}
		}
		for id, m := range d.byID {
			all[id] = m
		}
	}
	return all
}
