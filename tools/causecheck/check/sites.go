package check

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// A fact is one that code gives: its name, nil if it isn't constant, and its
// value.
type fact struct{ name, value ast.Expr }

// sites returns where the package gives facts, and which.
func (p *pkg) sites() (all []site, facts []fact) {
	add := func(cause string, given []fact, open bool) {
		all = append(all, p.site(cause, given, open))
		facts = append(facts, given...)
	}
	p.each(func(n ast.Node, _ []ast.Node) {
		switch n := n.(type) {
		case *ast.CompositeLit:
			if isNamed(p.typeOf(n), library, "Error") {
				given, open := p.facts(p.field(n, "Facts"))
				add(p.causeOf(n), given, open)
			}
		case *ast.CallExpr:
			if is(p.callee(n), library, "WithFact") && len(n.Args) == 3 {
				add(p.causeOf(n.Args[0]), []fact{{n.Args[1], n.Args[2]}}, false)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				right, ok := assigned(n, i)
				v := p.variable(left)
				if v == nil || !v.IsField() || v.Name() != "Facts" || !isFacts(v.Type()) {
					continue
				}
				cause := ""
				if of, ok := ast.Unparen(left).(*ast.SelectorExpr); ok {
					cause = p.causeOf(of.X)
				}
				given, open := p.facts(right)
				add(cause, given, open || !ok)
			}
		}
	})
	p.each(func(n ast.Node, _ []ast.Node) { // what is left: maps that go somewhere else
		switch n := n.(type) {
		case *ast.CompositeLit:
			if isFacts(p.typeOf(n)) && !p.traced[n] {
				given, open := p.facts(n)
				add("", given, open)
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				index, ok := ast.Unparen(left).(*ast.IndexExpr)
				if right, whole := assigned(n, i); ok && whole && n.Tok == token.ASSIGN && isFacts(p.info.TypeOf(index.X)) && !p.traced[index] {
					add("", []fact{{index.Index, right}}, false)
				}
			}
		}
	})
	return all, facts
}

func (p *pkg) site(cause string, facts []fact, open bool) site {
	s := site{Cause: cause, Open: open}
	for _, f := range facts {
		name, ok := p.text(f.name)
		if !ok {
			s.Open = true
			continue
		}
		s.Facts = append(s.Facts, given{name, p.place(f.name)})
	}
	return s
}

// facts returns those that a map holds, and whether it may hold more.
func (p *pkg) facts(e ast.Expr) (all []fact, open bool) {
	switch e := ast.Unparen(e).(type) {
	case nil:
		return nil, false
	case *ast.CompositeLit:
		p.traced[e] = true
		for _, element := range e.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				all = append(all, fact{kv.Key, kv.Value})
			}
		}
		return all, false
	case *ast.Ident:
		if p.info.Types[e].IsNil() {
			return nil, false
		}
		v := p.variable(e)
		known := p.values[v]
		if v == nil || known == nil || known.open || known.function != "" || atTop(v) {
			return nil, true
		}
		if p.within[v] {
			return nil, false
		}
		p.within[v] = true
		defer delete(p.within, v)
		for _, value := range known.values {
			more, some := p.facts(value)
			all, open = append(all, more...), open || some
		}
		for i := range known.keys {
			all = append(all, fact{known.keys[i], known.elements[i]})
		}
		p.each(func(n ast.Node, _ []ast.Node) {
			if index, ok := n.(*ast.IndexExpr); ok && p.variable(index.X) == v {
				p.traced[index] = true
			}
		})
		return all, open
	case *ast.CallExpr:
		if inner := p.converts(e); inner != nil {
			return p.facts(inner)
		}
		if p.calls(e, "make") {
			return nil, false
		}
		if is(p.callee(e), "maps", "Clone") {
			return p.facts(e.Args[0])
		}
	}
	return nil, true
}

// causeOf returns the cause of an error, "" if it isn't known.
func (p *pkg) causeOf(e ast.Expr) string { return p.causeWithin(e, make(map[types.Object]bool)) }

func (p *pkg) causeWithin(e ast.Expr, seen map[types.Object]bool) string {
	e = ast.Unparen(e)
	if isCause(p.info.TypeOf(e)) {
		cause, _ := p.text(e)
		return cause
	}
	switch e := e.(type) {
	case *ast.UnaryExpr:
		if lit, ok := ast.Unparen(e.X).(*ast.CompositeLit); ok && e.Op == token.AND {
			return p.causeWithin(lit, seen)
		}
	case *ast.CompositeLit:
		if isNamed(p.typeOf(e), library, "Error") {
			if cause := p.field(e, "Cause"); cause != nil {
				return p.causeWithin(cause, seen)
			}
			if err := p.field(e, "Err"); err != nil {
				return p.causeWithin(err, seen)
			}
		}
	case *ast.Ident:
		if v := p.variable(e); v != nil {
			return p.causeHeld(v, seen)
		}
	case *ast.CallExpr:
		if inner := p.converts(e); inner != nil {
			return p.causeWithin(inner, seen)
		}
		switch f := p.callee(e); {
		case is(f, library, "WithFact") && len(e.Args) == 3:
			return p.causeWithin(e.Args[0], seen)
		case is(f, "fmt", "Errorf"):
			if format, _ := p.text(e.Args[0]); strings.Count(format, "%w") == 1 {
				return p.causeWithin(p.onlyError(e.Args[1:]), seen)
			}
		}
	}
	return ""
}

// causeHeld returns the cause that every error in a variable has.
func (p *pkg) causeHeld(v *types.Var, seen map[types.Object]bool) (cause string) {
	known := p.values[v]
	if known == nil || known.open || known.function != "" || atTop(v) || v.IsField() || seen[v] {
		return ""
	}
	seen[v] = true
	for _, value := range known.values {
		if p.wraps(value, v) {
			continue
		}
		one := p.causeWithin(value, seen)
		if one == "" || cause != "" && one != cause {
			return ""
		}
		cause = one
	}
	return cause
}

// wraps reports whether a call returns what a variable holds with one more fact.
func (p *pkg) wraps(e ast.Expr, v *types.Var) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok && is(p.callee(call), library, "WithFact") && len(call.Args) == 3 && p.variable(call.Args[0]) == v
}

// onlyError returns the one error of a list, nil if there are more.
func (p *pkg) onlyError(args []ast.Expr) (only ast.Expr) {
	for _, arg := range args {
		if isError(p.info.TypeOf(arg)) {
			if only != nil {
				return nil
			}
			only = arg
		}
	}
	return only
}
