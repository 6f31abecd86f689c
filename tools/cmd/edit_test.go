package cmd_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/rogpeppe/go-internal/testscript"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/cmd"
)

// TestEditScripts runs the commands that change message files: testdata/edit.
// The folder locales is a copy of our own.
func TestEditScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/edit",
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
				env.Setenv(name, "")
			}
			return os.CopyFS(filepath.Join(env.WorkDir, "locales"), apicause.Locales())
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){"fill": fill},
	})
}

var waiting = regexp.MustCompile(`^#([A-Za-z_.]+) = ""$`)

// fill FILE WORDS types a text into every line of a file that waits for one, as a
// translator does: the text of the file WORDS, or else the source text behind
// "NL".
func fill(ts *testscript.TestScript, neg bool, args []string) {
	var words map[string]string
	_, err := toml.Decode(ts.ReadFile(args[1]), &words)
	ts.Check(err)
	lines := strings.Split(ts.ReadFile(args[0]), "\n")
	section := ""
	for i, line := range lines {
		if name, ok := strings.CutPrefix(line, "["); ok {
			section = strings.TrimSuffix(name, "]") + "."
		}
		m := waiting.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		text, ok := words[section+m[1]]
		if !ok {
			text = "NL " + strings.TrimPrefix(lines[i-1], "# ")
		}
		lines[i] = fmt.Sprintf("%s = %q", m[1], text)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(strings.Join(lines, "\n")), 0o666))
}

// command runs the command and returns what it said.
func command(t *testing.T, want int, args ...string) (out, errs string) {
	t.Helper()
	var o, e bytes.Buffer
	if got := cmd.Main(args, cmd.Streams{In: strings.NewReader(""), Out: &o, Err: &e}); got != want {
		t.Fatalf("apicause %q: exit status %d, want %d\n%s%s", args, got, want, &o, &e)
	}
	return o.String(), e.String()
}

// ours copies our message files into a folder, the Korean one as it is written by
// somebody who knows every corner of TOML.
func ours(t *testing.T) (dir, korean string) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range []string{"active.en.toml", "active.ko.toml"} {
		data, err := fs.ReadFile(apicause.Locales(), name)
		if err != nil {
			t.Fatal(err)
		}
		if name == "active.ko.toml" {
			data = worst(t, data)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o640); err != nil {
			t.Fatal(err)
		}
	}
	return dir, filepath.Join(dir, "active.ko.toml")
}

