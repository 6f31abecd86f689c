package check

import (
	"go/ast"
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
		if isConfig(p.typeOf(n)) {
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
			switch t := v.Type(); {
			case isCauses(t):
				s.hold(id(v), p.causes(name))
			case isCause(t):
				l := lister{p, make(map[types.Object]bool)}
				s.hold(id(v), l.element(name))
			case isFileSystem(t):
				s.Folders[id(v)] = p.folder(name)
			case isFileSystems(t):
				s.Folders[id(v)] = p.folders(name)
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

func isFileSystems(t types.Type) bool {
	slice, ok := t.Underlying().(*types.Slice)
	return ok && isFileSystem(slice.Elem())
}

// isConfig reports whether t is the library's Config or a type made of it.
func isConfig(t types.Type) bool {
	fields, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for field := range fields.Fields() {
		if inConfig(field) {
			return true
		}
	}
	return false
}

// inConfig reports whether a field is one of the library's Config that the checks
// follow: no other type of the library has fields with these names.
func inConfig(field *types.Var) bool {
	return field.IsField() && field.Pkg() != nil && field.Pkg().Path() == library &&
		slices.Contains([]string{"Causes", "Locales", "Fallback"}, field.Name())
}

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
	if !inConfig(v) {
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

// results adds what a function returns.
func (p *pkg) results(s *summary, n *ast.FuncDecl) {
	f, ok := p.info.Defs[n.Name].(*types.Func)
	if !ok || f.Signature().Results().Len() == 0 || n.Body == nil {
		return
	}
	first := f.Signature().Results().At(0).Type()
	if !isCauses(first) && !isFileSystem(first) && !isFileSystems(first) {
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
		var result ast.Expr
		if len(ret.Results) > 0 {
			result = ret.Results[0]
		} else {
			result = n.Type.Results.List[0].Names[0] // it is named
		}
		have := s.Folders[id(f)]
		switch {
		case isCauses(first):
			s.hold(id(f), p.causes(result))
			return true
		case isFileSystem(first):
			have.add(p.folder(result))
		default:
			have.add(p.folders(result))
		}
		s.Folders[id(f)] = have
		return true
	})
}

// given adds the causes and the folders that a call gives a function.
func (p *pkg) given(s *summary, call *ast.CallExpr) {
	f := p.callee(call)
	if f == nil || !p.takes(f) {
		return
	}
	have := s.Folders[arguments(id(f))]
	for _, arg := range call.Args {
		t := p.info.TypeOf(arg)
		switch {
		case isCauses(t):
			s.hold(arguments(id(f)), p.causes(arg))
		case isCause(t):
			l := lister{p, make(map[types.Object]bool)}
			s.hold(arguments(id(f)), l.element(arg))
		case isFileSystem(t):
			have.add(p.folder(arg))
			s.Folders[arguments(id(f))] = have
		}
	}
}

// takes reports whether a function of the app has a parameter that is a cause, a
// list of them or a folder.
func (p *pkg) takes(f *types.Func) bool {
	if f.Pkg() == nil || f.Pkg().Path() == "slices" || f.Pkg().Path() == "io/fs" || f.Pkg().Path() == library {
		return false
	}
	for v := range f.Signature().Params().Variables() {
		if t := v.Type(); isCause(t) || isCauses(t) || isFileSystem(t) {
			return true
		}
	}
	return false
}
