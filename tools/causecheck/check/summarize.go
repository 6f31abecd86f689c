package check

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
)

// summarize returns what the package has to do with causes. sites are those of
// the package.
func (p *pkg) summarize(sites []site) *summary {
	s := &summary{
		Module: p.module(), Main: p.Pkg.Name() == "main", Sites: sites,
		Lists: make(map[string]list), Folders: make(map[string]folder), Used: make(map[string]bool), Read: make(map[string]bool),
	}
	for _, f := range p.files {
		s.Files = append(s.Files, p.fileName(f))
		for _, group := range f.Comments {
			for _, comment := range group.List {
				if rest, ok := strings.CutPrefix(comment.Text, "//apicause:locales "); ok {
					for _, dir := range strings.Fields(rest) {
						s.Locales = append(s.Locales, filepath.Join(filepath.Dir(p.fileName(f)), filepath.FromSlash(dir)))
					}
				}
			}
		}
	}
	p.each(func(n ast.Node, around []ast.Node) { p.lists(s, n) })
	p.each(func(n ast.Node, around []ast.Node) { p.mentions(s, n, around) })
	return s
}

// lists adds what the node says of lists of causes and of folders.
func (p *pkg) lists(s *summary, n ast.Node) {
	switch n := n.(type) {
	case *ast.CompositeLit:
		if isNamed(p.typeOf(n), library, "Config") {
			s.Configs = append(s.Configs, p.config(n))
		}
	case *ast.AssignStmt:
		for i, left := range n.Lhs {
			p.assignment(s, n, i, left)
		}
	case *ast.ValueSpec:
		for _, name := range n.Names {
			v, ok := p.info.Defs[name].(*types.Var)
			if !ok || !atTop(v) {
				continue
			}
			if isCauses(v.Type()) {
				s.hold(id(v), p.causes(name))
			} else if isFileSystem(v.Type()) {
				s.Folders[id(v)] = p.folder(name)
			}
		}
	case *ast.FuncDecl:
		p.results(s, n)
	case *ast.CallExpr:
		p.given(s, n)
	}
}

func (s *summary) hold(id string, more list) {
	l := s.Lists[id]
	l.add(more)
	s.Lists[id] = l
}

// isFileSystem reports whether t is embed.FS or fs.FS.
func isFileSystem(t types.Type) bool { return isNamed(t, "embed", "FS") || isNamed(t, "io/fs", "FS") }

// config reads a Config where it is built.
func (p *pkg) config(lit *ast.CompositeLit) config {
	c := config{Causes: p.causes(p.field(lit, "Causes")), Locales: p.folders(p.field(lit, "Locales")), At: p.place(lit)}
	if fallback := p.field(lit, "Fallback"); fallback != nil {
		c.Fallback, c.Open = p.tag(fallback)
	}
	return c
}

// tag returns the language that an expression names.
func (p *pkg) tag(e ast.Expr) (name string, open bool) {
	if first := p.only(p.variable(e)); first != nil {
		e = first
	}
	if v := p.variable(e); v != nil && v.Pkg() != nil && v.Pkg().Path() == "golang.org/x/text/language" {
		return "language." + v.Name(), false
	}
	if call, ok := ast.Unparen(e).(*ast.CallExpr); ok && len(call.Args) == 1 {
		if f := p.callee(call); f != nil && f.Pkg() != nil && f.Pkg().Path() == "golang.org/x/text/language" {
			if name, ok := p.text(call.Args[0]); ok {
				return name, false
			}
		}
	}
	return "", true
}

// assignment adds what is put into a field of a Config later, or into a list of
// another package.
func (p *pkg) assignment(s *summary, n *ast.AssignStmt, i int, left ast.Expr) {
	v := p.variable(left)
	if v == nil {
		return
	}
	right, ok := assigned(n, i)
	if !v.IsField() {
		if v.Pkg() != p.Pkg && v.Pkg() != nil && isCauses(v.Type()) {
			s.hold(id(v), p.causes(right))
		}
		return
	}
	if selector, isSelector := ast.Unparen(left).(*ast.SelectorExpr); !isSelector || v.Pkg() == nil || v.Pkg().Path() != library || !isConfig(p.info.TypeOf(selector.X)) {
		return
	}
	c := config{At: p.place(left)}
	switch {
	case !ok:
		c.Causes.Open, c.Locales.Open, c.Open = true, true, true
	case v.Name() == "Causes":
		c.Causes = p.causes(right)
	case v.Name() == "Locales":
		c.Locales = p.folders(right)
	case v.Name() == "Fallback":
		c.Fallback, c.Open = p.tag(right)
	}
	s.Configs = append(s.Configs, c)
}

func isConfig(t types.Type) bool {
	if pointer, ok := t.Underlying().(*types.Pointer); ok {
		t = pointer.Elem()
	}
	return isNamed(t, library, "Config")
}

// results adds what a function returns.
func (p *pkg) results(s *summary, n *ast.FuncDecl) {
	f, ok := p.info.Defs[n.Name].(*types.Func)
	if !ok || f.Signature().Results().Len() == 0 || n.Body == nil {
		return
	}
	first := f.Signature().Results().At(0).Type()
	if !isCauses(first) && !isFileSystem(first) {
		return
	}
	ast.Inspect(n.Body, func(inner ast.Node) bool {
		if _, ok := inner.(*ast.FuncLit); ok {
			return false
		}
		ret, ok := inner.(*ast.ReturnStmt)
		if !ok {
			return true
		}
		switch {
		case isFileSystem(first):
			found := folder{Open: true}
			if len(ret.Results) > 0 {
				found = p.folder(ret.Results[0])
			}
			have := s.Folders[id(f)]
			have.add(found)
			s.Folders[id(f)] = have
		case len(ret.Results) == 0:
			s.hold(id(f), list{Open: true})
		default:
			s.hold(id(f), p.causes(ret.Results[0]))
		}
		return true
	})
}

// given adds the causes that a call gives a function.
func (p *pkg) given(s *summary, call *ast.CallExpr) {
	f := p.callee(call)
	if f == nil || !p.takesCauses(f) {
		return
	}
	for _, arg := range call.Args {
		t := p.info.TypeOf(arg)
		switch {
		case isCauses(t):
			s.hold(arguments(id(f)), p.causes(arg))
		case isCause(t):
			l := lister{p, make(map[types.Object]bool)}
			s.hold(arguments(id(f)), l.element(arg))
		}
	}
}

// mentions adds the causes and facts that code names.
func (p *pkg) mentions(s *summary, n ast.Node, around []ast.Node) {
	switch n := n.(type) {
	case *ast.Ident:
		if f, ok := p.info.Uses[n].(*types.Func); ok {
			s.BuiltIn = s.BuiltIn || is(f, library, "Default") || is(f, library+"/problem", "New")
			if p.takesCauses(f) && !called(n, around) {
				s.hold(arguments(id(f)), list{Open: true}) // nobody sees what it is called with
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
		if f := p.callee(n); is(f, library, "FactsOf") {
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

// takesCauses reports whether a function of the app has a parameter that is a
// cause or a list of them.
func (p *pkg) takesCauses(f *types.Func) bool {
	if f.Pkg() == nil || f.Pkg().Path() == "slices" || f.Pkg().Path() == library {
		return false
	}
	for v := range f.Signature().Params().Variables() {
		if isCause(v.Type()) || isCauses(v.Type()) {
			return true
		}
	}
	return false
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
