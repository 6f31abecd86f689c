package check

import (
	"fmt"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/tools/go/analysis"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/nearest"
)

// A judge knows what is to be known of a program in one of its packages: one
// that builds a Config, the main one, or one that names its message files.
type judge struct {
	*pkg
	all        *program
	configs    []config
	registered list
	folders    folder
	texts      *texts
	built      map[string]bool // the built-in causes
	beyond     *elsewhere
	doubted    bool // a report was left out, for a package above this one to make
}

// judge reports what is wrong with the program as far as the package sees it.
func (p *pkg) judge(all *program) {
	j := &judge{pkg: p, all: all, built: make(map[string]bool)}
	if len(p.own.Configs) == 0 && len(p.own.Locales) == 0 && !p.own.Main {
		return
	}
	for _, cause := range apicause.Default().Causes() {
		j.built[string(cause)] = true
	}
	for _, s := range all.sorted() {
		j.configs = append(j.configs, s.Configs...)
	}
	j.register()
	j.readFolders()
	if j.catalogs() && !j.registered.Open {
		j.unlisted()
		j.unregistered()
	}
	if j.texts != nil {
		j.undescribed()
		j.unshown()
	}
	if p.own.Main && j.catalogs() && !j.registered.Open {
		j.unused()
		if j.texts != nil {
			j.unfilled()
		}
	}
	if !j.doubted {
		for _, s := range all.Packages {
			s.Judged = true
		}
	}
}

// catalogs reports whether the program makes catalogs, as far as it is seen: one
// from a Config, or the built-in one that a main package gets by not making any.
func (j *judge) catalogs() bool {
	if len(j.configs) > 0 {
		return true
	}
	return j.own.Main && slices.ContainsFunc(j.all.sorted(), func(s *summary) bool { return s.BuiltIn })
}

// register finds the causes that the Configs list.
func (j *judge) register() {
	for _, c := range j.configs {
		j.registered.add(c.Causes)
	}
	seen := make(map[string]bool)
	for i := 0; i < len(j.registered.From); i++ { // it grows
		from := j.registered.From[i]
		if seen[from] {
			continue
		}
		seen[from] = true
		found := false
		for _, s := range j.all.sorted() {
			if l, ok := s.Lists[from]; ok {
				j.registered.add(l)
				found = true
			}
		}
		if !found && !strings.HasPrefix(from, argumentsOf) {
			j.registered.Open = true
		}
	}
	slices.Sort(j.registered.Causes)
	j.registered.Causes = slices.Compact(j.registered.Causes)
}

// readFolders reads the message files of the Configs. Where a folder can't be
// followed, those that a comment or an apicause.toml marks are the ones.
func (j *judge) readFolders() {
	var marked folder
	for _, s := range j.all.sorted() {
		for _, dir := range s.Locales {
			marked.Places = append(marked.Places, files{Dir: dir})
		}
	}
	for _, c := range j.configs {
		j.folders.add(c.Locales)
	}
	seen := make(map[string]bool)
	for i := 0; i < len(j.folders.From); i++ {
		from := j.folders.From[i]
		if seen[from] {
			continue
		}
		seen[from] = true
		found := false
		for _, s := range j.all.sorted() {
			if f, ok := s.Folders[from]; ok {
				j.folders.add(f)
				found = true
			}
		}
		j.folders.Open = j.folders.Open || !found
	}
	if j.folders.Open || len(j.configs) == 0 && len(marked.Places) > 0 {
		if len(marked.Places) == 0 {
			marked = j.settled()
		}
		if len(marked.Places) == 0 {
			return
		}
		j.folders.Places = append(j.folders.Places, marked.Places...)
	}
	concerned := func(s *summary) bool { return s.Module == j.module() && len(s.Causes)+len(s.Sites) > 0 }
	if !slices.ContainsFunc(j.all.sorted(), concerned) || len(j.folders.Places) == 0 && !j.catalogs() {
		return
	}
	if t, ok := readTexts(j.folders.Places, j.allCauses()); ok {
		j.texts = t
	}
}

// settled returns the folders of the module that have an apicause.toml.
func (j *judge) settled() (found folder) {
	root := j.root()
	// What can't be read settles nothing.
	_ = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return nil
		}
		if entry.IsDir() && name != root && (entry.Name() == "vendor" || entry.Name() == "testdata" || entry.Name() == "node_modules" || entry.Name()[0] == '.') {
			return fs.SkipDir
		}
		if entry.Name() == "apicause.toml" {
			found.Places = append(found.Places, files{Dir: filepath.Dir(name)})
		}
		return nil
	})
	return found
}

// allCauses returns the names of all causes of the program.
func (j *judge) allCauses() []string {
	names := slices.Clone(j.registered.Causes)
	for _, s := range j.all.sorted() {
		for _, c := range s.Causes {
			names = append(names, c.Value)
		}
		for _, m := range s.Conversions {
			names = append(names, m.Cause)
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return !token.IsIdentifier(name) })
}

// ours returns the summaries of the module that nothing below has judged.
func (j *judge) ours() []*summary {
	return slices.DeleteFunc(j.all.sorted(), func(s *summary) bool { return s.Module != j.module() || s.Judged })
}

// outside is read when something is about to be reported.
func (j *judge) outside() *elsewhere {
	if j.beyond == nil {
		j.beyond = j.elsewhere(j.all)
	}
	return j.beyond
}

// doubt reports whether a report is to be left out, for a package that sees more.
func (j *judge) doubt(unsure bool) bool {
	j.doubted = j.doubted || unsure
	return unsure
}

