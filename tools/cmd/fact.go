package cmd

import (
	"io/fs"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
)

// parseFacts reads the --fact flags.
func (e *explain) parseFacts() (apicause.Facts, error) {
	facts := make(apicause.Facts)
	var terms map[string]bool
	for _, flag := range e.facts {
		name, value, ok := strings.Cut(flag, "=")
		if !ok || name == "" {
			return nil, fail.New("FactSyntax", apicause.Facts{"Value": flag})
		}
		if terms == nil {
			terms = termNames(e.layers)
		}
		facts[name] = parseFact(value, terms)
	}
	return facts, nil
}

// parseFact returns the value that a program would give: a number, a wait, a
// list of terms, or else a text.
func parseFact(value string, terms map[string]bool) any {
	if n, err := strconv.ParseInt(value, 10, 64); err == nil {
		return n
	}
	if f, err := strconv.ParseFloat(value, 64); err == nil && !math.IsNaN(f) && !math.IsInf(f, 0) { // Nan is a name
		return f
	}
	if d, err := time.ParseDuration(value); err == nil {
		return d
	}
	var list apicause.Terms
	for term := range strings.SplitSeq(value, ",") {
		if term = strings.TrimSpace(term); !terms[term] {
			return value
		}
		list = append(list, apicause.Term(term))
	}
	return list
}

// termNames returns what the [term] sections of all message files name, in any
// language.
func termNames(layers []fs.FS) map[string]bool {
	terms := make(map[string]bool)
	for _, layer := range layers {
		names, _ := fs.Glob(layer, "active.*.toml")
		for _, name := range names {
			var file struct {
				Term map[string]any `toml:"term"`
			}
			data, _ := fs.ReadFile(layer, name)
			_ = toml.Unmarshal(data, &file) // the catalog has been made of these files
			for term := range file.Term {
				terms[term] = true
			}
		}
	}
	return terms
}
