package messages

import (
	"maps"
	"slices"

	"golang.org/x/text/language"
)

// Lineage returns tag and its CLDR parents (en-GB, en-001, en), the most
// particular first.
func Lineage(tag language.Tag) []language.Tag {
	lineage := []language.Tag{tag}
	for tag = tag.Parent(); !tag.IsRoot(); tag = tag.Parent() {
		lineage = append(lineage, tag)
	}
	return lineage
}

// Of returns the files of a language and of its CLDR parents, in the order in
// which they override one another: by layer, and in each the parents first.
func Of(tag language.Tag, files []*File) []*File {
	lineage := Lineage(tag)
	var of []*File
	for _, f := range files {
		if slices.Contains(lineage, f.Tag) {
			of = append(of, f)
		}
	}
	slices.SortStableFunc(of, func(a, b *File) int {
		if a.Layer != b.Layer {
			return a.Layer - b.Layer
		}
		return slices.Index(lineage, b.Tag) - slices.Index(lineage, a.Tag)
	})
	return of
}

// Placeholders returns which placeholders the messages of [detail_with_facts] may
// hold, by cause: those that a text of these files has. They are what the app's
// code fills.
func Placeholders(files []*File) map[string][]string {
	allowed := make(map[string][]string)
	for _, f := range files {
		for id, m := range f.Messages[DetailWithFacts] {
			for _, t := range m.Texts() {
				allowed[id] = append(allowed[id], t.Names...)
			}
		}
	}
	return allowed
}

// Merge returns what files say together, later ones over earlier ones, message by
// message. Where a single file says it all, the maps are that file's own.
func Merge(files []*File) Messages {
	if len(files) == 1 {
		return files[0].Messages
	}
	var all Messages
	for s := range all {
		all[s] = make(map[string]*Message)
	}
	for _, f := range files {
		all.reword(f.Messages[Contact])
		for id := range f.Messages[Detail] {
			// An app that rewords a detail does not want the old wording back with the
			// first fact, unless the same file brings its own.
			delete(all[DetailWithFacts], id)
		}
		for s := range all {
			maps.Copy(all[s], f.Messages[s])
		}
	}
	return all
}

// reword replaces the sentences of [contact] in the details that have them.
func (all *Messages) reword(contact map[string]*Message) {
	for id, m := range contact {
		old, new := all[Contact][id].Literal(), m.Literal()
		if old == "" || old == new {
			continue
		}
		for _, s := range [...]Section{Detail, DetailWithFacts} {
			for cause, detail := range all[s] {
				all[s][cause] = detail.replace(old, new)
			}
		}
	}
}

// Tells reports whether there is a title or a description for a cause.
func (all *Messages) Tells(cause string) bool {
	return all[Description][cause] != nil || all[Title][cause] != nil
}

// Language returns the most particular language of the texts for a cause. lineage
// is that of the language that the files are for.
func (all *Messages) Language(cause string, lineage []language.Tag) language.Tag {
	best := len(lineage) - 1
	for s := Description; s.OfCauses(); s++ {
		if m := all[s][cause]; m != nil {
			if i := slices.Index(lineage, *m.tag); i >= 0 {
				best = min(best, i)
			}
		}
	}
	return lineage[best]
}
