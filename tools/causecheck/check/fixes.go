package check

import (
	"go/ast"
	"go/token"
	"strconv"

	"golang.org/x/tools/go/analysis"
)

// addToList is the fix if one Config of the package lists its causes in
// place and can name the one that is missing.
func (j *judge) addToList(s *summary, c declared) []analysis.SuggestedFix {
	if len(j.configs) != 1 {
		return nil
	}
	var fixes []analysis.SuggestedFix
	j.each(func(n ast.Node, around []ast.Node) {
		lit, ok := n.(*ast.CompositeLit)
		if !ok || !isNamed(j.typeOf(lit), library, "Config") {
			return
		}
		causes, ok := j.field(lit, "Causes").(*ast.CompositeLit)
		if !ok || len(causes.Elts) == 0 {
			return
		}
		name := c.Name
		if s != j.own {
			name = ""
			if selector, ok := causes.Elts[0].(*ast.SelectorExpr); ok && token.IsExported(c.Name) {
				if at := j.info.Uses[selector.Sel]; at != nil && j.all.Packages[at.Pkg().Path()] == s {
					name = text(selector.X) + "." + c.Name
				}
			}
		} else if obj := j.Pkg.Scope().Lookup(c.Name); obj == nil {
			name = "" // it is declared in a function
		}
		if name != "" {
			last := causes.Elts[len(causes.Elts)-1]
			fixes = append(fixes, edit("Add "+c.Name+" to Config.Causes", last.End(), last.End(), ", "+name))
		}
	})
	return fixes
}

// rename is the fix if a fact's name is written in place and one name alone
// is near.
func (j *judge) rename(f given, near []string) (fixes []analysis.SuggestedFix) {
	if len(near) != 1 {
		return nil
	}
	pos := j.position(f.At)
	j.each(func(n ast.Node, _ []ast.Node) {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Pos() == pos {
			fixes = append(fixes, replace("Rename the fact to "+near[0], lit, strconv.Quote(near[0])))
		}
	})
	return fixes
}
