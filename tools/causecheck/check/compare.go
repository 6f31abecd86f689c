package check

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"strconv"

	"golang.org/x/tools/go/analysis"
)

// checkComparisons reports causes that are compared with errors: a cause is
// wrapped nearly always, and == looks at the outermost error alone.
func (p *pkg) checkComparisons() {
	p.each(func(n ast.Node, around []ast.Node) {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			if n.Op != token.EQL && n.Op != token.NEQ {
				return
			}
			err, cause := n.X, n.Y
			if isCause(p.info.TypeOf(err)) {
				err, cause = cause, err
			}
			if !p.comparable(err, cause, around) {
				return
			}
			p.report(n, fmt.Sprintf("%s finds no cause in an error that wraps it; use errors.Is(%s, %s)", n.Op, text(err), text(cause)), p.useIs(n, err, cause)...)
		case *ast.SwitchStmt:
			if n.Tag == nil {
				return
			}
			for _, clause := range n.Body.List {
				for _, cause := range clause.(*ast.CaseClause).List {
					if p.comparable(n.Tag, cause, around) {
						p.report(cause, fmt.Sprintf("this case finds no cause in an error that wraps it; use errors.Is(%s, %s), or switch on the result of apicause.CauseOf", text(n.Tag), text(cause)))
					}
				}
			}
		}
	})
}

// comparable reports whether an error and a cause are compared where that is a
// mistake. In a method Is it is not.
func (p *pkg) comparable(err, cause ast.Expr, around []ast.Node) bool {
	t := p.info.TypeOf(err)
	if !isCause(p.info.TypeOf(cause)) || t == nil || !types.IsInterface(t) || !isError(t) {
		return false
	}
	for _, n := range around {
		if f, ok := n.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "Is" {
			return false
		}
	}
	return true
}

// useIs is the fix if the file imports package errors already.
func (p *pkg) useIs(n *ast.BinaryExpr, err, cause ast.Expr) []analysis.SuggestedFix {
	for _, f := range p.files {
		if n.Pos() < f.FileStart || f.FileEnd <= n.Pos() {
			continue
		}
		errors := importName(f, "errors")
		if errors == "" {
			return nil
		}
		not := ""
		if n.Op == token.NEQ {
			not = "!"
		}
		call := fmt.Sprintf("%s%s.Is(%s, %s)", not, errors, text(err), text(cause))
		return []analysis.SuggestedFix{replace("Use errors.Is", n, call)}
	}
	return nil
}

// importName returns what a file calls a package, "" if it doesn't import it.
func importName(f *ast.File, importPath string) string {
	for _, spec := range f.Imports {
		if got, _ := strconv.Unquote(spec.Path.Value); got != importPath {
			continue
		}
		switch {
		case spec.Name == nil:
			return path.Base(importPath)
		case spec.Name.Name != "_" && spec.Name.Name != ".":
			return spec.Name.Name
		}
	}
	return ""
}

func text(e ast.Expr) string { return types.ExprString(e) }
