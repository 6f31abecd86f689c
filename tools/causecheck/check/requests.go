package check

import (
	"go/ast"
	"go/token"
	"go/types"
	"net/url"
	"slices"
	"strings"
)

// The hosts of Kakao's APIs.
var kakaoHosts = []string{"kapi.kakao.com", "kauth.kakao.com", "dapi.kakao.com"}

// hasTransports reports whether clients of the package have transports that are
// not net/http's.
func (p *pkg) hasTransports() (found bool) {
	p.each(func(n ast.Node, _ []ast.Node) {
		if f, ok := n.(*ast.FuncDecl); ok {
			found = found || f.Name.Name == "RoundTrip"
		}
	})
	for obj, v := range p.values {
		if is(obj, "net/http", "Transport") && obj.(*types.Var).IsField() {
			found = found || slices.ContainsFunc(v.values, func(e ast.Expr) bool {
				pointer, ok := p.info.TypeOf(e).(*types.Pointer)
				return !ok || !isNamed(pointer.Elem(), "net/http", "Transport")
			})
		}
	}
	return found
}

// fromKakao reports whether an expression is an answer from Kakao that nothing has
// looked at. within are the functions that are being looked into.
func (a *answers) fromKakao(e ast.Expr, within []*types.Func) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	f := a.callee(call)
	switch {
	case f == nil || f.Pkg() == nil:
		return false
	case f.Pkg() == a.Pkg:
		return !slices.Contains(within, f) && a.passesOn(f, append(within, f))
	case f.Pkg().Path() != "net/http" || len(call.Args) == 0 || f.Signature().Recv() != nil && a.transports:
		return false
	}
	switch f.Name() {
	case "Get", "Post", "PostForm":
		return a.kakaoURL(call.Args[0])
	case "Do":
		request, ok := ast.Unparen(a.value(call.Args[0])).(*ast.CallExpr)
		if !ok {
			return false
		}
		switch f := a.callee(request); {
		case is(f, "net/http", "NewRequest"):
			return a.kakaoURL(request.Args[1])
		case is(f, "net/http", "NewRequestWithContext"):
			return a.kakaoURL(request.Args[2])
		}
	}
	return false
}

// passesOn reports whether a function of the package returns Kakao's answers
// without a look at them.
func (a *answers) passesOn(f *types.Func, within []*types.Func) bool {
	results := f.Signature().Results()
	if results.Len() == 0 {
		return false
	}
	if pointer, ok := results.At(0).Type().(*types.Pointer); !ok || !isNamed(pointer.Elem(), "net/http", "Response") {
		return false
	}
	some, all := false, true
	a.each(func(n ast.Node, around []ast.Node) {
		ret, ok := n.(*ast.ReturnStmt)
		if !ok || !a.returns(f, around) {
			return
		}
		if len(ret.Results) == 0 {
			all = false
			return
		}
		result := ret.Results[0]
		if a.info.Types[result].IsNil() {
			return
		}
		some = true
		if v := a.variable(result); v != nil {
			decoded, looked := a.uses(v, true)
			all = all && decoded == nil && !looked && a.fromKakao(a.only(v), within)
			return
		}
		all = all && a.fromKakao(result, within)
	})
	return some && all
}

// returns reports whether a return statement is one of a function, from what
// encloses it.
func (p *pkg) returns(f *types.Func, around []ast.Node) bool {
	for _, n := range slices.Backward(around) {
		switch n := n.(type) {
		case *ast.FuncLit:
			return false
		case *ast.FuncDecl:
			return p.info.Defs[n.Name] == f
		}
	}
	return false
}

// value returns what a variable holds all the time, and e if that is unknown.
func (p *pkg) value(e ast.Expr) ast.Expr {
	if first := p.only(p.variable(e)); first != nil {
		return first
	}
	return e
}

// kakaoURL reports whether a URL begins with one of Kakao's hosts.
func (p *pkg) kakaoURL(e ast.Expr) bool {
	if s, ok := p.text(e); ok {
		u, err := url.Parse(s)
		return err == nil && slices.Contains(kakaoHosts, u.Hostname())
	}
	if v := p.variable(e); v != nil && v.IsField() {
		known := p.values[v]
		return !v.Exported() && known != nil && !known.open && len(known.values) > 0 &&
			!slices.ContainsFunc(known.values, func(e ast.Expr) bool { return !p.kakaoURL(e) })
	}
	if first := p.only(p.variable(e)); first != nil {
		return p.kakaoURL(first)
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		return e.Op == token.ADD && p.kakaoURL(e.X)
	case *ast.CallExpr:
		switch f := p.callee(e); {
		case is(f, "net/url", "JoinPath"):
			return p.kakaoURL(e.Args[0])
		case is(f, "net/url", "String"):
			method, ok := e.Fun.(*ast.SelectorExpr)
			return ok && p.kakaoHost(p.value(method.X))
		case is(f, "fmt", "Sprintf"):
			format, _ := p.text(e.Args[0])
			if strings.HasPrefix(format, "%s") && len(e.Args) > 1 {
				return p.kakaoURL(e.Args[1])
			}
			before, _, _ := strings.Cut(format, "%")
			u, err := url.Parse(before)
			return err == nil && slices.Contains(kakaoHosts, u.Hostname())
		}
	}
	return false
}

// kakaoHost reports whether a literal of a url.URL has one of Kakao's hosts.
func (p *pkg) kakaoHost(e ast.Expr) bool {
	e = ast.Unparen(e)
	if pointer, ok := e.(*ast.UnaryExpr); ok {
		e = pointer.X
	}
	lit, ok := e.(*ast.CompositeLit)
	if !ok || !isNamed(p.typeOf(lit), "net/url", "URL") {
		return false
	}
	host := p.field(lit, "Host")
	if host == nil {
		return false
	}
	s, _ := p.text(p.value(host))
	return slices.Contains(kakaoHosts, s)
}
