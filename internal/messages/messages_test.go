package messages_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/messages"
)

var causes = []string{"A", "B", "C"}

// parse reads a Korean file of layer 0.
func parse(text string) *messages.File {
	f := &messages.File{Path: "active.ko.toml", Tag: language.Korean}
	f.Parse([]byte(text), causes)
	return f
}

// show returns messages as lines "id.form = text".
func show(all messages.Messages) string {
	var lines []string
	for s, section := range all {
		for id, m := range section {
			for i, t := range m.Texts() {
				lines = append(lines, fmt.Sprintf("%s.%s = %s", messages.Section(s).ID(id), messages.Forms[i], source(t)))
			}
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// source returns the text as it was written.
func source(t *messages.Text) string {
	var b strings.Builder
	for _, p := range t.Parts {
		b.WriteString(p.Literal)
		if p.Name != "" {
			b.WriteString("{{." + p.Name + "}}")
		}
	}
	return b.String()
}

func TestWhatIsRightStaysBesideWhatIsWrong(t *testing.T) {
	f := parse("A = 'a'\nB = ''\nD = 'x'\n[detail_with_facts.C]\none = 'x {{.N}}'\nfew = '{'\nother = 'y {{.N}}'\n[term]\nanything = 'z'\n")
	want := "A.other = a\ndetail_with_facts.C.one = x {{.N}}\ndetail_with_facts.C.other = y {{.N}}\nterm.anything.other = z"
	if got := show(f.Messages); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	var problems []string
	for _, p := range f.Problems {
		problems = append(problems, fmt.Sprintf("%d:%d %s: %v", p.Line, p.Column, p.ID, p.Err))
	}
	slices.Sort(problems)
	wantProblems := []string{
		"2:1 B: empty text; leave the line out until there is one",
		"3:1 D: no such cause",
		`6:1 detail_with_facts.C: "{" is no placeholder; braces hold {{.Name}} and nothing else`,
	}
	if !slices.Equal(problems, wantProblems) {
		t.Errorf("got %q", problems)
	}
}

func TestFilesOverrideMessageByMessage(t *testing.T) {
	low := parse("A = 'a'\n[detail]\nA = 'low.'\n[detail_with_facts]\nA = 'low {{.N}}.'\nB = 'b {{.N}}. Ask us.'\n[contact]\nreport = 'Ask us.'")
	high := parse("A = 'A'\n[detail]\nA = 'high.'\n[contact]\nreport = 'Call us.'")
	before := show(low.Messages)
	got := show(messages.Merge([]*messages.File{low, high}))
	want := "A.other = A\ncontact.report.other = Call us.\ndetail.A.other = high.\ndetail_with_facts.B.other = b {{.N}}. Call us."
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if show(low.Messages) != before {
		t.Error("the lower file changed, which other catalogs share")
	}
}

func TestTheOrderOfFilesIsByLayerThenParentsFirst(t *testing.T) {
	var files []*messages.File
	for _, f := range []struct {
		layer int
		tag   string
	}{{0, "en-GB"}, {0, "ko"}, {-1, "en-GB"}, {1, "en"}, {0, "en-001"}, {-1, "en"}} {
		files = append(files, &messages.File{Layer: f.layer, Tag: language.MustParse(f.tag)})
	}
	var got []string
	for _, f := range messages.Of(language.BritishEnglish, files) {
		got = append(got, fmt.Sprintf("%d %s", f.Layer, f.Tag))
	}
	if want := []string{"-1 en", "-1 en-GB", "0 en-001", "0 en-GB", "1 en"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhichNamesAreMessageFiles(t *testing.T) {
	for name, want := range map[string]bool{
		"active.ko.toml": true, "ko.toml": true, "active.ko.TOML": true,
		"apicause.toml": false, ".active.ko.toml": false, "translate.ko.toml": false, "README.md": false, "active.ko.json": false,
	} {
		if got := messages.IsFileName(name); got != want {
			t.Errorf("%s: got %v", name, got)
		}
	}
}

func TestAFolderMayHoldTheSettingsOfTheTool(t *testing.T) {
	files, problems := messages.Files(0, fstest.MapFS{"apicause.toml": {}, "active.ko.toml": {}})
	if len(files) != 1 || len(problems) != 0 {
		t.Errorf("got %v, %v", files, problems)
	}
}

// What a catalog relies on: English shows every fact that a built-in text shows,
// and every built-in file is sound and has titles.
func TestEnglishHasEveryPlaceholderOfTheBuiltInTexts(t *testing.T) {
	var names []string
	for _, c := range apicause.Default().Causes() {
		names = append(names, string(c))
	}
	slices.Sort(names)
	files, problems := messages.Files(-1, apicause.Locales())
	if len(problems) > 0 {
		t.Fatal(problems[0].Err)
	}
	var english *messages.File
	for _, f := range files {
		if f.Read(apicause.Locales(), names); f.Tag == language.English {
			english = f
		}
	}
	allowed := messages.Placeholders([]*messages.File{english})
	for _, f := range files {
		f.CheckPlaceholders(allowed)
		for _, p := range f.Problems {
			t.Errorf("%s:%d: %s: %v", p.Path, p.Line, p.ID, p.Err)
		}
		if len(f.Messages[messages.Title]) == 0 {
			t.Errorf("%s has no titles", f.Path)
		}
	}
}

// An app can reword who helps in one place only as long as the built-in details
// hold the sentences of [contact] to the letter.
func TestBuiltInDetailsHoldTheSentencesOfContact(t *testing.T) {
	files, _ := messages.Files(-1, apicause.Locales())
	for _, f := range files {
		var names []string
		for _, c := range apicause.Default().Causes() {
			names = append(names, string(c))
		}
		slices.Sort(names)
		f.Read(apicause.Locales(), names)
		for _, id := range slices.Sorted(maps.Keys(f.Messages[messages.Contact])) {
			sentence, holding := f.Messages[messages.Contact][id].Literal(), 0
			for _, m := range f.Messages[messages.Detail] {
				if strings.Contains(m.Literal(), sentence) {
					holding++
				}
			}
			if holding < 2 {
				t.Errorf("%s: contact.%s stands in %d details: %s", f.Path, id, holding, sentence)
			}
		}
	}
}

// FuzzParse: reading ends with every mistake reported or a file that go-i18n reads
// as the same messages.
func FuzzParse(f *testing.F) {
	for _, text := range []string{
		"", "A = 'a'", "[title]\nA = \"x\\n\"\n[detail_with_facts.B]\none = '{{.N}}'\nother = 'o {{.N}}'\ndescription = 'd'",
		"title.A = 'x'\n[title]\nB = 'y'", "A = { other = 'x', hash = 'h' }", "[after]\ndays = '{{.Count}}'\n[list]\nseparator = ' '",
		"[contact]\nfix = 'x'\n[term]\n'a.b' = 'y'\nOther = 'z'", "A = '{{'", "\ufeffA = 1",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file := parse(text)
		file.CheckPlaceholders(messages.Placeholders([]*messages.File{file}))
		for _, p := range file.Problems {
			if p.Err == nil || p.Line < 0 || (p.Line == 0) != (p.Column == 0) {
				t.Fatalf("%q: %+v", text, p)
			}
		}
		if len(file.Problems) > 0 {
			return
		}
		got := make(map[string]string)
		for s, section := range file.Messages {
			for id, m := range section {
				for i, form := range m.Texts() {
					got[messages.Section(s).ID(id)+"\x00"+messages.Forms[i]] = source(form)
				}
			}
		}
		want := make(map[string]string)
		data := []byte(strings.TrimPrefix(text, "\ufeff"))
		parsed, err := i18n.ParseMessageFileBytes(data, "active.ko.toml", map[string]i18n.UnmarshalFunc{"toml": toml.Unmarshal})
		if err != nil {
			t.Fatalf("%q: go-i18n refuses what we take: %v", text, err)
		}
		for _, m := range parsed.Messages {
			for i, s := range []string{m.Zero, m.One, m.Two, m.Few, m.Many, m.Other} {
				if s != "" {
					want[m.ID+"\x00"+messages.Forms[i]] = s
				}
			}
		}
		if !maps.Equal(got, want) {
			t.Fatalf("%q: got %q, go-i18n reads %q", text, got, want)
		}
	})
}
