package check

import (
	"fmt"
	"maps"
	"slices"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
)

// A look is what is known of the facts that texts show.
type look struct {
	*judge
	any      []string        // that some text shows
	read     map[string]bool // that the code reads
	readsAll bool            // it may read any
}

func (j *judge) look() *look {
	l := &look{judge: j, read: make(map[string]bool)}
	for _, s := range j.all.sorted() {
		l.readsAll = l.readsAll || s.ReadsAll
		maps.Copy(l.read, s.Read)
	}
	for _, names := range j.texts.shown {
		l.any = append(l.any, names...)
	}
	slices.Sort(l.any)
	l.any = slices.Compact(l.any)
	return l
}

// shows reports whether a fact reaches somebody. Count chooses plural forms and
// Retry becomes a header.
func (l *look) shows(cause, fact string) bool {
	return fact == apicause.FactCount || fact == apicause.FactRetry || l.read[fact] || slices.Contains(l.shown(cause), fact)
}

// shown returns the facts that texts of a cause show; of any cause if it
// isn't known.
func (l *look) shown(cause string) []string {
	if cause == "" {
		return l.any
	}
	return l.texts.shown[cause]
}

// unshown reports facts that no text of their cause shows.
func (j *judge) unshown() {
	l := j.look()
	for _, s := range j.ours() {
		for _, at := range s.Sites {
			if at.Cause != "" && (!j.has(at.Cause) || j.texts.broken(at.Cause)) {
				continue
			}
			for _, f := range at.Facts {
				if !l.shows(at.Cause, f.Name) {
					l.report(at, f)
				}
			}
		}
	}
}

func (l *look) report(at site, f given) {
	near, beyond := l.meant(at, f), l.outside()
	if len(near) == 0 && (l.readsAll || at.Cause == "" || beyond.reads) || beyond.reads && beyond.words[f.Name] || l.moreTexts() && l.shownElsewhere(at.Cause, f.Name) {
		return
	}
	of := "any cause"
	if at.Cause != "" {
		of = at.Cause
	}
	if len(near) > 0 {
		l.reportAt(f.At, fmt.Sprintf("no text of %s shows the fact %s; did you mean %q?", of, f.Name, near[0]), l.rename(f, near)...)
		return
	}
	l.reportAt(f.At, fmt.Sprintf("no text of %s shows the fact %s; show it in [detail_with_facts] or take it out", of, f.Name))
}

// meant returns the names that a fact may be a slip for.
func (l *look) meant(at site, f given) []string {
	return slices.DeleteFunc(nearest.Names(f.Name, l.shown(at.Cause)), func(name string) bool {
		return slices.ContainsFunc(at.Facts, func(other given) bool { return other.Name == name })
	})
}

func (j *judge) shownElsewhere(cause, fact string) bool {
	t := j.wide()
	if t == nil {
		return true
	}
	for of, names := range t.shown {
		if (of == cause || cause == "") && slices.Contains(names, fact) {
			return true
		}
	}
	return false
}

// unfilled reports placeholders that no error of a cause ever fills. One that an
// error means to fill under another name is not reported twice.
func (j *judge) unfilled() {
	l, used := j.look(), j.used()
	filled, open := make(map[string]bool), make(map[string]bool)
	for _, s := range j.all.sorted() {
		for _, at := range s.Sites {
			open[at.Cause] = open[at.Cause] || at.Open
			for _, f := range at.Facts {
				filled[at.Cause+"."+f.Name] = true
				if !l.shows(at.Cause, f.Name) {
					for _, name := range l.meant(at, f) {
						filled[at.Cause+"."+name] = true
					}
				}
			}
		}
	}
	if open[""] || j.outside().words["WithFact"] || j.outside().words["Facts"] {
		return
	}
	for _, s := range j.ours() {
		for _, c := range s.Causes {
			if _, ok := j.listed[c.Value]; !ok || j.built[c.Value] || !used[c.Value] || open[c.Value] || j.texts.broken(c.Value) || j.namedOutside(c.Value) {
				continue
			}
			for _, name := range slices.Compact(slices.Sorted(slices.Values(j.texts.shown[c.Value]))) {
				if !filled[c.Value+"."+name] && !filled["."+name] {
					j.reportAt(c.At, fmt.Sprintf("no error of the cause %s gives the fact %s, which a text of it shows; give it, or take {{.%s}} out of the text", c.Value, name, name))
				}
			}
		}
	}
}
