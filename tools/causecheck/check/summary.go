package check

import (
	"encoding/json"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"slices"
)

// A program is what a package and all that it imports have to do with causes:
// an analysis.Fact of each package.
type program struct {
	Packages map[string]*summary
	Reported map[string]bool // what packages below have reported, so that those above don't
}

func newProgram() *program {
	return &program{Packages: make(map[string]*summary), Reported: make(map[string]bool)}
}

func (*program) AFact() {}

// GobEncode writes JSON, whose maps are in order: go vet keeps facts by content.
func (all *program) GobEncode() ([]byte, error) {
	type plain program // has no methods
	return json.Marshal((*plain)(all))
}

// GobDecode reads what GobEncode writes.
func (all *program) GobDecode(data []byte) error {
	type plain program
	return json.Unmarshal(data, (*plain)(all))
}

func (all *program) add(more *program) {
	maps.Copy(all.Packages, more.Packages)
	maps.Copy(all.Reported, more.Reported)
}

// sorted returns the summaries in the order of their paths.
func (all *program) sorted() []*summary {
	var list []*summary
	for _, path := range slices.Sorted(maps.Keys(all.Packages)) {
		list = append(list, all.Packages[path])
	}
	return list
}

// A summary is what one package has to do with causes. It holds what the code
// says and nothing of the message files, which change without it.
type summary struct {
	Module      string
	Main        bool
	BuiltIn     bool // it asks the built-in catalog
	Files       []string
	Causes      []declared        // the package declares
	Configs     []config          // it builds
	Locales     []string          // folders that //apicause:locales names
	Lists       map[string]list   // of causes, by what holds them
	Folders     map[string]folder // of message files, by what holds them
	Sites       []site            // that give facts
	Conversions []mention         // of constants to causes
	Used        map[string]bool   // causes that stand elsewhere than in a list
	Read        map[string]bool   // facts that the code reads
	ReadsAll    bool              // it may read any fact
	AnyCause    bool              // it makes causes of what it reads, or takes them out of lists
}

// A place is where something stands in a file, and whether a comment silences
// what is reported there.
type place struct {
	File         string
	Line, Column int
	Silenced     bool
}

type declared struct {
	Name, Value string
	At          place
}

type mention struct {
	Cause string
	At    place
}

type config struct {
	Causes   list
	Locales  folder
	Fallback string // a tag, or a variable such as language.Korean; "" if the Config names none
	Open     bool   // the fallback can't be followed
	At       place
}

// A site gives facts to a cause.
type site struct {
	Cause string // "" for one that isn't known
	Facts []given
	Open  bool // there may be more facts
}

type given struct {
	Name string
	At   place
}

func (p *pkg) place(n ast.Node) place {
	at := p.Fset.Position(n.Pos())
	return place{File: at.Filename, Line: at.Line, Column: at.Column, Silenced: p.silence.has(at)}
}

// position returns where a place is, in a file of the package or of one that it
// imports: a diagnostic belongs where the mistake is.
func (p *pkg) position(at place) token.Pos {
	for _, f := range p.Files {
		if file := p.Fset.File(f.Pos()); file.Name() == at.File || p.fileName(f) == at.File {
			return file.LineStart(at.Line) + token.Pos(at.Column-1)
		}
	}
	data, err := os.ReadFile(at.File)
	if err != nil {
		return token.NoPos
	}
	file := p.Fset.AddFile(at.File, -1, len(data))
	file.SetLinesForContent(data)
	if at.Line > file.LineCount() {
		return token.NoPos
	}
	return file.LineStart(at.Line) + token.Pos(at.Column-1)
}
