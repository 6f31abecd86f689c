package check

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"unicode"

	"github.com/apicause/apicause"
)

// checkValues reports the facts that no reader can be shown or should be.
func (p *pkg) checkValues(facts []fact) {
	seen := make(map[ast.Expr]bool)
	for _, f := range facts {
		if f.value == nil || seen[f.value] {
			continue
		}
		seen[f.value] = true
		name, _ := p.text(f.name)
		t := p.info.TypeOf(f.value)
		switch {
		case p.errorText(f.value, 0):
			p.report(f.value, fmt.Sprintf("the text of an error in the fact %s reaches readers; leave it out and keep the error in Error.Err", quoted(name)))
		case name == apicause.FactRetry && !p.maybeDuration(t):
			p.report(f.value, fmt.Sprintf("the fact Retry is %s, which has no value; give a time.Duration, such as 30*time.Second", describe(t)))
		case p.valueless(t) != "":
			p.report(f.value, fmt.Sprintf("the fact %s is %s, which has no value for readers; %s", quoted(name), describe(t), p.valueless(t)))
		case secret(name) && readable(t):
			p.report(f.name, fmt.Sprintf("the fact %s looks like a secret, and readers see facts; take it out", quoted(name)))
		}
	}
}

func quoted(name string) string {
	if name == "" {
		return "here"
	}
	return name
}

func describe(t types.Type) string {
	if b, ok := t.(*types.Basic); ok && b.Kind() == types.UntypedNil {
		return "nil"
	}
	return "of type " + types.TypeString(t, func(p *types.Package) string { return p.Name() })
}

// maybeDuration reports whether a value may be a time.Duration.
func (p *pkg) maybeDuration(t types.Type) bool {
	return isNamed(t, "time", "Duration") || types.IsInterface(t) && !isError(t)
}

// valueless returns what to do about a type whose values readers are never shown,
// "" if they may be. The library's rules are those of apicause.Facts.
func (p *pkg) valueless(t types.Type) string {
	const other = "give a string, a number, a time.Duration, apicause.Terms or a fmt.Stringer"
	if _, ok := types.Unalias(t).(*types.TypeParam); ok {
		return ""
	}
	if isError(t) {
		return "keep it in Error.Err"
	}
	if types.IsInterface(t) || stringer(t) || isNamed(t, library, "Terms") {
		return ""
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch {
		case u.Kind() == types.UntypedNil, u.Info()&types.IsBoolean != 0, u.Info()&types.IsComplex != 0:
			return other
		}
		return ""
	case *types.Slice:
		if basic, ok := u.Elem().Underlying().(*types.Basic); ok && basic.Kind() == types.String {
			return "give apicause.Terms, which the section [term] names"
		}
	}
	return other
}

// stringer reports whether t has a method String() string.
func stringer(t types.Type) bool {
	obj, _, _ := types.LookupFieldOrMethod(t, false, nil, "String")
	f, ok := obj.(*types.Func)
	if !ok {
		return false
	}
	s := f.Signature()
	return s.Params().Len() == 0 && s.Results().Len() == 1 && types.Identical(s.Results().At(0).Type(), types.Typ[types.String])
}

// errorText reports whether a string is made of what an error's Error returns.
func (p *pkg) errorText(e ast.Expr, depth int) bool {
	if depth > 8 {
		return false
	}
	within := func(e ast.Expr) bool { return p.errorText(e, depth+1) }
	switch e := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		return e.Op == token.ADD && (within(e.X) || within(e.Y))
	case *ast.Ident:
		first := p.only(p.variable(e))
		return first != nil && !isTuple(p.info.TypeOf(first)) && within(first)
	case *ast.SliceExpr:
		return within(e.X)
	case *ast.CallExpr:
		if inner := p.converts(e); inner != nil {
			return within(inner)
		}
		if method, ok := ast.Unparen(e.Fun).(*ast.SelectorExpr); ok && method.Sel.Name == "Error" && len(e.Args) == 0 {
			t := p.info.TypeOf(method.X)
			return isError(t) && !isCause(t)
		}
		f := p.callee(e)
		if f == nil || f.Pkg() == nil {
			return false
		}
		switch f.Pkg().Path() {
		case "fmt":
			if format, ok := p.text(e.Args[0]); ok && f.Name() == "Sprintf" && !strings.ContainsAny(format, "vsq") {
				return false // %d of an error is its number
			}
			return strings.HasPrefix(f.Name(), "Sprint") && slices.ContainsFunc(e.Args, func(arg ast.Expr) bool {
				t := p.info.TypeOf(arg)
				return isError(t) && !isCause(t) || within(arg)
			})
		case "strings", "strconv": // what they make of a text is still that text
			result := p.info.TypeOf(e)
			return types.Identical(result, types.Typ[types.String]) && len(e.Args) > 0 && within(e.Args[0])
		}
	}
	return false
}

func isTuple(t types.Type) bool {
	_, ok := t.(*types.Tuple)
	return ok
}

// What secrets are called: the last word of a name, or the last two.
var secrets = []string{"token", "password", "passwd", "passphrase", "secret", "credential", "credentials",
	"apikey", "privatekey", "secretkey", "accesskey"}

func secret(name string) bool {
	words := words(name)
	for n := 1; n <= 2 && n <= len(words); n++ {
		if slices.Contains(secrets, strings.Join(words[len(words)-n:], "")) {
			return true
		}
	}
	return false
}

// words splits a name in CamelCase or snake_case.
func words(name string) (all []string) {
	var word []rune
	runes := []rune(name)
	end := func() {
		if len(word) > 0 {
			all = append(all, strings.ToLower(string(word)))
			word = nil
		}
	}
	for i, r := range runes {
		begins := unicode.IsUpper(r) && i > 0 && (!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if begins || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			end()
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			word = append(word, r)
		}
	}
	end()
	return all
}

// readable reports whether a value may hold a secret: a number of tokens is
// none, and neither is the name of a term.
func readable(t types.Type) bool {
	if isNamed(t, library, "Term") || isNamed(t, library, "Terms") || isNamed(t, "time", "Duration") {
		return false
	}
	basic, ok := t.Underlying().(*types.Basic)
	return !ok || basic.Info()&types.IsString != 0
}
