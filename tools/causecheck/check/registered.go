package check

import (
	"fmt"
	"go/token"
	"maps"
	"slices"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/nearest"
)

// unlisted reports causes that no Config lists.
func (j *judge) unlisted() {
	for _, s := range j.ours() {
		for _, c := range s.Causes {
			if j.has(c.Value) || !token.IsIdentifier(c.Value) || j.mayBeListed(c.Name, c.Value) {
				continue
			}
			j.reportAt(c.At, fmt.Sprintf("no Config.Causes lists the cause %s, so readers get the text of Unknown; add it there", c.Value), j.addToList(s, c)...)
		}
	}
}

// unregistered reports conversions of texts to causes that no catalog has.
func (j *judge) unregistered() {
	declared := make(map[string]bool)
	for _, s := range j.all.sorted() {
		for _, c := range s.Causes {
			declared[c.Value] = true
		}
	}
	known := slices.Concat(slices.Sorted(maps.Keys(j.built)), slices.Sorted(maps.Keys(j.listed)))
	for _, s := range j.ours() {
		for _, m := range s.Conversions {
			if j.has(m.Cause) || declared[m.Cause] || j.mayBeListed(m.Cause, m.Cause) {
				continue
			}
			j.reportAt(m.At, fmt.Sprintf("no catalog has the cause %q; declare a constant and add it to Config.Causes%s", m.Cause, nearest.DidYouMean(m.Cause, known)))
		}
	}
}

// mayBeListed reports whether code of the module that the package doesn't see
// may register a cause.
func (j *judge) mayBeListed(name, value string) bool {
	e := j.outside()
	if !e.mayList(j.registered.From) {
		return false
	}
	if e.open || e.words[name] || e.words[value] {
		return true
	}
	return slices.ContainsFunc(j.all.sorted(), func(s *summary) bool {
		for _, l := range s.Lists {
			if l.Open || slices.ContainsFunc(l.Causes, func(m mention) bool { return m.Cause == value }) {
				return true
			}
		}
		return false
	})
}

// places returns where a registered cause is to be reported: where the module
// declares it, or where it lists it. There is none in another module.
func (j *judge) places(cause string) (all []place) {
	at := j.listed[cause]
	inside := false
	for _, s := range j.ours() {
		for _, c := range s.Causes {
			if c.Value == cause {
				all = append(all, c.At)
			}
		}
		inside = inside || slices.Contains(s.Files, at.File)
	}
	if len(all) == 0 && inside {
		all = append(all, at)
	}
	return all
}

// undescribed reports registered causes that the fallback language doesn't tell.
func (j *judge) undescribed() {
	var fallbacks []language.Tag
	for _, c := range j.configs {
		tag, ok := j.texts.language(c.Fallback)
		if c.Open || !ok {
			return
		}
		if c.Fallback != "" {
			fallbacks = append(fallbacks, tag)
		}
	}
	if len(fallbacks) == 0 {
		fallbacks = []language.Tag{language.English}
	}
	for _, cause := range slices.Sorted(maps.Keys(j.listed)) {
		described := func(t *texts) bool {
			return t == nil || slices.ContainsFunc(fallbacks, func(tag language.Tag) bool { return t.describes(cause, tag) })
		}
		if j.built[cause] || !token.IsIdentifier(cause) || j.texts.broken(cause) || described(j.texts) || j.moreTexts() && described(j.wide()) {
			continue
		}
		for _, at := range j.places(cause) {
			j.reportAt(at, fmt.Sprintf("nothing describes the cause %s in the fallback language, so apicause.New fails; add %s = \"…\" to active.%s.toml", cause, cause, fallbacks[0]))
		}
	}
}

// used returns the causes that stand elsewhere than in what is registered.
func (j *judge) used() map[string]bool {
	used := make(map[string]bool)
	for _, s := range j.all.sorted() {
		maps.Copy(used, s.Used)
		for id, l := range s.Lists {
			if slices.Contains(j.registered.From, id) {
				continue
			}
			for _, m := range l.Causes {
				used[m.Cause] = true
			}
		}
	}
	return used
}

// unused reports causes that are registered and stand nowhere else.
func (j *judge) unused() {
	if slices.ContainsFunc(j.all.sorted(), func(s *summary) bool { return s.AnyCause }) {
		return
	}
	used := j.used()
	for _, cause := range slices.Sorted(maps.Keys(j.listed)) {
		if used[cause] || j.built[cause] || j.namedOutside(cause) {
			continue
		}
		for _, at := range j.places(cause) {
			j.reportAt(at, fmt.Sprintf("nothing uses the cause %s, which Config.Causes lists; use it, or take it out with its messages", cause))
		}
	}
}

// namedOutside reports whether code that the package doesn't see names a cause.
func (j *judge) namedOutside(cause string) bool {
	if j.outside().words[cause] {
		return true
	}
	return slices.ContainsFunc(j.ours(), func(s *summary) bool {
		return slices.ContainsFunc(s.Causes, func(c declared) bool { return c.Value == cause && j.outside().words[c.Name] })
	})
}
