// Package words words what commands say, from message files of their own through
// the library itself: each wording is a cause.
package words

import (
	"io/fs"
	"slices"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// Words are the wordings of a command in its languages.
type Words struct {
	catalog *apicause.Catalog
	plain   *i18n.Bundle // in its stead where the library's own files have mistakes, as when the command is there to find them
	tags    []language.Tag
}

// New reads the message files of a command. It panics where they have mistakes:
// they are part of the command.
func New(fsys fs.FS) *Words {
	config := apicause.Config{Locales: []fs.FS{fsys}}
	plain := i18n.NewBundle(language.English)
	plain.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	names, err := fs.Glob(fsys, "active.*.toml")
	check(err)
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		check(err)
		file, err := plain.ParseMessageFileBytes(data, name)
		check(err)
		config.Languages = append(config.Languages, file.Tag)
		var top map[string]any
		check(toml.Unmarshal(data, &top))
		for id, value := range top {
			if _, description := value.(string); description && !slices.Contains(config.Causes, apicause.Cause(id)) {
				config.Causes = append(config.Causes, apicause.Cause(id))
			}
		}
	}
	w := &Words{plain: plain, tags: config.Languages}
	if w.catalog, err = apicause.New(config); err != nil {
		_, broken := apicause.New(apicause.Config{})
		if broken == nil {
			panic(err)
		}
		w.catalog = nil
	}
	return w
}

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// A Reader is somebody whom a command tells something.
type Reader struct {
	localizer apicause.Localizer
	plain     *i18n.Localizer
	language  language.Tag
}

// Reader returns the reader with these preferences, as Catalog.Localizer takes
// them.
func (w *Words) Reader(preferences ...string) Reader {
	if w.catalog != nil {
		l := w.catalog.Localizer(preferences...)
		return Reader{localizer: l, language: l.Language()}
	}
	tag := language.English
	for _, p := range preferences {
		wanted, _, _ := language.ParseAcceptLanguage(p)
		if _, i, confidence := language.NewMatcher(w.tags).Match(wanted...); confidence > language.No {
			tag = w.tags[i]
			break
		}
	}
	return Reader{plain: i18n.NewLocalizer(w.plain, tag.String()), language: tag}
}

// Language is what the reader is spoken to in.
func (r Reader) Language() language.Tag { return r.language }

// Message words something, with what it mentions.
func (r Reader) Message(wording apicause.Cause, facts apicause.Facts) apicause.Message {
	if r.plain == nil {
		return r.localizer.Localize(&apicause.Error{Cause: wording, Facts: facts})
	}
	data := make(map[string]any, len(facts))
	for name, value := range facts {
		if term, ok := value.(apicause.Term); ok {
			value = r.text("term."+string(term), nil)
		}
		data[name] = value
	}
	m := apicause.Message{
		Cause: wording, Language: r.language,
		Description: r.text(string(wording), nil),
		Title:       r.text("title."+string(wording), nil),
		Detail:      r.text("detail_with_facts."+string(wording), data),
	}
	if m.Detail == "" {
		m.Detail = r.text("detail."+string(wording), nil)
	}
	return m
}

func (r Reader) text(id string, data map[string]any) string {
	s, _ := r.plain.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: data["Count"]}) // "" if there is none
	return s
}
