package apicause

import (
	"fmt"
	"maps"
	"slices"

	"golang.org/x/text/language"
)

// languages returns those in which any cause is told.
func languages(files []*file) (tags []language.Tag) {
	for _, f := range files {
		if slices.Contains(tags, f.tag) {
			continue
		}
		for id := range f.messages {
			if section, _ := cutSection(id); section == "" || section == "title" {
				tags = append(tags, f.tag)
				break
			}
		}
	}
	return tags
}

// findLanguage returns the one of tags that want names: ko for ko-KR.
func findLanguage(want language.Tag, tags []language.Tag) (language.Tag, error) {
	if slices.Contains(tags, want) {
		return want, nil
	}
	if len(tags) > 0 {
		_, i, confidence := language.NewMatcher(tags).Match(want)
		wantBase, _ := want.Base()
		base, _ := tags[i].Base()
		if confidence == language.Exact || confidence == language.High && base == wantBase {
			return tags[i], nil
		}
	}
	return language.Und, fmt.Errorf("no messages in %s; add active.%s.toml to a folder of Config.Locales", want, want)
}

// placeholders returns which placeholders the messages of [detail_with_facts]
// may hold: those that a built-in text or one in the fallback language has.
// They are what the app's code fills.
func placeholders(files []*file, fallback language.Tag) map[string][]string {
	allowed := make(map[string][]string)
	for _, f := range files {
		if f.layer != builtInLayer && f.tag != fallback {
			continue
		}
		for id, m := range f.messages {
			if section, _ := cutSection(id); section != "detail_with_facts" {
				continue
			}
			for _, t := range m.forms {
				if t != nil {
					allowed[id] = append(allowed[id], t.names...)
				}
			}
		}
	}
	return allowed
}

// overlay lays the files over one another. A layer's detail takes the place of
// a lower layer's detail with facts too, unless it brings its own: whoever
// rewords a detail does not want the old wording back with the first fact.
func overlay(files []*file) map[language.Tag]map[string]*message {
	languages := make(map[language.Tag]map[string]*message)
	for _, f := range files {
		below := languages[f.tag]
		if below == nil {
			if below = f.messages; f.layer == builtInLayer {
				below = maps.Clone(below) // which other catalogs share
			}
			languages[f.tag] = below
			continue
		}
		for id := range f.messages {
			if section, cause := cutSection(id); section == "detail" {
				delete(below, "detail_with_facts."+cause)
			}
		}
		maps.Copy(below, f.messages)
	}
	return languages
}

// undescribed reports the causes without a description in the fallback
// language, unless that is because of a problem reported already.
func undescribed(causes []Cause, fallback language.Tag, messages map[string]*message, files []*file) (problems []error) {
	var reported []string
	for _, f := range files {
		if f.tag == fallback && f.messages == nil {
			return nil
		}
		for _, e := range f.problems {
			reported = append(reported, e.ID)
		}
	}
	for _, c := range causes {
		if messages[string(c)] == nil && messages["title."+string(c)] == nil && !slices.Contains(reported, string(c)) {
			problems = append(problems, configError(string(c), fallback,
				fmt.Errorf("neither description nor title in the fallback language; add %s = \"…\" to active.%s.toml", c, fallback)))
		}
	}
	return problems
}