func (j *judge) reportAt(at place, message string, fixes ...analysis.SuggestedFix) {
	if pos := j.position(at); pos.IsValid() && !at.Silenced {
		j.Report(analysis.Diagnostic{Pos: pos, Message: message, SuggestedFixes: fixes})
	}
}

func (j *judge) has(cause string) bool {
	return j.built[cause] || slices.Contains(j.registered.Causes, cause)
}

// unlisted reports causes that no Config lists.
func (j *judge) unlisted() {
	for _, s := range j.ours() {
		for _, c := range s.Causes {
			if j.has(c.Value) || !token.IsIdentifier(c.Value) || j.doubt(j.outside().mayList(j.registered.From)) {
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
	known := append(slices.Sorted(maps.Keys(j.built)), j.registered.Causes...)
	for _, s := range j.ours() {
		for _, m := range s.Conversions {
			if j.has(m.Cause) || declared[m.Cause] || j.doubt(j.outside().mayList(j.registered.From)) {
				continue
			}
			j.reportAt(m.At, fmt.Sprintf("no catalog has the cause %q; declare a constant and add it to Config.Causes%s", m.Cause, nearest.DidYouMean(m.Cause, known)))
		}
	}
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
	for _, s := range j.ours() {
		for _, c := range s.Causes {
			if j.built[c.Value] || !slices.Contains(j.registered.Causes, c.Value) || j.texts.broken(c.Value) ||
				slices.ContainsFunc(fallbacks, func(tag language.Tag) bool { return j.texts.describes(c.Value, tag) }) ||
				j.doubt(j.outside().words["Locales"]) {
				continue
			}
			j.reportAt(c.At, fmt.Sprintf("nothing describes the cause %s in the fallback language, so apicause.New fails; add %s = \"…\" to active.%s.toml", c.Value, c.Value, fallbacks[0]))
		}
	}
}

// unshown reports facts that no text of their cause shows.
func (j *judge) unshown() {
	readsAll, read := false, make(map[string]bool)
	for _, s := range j.all.sorted() {
		readsAll = readsAll || s.ReadsAll
		maps.Copy(read, s.Read)
	}
	var any []string
	for _, names := range j.texts.shown {
		any = append(any, names...)
	}
	slices.Sort(any)
	any = slices.Compact(any)
	for _, s := range j.ours() {
		for _, at := range s.Sites {
			if at.Cause != "" && (!j.has(at.Cause) || j.texts.broken(at.Cause)) {
				continue
			}
			shown := any
			if at.Cause != "" {
				shown = j.texts.shown[at.Cause]
			}
			for _, f := range at.Facts {
				// Count chooses plural forms and Retry becomes a header.
				if f.Name == apicause.FactCount || f.Name == apicause.FactRetry || read[f.Name] || slices.Contains(shown, f.Name) {
					continue
				}
				j.unshownFact(at, f, shown, readsAll)
			}
		}
	}
}

func (j *judge) unshownFact(at site, f given, shown []string, readsAll bool) {
	near := slices.DeleteFunc(nearest.Names(f.Name, shown), func(name string) bool {
		return slices.ContainsFunc(at.Facts, func(other given) bool { return other.Name == name })
	})
	if len(near) == 0 && (readsAll || at.Cause == "") || j.doubt(j.outside().words["Locales"]) {
		return
	}
	of := "any cause"
	if at.Cause != "" {
		of = at.Cause
	}
	if len(near) > 0 {
		j.reportAt(f.At, fmt.Sprintf("no text of %s shows the fact %s; did you mean %q?", of, f.Name, near[0]), j.rename(f, near)...)
		return
	}
	j.reportAt(f.At, fmt.Sprintf("no text of %s shows the fact %s; show it in [detail_with_facts] or take it out", of, f.Name))
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
			for _, cause := range l.Causes {
				used[cause] = true
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
	for _, s := range j.all.sorted() {
		for _, c := range s.Causes {
			if s.Module != j.module() || used[c.Value] || j.built[c.Value] || !slices.Contains(j.registered.Causes, c.Value) ||
				j.outside().words[c.Name] || j.outside().words[c.Value] {
				continue
			}
			j.reportAt(c.At, fmt.Sprintf("nothing uses the cause %s, which Config.Causes lists; use it, or take it out with its messages", c.Value))
		}
	}
}

// unfilled reports placeholders that no error of a cause ever fills.
func (j *judge) unfilled() {
	used, filled, open := j.used(), make(map[string]bool), make(map[string]bool)
	for _, s := range j.all.sorted() {
		for _, at := range s.Sites {
			open[at.Cause] = open[at.Cause] || at.Open
			for _, f := range at.Facts {
				filled[at.Cause+"."+f.Name] = true
			}
		}
	}
	for _, s := range j.all.sorted() {
		for _, c := range s.Causes {
			if s.Module != j.module() || j.built[c.Value] || !used[c.Value] || open[c.Value] || open[""] || !slices.Contains(j.registered.Causes, c.Value) || j.texts.broken(c.Value) {
				continue
			}
			for _, name := range slices.Compact(slices.Sorted(slices.Values(j.texts.shown[c.Value]))) {
				if filled[c.Value+"."+name] || filled["."+name] || j.outside().words[c.Name] || j.outside().words[c.Value] || j.outside().words["WithFact"] {
					continue
				}
				j.reportAt(c.At, fmt.Sprintf("no error of the cause %s gives the fact %s, which a text of it shows; give it, or take {{.%s}} out of the text", c.Value, name, name))
			}
		}
	}
}
