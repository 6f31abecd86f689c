package lint_test

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/style"
)

// ours returns the library's own files with changes: old text to new, by name.
func ours(t *testing.T, changes map[string][2]string) fstest.MapFS {
	t.Helper()
	fsys := make(fstest.MapFS)
	names, err := fs.Glob(apicause.Locales(), "*.toml")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(apicause.Locales(), name)
		if err != nil {
			t.Fatal(err)
		}
		s := string(data)
		if change, ok := changes[name]; ok {
			if !strings.Contains(s, change[0]) {
				t.Fatalf("%s: no %q", name, change[0])
			}
			s = strings.Replace(s, change[0], change[1], 1)
		}
		fsys[name] = &fstest.MapFile{Data: []byte(s)}
	}
	return fsys
}

// What is wrong depends on what else is in the folder, and on what lies beneath.
func TestFolders(t *testing.T) {
	for name, c := range map[string]struct {
		fsys fstest.MapFS
		o    lint.Options
		want string // file check ID, of errors and warnings
	}{
		"our own": {fsys: ours(t, nil)},
		"our own with a slip in the source": {
			fsys: ours(t, map[string][2]string{"active.en.toml": {"\nInvalidToken = ", "\nInvalidTokn = "}}),
			want: "active.en.toml key-unknown InvalidTokn; active.en.toml key-missing InvalidToken",
		},
		"our own with a cause more": {
			fsys: ours(t, map[string][2]string{"active.en.toml": {"\nInvalidToken = ", "\nOutOfStock = \"Sold out\"\nInvalidToken = "}}),
			want: "active.ar.toml key-missing OutOfStock; active.de.toml key-missing OutOfStock; active.es.toml key-missing OutOfStock; active.fr.toml key-missing OutOfStock; " +
				"active.id.toml key-missing OutOfStock; active.ja.toml key-missing OutOfStock; active.ko.toml key-missing OutOfStock; active.ru.toml key-missing OutOfStock; active.th.toml key-missing OutOfStock; " +
				"active.vi.toml key-missing OutOfStock; active.zh-Hans.toml key-missing OutOfStock; active.zh-Hant.toml key-missing OutOfStock",
		},
		"our own with a text less": {
			fsys: ours(t, map[string][2]string{"active.ko.toml": {"\n[title]\n", "\n[title]\n#"}}),
			want: "active.ko.toml key-commented title.InternalError",
		},
		"our own in another register": {
			fsys: ours(t, map[string][2]string{"active.ko.toml": {"카카오로 다시 로그인해 주세요.", "카카오로 다시 로그인하면 됩니다."}}),
			want: "active.ko.toml ko-register detail.InvalidToken",
		},
		"an app's, over ours": {fsys: folder(map[string]string{
			"active.en.toml": "OutOfStock = \"An item is sold out\"\n",
			"active.ko.toml": "OutOfStock = \"품절된 경우\"\ntitle.InvalidToken = \"다시 로그인이 필요해요\"\n",
		})},
		"an app's with a text that only a translation has": {
			fsys: folder(map[string]string{
				"active.en.toml": "OutOfStock = \"An item is sold out\"\n",
				"active.ko.toml": "OutOfStock = \"품절된 경우\"\ntitle.OutOfStock = \"다 팔렸어요\"\n",
			}),
			want: "active.en.toml key-missing title.OutOfStock",
		},
		"an app's without its source language": {
			fsys: folder(map[string]string{"active.ko.toml": "OutOfStock = \"품절된 경우\"\n"}),
			want: "active.ko.toml key-unknown OutOfStock",
		},
		"an app's in Korean first": {
			fsys: folder(map[string]string{"active.ko.toml": "OutOfStock = \"품절된 경우\"\n", "active.en.toml": "OutOfStock = \"Sold out\"\n"}),
			o:    lint.Options{Source: language.Korean},
		},
		"one broken file": {
			fsys: folder(map[string]string{
				"active.en.toml": "OutOfStock = \"An item is sold out\n",
				"active.ko.toml": "OutOfStock = \"품절된 경우\"\n",
			}),
			want: "active.en.toml toml-syntax ",
		},
		"a placeholder of the source": {
			fsys: folder(map[string]string{
				"active.en.toml": "OutOfStock = \"Sold out\"\ndetail_with_facts.OutOfStock = \"Wait for {{.Item}}.\"\n",
				"active.ko.toml": "OutOfStock = \"품절\"\ndetail_with_facts.OutOfStock = \"{{.Itm}} 물건을 기다려 주세요.\"\n",
			}),
			want: "active.ko.toml placeholder-unknown detail_with_facts.OutOfStock; active.ko.toml placeholder-missing detail_with_facts.OutOfStock",
		},
		"a detail without facts takes the place of one with facts": {
			fsys: folder(map[string]string{"active.ko.toml": "detail.Unknown = \"결과를 확인해 주세요.\"\n"}),
			want: "active.ko.toml key-missing detail_with_facts.Unknown",
		},
		"another register than ours": {fsys: folder(map[string]string{
			"active.ko.toml": "title.Unknown = \"처리하지 못했다\"\ntitle.NotFriend = \"친구에게만 보낼 수 있다\"\n",
		})},
		"another register than the style wants": {
			fsys: folder(map[string]string{"active.ko.toml": "title.Unknown = \"처리하지 못했다\"\n"}),
			o:    lint.Options{Style: folder(map[string]string{"ko.toml": "register = \"해요체\"\n"})},
			want: "active.ko.toml ko-register title.Unknown",
		},
		"a style of one's own": {
			fsys: folder(map[string]string{"active.ko.toml": "title.Unknown = \"처리하지 못했어요\"\n"}),
			o:    lint.Options{Style: folder(map[string]string{"ko.toml": "title_max = 5\n"})},
			want: "active.ko.toml text-length title.Unknown",
		},
		"a region's own words": {fsys: folder(map[string]string{
			"active.en-GB.toml": "title.UnderAgeLimit = \"You're too young for this\"\n", "active.ko-KP.toml": "title.Unknown = \"처리하지 못했어요\"\n",
		})},
		"files that nobody looks at": {fsys: folder(map[string]string{
			"active.ko.toml": "title.Unknown = \"처리하지 못했어요\"\n", "translate.ja.toml": "x", ".draft.toml": "x", "README.md": "x",
		})},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := lint.Run(c.fsys, c.o)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				if f.Severity.AtLeast(lint.Warning) {
					got = append(got, fmt.Sprintf("%s %s %s", f.File, f.Check, f.ID))
				}
			}
			if strings.Join(got, "; ") != c.want {
				t.Errorf("got  %s\nwant %s", strings.Join(got, "; "), c.want)
			}
		})
	}
}

