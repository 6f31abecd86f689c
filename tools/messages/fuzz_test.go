package messages_test

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"github.com/apicause/apicause/tools/messages"
)

// FuzzSet holds that an edit that is not refused changes the one text that was
// meant, keeps every comment, and can be taken back.
func FuzzSet(f *testing.F) {
	worst, err := os.ReadFile("testdata/worst.toml")
	if err != nil {
		f.Fatal(err)
	}
	for _, text := range []string{"x", "\"q\" 'q' '''\n\\", "\"\"\"", "# no comment", "한국어"} {
		for _, id := range []string{"A", "B", "title.A", "title.B", "title.C", "detail.B", "after.seconds", "after.days", "list", "array.A"} {
			f.Add(worst, id, "", text)
			f.Add(bytes.ReplaceAll(worst, []byte("\n"), []byte("\r\n")), id, "one", text)
		}
	}
	f.Add([]byte("a={b='1'}\na.c='2'"), "a.d", "", "x")
	f.Add([]byte("\ufeff"), "a.d", "", "x")
	f.Fuzz(func(t *testing.T, data []byte, id, form, text string) {
		if form != "" && !isForm(form) {
			return
		}
		d, err := messages.Parse(data)
		if err != nil {
			return
		}
		at := messages.Path(strings.Split(id, "."))
		before, had := d.Text(at, form)
		out, err := d.Set(at, form, text, order)
		if err != nil {
			return
		}
		after, err := messages.Parse(out)
		if err != nil {
			t.Fatalf("the file cannot be read any more: %v\n%q\n%q", err, data, out)
		}
		if got, ok := after.Text(at, form); !ok || got != text {
			t.Fatalf("got %q, %t\n%q\n%q", got, ok, data, out)
		}
		if !long(data) && !long(out) && comments(out) < comments(data)-1 { // a line that waited is one less
			t.Fatalf("a comment is gone\n%q\n%q", data, out)
		}
		if !had {
			return
		}
		back, err := after.Set(at, form, before, order)
		if err != nil {
			t.Fatalf("back: %v\n%q\n%q", err, data, out)
		}
		var was, is map[string]any
		if toml.Unmarshal(back, &is) != nil || toml.Unmarshal(data, &was) != nil {
			t.Fatalf("back: %q\n%q", data, back)
		}
		if !strings.Contains(string(data), "nan") && !reflect.DeepEqual(was, is) {
			t.Fatalf("back: %v, was %v", is, was)
		}
	})
}

// long reports whether a file may have strings of several lines, which may look
// like comments.
func long(data []byte) bool {
	return bytes.Contains(data, []byte(`"""`)) || bytes.Contains(data, []byte("'''"))
}

// comments counts the lines that are comments.
func comments(data []byte) (n int) {
	for _, line := range bytes.Split(data, []byte("\n")) {
		if bytes.HasPrefix(bytes.TrimSpace(line), []byte("#")) {
			n++
		}
	}
	return n
}

// FuzzPrepare holds that lines to fill say nothing until they are filled, and
// come once.
func FuzzPrepare(f *testing.F) {
	worst, err := os.ReadFile("testdata/worst.toml")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(worst, "Source\nof two lines")
	f.Add([]byte("[after.seconds]\nother='x'"), "X = \"\"")
	f.Fuzz(func(t *testing.T, data []byte, note string) {
		d, err := messages.Parse(data)
		if err != nil {
			return
		}
		gaps := []messages.Gap{
			{path("A"), "", note}, {path("B"), "", note}, {path("title.C"), "", note},
			{path("after.seconds"), "one", note}, {path("after.days"), "other", note},
		}
		out, err := d.Prepare(gaps, order)
		if err != nil {
			return
		}
		after, err := messages.Parse(out)
		if err != nil {
			t.Fatalf("the file cannot be read any more: %v\n%q\n%q", err, data, out)
		}
		for _, g := range gaps {
			before, had := d.Text(g.ID, g.Form)
			if now, has := after.Text(g.ID, g.Form); now != before || has != had {
				t.Fatalf("%s was %q and is %q", g.ID, before, now)
			}
		}
		if again, err := after.Prepare(gaps, order); err != nil || !bytes.Equal(again, out) {
			t.Fatalf("a second time: %v\n%q\n%q\n%q", err, data, out, again)
		}
	})
}
