package check

import (
	"go/ast"
	"go/token"
	"regexp"
	"slices"
	"strings"
)

// silence holds the lines, by file, about which nothing is reported: as in
// golangci-lint, all lines of what begins on the line of the comment.
type silence map[string]map[int]bool

var nolint = regexp.MustCompile(`^//\s*nolint:([\w,-]+)(.*)$`)

// readSilence reads the comments //nolint:causecheck // reason. One that gives
// no reason silences nothing and is reported.
func (p *pkg) readSilence() silence {
	s := make(silence)
	for _, f := range p.files {
		for _, group := range f.Comments {
			for _, comment := range group.List {
				s.read(p, f, comment)
			}
		}
	}
	return s
}

func (s silence) read(p *pkg, f *ast.File, comment *ast.Comment) {
	m := nolint.FindStringSubmatch(comment.Text)
	if m == nil || !slices.Contains(strings.Split(m[1], ","), name) {
		return
	}
	_, reason, _ := strings.Cut(m[2], "//")
	if strings.TrimSpace(reason) == "" {
		p.report(comment, "//nolint:causecheck without a reason silences nothing; write //nolint:causecheck // why")
		return
	}
	at := p.Fset.Position(comment.Pos())
	line := at.Line
	if p.alone(f, comment) {
		line++ // it is about the line that follows
	}
	if s[at.Filename] == nil {
		s[at.Filename] = make(map[int]bool)
	}
	last := line
	ast.Inspect(f, func(n ast.Node) bool {
		if n != nil && n != f && p.Fset.Position(n.Pos()).Line == line {
			last = max(last, p.Fset.Position(n.End()).Line)
		}
		return true
	})
	for ; line <= last; line++ {
		s[at.Filename][line] = true
	}
}

// alone reports whether a comment has its line to itself.
func (p *pkg) alone(f *ast.File, comment *ast.Comment) bool {
	line := p.Fset.Position(comment.Pos()).Line
	alone := true
	ast.Inspect(f, func(n ast.Node) bool {
		if n == nil || n == f || n.Pos() >= comment.Pos() {
			return n == f
		}
		if _, ok := n.(*ast.CommentGroup); ok {
			return false
		}
		if p.Fset.Position(n.Pos()).Line == line || p.Fset.Position(n.End()).Line == line {
			alone = false
		}
		return alone
	})
	return alone
}

func (s silence) has(at token.Position) bool { return s[at.Filename][at.Line] }
