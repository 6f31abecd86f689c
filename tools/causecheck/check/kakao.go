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

// checkKakao reports results of kakao.Check that nobody looks at, and answers of
// Kakao's that are decoded unchecked.
func (p *pkg) checkKakao() {
	p.each(func(n ast.Node, _ []ast.Node) {
		switch n := n.(type) {
		case *ast.ExprStmt:
			p.dropped(n.X)
		case *ast.GoStmt:
			p.dropped(n.Call)
		case *ast.DeferStmt:
			p.dropped(n.Call)
		case *ast.AssignStmt:
			for i, left := range n.Lhs {
				if name, ok := left.(*ast.Ident); ok && name.Name == "_" && len(n.Lhs) == len(n.Rhs) {
					p.dropped(n.Rhs[i])
				}
			}
		}
	})
	for obj := range p.values {
		if v, ok := obj.(*types.Var); ok && p.fromKakao(p.only(v)) {
			if decoded := p.unchecked(v); decoded != nil {
				p.report(decoded, "this decodes an answer of Kakao's that may be an error; call kakao.Check("+v.Name()+") first and return its error")
			}
		}
	}
}

func (p *pkg) dropped(e ast.Expr) {
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && is(p.callee(call), kakaoPath, "Check") {
		p.report(call, "the error of kakao.Check is dropped; return it: if err := "+text(call)+"; err != nil { return err }")
	}
}

// fromKakao reports whether an expression sends a request to Kakao.
func (p *pkg) fromKakao(e ast.Expr) bool {
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok {
		return false
	}
	f := p.callee(call)
	if f == nil || f.Pkg() == nil || f.Pkg().Path() != "net/http" || len(call.Args) == 0 {
		return false
	}
	switch f.Name() {
	case "Get", "Post", "PostForm":
		return p.kakaoURL(call.Args[0])
	case "Do":
		request, ok := ast.Unparen(p.value(call.Args[0])).(*ast.CallExpr)
		if !ok {
			return false
		}
		switch f := p.callee(request); {
		case is(f, "net/http", "NewRequest"):
			return p.kakaoURL(request.Args[1])
		case is(f, "net/http", "NewRequestWithContext"):
			return p.kakaoURL(request.Args[2])
		}
	}
	return false
}

// value returns what a variable holds all the time, and e where that is unknown.
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
	switch e := ast.Unparen(p.value(e)).(type) {
	case *ast.BinaryExpr:
		return e.Op == token.ADD && p.kakaoURL(e.X)
	case *ast.CallExpr:
		if !is(p.callee(e), "fmt", "Sprintf") {
			return false
		}
		format, _ := p.text(e.Args[0])
		if strings.HasPrefix(format, "%s") && len(e.Args) > 1 {
			return p.kakaoURL(e.Args[1])
		}
		before, _, _ := strings.Cut(format, "%")
		u, err := url.Parse(before)
		return err == nil && slices.Contains(kakaoHosts, u.Hostname())
	case *ast.BasicLit:
		return e.Kind == token.STRING && p.kakaoURL(e)
	}
	return false
}

// unchecked returns where the body of a response is decoded though nothing looks
// at its status, nil where something may.
func (p *pkg) unchecked(response *types.Var) (decoded ast.Node) {
	checked := false
	p.each(func(n ast.Node, around []ast.Node) {
		name, ok := n.(*ast.Ident)
		if !ok || p.info.Uses[name] != response {
			return
		}
		selector, ok := around[len(around)-1].(*ast.SelectorExpr)
		if !ok || selector.X != n {
			checked = checked || !p.comparesNil(around[len(around)-1])
			return
		}
		switch selector.Sel.Name {
		case "Body":
			at, known := p.decodes(around[:len(around)-1])
			if checked = checked || !known; at != nil && decoded == nil {
				decoded = at
			}
		case "Header":
		default:
			checked = true
		}
	})
	if checked {
		return nil
	}
	return decoded
}

func (p *pkg) comparesNil(n ast.Node) bool {
	b, ok := n.(*ast.BinaryExpr)
	return ok && (p.info.Types[b.X].IsNil() || p.info.Types[b.Y].IsNil())
}

// decodes returns the call that decodes a body, from what encloses it, nil where
// none does. It reports false where the body goes where it can't be followed.
func (p *pkg) decodes(around []ast.Node) (decoded ast.Node, known bool) {
	for i, n := range slices.Backward(around) {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			return nil, n.Sel.Name == "Close"
		case *ast.CallExpr:
			f := p.callee(n)
			switch {
			case f == nil || f.Pkg() == nil:
				return nil, false
			case strings.HasPrefix(f.Pkg().Path(), "encoding/") && f.Name() == "NewDecoder":
				return n, true
			case is(f, "io", "LimitReader"), is(f, "bufio", "NewReader"):
				continue
			case is(f, "io", "ReadAll"):
				return p.unmarshals(around[i-1])
			}
			return nil, false
		default:
			return nil, false
		}
	}
	return nil, false
}

// unmarshals returns the call that decodes the bytes that a statement has read.
func (p *pkg) unmarshals(n ast.Node) (decoded ast.Node, known bool) {
	assign, ok := n.(*ast.AssignStmt)
	if !ok || len(assign.Lhs) == 0 {
		return nil, false
	}
	data := p.variable(assign.Lhs[0])
	if data == nil {
		return nil, false
	}
	known = true
	p.each(func(n ast.Node, around []ast.Node) {
		name, ok := n.(*ast.Ident)
		if !ok || p.info.Uses[name] != data {
			return
		}
		call, ok := around[len(around)-1].(*ast.CallExpr)
		if !ok {
			known = false
			return
		}
		f := p.callee(call)
		if f == nil || f.Pkg() == nil || !strings.HasPrefix(f.Pkg().Path(), "encoding/") || f.Name() != "Unmarshal" {
			known = false
		} else if decoded == nil {
			decoded = call
		}
	})
	return decoded, known
}
