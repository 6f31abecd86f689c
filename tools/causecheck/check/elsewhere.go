package check

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// elsewhere is what the module's code says that a pass can't see: in packages
// that this one does not import, and in files that other build tags take.
type elsewhere struct {
	words map[string]bool // names and texts
	lists bool            // there are lists of causes
}

// elsewhere reads the files that no package of the program has.
func (p *pkg) elsewhere(all *program) *elsewhere {
	known := make(map[string]bool)
	for _, s := range all.Packages {
		for _, name := range s.Files {
			known[name] = true
		}
	}
	found := &elsewhere{words: make(map[string]bool)}
	root := p.root()
	// What can't be read says nothing.
	_ = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case entry.IsDir():
			base := entry.Name()
			if _, err := os.Stat(filepath.Join(name, "go.mod")); name != root && (err == nil || base == "vendor" || base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
				return fs.SkipDir
			}
		case strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") && !known[name]:
			if data, err := os.ReadFile(name); err == nil {
				found.read(data)
			}
		}
		return nil
	})
	return found
}

func (e *elsewhere) read(data []byte) {
	fset := token.NewFileSet()
	var s scanner.Scanner
	s.Init(fset.AddFile("", -1, len(data)), data, func(token.Position, string) {}, 0)
	var before [2]token.Token
	for {
		_, tok, lit := s.Scan()
		switch tok {
		case token.EOF:
			return
		case token.IDENT:
			e.words[lit] = true
			if before == [2]token.Token{token.LBRACK, token.RBRACK} {
				before = [2]token.Token{} // the package of what the list holds, or that itself
				e.lists = e.lists || lit == "Cause"
				if _, next, _ := s.Scan(); next == token.PERIOD {
					_, _, name := s.Scan()
					e.words[name] = true
					e.lists = e.lists || name == "Cause"
				}
				continue
			}
		case token.STRING:
			if text, err := strconv.Unquote(lit); err == nil {
				for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' }) {
					e.words[word] = true
				}
			}
		}
		before = [2]token.Token{before[1], tok}
	}
}

// mayList reports whether a cause may be registered there, through one of the
// functions that registered causes come from, too.
func (e *elsewhere) mayList(from []string) bool {
	if e.words["Causes"] || e.lists {
		return true
	}
	for _, id := range from {
		if e.words[id[strings.LastIndexAny(id, ".)")+1:]] {
			return true
		}
	}
	return false
}
