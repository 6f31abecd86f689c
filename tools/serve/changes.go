package serve

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/apicause/apicause/tools/messages"
)

type changes struct {
	page
	Git      bool // compared with what git has; else with how the page found the files
	Entries  []changed
	Files    []fileDiff
	Versions map[string]string
	Checked  int
}

// A changed text, with where to edit it.
type changed struct {
	Lang, Entry, ID, URL string
	Diff                 []piece
}

// A fileDiff is what to commit of a file.
type fileDiff struct {
	Name  string
	Lines []piece
}

func (s *Server) changes(w http.ResponseWriter, r *http.Request) {
	v := s.view()
	p := &changes{page: s.page(r, v, "changes"), Versions: v.versions, Checked: v.checked()}
	base, git := committed(r.Context(), s.config.Dir, slices.Collect(maps.Keys(merged(v.data, s.started))))
	if p.Git = git; !git {
		base = s.started
	}
	for _, name := range slices.Sorted(maps.Keys(merged(v.data, base))) {
		if d := diff.Diff("a/"+name, base[name], "b/"+name, v.data[name]); len(d) > 0 {
			p.Files = append(p.Files, fileDiff{name, linesOf(d)})
		}
	}
	for _, l := range v.languages {
		if !bytes.Equal(base[l.file.Name], v.data[l.file.Name]) {
			p.compare(v, l, base[l.file.Name])
		}
	}
	s.show(w, http.StatusOK, "changes.html", p)
}

func merged(a, b map[string][]byte) map[string][]byte {
	all := maps.Clone(a)
	maps.Copy(all, b)
	return all
}

// compare lists the texts of a language that differ from those in the old file.
func (p *changes) compare(v *view, l *report, old []byte) {
	doc, err := messages.Parse(old)
	if err != nil {
		return // the diff of the lines tells
	}
	for _, e := range v.entries {
		for _, m := range messagesOf(v, l, e) {
			own := l.file.Message(m.ID)
			if own == nil {
				continue
			}
			for _, t := range own.Texts {
				was, _ := doc.Text(m.Path, t.Form)
				if was != t.S {
					p.Entries = append(p.Entries, changed{l.Tag(), e.Name, m.ID, editURL(l.Tag(), e.Name), wordDiff(was, t.S)})
				}
			}
		}
	}
}

// linesOf marks the lines of a diff.
func linesOf(d []byte) (lines []piece) {
	for i, line := range strings.SplitAfter(strings.TrimSuffix(string(d), "\n"), "\n") {
		kind := ""
		switch {
		case i < 3, strings.HasPrefix(line, "@@"):
			kind = "head"
		case strings.HasPrefix(line, "+"):
			kind = "ins"
		case strings.HasPrefix(line, "-"):
			kind = "del"
		}
		lines = append(lines, piece{kind, line})
	}
	return lines
}

// committed asks git what it has of the files; ok is false if the folder is in
// no repository with a commit.
func committed(ctx context.Context, dir string, names []string) (files map[string][]byte, ok bool) {
	ctx, stop := context.WithTimeout(ctx, 5*time.Second)
	defer stop()
	var asked strings.Builder
	for _, name := range names {
		fmt.Fprintf(&asked, "HEAD:./%s\n", name)
	}
	git := func(stdin string, args ...string) ([]byte, error) {
		c := exec.CommandContext(ctx, "git", append([]string{"-C", dir}, args...)...)
		c.Stdin = strings.NewReader(stdin)
		return c.Output()
	}
	if _, err := git("", "rev-parse", "--verify", "--quiet", "HEAD"); err != nil {
		return nil, false
	}
	out, err := git(asked.String(), "cat-file", "--batch")
	if err != nil {
		return nil, false
	}
	files = make(map[string][]byte)
	from := bufio.NewReader(bytes.NewReader(out))
	for _, name := range names {
		head, err := from.ReadString('\n')
		if err != nil {
			return nil, false
		}
		parts := strings.Fields(head)
		if len(parts) != 3 || parts[1] != "blob" {
			continue // git has no such file
		}
		size, err := strconv.Atoi(parts[2])
		if err != nil {
			return nil, false
		}
		data := make([]byte, size+1) // with the line's end behind it
		if _, err := io.ReadFull(from, data); err != nil {
			return nil, false
		}
		files[name] = data[:size]
	}
	return files, true
}
