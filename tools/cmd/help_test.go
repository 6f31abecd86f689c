package cmd_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var hangul = regexp.MustCompile(`[가-힣]`)

// Each command, and each of its flags, says in Korean what it does.
func TestHelpIsKorean(t *testing.T) {
	commands := 0
	var look func(path []string)
	look = func(path []string) {
		commands++
		help, _ := command(t, 0, append(path, "--help", "--ui-lang", "ko")...)
		name := strings.Join(path, " ")
		about, rest, ok := strings.Cut(help, "\n사용법:\n")
		if !ok || !hangul.MatchString(about) {
			t.Fatalf("apicause %s:\n%s", name, help)
		}
		_, flags, _ := strings.Cut(rest, "\n옵션:\n")
		for line := range strings.Lines(flags) {
			if strings.Contains(line, "  -") && !hangul.MatchString(line) {
				t.Errorf("apicause %s: %s", name, line)
			}
		}
		if _, list, ok := strings.Cut(rest, "\n명령:\n"); ok {
			list, _, _ = strings.Cut(list, "\n\n")
			for line := range strings.Lines(list) {
				sub, short, _ := strings.Cut(strings.TrimSpace(line), " ")
				if !hangul.MatchString(short) {
					t.Errorf("apicause %s: %s", name, line)
				}
				if sub != "help" {
					look(append(path[:len(path):len(path)], sub))
				}
			}
		}
	}
	look([]string{})
	if commands < 20 {
		t.Errorf("%d commands", commands)
	}
}

// sentence is what nobody but an English reader understands: a word between blanks,
// or one that begins or ends the text.
var sentence = regexp.MustCompile(`(?:^|[ ;(])[a-z]{3,}(?:[ ;,.)\n]|$)`)

var flag = regexp.MustCompile(`^(String|StringArray|Bool|Int|Duration)VarP?$`)

// What commands say stands in message files: no error, help or output is worded in
// Go.
func TestNothingIsWordedInGo(t *testing.T) {
	wording := map[string]bool{"errors.New": true, "fmt.Errorf": true, "fmt.Fprintf": true, "fmt.Fprintln": true, "fmt.Fprint": true}
	for _, dir := range []string{".", "../messages", "../translation", "../lint", "../exchange", "../serve"} {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v", dir, err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			files := token.NewFileSet()
			file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			say := func(e ast.Expr) {
				lit, ok := e.(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return
				}
				text, err := strconv.Unquote(lit.Value)
				if err == nil && sentence.MatchString(text) && text != "findings" && !strings.HasPrefix(text, "apicause: ") {
					t.Errorf("%s: %q", files.Position(lit.Pos()), text)
				}
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					f, ok := n.Fun.(*ast.SelectorExpr)
					if !ok {
						break
					}
					if x, ok := f.X.(*ast.Ident); ok && wording[x.Name+"."+f.Sel.Name] {
						for _, arg := range n.Args {
							say(arg)
						}
					} else if flag.MatchString(f.Sel.Name) {
						say(n.Args[len(n.Args)-1]) // the usage
					}
				case *ast.KeyValueExpr:
					if key, ok := n.Key.(*ast.Ident); ok && (key.Name == "Short" || key.Name == "Long") {
						say(n.Value)
					}
				}
				return true
			})
		}
	}
}
