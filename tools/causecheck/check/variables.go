package check

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A variable is what the package puts into a variable or a parameter.
type variable struct {
	values   []ast.Expr // assigned whole; of a call with several results, the first
	elements []ast.Expr // assigned by index
	keys     []ast.Expr // the indexes
	over     ast.Expr   // what it ranges over
	function string     // whose parameter it is
	open     bool       // more may be put into it than can be followed
}

// variables follows what goes into each variable of the package.
func (p *pkg) variables() map[types.Object]*variable {
	all := make(map[types.Object]*variable)
	of := func(e ast.Expr) *variable {
		v := p.variable(e)
		if v == nil {
			return new(variable)
		}
		if all[v] == nil {
			all[v] = new(variable)
		}
		return all[v]
	}
	p.each(func(n ast.Node, _ []ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				right, ok := assigned(n, i)
				if index, indexed := ast.Unparen(left).(*ast.IndexExpr); indexed {
					v := of(index.X)
					v.keys, v.elements = append(v.keys, index.Index), append(v.elements, right)
					v.open = v.open || !ok
				} else if v := of(left); ok {
					v.values = append(v.values, right)
				} else {
					v.open = true
				}
			}
		case *ast.ValueSpec:
			for i, name := range n.Names {
				switch {
				case len(n.Values) == len(n.Names) || len(n.Values) == 1 && i == 0:
					v := of(name)
					v.values = append(v.values, n.Values[i])
				case len(n.Values) > 0:
					of(name).open = true
				default:
					of(name)
				}
			}
		case *ast.RangeStmt:
			for _, e := range []ast.Expr{n.Key, n.Value} {
				if e != nil {
					v := of(e)
					v.over, v.open = n.X, true
				}
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND {
				of(n.X).open = true
			}
		case *ast.FuncDecl:
			if f, ok := p.info.Defs[n.Name].(*types.Func); ok {
				for _, list := range n.Type.Params.List {
					for _, name := range list.Names {
						of(name).function = id(f)
					}
				}
			}
		case *ast.FuncLit:
			for _, list := range n.Type.Params.List {
				for _, name := range list.Names {
					of(name).open = true
				}
			}
		case *ast.CallExpr: // a map that a function is given may get more keys there
			if !p.calls(n, "len") && !p.calls(n, "append") && p.converts(n) == nil {
				for _, arg := range n.Args {
					if t := p.info.TypeOf(arg); t != nil {
						if _, ok := t.Underlying().(*types.Map); ok && !p.reads(n) {
							of(arg).open = true
						}
					}
				}
			}
		}
	})
	return all
}

// reads reports whether a call only reads the maps that it is given.
func (p *pkg) reads(call *ast.CallExpr) bool {
	f := p.callee(call)
	if f == nil || f.Pkg() == nil {
		return false
	}
	switch f.Pkg().Path() {
	case "maps":
		return f.Name() == "Keys" || f.Name() == "Values" || f.Name() == "All" || f.Name() == "Clone"
	case "fmt", "log", "log/slog":
		return true
	}
	return false
}

// assigned returns what a statement assigns to its i-th operand.
func assigned(n *ast.AssignStmt, i int) (ast.Expr, bool) {
	switch {
	case n.Tok != token.ASSIGN && n.Tok != token.DEFINE:
		return nil, false
	case len(n.Lhs) == len(n.Rhs):
		return n.Rhs[i], true
	}
	return n.Rhs[0], i == 0
}

// only returns the one value that a variable of a function ever has, nil where
// there may be others.
func (p *pkg) only(v *types.Var) ast.Expr {
	if v == nil || v.IsField() || atTop(v) && v.Exported() {
		return nil
	}
	known := p.values[v]
	if known == nil || known.open || known.function != "" || len(known.values) != 1 || len(known.elements) > 0 {
		return nil
	}
	return known.values[0]
}
