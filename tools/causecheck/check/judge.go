package check

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/apicause/apicause"
)

// A judge knows what is to be known of a program in one of its packages: one
// that builds a Config, the main one, or one that names its message files.
type judge struct {
	*pkg
	all     *program
	configs []config
	built   map[string]bool // the built-in causes

	registered list
	listed     map[string]place // where, by registered cause
	others     bool             // modules that import the package may register more

	folders folder
	texts   *texts // nil if they aren't known
	beyond  *elsewhere
}

// judge reports what is wrong with the program as far as the package sees it.
func (p *pkg) judge(all *program) {
	if len(p.own.Configs) == 0 && len(p.own.Locales) == 0 && !p.own.Main {
		return
	}
	j := &judge{pkg: p, all: all, built: make(map[string]bool)}
	for _, cause := range apicause.Default().Causes() {
		j.built[string(cause)] = true
	}
	for _, s := range all.sorted() {
		j.configs = append(j.configs, s.Configs...)
	}
	j.register()
	j.readFolders()
	known := j.catalogs() && !j.registered.Open
	if known && !j.others {
		j.unlisted()
		j.unregistered()
	}
	if j.texts != nil {
		j.undescribed()
		j.unshown()
	}
	if known && p.own.Main {
		j.unused()
		if j.texts != nil {
			j.unfilled()
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
		if function, ok := strings.CutPrefix(from, argumentsOf); ok {
			j.others = j.others || !j.own.Main && ast.IsExported(lastName(function))
		} else if !found {
			j.registered.Open = true
		}
	}
	j.listed = make(map[string]place)
	for _, m := range j.registered.Causes {
		if _, ok := j.listed[m.Cause]; !ok {
			j.listed[m.Cause] = m.At
		}
	}
}

// has reports whether a catalog of the program has a cause.
func (j *judge) has(cause string) bool {
	_, ok := j.listed[cause]
	return ok || j.built[cause]
}

// ours returns the summaries of the module.
func (j *judge) ours() []*summary {
	return slices.DeleteFunc(j.all.sorted(), func(s *summary) bool { return s.Module != j.module() })
}

// outside is read when something is about to be reported.
func (j *judge) outside() *elsewhere {
	if j.beyond == nil {
		j.beyond = j.elsewhere(j.all)
	}
	return j.beyond
}

// reportAt reports a mistake once, though packages above see it too.
func (j *judge) reportAt(at place, message string, fixes ...analysis.SuggestedFix) {
	kind, _, _ := strings.Cut(message, ";")
	key := fmt.Sprintf("%s:%d:%d: %s", at.File, at.Line, at.Column, kind)
	if j.all.Reported[key] {
		return
	}
	j.all.Reported[key] = true
	if pos := j.position(at); pos.IsValid() && !at.Silenced {
		j.Report(analysis.Diagnostic{Pos: pos, Message: message, SuggestedFixes: fixes})
	}
}
