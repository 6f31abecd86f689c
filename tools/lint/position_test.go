package lint_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/apicause/apicause/tools/lint"
)

// An error stands where New has it, in lines and characters from 1, however the
// file is written.
func TestPositions(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"plain":               {"[title]\nInvalidTokn = \"가\"\n", "2:1 key-unknown"},
		"indented":            {"[title]\n\tInvalidTokn = \"가\"\n", "2:2 key-unknown"},
		"BOM":                 {"\ufeffInvalidTokn = \"가\"\n", "1:1 key-unknown"},
		"CRLF":                {"# 가\r\n[title]\r\nInvalidTokn = \"가\"\r\n", "3:1 key-unknown"},
		"no final newline":    {"title.InvalidTokn = \"가\"", "1:7 key-unknown"},
		"inline table":        {"title = { Unknown = \"가\", InvalidTokn = \"나\" }\n", "1:26 key-unknown"},
		"dotted with spaces":  {"title . InvalidTokn = \"가\"\n", "1:9 key-unknown"},
		"quoted":              {"\"title\".'InvalidTokn' = \"가\"\n", "1:10 key-unknown"},
		"in a text":           {"title.Unknown = \"가나다{{.X}}\"\n", "1:7 placeholder-place"},
		"in a literal text":   {"title.Unknown = '가나다{{.X}}'\n", "1:7 placeholder-place"},
		"in a long text":      {"title.Unknown = '''\n가나다{{.X}}'''\n", "1:7 placeholder-place"},
		"in an escaped text":  {"title.Unknown = \"\\uac00\\\"나{{.X}}\"\n", "1:7 placeholder-place"},
		"in a form":           {"[after.days]\nother = \"{{.Coutn}}일 후\"\n", "2:1 placeholder-unknown"},
		"behind a comment":    {"# InvalidTokn = \"가\"\ntitle.InvalidTokn = \"나\" # InvalidTokn\n", "2:7 key-unknown"},
		"a section":           {"[titel]\nUnknown = \"가\"\n", "1:2 key-unknown"},
		"twice":               {"title.Unknown = \"가\"\n[title]\nUnknown = \"나\"\n", "3:1 toml-duplicate"},
		"not closed":          {"[title]\nUnknown = \"가\nNotFriend = \"나\"\n", "2:13 toml-syntax"},
		"file as a whole":     {"\xff", "1:1 toml-syntax"},
		"a key as a table":    {"[title.Unknown]\none = \"가\"\nother = \"나\"\n", "2:1 plural-place"},
		"an array of tables":  {"[[title]]\nUnknown = \"가\"\n", "1:3 value-type"},
		"empty":               {"[title]\nUnknown = ''\n", "2:1 value-empty"},
		"no form other":       {"[after]\ndays = { one = \"{{.Count}}\" }\n", "2:1 plural-missing"},
		"misspelt form":       {"[after]\ndays.othr = \"{{.Count}}\"\n", "2:6 key-unknown"},
		"reserved at the top": {"# 가\nhash = \"가\"\n", "2:1 key-reserved"},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := lint.Run(folder(map[string]string{"active.ko.toml": c.file}), lint.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				if f.Severity == lint.Error {
					got = append(got, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.Check))
				}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %s, want %s\n%v", got, c.want, found)
			}
		})
	}
}

// What is missing is reported where it goes (the error 8:20 is of the form itself): at the line that waits for it, be that of
// a plural form, at its section, or at the top.
func TestMissingTextsAreReportedWhereTheyGo(t *testing.T) {
	const source = "SoldOut = \"Sold out\"\n[title]\nSoldOut = \"It is sold out\"\n[detail]\nSoldOut = \"Wait.\"\n[detail_with_facts.SoldOut]\none = \"One {{.Count}}.\"\nother = \"All {{.Count}}.\"\n[term]\ncart = \"Cart\"\n"
	found, err := lint.Run(folder(map[string]string{
		"active.en.toml": source,
		"active.nl.toml": "# Sold out\n#SoldOut = \"\"\n\n[title]\n\n[detail]\n#SoldOut = \"\"\n[detail_with_facts.SoldOut]\n# All {{.Count}}.\n  #other = \"\"\n",
	}), lint.Options{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range found {
		if f.ID != "" {
			got = append(got, fmt.Sprintf("%d:%d %s", f.Line, f.Column, f.ID))
		}
	}
	if want := "8:20 detail_with_facts.SoldOut, 1:1 term.cart, 2:1 SoldOut, 4:2 title.SoldOut, 7:1 detail.SoldOut, 10:3 detail_with_facts.SoldOut"; strings.Join(got, ", ") != want {
		t.Errorf("got %s, want %s", strings.Join(got, ", "), want)
	}
}

// A warning stands where its bytes are, in characters, whatever precedes them.
func TestPositionsOfWarnings(t *testing.T) {
	for name, c := range map[string]struct{ file, want string }{
		"BOM":                 {"\ufeffSoldOut = \"A  b\"\n", "1:13"},
		"CRLF":                {"# 가\r\n\r\nSoldOut = \"A  b\"\r\n", "3:13"},
		"wide characters":     {"SoldOut = \"가나𝒳  b\" # 가\n", "1:15"},
		"escapes":             {"SoldOut = \"\\uac00\\t\\\"b  c\"\n", "1:23"},
		"a long text":         {"SoldOut = \"\"\"\n가\nb  c\"\"\"\n", "3:2"},
		"an inline table":     {"title = { Unknown = \"a\", NotFriend = \"b  c\" }\n", "1:40"},
		"two on a line":       {"title = { Unknown = \"a  d\", NotFriend = \"b  c\" }\n", "1:23, 1:43"},
		"behind a comment":    {"# \"\"\" a  b\nSoldOut = \"A  b\"\n", "2:13"},
		"a text in its table": {"[SoldOut]\nother = \"A  b\"\n", "2:11"},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := lint.Run(folder(map[string]string{"active.en.toml": c.file, "apicause.toml": "mode = \"apicause\""}), lint.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				if f.Message == "several spaces in a row; keep one" {
					got = append(got, fmt.Sprintf("%d:%d", f.Line, f.Column))
				}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("got %s, want %s: %v", got, c.want, found)
			}
		})
	}
}