// Whatever the settings and comments say, what New refuses is an error.
func TestErrorsStay(t *testing.T) {
	found, err := lint.Run(folder(map[string]string{
		"active.en.toml": "SoldOut = \"Sold  out\" # apicause:ignore\nGone = \"It is  gone\"\ntitle.SoldOut = \"\" # apicause:ignore\ntitle.Gone = \"{{.X}}\"\n",
		"apicause.toml":  "off = [\"text-space\", \"placeholder-place\", \"value-empty\"]",
	}), lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		got = append(got, fmt.Sprintf("%d %s %s", f.Line, f.Severity, f.Check))
	}
	if want := "3 error value-empty; 4 error placeholder-place"; strings.Join(got, "; ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, "; "), want)
	}
}

// Of fixes that touch the same bytes the first is made, and none outside of the file.
func TestMend(t *testing.T) {
	fixes := []lint.Fix{{Start: 4, End: 6, Text: "X"}, {Start: 1, End: 3, Text: ""}, {Start: 2, End: 5, Text: "Y"}, {Start: 6, End: 6, Text: "+"}, {Start: 7, End: 99, Text: "Z"}, {Start: 5, End: 4, Text: "W"}}
	if got, want := string(lint.Mend([]byte("abcdefgh"), fixes)), "adX+gh"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// What is much like a mistake and none gives no finding at all.
func TestNearMissesStaySilent(t *testing.T) {
	found, err := lint.Run(os.DirFS("testdata/silent"), lint.Options{Style: style.Files})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range found {
		if f.Check != "key-missing" { // nobody means to translate the built-in texts into Polish
			t.Errorf("%s:%d:%d: %s: %s", f.File, f.Line, f.Column, f.Check, f.Message)
		}
	}
}

// A folder without message files, or that is none, is an error and no finding.
func TestWhatCannotBeRead(t *testing.T) {
	for name, fsys := range map[string]fs.FS{
		"empty":          fstest.MapFS{},
		"nothing to see": folder(map[string]string{"README.md": "x"}),
		"a folder":       fstest.MapFS{"active.ko.toml/x": {Data: []byte("x")}},
	} {
		if found, err := lint.Run(fsys, lint.Options{}); err == nil {
			t.Errorf("%s: got %v, want an error", name, found)
		}
	}
}
