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
	p.each(func(n ast.Node, around []ast.Node) {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				right, ok := assigned(n, i)
				if field, selects := left.(*ast.SelectorExpr); selects && field.Sel.Name == "Cause" {
					of(field.X).open = true // an error whose literal says something else
				}
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
		case *ast.CompositeLit:
			if fields, ok := p.typeOf(n).Underlying().(*types.Struct); ok {
				for field := range fields.Fields() {
					if value := p.field(n, field.Name()); value != nil {
						if all[field] == nil {
							all[field] = new(variable)
						}
						all[field].values = append(all[field].values, value)
					}
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
				if n.Type.Results != nil {
					for _, list := range n.Type.Results.List {
						for _, name := range list.Names {
							of(name)
						}
					}
				}
			}
		case *ast.FuncLit:
			p.parameters(n, around, of)
		case *ast.CallExpr: // a map that a function is given may get more keys there
			if is(p.callee(n), "maps", "Copy") {
				v := of(n.Args[0])
				v.values = append(v.values, n.Args[1])
			} else if !p.calls(n, "len") && !p.calls(n, "append") && p.converts(n) == nil {
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

// parameters follows what the calls of a function literal give it, if a
// variable that is only called holds it.
func (p *pkg) parameters(lit *ast.FuncLit, around []ast.Node, of func(ast.Expr) *variable) {
	calls, known := p.callsOf(lit, around)
	i := 0
	for _, list := range lit.Type.Params.List {
		_, rest := list.Type.(*ast.Ellipsis)
		for _, name := range list.Names {
			v := of(name)
			v.open = v.open || !known
			for _, call := range calls {
				switch {
				case !known || i >= len(call.Args):
				case rest && !call.Ellipsis.IsValid():
					v.elements, v.keys = append(v.elements, call.Args[i:]...), append(v.keys, call.Args[i:]...)
				default:
					v.values = append(v.values, call.Args[i])
				}
			}
			i++
		}
	}
}

// callsOf returns the calls of a function literal. It reports false if there
// may be more.
func (p *pkg) callsOf(lit *ast.FuncLit, around []ast.Node) (calls []*ast.CallExpr, known bool) {
	assign, ok := around[len(around)-1].(*ast.AssignStmt)
	if !ok || assign.Tok != token.DEFINE || len(assign.Lhs) != 1 {
		return nil, false
	}
	v := p.variable(assign.Lhs[0])
	known = v != nil
	p.each(func(n ast.Node, around []ast.Node) {
		name, ok := n.(*ast.Ident)
		if !ok || v == nil || p.info.Uses[name] != v {
			return
		}
		call, ok := around[len(around)-1].(*ast.CallExpr)
		if known = known && ok && call.Fun == name; known {
			calls = append(calls, call)
		}
	})
	return calls, known
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

// only returns the one value that a variable of a function ever has, nil if
// there may be others.
func (p *pkg) only(v *types.Var) ast.Expr {
	if v == nil || v.IsField() || atTop(v) && v.Exported() {
		return nil
	}
	known := p.values[v]
	if known == nil || known.open || known.function != "" || len(known.values) != 1 || len(known.elements) > 0 {
		return nil
	}
	if p.reaches(known.values[0], v, make(map[*types.Var]bool)) {
		return nil
	}
	return known.values[0]
}

// reaches reports whether an expression is made of a variable, through others too.
func (p *pkg) reaches(e ast.Expr, v *types.Var, seen map[*types.Var]bool) (found bool) {
	ast.Inspect(e, func(n ast.Node) bool {
		name, ok := n.(*ast.Ident)
		if !ok || found {
			return !found
		}
		other := p.variable(name)
		if found = other == v; found || other == nil || seen[other] || p.values[other] == nil {
			return false
		}
		seen[other] = true
		for _, value := range p.values[other].values {
			found = found || p.reaches(value, v, seen)
		}
		return false
	})
	return found
}
