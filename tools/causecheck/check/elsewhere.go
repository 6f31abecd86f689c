package check

import (
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// elsewhere is what the module's code says that a pass can't see: in packages
// that this one does not import, and in files that other build tags take.
type elsewhere struct {
	words map[string]bool // names and texts
	lists bool            // causes are listed
	open  bool            // causes are made of what can't be followed
	reads bool            // facts are read
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
	type word struct {
		token.Token
		text string
	}
	var words []word
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, len(data)), data, func(token.Position, string) {}, 0)
	for {
		_, tok, lit := s.Scan()
		words = append(words, word{tok, lit})
		if tok == token.EOF {
			break
		}
	}
	at := func(i int) token.Token {
		if i < 0 || i >= len(words) {
			return token.EOF
		}
		return words[i].Token
	}
	for i, w := range words {
		switch w.Token {
		case token.IDENT:
			e.words[w.text] = true
			switch next := at(i + 1); w.text {
			case "Attr", "FactsOf":
				e.reads = true
			case "Facts":
				e.reads = e.reads || next == token.LBRACK
			case "Causes":
				e.lists = e.lists || next == token.COLON || next == token.ASSIGN || next == token.COMMA
			case "Cause":
				list := at(i-1) == token.RBRACK || at(i-1) == token.PERIOD && at(i-3) == token.RBRACK
				e.lists = e.lists || list
				e.open = e.open || list && next != token.LBRACE || next == token.LPAREN && at(i+2) != token.STRING
			}
		case token.STRING:
			if text, err := strconv.Unquote(w.text); err == nil {
				for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == ',' || r == '\n' }) {
					e.words[word] = true
				}
			}
		}
	}
}

// mayList reports whether causes may be registered there, through one of the
// functions that registered causes come from, too.
func (e *elsewhere) mayList(from []string) bool {
	return e.lists || slices.ContainsFunc(from, func(id string) bool { return e.words[lastName(id)] })
}

// lastName returns the name of a variable or a function without its package.
func lastName(id string) string { return id[strings.LastIndexAny(id, ".)")+1:] }
