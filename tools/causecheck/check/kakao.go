package check

import (
	"go/ast"
	"go/types"
	"reflect"
	"slices"
	"strings"
)

// answers finds what a package does with Kakao's answers.
type answers struct {
	*pkg
	transports bool // clients have transports of the app's, which may check for them
}

// checkKakao reports results of kakao.Check that nobody looks at, and answers of
// Kakao's that are decoded unchecked.
func (p *pkg) checkKakao() {
	a := &answers{p, p.hasTransports()}
	p.each(func(n ast.Node, _ []ast.Node) {
		switch n := n.(type) {
		case *ast.ExprStmt:
			a.dropped(n.X)
		case *ast.GoStmt:
			a.dropped(n.Call)
		case *ast.DeferStmt:
			a.dropped(n.Call)
		case *ast.ValueSpec:
			for i, name := range n.Names {
				if name.Name == "_" && len(n.Names) == len(n.Values) {
					a.dropped(n.Values[i])
				}
			}
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if name, ok := left.(*ast.Ident); ok && name.Name == "_" && len(n.Lhs) == len(n.Rhs) {
					a.dropped(n.Rhs[i])
				}
			}
		}
	})
	for obj := range p.values {
		if v, ok := obj.(*types.Var); ok && a.fromKakao(p.only(v), nil) {
			if decoded, looked := a.uses(v, false); decoded != nil && !looked {
				p.report(decoded, "this decodes an answer of Kakao's that may be an error; call kakao.Check("+v.Name()+") first and return its error")
			}
		}
	}
}

func (a *answers) dropped(e ast.Expr) {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && is(a.callee(call), kakaoPath, "Check") {
		a.report(call, "the error of kakao.Check is dropped; return it: if err := "+text(call)+"; err != nil { return err }")
	}
}

// uses returns where the body of a response is decoded, nil if it isn't, and
// whether something may look at its status. returned tells that to return the
// response is not to look at it.
func (a *answers) uses(response *types.Var, returned bool) (decoded ast.Node, looked bool) {
	a.each(func(n ast.Node, around []ast.Node) {
		name, ok := n.(*ast.Ident)
		if !ok || a.info.Uses[name] != response {
			return
		}
		parent := around[len(around)-1]
		selector, ok := parent.(*ast.SelectorExpr)
		if !ok || selector.X != n {
			_, returns := parent.(*ast.ReturnStmt)
			looked = looked || !a.comparesNil(parent) && !(returned && returns)
			return
		}
		switch around = around[:len(around)-1]; selector.Sel.Name {
		case "Body":
			at, known := a.decodes(around)
			if looked = looked || !known; at != nil && decoded == nil {
				decoded = at
			}
		case "Header":
		default:
			looked = looked || !a.logged(around)
		}
	})
	return decoded, looked
}

func (a *answers) comparesNil(n ast.Node) bool {
	b, ok := n.(*ast.BinaryExpr)
	return ok && (a.info.Types[b.X].IsNil() || a.info.Types[b.Y].IsNil())
}

// logged reports whether a value only goes to a log, from what encloses it.
func (a *answers) logged(around []ast.Node) bool {
	for _, n := range slices.Backward(around) {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return false
		}
		if a.converts(call) != nil || a.calls(call, "len") {
			continue
		}
		f := a.callee(call)
		return f != nil && f.Pkg() != nil && (f.Pkg().Path() == "log" || f.Pkg().Path() == "log/slog")
	}
	return false
}

// decodes returns the call that decodes a body, from what encloses it, nil if
// none does. It reports false if the body goes where it can't be followed.
func (a *answers) decodes(around []ast.Node) (decoded ast.Node, known bool) {
	for i, n := range slices.Backward(around) {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			return nil, n.Sel.Name == "Close"
		case *ast.CallExpr:
			f := a.callee(n)
			switch {
			case f == nil || f.Pkg() == nil:
				return nil, false
			case strings.HasPrefix(f.Pkg().Path(), "encoding/") && f.Name() == "NewDecoder":
				return n, !slices.ContainsFunc(a.targets(around[:i]), a.tellsErrors)
			case is(f, "io", "LimitReader"), is(f, "bufio", "NewReader"):
				continue
			case is(f, "io", "ReadAll"):
				return a.unmarshals(around[i-1])
			}
			return nil, false
		default:
			return nil, false
		}
	}
	return nil, false
}

// targets returns what a decoder decodes into, from what encloses the call that
// makes it.
func (a *answers) targets(around []ast.Node) (all []ast.Expr) {
	decode := func(call *ast.CallExpr) {
		if method, ok := call.Fun.(*ast.SelectorExpr); ok && method.Sel.Name == "Decode" && len(call.Args) == 1 {
			all = append(all, call.Args[0])
		}
	}
	switch n := around[len(around)-1].(type) {
	case *ast.SelectorExpr:
		if call, ok := around[len(around)-2].(*ast.CallExpr); ok {
			decode(call)
		}
	case *ast.AssignStmt:
		decoder := a.variable(n.Lhs[0])
		a.each(func(n ast.Node, _ []ast.Node) {
			if call, ok := n.(*ast.CallExpr); ok && decoder != nil {
				if method, ok := call.Fun.(*ast.SelectorExpr); ok && a.variable(method.X) == decoder {
					decode(call)
				}
			}
		})
	}
	return all
}

// unmarshals returns the call that decodes the bytes that a statement has read.
func (a *answers) unmarshals(n ast.Node) (decoded ast.Node, known bool) {
	assign, ok := n.(*ast.AssignStmt)
	if !ok {
		return nil, false
	}
	data := a.variable(assign.Lhs[0])
	if data == nil {
		return nil, false
	}
	known = true
	a.each(func(n ast.Node, around []ast.Node) {
		name, ok := n.(*ast.Ident)
		if !ok || a.info.Uses[name] != data || a.logged(around) {
			return
		}
		call, ok := around[len(around)-1].(*ast.CallExpr)
		if !ok {
			known = false
			return
		}
		f := a.callee(call)
		if f == nil || f.Pkg() == nil || !strings.HasPrefix(f.Pkg().Path(), "encoding/") || f.Name() != "Unmarshal" || a.tellsErrors(call.Args[1]) {
			known = false
		} else if decoded == nil {
			decoded = call
		}
	})
	return decoded, known
}

// Members of Kakao's answers that are errors.
var errorMembers = []string{"code", "error", "error_code", "errorcode", "errortype"}

// tellsErrors reports whether an answer is decoded into what has a place for an
// error, which the app may look at itself.
func (a *answers) tellsErrors(target ast.Expr) bool {
	t := a.info.TypeOf(target)
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		t = pointer.Elem()
	}
	if _, ok := t.Underlying().(*types.Map); ok {
		return a.readsError()
	}
	fields, ok := t.Underlying().(*types.Struct)
	if !ok {
		return types.IsInterface(t) && a.readsError()
	}
	for i := range fields.NumFields() {
		name, _, _ := strings.Cut(reflect.StructTag(fields.Tag(i)).Get("json"), ",")
		if name == "" {
			name = fields.Field(i).Name()
		}
		if slices.Contains(errorMembers, strings.ToLower(name)) {
			return true
		}
	}
	return false
}

// readsError reports whether the package reads such a member of a map.
func (a *answers) readsError() (found bool) {
	a.each(func(n ast.Node, _ []ast.Node) {
		if index, ok := n.(*ast.IndexExpr); ok {
			name, _ := a.text(index.Index)
			found = found || slices.Contains(errorMembers, strings.ToLower(name))
		}
	})
	return found
}
