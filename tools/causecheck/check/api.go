package check

import (
	"go/ast"
	"go/constant"
	"go/types"

	"golang.org/x/tools/go/types/typeutil"
)

// The packages whose names the checks know.
const (
	library   = "github.com/apicause/apicause"
	kakaoPath = library + "/kakao"
)

// isNamed reports whether t is the type with that name in package path, an
// alias of it included.
func isNamed(t types.Type, path, name string) bool {
	if t == nil {
		return false
	}
	named, ok := types.Unalias(t).(*types.Named)
	return ok && is(named.Obj(), path, name)
}

// is reports whether obj is declared at the top of package path with that name.
func is(obj types.Object, path, name string) bool {
	if f, ok := obj.(*types.Func); ok && f == nil {
		return false
	}
	return obj != nil && obj.Name() == name && obj.Pkg() != nil && obj.Pkg().Path() == path
}

func isCause(t types.Type) bool { return isNamed(t, library, "Cause") }
func isFacts(t types.Type) bool { return isNamed(t, library, "Facts") }

// isCauses reports whether t is a slice or an array of causes.
func isCauses(t types.Type) bool {
	if t == nil {
		return false
	}
	switch t := t.Underlying().(type) {
	case *types.Slice:
		return isCause(t.Elem())
	case *types.Array:
		return isCause(t.Elem())
	}
	return false
}

var errorInterface = types.Universe.Lookup("error").Type().Underlying().(*types.Interface)

func isError(t types.Type) bool { return t != nil && types.Implements(t, errorInterface) }

// callee returns the function that a call names, nil if it calls a value.
// It is the generic function of an instance.
func (p *pkg) callee(call *ast.CallExpr) *types.Func {
	f, _ := typeutil.Callee(p.info, call).(*types.Func)
	if f == nil {
		return nil
	}
	return f.Origin()
}

// calls reports whether a call is of the builtin function with that name.
func (p *pkg) calls(call *ast.CallExpr, name string) bool {
	b, ok := typeutil.Callee(p.info, call).(*types.Builtin)
	return ok && b.Name() == name
}

// converts returns what a conversion converts, nil if call is none.
func (p *pkg) converts(call *ast.CallExpr) ast.Expr {
	if tv := p.info.Types[call.Fun]; tv.IsType() && len(call.Args) == 1 {
		return call.Args[0]
	}
	return nil
}

// text returns the value of a constant string.
func (p *pkg) text(e ast.Expr) (string, bool) {
	tv, ok := p.info.Types[e]
	if !ok || tv.Value == nil || tv.Value.Kind() != constant.String {
		return "", false
	}
	return constant.StringVal(tv.Value), true
}

// constantOf returns the value of a constant string.
func constantOf(c *types.Const) string {
	if c.Val().Kind() != constant.String {
		return ""
	}
	return constant.StringVal(c.Val())
}

// variable returns the variable that an expression names.
func (p *pkg) variable(e ast.Expr) *types.Var {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident:
		v, _ := p.info.ObjectOf(e).(*types.Var)
		return v
	case *ast.SelectorExpr:
		v, _ := p.info.Uses[e.Sel].(*types.Var)
		return v
	}
	return nil
}

// atTop reports whether v is declared outside all functions and types.
func atTop(v types.Object) bool { return v.Pkg() != nil && v.Parent() == v.Pkg().Scope() }

// id names a variable or a function for other packages.
func id(obj types.Object) string {
	if f, ok := obj.(*types.Func); ok {
		return f.Origin().FullName()
	}
	return obj.Pkg().Path() + "." + obj.Name()
}

// typeOf returns the type of a literal: T where it stands for &T in a list of
// pointers.
func (p *pkg) typeOf(lit *ast.CompositeLit) types.Type {
	t := p.info.TypeOf(lit)
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		return pointer.Elem()
	}
	return t
}

// field returns the value that a literal of a struct gives a field, nil if
// it gives none.
func (p *pkg) field(lit *ast.CompositeLit, name string) ast.Expr {
	for i, element := range lit.Elts {
		if kv, ok := element.(*ast.KeyValueExpr); ok {
			if key, ok := kv.Key.(*ast.Ident); ok && key.Name == name {
				return kv.Value
			}
			continue
		}
		if s, ok := p.typeOf(lit).Underlying().(*types.Struct); ok && i < s.NumFields() && s.Field(i).Name() == name {
			return element
		}
	}
	return nil
}
