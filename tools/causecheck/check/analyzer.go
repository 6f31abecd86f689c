// Package check is an analyzer that finds mistakes in the use of apicause
// before they run: causes that no catalog has, facts that no text shows, errors
// of Kakao's that nobody looks at.
//
// What a package shows by itself is reported there. What takes the whole
// program, such as which causes are registered, is judged in the packages that
// build a Config and in main packages, from the facts of all that they import,
// and reported where the mistake is. If a file of the module that cannot be
// seen from there might make the report wrong, there is none.
package check

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

const name = "causecheck"

// Analyzer finds mistakes in the use of apicause. Its facts are what packages
// tell the ones that import them.
var Analyzer = &analysis.Analyzer{
	Name: name,
	Doc: `check the use of apicause: causes, their messages and facts, and Kakao's answers

It finds causes that no Config.Causes lists, that nothing describes or that
nothing uses, facts that no text shows or that have no value, placeholders that
nothing fills, secrets in facts, causes compared with ==, and errors of Kakao's
that nobody looks at. A comment //nolint:causecheck // reason silences a line.`,
	URL:       "https://github.com/apicause/apicause/blob/main/docs/how-to/check-before-it-runs.md",
	FactTypes: []analysis.Fact{new(program)},
	Run:       run,
}

// A pkg is the package that a pass is about, without its tests: these may build
// what no program should.
type pkg struct {
	*analysis.Pass
	info    *types.Info
	files   []*ast.File
	silence silence
	values  map[types.Object]*variable
	within  map[types.Object]bool // variables that are being followed
	own     *summary
	listed  map[ast.Expr]bool // causes that stand in lists
	traced  map[ast.Expr]bool // maps of facts whose error is known
}

func run(pass *analysis.Pass) (any, error) {
	p := &pkg{Pass: pass, info: pass.TypesInfo, within: make(map[types.Object]bool), listed: make(map[ast.Expr]bool), traced: make(map[ast.Expr]bool)}
	for _, f := range pass.Files {
		if !strings.HasSuffix(p.fileName(f), "_test.go") {
			p.files = append(p.files, f)
		}
	}
	generated := p.Pkg.Name() == "main" && strings.HasSuffix(p.Pkg.Path(), ".test") // by go test
	if len(p.files) == 0 || generated || !p.concerned() {
		return nil, nil
	}
	p.silence = p.readSilence()
	p.values = p.variables()
	p.checkComparisons()
	p.checkKakao()
	sites, facts := p.sites()
	p.checkValues(facts)
	if p.module() == library {
		return nil, nil // its causes are built in
	}
	seen := p.imported()
	p.own = p.summarize(sites)
	seen.Packages[p.Pkg.Path()] = p.own
	p.judge(seen)
	pass.ExportPackageFact(seen)
	return nil, nil
}

// concerned reports whether the package has to do with the library or with
// Kakao's servers, or embeds message files for another.
func (p *pkg) concerned() bool {
	for _, imported := range p.Pkg.Imports() {
		if imported.Path() == library || imported.Path() == kakaoPath || p.ImportPackageFact(imported, new(program)) {
			return true
		}
		if imported.Path() == "embed" && p.Module != nil && p.hasMessages() {
			return true
		}
	}
	named := false
	p.each(func(n ast.Node, _ []ast.Node) {
		lit, ok := n.(*ast.BasicLit)
		named = named || ok && strings.Contains(lit.Value, ".kakao.com")
	})
	return named
}

// imported returns what the imported packages have told.
func (p *pkg) imported() *program {
	all := newProgram()
	for _, imported := range p.Pkg.Imports() {
		var told program
		if p.ImportPackageFact(imported, &told) {
			all.add(&told)
		}
	}
	return all
}

// hasMessages reports whether there are message files in the package's folder or
// a little below it.
func (p *pkg) hasMessages() bool {
	dir := filepath.Dir(p.fileName(p.files[0]))
	return slices.ContainsFunc([]string{"", "*", "*/*"}, func(below string) bool {
		names, _ := filepath.Glob(filepath.Join(dir, below, "active.*.toml")) // the pattern is valid
		return len(names) > 0
	})
}

func (p *pkg) module() string {
	if p.Module == nil {
		return ""
	}
	return p.Module.Path
}

func (p *pkg) fileName(n ast.Node) string { return p.Fset.Position(n.Pos()).Filename }

// report reports a diagnostic unless its line is silenced.
func (p *pkg) report(at ast.Node, message string, fixes ...analysis.SuggestedFix) {
	if !p.silence.has(p.Fset.Position(at.Pos())) {
		p.Report(analysis.Diagnostic{Pos: at.Pos(), End: at.End(), Message: message, SuggestedFixes: fixes})
	}
}

// replace is a fix that puts text in the place of a node.
func replace(message string, old ast.Node, text string) analysis.SuggestedFix {
	return edit(message, old.Pos(), old.End(), text)
}

func edit(message string, from, to token.Pos, text string) analysis.SuggestedFix {
	return analysis.SuggestedFix{Message: message, TextEdits: []analysis.TextEdit{{Pos: from, End: to, NewText: []byte(text)}}}
}

// each visits the nodes of the package's files with what encloses them.
func (p *pkg) each(visit func(n ast.Node, around []ast.Node)) {
	for _, f := range p.files {
		ast.PreorderStack(f, nil, func(n ast.Node, around []ast.Node) bool {
			visit(n, around)
			return true
		})
	}
}
