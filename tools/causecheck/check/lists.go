package check

import (
	"go/ast"
	"go/types"
)

// A list is the causes that a slice may hold, at most: if code chooses among
// causes, it holds all of them.
type list struct {
	Causes []mention
	From   []string // what else it holds: a variable, the results of a function or the arguments of one
	Open   bool     // it may hold causes that can't be followed
}

func (l *list) add(more list) {
	l.Causes = append(l.Causes, more.Causes...)
	l.From = append(l.From, more.From...)
	l.Open = l.Open || more.Open
}

// arguments names what the calls of a function give it.
func arguments(function string) string { return argumentsOf + function }

const argumentsOf = "arguments of "

// A lister follows lists. It visits each variable once.
type lister struct {
	*pkg
	visited map[types.Object]bool
}

// causes returns the causes that a list, a sequence or a map's keys may hold.
func (p *pkg) causes(e ast.Expr) list {
	l := lister{p, make(map[types.Object]bool)}
	return l.list(e)
}

func (l lister) list(e ast.Expr) (all list) {
	switch e := ast.Unparen(e).(type) {
	case nil:
		return all
	case *ast.Ident, *ast.SelectorExpr:
		if l.info.Types[e].IsNil() {
			return all
		}
		if v := l.variable(e); v != nil {
			return l.held(v)
		}
	case *ast.CompositeLit:
		return l.literal(e)
	case *ast.SliceExpr:
		return l.list(e.X)
	case *ast.CallExpr:
		return l.call(e)
	}
	return list{Open: true}
}

func (l lister) literal(lit *ast.CompositeLit) (all list) {
	_, isMap := l.typeOf(lit).Underlying().(*types.Map)
	for _, element := range lit.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			if isMap {
				all.add(l.mapEntry(kv))
				continue
			}
			element = kv.Value
		}
		all.add(l.element(element))
	}
	return all
}

// mapEntry takes the side of a map's entry that is a cause.
func (l lister) mapEntry(kv *ast.KeyValueExpr) (all list) {
	for _, e := range []ast.Expr{kv.Key, kv.Value} {
		if isCause(l.info.TypeOf(e)) {
			all.add(l.entry(e))
		}
	}
	return all
}

// entry is an element of a table, from where code may take it at any time: it is
// used there.
func (l lister) entry(e ast.Expr) list {
	found := l.element(e)
	delete(l.listed, ast.Unparen(e))
	return found
}

// element returns the causes that one element of a list may be.
func (l lister) element(e ast.Expr) list {
	if !isCause(l.info.TypeOf(e)) {
		return list{Open: true}
	}
	if cause, ok := l.text(e); ok {
		l.listed[ast.Unparen(e)] = true
		return list{Causes: []mention{{cause, l.place(e)}}}
	}
	if v := l.variable(e); v != nil && !v.IsField() && atTop(v) {
		return l.one(v)
	}
	root := e
	for {
		switch x := ast.Unparen(root).(type) {
		case *ast.SelectorExpr:
			root = x.X
			continue
		case *ast.Ident:
			v := l.variable(x)
			if v == nil || l.values[v] == nil {
				return list{Open: true}
			}
			known := l.values[v]
			if known.function != "" {
				return list{From: []string{arguments(known.function)}}
			}
			if known.over != nil && len(known.values) == 0 && len(known.elements) == 0 {
				return l.within(known.over)
			}
		}
		return list{Open: true}
	}
}

// one returns the causes that a variable at the top of a package may be.
func (l lister) one(v *types.Var) (all list) {
	if v.Pkg() != l.Pkg {
		return list{From: []string{id(v)}}
	}
	known := l.values[v]
	if known == nil || known.open || l.visited[v] {
		return list{Open: known == nil || known.open}
	}
	l.visited[v] = true
	for _, e := range known.values {
		all.add(l.entry(e))
	}
	return all
}

// within returns the causes anywhere in a table that code ranges over.
func (l lister) within(e ast.Expr) (all list) {
	if isCauses(l.info.TypeOf(e)) {
		return l.list(e)
	}
	lit, ok := ast.Unparen(e).(*ast.CompositeLit)
	if v := l.variable(e); v != nil {
		if first := l.only(v); first != nil {
			lit, ok = ast.Unparen(first).(*ast.CompositeLit)
		}
	}
	if !ok {
		return list{Open: true}
	}
	ast.Inspect(lit, func(n ast.Node) bool {
		e, ok := n.(ast.Expr)
		if !ok || !isCause(l.info.TypeOf(e)) {
			return true
		}
		if l.info.Types[e].IsType() {
			return false
		}
		if name, ok := e.(*ast.Ident); ok && l.variable(name) != nil && l.variable(name).IsField() {
			return false // the key of a field
		}
		all.add(l.entry(e))
		return false
	})
	return all
}

// held returns what a variable may hold.
func (l lister) held(v *types.Var) (all list) {
	if v.IsField() {
		if v.Name() == "Causes" && v.Pkg() != nil && v.Pkg().Path() == library {
			return all // of a Config: what is put there is followed where it is put
		}
		if v.Exported() || v.Pkg() != l.Pkg {
			return list{Open: true}
		}
	}
	if v.Pkg() != l.Pkg {
		return list{From: []string{id(v)}}
	}
	if l.visited[v] {
		return all
	}
	l.visited[v] = true
	known := l.values[v]
	if known == nil {
		return list{Open: true}
	}
	all.Open = known.open
	if known.function != "" {
		all.From = append(all.From, arguments(known.function))
	}
	for _, e := range known.values {
		all.add(l.list(e))
	}
	for i, e := range known.elements {
		if isCause(l.info.TypeOf(e)) {
			all.add(l.element(e))
		} else {
			all.add(l.element(known.keys[i]))
		}
	}
	if atTop(v) && isCauses(v.Type()) {
		all.From = append(all.From, id(v)) // what other packages put there
	}
	return all
}

func (l lister) call(call *ast.CallExpr) (all list) {
	if inner := l.converts(call); inner != nil {
		return l.list(inner)
	}
	each := func(args []ast.Expr) list {
		for _, arg := range args {
			if isCause(l.info.TypeOf(arg)) {
				all.add(l.element(arg))
			} else {
				all.add(l.list(arg))
			}
		}
		return all
	}
	if l.calls(call, "append") {
		return each(call.Args)
	}
	if l.calls(call, "make") {
		return all
	}
	f := l.callee(call)
	if f == nil || f.Pkg() == nil {
		return list{Open: true}
	}
	switch f.Pkg().Path() {
	case "slices":
		switch f.Name() {
		case "AppendSeq", "Clip", "Clone", "Collect", "Compact", "Concat", "Sorted", "Values":
			return each(call.Args)
		case "CompactFunc", "Delete", "DeleteFunc", "Grow", "Repeat", "SortedFunc", "SortedStableFunc":
			return each(call.Args[:1])
		case "Insert":
			return each(append([]ast.Expr{call.Args[0]}, call.Args[2:]...))
		}
		return list{Open: true}
	case "maps":
		if f.Name() == "Keys" || f.Name() == "Values" {
			return each(call.Args)
		}
		return list{Open: true}
	case library:
		return all // the built-in causes need no Config
	}
	return list{From: []string{id(f)}}
}