// worst rewrites one of our files: CRLF, a BOM, tabs, no line's end at the end,
// comments wherever they can be, tables in braces, dotted keys, literal and long
// strings.
func worst(t *testing.T, data []byte) []byte {
	t.Helper()
	var file struct {
		Title, Detail map[string]string
		WithFacts     map[string]string `toml:"detail_with_facts"`
		Term          map[string]string
		After         map[string]map[string]string
		List, Contact map[string]string
	}
	var top map[string]any
	for _, into := range []any{&file, &top} {
		if err := toml.Unmarshal(data, into); err != nil {
			t.Fatal(err)
		}
	}
	var b strings.Builder
	b.WriteString("\ufeff#:schema ../tools/schema.json\n  # the head\n\n")
	i := 0
	ways := []string{"%s = \"%s\" # behind a text\n", "\t\"%s\"\t=\t'%s'\t# 'behind' a \"literal\" text\n", "%s=\"\"\"\n%s\"\"\"#behind a long text\n\n# between\n", "'%s' = '''%s''' # behind\n", "  %s = \"\"\"\\\n      %s\"\"\"\n"}
	pair := func(key, text string) {
		fmt.Fprintf(&b, ways[i%len(ways)], key, text)
		i++
	}
	var order []apicause.Cause
	for _, c := range apicause.Default().Causes() {
		if s, ok := top[string(c)].(string); ok {
			pair(string(c), s)
			order = append(order, c)
		}
	}
	b.WriteString("\n# of details # twice\n")
	for _, c := range order {
		fmt.Fprintf(&b, "detail . %s = \"%s\" # dotted\n", c, file.Detail[string(c)])
	}
	b.WriteString("\n# in braces\ntitle = { ")
	for j, c := range order {
		if j > 0 {
			b.WriteString(" , ")
		}
		fmt.Fprintf(&b, "%s = '%s'", c, file.Title[string(c)])
	}
	b.WriteString(" } # behind braces\n\n# above a header\n\t[ detail_with_facts ] # behind a header\n# below a header\n")
	for _, c := range order {
		if s, ok := file.WithFacts[string(c)]; ok && c != apicause.Unknown {
			pair(string(c), s)
		}
	}
	fmt.Fprintf(&b, "[detail_with_facts.Unknown] # a table of its own\n\n\tother = \"%s\"\n\n[term]\n", file.WithFacts["Unknown"])
	var terms []string
	for term := range file.Term {
		terms = append(terms, term)
	}
	slices.Sort(terms)
	for _, term := range terms {
		pair(term, file.Term[term])
	}
	fmt.Fprintf(&b, "\n[after]\nseconds = { other = \"%s\" } # inside\nminutes.other = '%s'\n[after.hours]\nother = \"%s\"\n# at its end\n\n[after.days]\nother = \"%s\"\n[list]\nseparator = \", \"\n[contact] # the last\nreport = '%s'\nfix = \"%s\" # the end",
		file.After["seconds"]["other"], file.After["minutes"]["other"], file.After["hours"]["other"], file.After["days"]["other"], file.Contact["report"], file.Contact["fix"])
	return []byte(strings.ReplaceAll(b.String(), "\n", "\r\n"))
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// changed returns what one file has in the place of what the other had.
func changed(was, now []byte) (from, to string) {
	a, z := 0, 0
	for a < min(len(was), len(now)) && was[a] == now[a] {
		a++
	}
	for z < min(len(was), len(now))-a && was[len(was)-1-z] == now[len(now)-1-z] {
		z++
	}
	return string(was[a : len(was)-z]), string(now[a : len(now)-z])
}

func ids(t *testing.T) (ids []string) {
	t.Helper()
	data, err := fs.ReadFile(apicause.Locales(), "active.ko.toml")
	if err != nil {
		t.Fatal(err)
	}
	section := ""
	for line := range strings.Lines(string(data)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "[") {
			section = strings.Trim(line, "[]") + "."
			if strings.HasPrefix(section, "after.") {
				ids = append(ids, strings.TrimSuffix(section, "."))
			}
		} else if key, _, ok := strings.Cut(line, " = "); ok && !strings.HasPrefix(line, "#") && !strings.HasPrefix(section, "after.") {
			ids = append(ids, section+key)
		}
	}
	return ids
}

