package check

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// mentions adds the causes and facts that code names.
func (p *pkg) mentions(s *summary, n ast.Node, around []ast.Node) {
	switch n := n.(type) {
	case *ast.Ident:
		if f, ok := p.info.Uses[n].(*types.Func); ok {
			s.BuiltIn = s.BuiltIn || is(f, library, "Default") || is(f, library+"/problem", "New")
			s.AnyCause = s.AnyCause || id(f) == "(*"+library+".Catalog).Causes"
			s.ReadsAll = s.ReadsAll || is(f, library, "Attr") // a log has all
			if p.takes(f) && !called(n, around) {             // nobody sees what it is called with
				s.hold(arguments(id(f)), list{Open: true})
				s.Folders[arguments(id(f))] = folder{Open: true}
			}
		}
		if c, ok := p.info.Defs[n].(*types.Const); ok && isCause(c.Type()) && n.Name != "_" {
			s.Causes = append(s.Causes, declared{n.Name, constantOf(c), p.place(n)})
		}
	case *ast.IndexExpr:
		s.AnyCause = s.AnyCause || isCauses(p.info.TypeOf(n.X)) && !writes(n, around)
		if isFacts(p.info.TypeOf(n.X)) && !writes(n, around) {
			if name, ok := p.text(n.Index); ok {
				s.Read[name] = true
			} else {
				s.ReadsAll = true
			}
		}
	case *ast.RangeStmt:
		s.ReadsAll = s.ReadsAll || isFacts(p.info.TypeOf(n.X))
		s.AnyCause = s.AnyCause || n.Value != nil && isCauses(p.info.TypeOf(n.X))
	case *ast.CallExpr:
		if is(p.callee(n), library, "FactsOf") {
			if index, ok := around[len(around)-1].(*ast.IndexExpr); !ok || index.X != n {
				s.ReadsAll = true
			}
		}
		if inner := p.converts(n); inner != nil && isCause(p.info.TypeOf(n)) {
			if _, ok := p.text(n); !ok {
				s.AnyCause = true
			}
		}
	case *ast.StructType:
		for _, field := range n.Fields.List {
			t := p.info.TypeOf(field.Type)
			if (isCause(t) || isCauses(t)) && p.decodesAnything() {
				s.AnyCause = true
			}
		}
	}
	e, ok := n.(ast.Expr)
	if !ok || !isCause(p.info.TypeOf(e)) {
		return
	}
	cause, ok := p.text(e)
	if !ok || cause == "" || p.listed[e] {
		return
	}
	switch e := e.(type) {
	case *ast.Ident:
		if c, ok := p.info.Uses[e].(*types.Const); ok && !isCause(c.Type()) {
			p.converted(s, e, cause, around)
		} else if ok && !declares(around) {
			s.Used[cause] = true
		}
	case *ast.SelectorExpr:
		if c, ok := p.info.Uses[e.Sel].(*types.Const); ok && !isCause(c.Type()) {
			p.converted(s, e, cause, around)
		} else if !declares(around) {
			s.Used[cause] = true
		}
	case *ast.CallExpr:
		p.converted(s, e, cause, around)
	case *ast.BasicLit:
		if call, ok := around[len(around)-1].(*ast.CallExpr); !ok || p.converts(call) == nil {
			p.converted(s, e, cause, around)
		}
	}
}

// converted adds a constant that is made a cause.
func (p *pkg) converted(s *summary, e ast.Expr, cause string, around []ast.Node) {
	if declares(around) {
		return
	}
	s.Used[cause] = true
	if !compares(around) {
		s.Conversions = append(s.Conversions, mention{cause, p.place(e)})
	}
}

// called reports whether a name is that of a function being called.
func called(name ast.Expr, around []ast.Node) bool {
	for _, n := range slices.Backward(around) {
		switch n := n.(type) {
		case *ast.SelectorExpr, *ast.IndexExpr, *ast.IndexListExpr, *ast.ParenExpr:
			name = n.(ast.Expr)
			continue
		case *ast.CallExpr:
			return n.Fun == name
		}
		return false
	}
	return false
}

// writes reports whether an element of a map is only assigned.
func writes(n ast.Expr, around []ast.Node) bool {
	assign, ok := around[len(around)-1].(*ast.AssignStmt)
	return ok && assign.Tok == token.ASSIGN && slices.Contains(assign.Lhs, n)
}

// declares reports whether an expression is the value of a constant.
func declares(around []ast.Node) bool {
	for i, n := range slices.Backward(around) {
		if spec, ok := n.(*ast.ValueSpec); ok && i > 0 {
			gen, ok := around[i-1].(*ast.GenDecl)
			return ok && gen.Tok == token.CONST && spec != nil
		}
	}
	return false
}

// compares reports whether an expression is an operand of == or a case.
func compares(around []ast.Node) bool {
	switch n := around[len(around)-1].(type) {
	case *ast.BinaryExpr:
		return true
	case *ast.CaseClause:
		return n != nil
	}
	return false
}

// decodesAnything reports whether the package may read causes from data.
func (p *pkg) decodesAnything() bool {
	return slices.ContainsFunc(p.Pkg.Imports(), func(imported *types.Package) bool {
		path := imported.Path()
		for _, word := range []string{"json", "toml", "yaml", "xml", "gob", "csv", "sql", "reflect", "protobuf"} {
			if strings.Contains(path, word) {
				return true
			}
		}
		return false
	})
}
