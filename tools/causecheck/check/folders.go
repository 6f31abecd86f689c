package check

import (
	"go/ast"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A folder is where message files are: the folders that a file system may be.
type folder struct {
	Places []files
	From   []source // what else it may be
	Open   bool     // it may be what can't be followed
}

// A source is a variable, or the results or arguments of a function, that hold a
// file system, and a folder within it.
type source struct{ ID, Sub string }

// from returns the folder that has a source.
func from(id string) folder { return folder{From: []source{{ID: id}}} }

func (f *folder) add(more folder) {
	f.Places = append(f.Places, more.Places...)
	f.From = append(f.From, more.From...)
	f.Open = f.Open || more.Open
}

// in returns the folder's folder with that name.
func (f folder) in(name string) folder {
	var sub folder
	for _, at := range f.Places {
		at.Sub = path.Join(at.Sub, name)
		sub.Places = append(sub.Places, at)
	}
	for _, from := range f.From {
		sub.From = append(sub.From, source{from.ID, path.Join(from.Sub, name)})
	}
	sub.Open = f.Open
	return sub
}

// folders returns what a list of file systems holds.
func (p *pkg) folders(e ast.Expr) (all folder) {
	switch e := ast.Unparen(e).(type) {
	case nil:
		return all
	case *ast.CompositeLit:
		for _, element := range e.Elts {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				element = kv.Value
			}
			all.add(p.folder(element))
		}
		return all
	case *ast.Ident:
		if p.info.Types[e].IsNil() {
			return all
		}
		if first := p.only(p.variable(e)); first != nil {
			return p.folders(first)
		}
	case *ast.SelectorExpr:
		if v := p.variable(e); v != nil && !v.IsField() && v.Pkg() != p.Pkg {
			return from(id(v))
		}
	case *ast.CallExpr:
		if f := p.callee(e); f != nil && f.Pkg() != nil && f.Pkg().Path() != "slices" {
			return from(id(f))
		}
		if p.calls(e, "append") && !e.Ellipsis.IsValid() {
			if v := p.variable(e.Args[0]); v == nil || !v.IsField() { // of a Config: followed where it is put
				all.add(p.folders(e.Args[0]))
			}
			for _, arg := range e.Args[1:] {
				all.add(p.folder(arg))
			}
			return all
		}
	}
	return folder{Open: true}
}

// folder returns where a file system is.
func (p *pkg) folder(e ast.Expr) (found folder) {
	switch e := ast.Unparen(e).(type) {
	case *ast.Ident, *ast.SelectorExpr:
		v := p.variable(e)
		switch {
		case v == nil || v.IsField():
			return folder{Open: true}
		case v.Pkg() != p.Pkg:
			return from(id(v))
		case p.within[v]:
			return folder{Open: true}
		}
		p.within[v] = true
		defer delete(p.within, v)
		if isNamed(v.Type(), "embed", "FS") && atTop(v) {
			return p.embedded(v)
		}
		if first := p.only(v); first != nil {
			return p.folder(first)
		}
		if known := p.values[v]; known != nil && known.function != "" {
			return from(arguments(known.function))
		} else if known != nil && !known.open && len(known.values) > 0 && len(known.elements) == 0 {
			for _, value := range known.values {
				found.add(p.folder(value))
			}
			return found
		}
	case *ast.CallExpr:
		return p.opened(e)
	}
	return folder{Open: true}
}

// opened returns the folder that a call opens.
func (p *pkg) opened(call *ast.CallExpr) folder {
	if inner := p.converts(call); inner != nil {
		return p.folder(inner)
	}
	f := p.callee(call)
	switch {
	case is(f, "io/fs", "Sub"):
		if name, ok := p.text(call.Args[1]); ok {
			return p.folder(call.Args[0]).in(name)
		}
	case is(f, "os", "DirFS"):
		if name, ok := p.path(call.Args[0]); ok {
			return p.onDisk(name)
		}
	case is(f, library, "Locales"):
		return folder{}
	case len(call.Args) == 1 && isCall(call.Args[0]): // must(fs.Sub(…))
		inner := ast.Unparen(call.Args[0]).(*ast.CallExpr)
		if is(p.callee(inner), "io/fs", "Sub") {
			return p.opened(inner)
		}
	case f != nil && f.Pkg() != nil && f.Signature().Recv() == nil:
		if sub := p.subOf(f, call); sub != nil {
			return *sub
		}
		return from(id(f))
	}
	return folder{Open: true}
}