func TestCommandsKeepEveryOtherByte(t *testing.T) {
	dir, korean := ours(t)
	english := read(t, filepath.Join(dir, "active.en.toml"))
	original := read(t, korean)
	command(t, 0, "lint", dir)
	all := ids(t)
	if len(all) < 120 {
		t.Fatalf("%d IDs", len(all))
	}
	some := func(id string) bool { return slices.Index(all, id)%6 == 0 } // of each way to write them

	t.Run("set a text", func(t *testing.T) {
		for _, id := range all {
			if !some(id) {
				continue
			}
			command(t, 0, "set", id, "ko", "Q", "--dir", dir)
			from, to := changed(original, read(t, korean))
			if !strings.Contains(to, "Q") || len(to) > len("\"\"\"\r\nQ\"\"\"") || strings.ContainsAny(from, "#=\t") {
				t.Errorf("%s: %q became %q", id, from, to)
			}
			restore(t, korean, original)
		}
	})

	t.Run("set a text that is missing", func(t *testing.T) {
		for _, id := range all {
			section, name, ok := strings.Cut(id, ".")
			if !ok {
				name, section = section, ""
			}
			without := remove(original, section, name)
			if without == nil || !some(id) {
				continue // in braces or a table of its own: see package edit
			}
			restore(t, korean, without)
			command(t, 0, "set", id, "ko", "Q", "--dir", dir)
			if from, to := changed(without, read(t, korean)); from != "" || !strings.Contains(to, "Q") || strings.Count(to, "\n") != 1 {
				t.Errorf("%s: %q became %q", id, from, to)
			}
		}
		restore(t, korean, original)
	})

	t.Run("sync", func(t *testing.T) {
		without := original
		for _, id := range []string{"IllegalParams", "Unknown", "detail.InternalError", "term.name"} {
			section, name, ok := strings.Cut(id, ".")
			if !ok {
				name, section = section, ""
			}
			without = remove(without, section, name)
		}
		restore(t, korean, without)
		if out, _ := command(t, 0, "sync", dir, "--dry-run"); strings.Count(out, "+#") < 4 || !bytes.Equal(read(t, korean), without) {
			t.Errorf("--dry-run says\n%s", out)
		}
		command(t, 0, "sync", dir)
		now := read(t, korean)
		kept := slices.DeleteFunc(bytes.SplitAfter(now, []byte("\n")), func(line []byte) bool {
			return waiting.Match(bytes.TrimSpace(line)) || !bytes.Contains(without, line)
		})
		if got := bytes.Join(kept, nil); !bytes.Equal(got, without) {
			from, to := changed(without, got)
			t.Errorf("beside the new lines, %q became %q", from, to)
		}
		if bytes.Equal(now, without) {
			t.Error("nothing was added")
		}
		command(t, 0, "sync", dir)
		if again := read(t, korean); !bytes.Equal(again, now) {
			t.Error("a second sync changes the file")
		}
		restore(t, korean, original)
	})

	t.Run("the rest change nothing", func(t *testing.T) {
		command(t, 0, "set", "title.InvalidToken", "ko", "카카오 로그인을 확인하지 못했어요", "--dir", dir)
		command(t, 0, "stale", "ack", "title.InvalidToken", "ko", "--dir", dir)
		command(t, 0, "stale", dir)
		command(t, 0, "status", dir)
		command(t, 0, "add", "nl", "--dir", dir)
		command(t, 0, "sync", dir)
		command(t, 0, "pseudo", dir, "--out", filepath.Join(t.TempDir(), "pseudo"))
		command(t, 0, "schema", "--dir", dir)
		command(t, 0, "lint", dir)
	})
	if got := read(t, korean); !bytes.Equal(got, original) {
		from, to := changed(original, got)
		t.Errorf("%q became %q", from, to)
	}
	if got := read(t, filepath.Join(dir, "active.en.toml")); !bytes.Equal(got, english) {
		t.Error("the source language's file was changed")
	}
	if info, err := os.Stat(korean); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("permissions: %v, %v", info.Mode(), err)
	}
}

func restore(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o640); err != nil {
		t.Fatal(err)
	}
}

// remove takes the line of a text of one line away; nil if there is none.
func remove(data []byte, section, name string) []byte {
	key := regexp.MustCompile(`^\s*["']?` + name + `["']?\s*=`)
	if section == "detail" || section == "after" {
		key = regexp.MustCompile(`^` + section + ` \. ` + name + ` =`)
		section = ""
	}
	in := ""
	lines := bytes.SplitAfter(data, []byte("\n"))
	for i, line := range lines {
		trimmed := bytes.TrimSpace(bytes.TrimPrefix(line, []byte("\ufeff")))
		if bytes.HasPrefix(trimmed, []byte("[")) {
			in = strings.Trim(string(trimmed[:bytes.IndexByte(trimmed, ']')]), "[ ")
		}
		if in == section && key.Match(line) && !bytes.Contains(line, []byte(`"""`)) {
			return slices.Concat(bytes.Join(lines[:i], nil), bytes.Join(lines[i+1:], nil))
		}
	}
	return nil
}