// subOf returns the folder that a function of the package opens with its one
// call of fs.Sub, nil if it is no such function: mustSub(files, "locales").
func (p *pkg) subOf(f *types.Func, call *ast.CallExpr) *folder {
	var subs []*ast.CallExpr
	p.each(func(n ast.Node, around []ast.Node) {
		if n, ok := n.(*ast.CallExpr); ok && is(p.callee(n), "io/fs", "Sub") && slices.ContainsFunc(around, func(n ast.Node) bool {
			decl, ok := n.(*ast.FuncDecl)
			return ok && p.info.Defs[decl.Name] == f
		}) {
			subs = append(subs, n)
		}
	})
	if len(subs) != 1 || f.Signature().Variadic() {
		return nil
	}
	given := func(e ast.Expr) ast.Expr {
		for i := range f.Signature().Params().Len() {
			if p.variable(e) == f.Signature().Params().At(i) && i < len(call.Args) {
				return call.Args[i]
			}
		}
		return e
	}
	name, ok := p.text(given(subs[0].Args[1]))
	if !ok {
		return nil
	}
	found := p.folder(given(subs[0].Args[0])).in(name)
	return &found
}

// path returns a constant path, one that filepath.Join makes of constants too.
func (p *pkg) path(e ast.Expr) (string, bool) {
	e = p.value(e)
	if name, ok := p.text(e); ok {
		return name, true
	}
	call, ok := ast.Unparen(e).(*ast.CallExpr)
	if !ok || !is(p.callee(call), "path/filepath", "Join") && !is(p.callee(call), "path", "Join") || call.Ellipsis.IsValid() {
		return "", false
	}
	var parts []string
	for _, arg := range call.Args {
		part, ok := p.path(arg)
		if !ok {
			return "", false
		}
		parts = append(parts, part)
	}
	return filepath.Join(parts...), true
}

func isCall(e ast.Expr) bool {
	_, ok := ast.Unparen(e).(*ast.CallExpr)
	return ok
}

// embedded returns what the //go:embed lines of a variable take.
func (p *pkg) embedded(v *types.Var) folder {
	for _, f := range p.files {
		for _, decl := range f.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range gen.Specs {
				spec, ok := spec.(*ast.ValueSpec)
				if !ok || len(spec.Names) != 1 || p.info.Defs[spec.Names[0]] != v {
					continue
				}
				patterns := append(embedPatterns(gen.Doc), embedPatterns(spec.Doc)...)
				if len(patterns) > 0 {
					return folder{Places: []files{{Dir: filepath.Dir(p.fileName(f)), Patterns: patterns}}}
				}
			}
		}
	}
	return folder{Open: true}
}

func embedPatterns(doc *ast.CommentGroup) (patterns []string) {
	if doc == nil {
		return nil
	}
	for _, comment := range doc.List {
		if rest, ok := strings.CutPrefix(comment.Text, "//go:embed "); ok {
			for _, pattern := range strings.Fields(rest) {
				patterns = append(patterns, strings.TrimPrefix(strings.Trim(pattern, "`\""), "all:"))
			}
		}
	}
	return patterns
}

// onDisk returns the folders that a path may mean. A relative one begins where
// the program is started: at the top of its module, in the package's folder or
// between.
func (p *pkg) onDisk(name string) (found folder) {
	if filepath.IsAbs(name) {
		return folder{Places: []files{{Dir: name}}}
	}
	for dir := filepath.Dir(p.fileName(p.files[0])); ; dir = filepath.Dir(dir) {
		if info, err := os.Stat(filepath.Join(dir, name)); err == nil && info.IsDir() {
			found.Places = append(found.Places, files{Dir: filepath.Join(dir, name)})
		}
		if dir == p.root() || dir == filepath.Dir(dir) {
			break
		}
	}
	found.Open = len(found.Places) == 0
	return found
}

// root returns the folder of the module.
func (p *pkg) root() string {
	for dir := filepath.Dir(p.fileName(p.files[0])); ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return filepath.Dir(p.fileName(p.files[0]))
		}
	}
}
