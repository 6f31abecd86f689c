package apicause_test

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

//go:embed testdata/plurals
var embedded embed.FS

func TestBadMessageFilesAreRefused(t *testing.T) {
	tests := []struct {
		name  string
		file  string // active.ko.toml where empty
		text  string
		wants []string // the lines of the error
	}{
		{name: "no TOML", text: "InternalError = 'x'\nInvalidToken =\n", wants: []string{`active.ko.toml:2:15: expected value but found '\n' instead`}},
		{name: "a string that does not end", text: "InternalError = \"한국\nX = 1", wants: []string{`active.ko.toml:1:20: strings cannot contain newlines`}},
		{name: "a key twice", text: "InternalError = 'x'\nInternalError = 'y'\n", wants: []string{`active.ko.toml:2:1: Key 'InternalError' has already been defined`}},
		{name: "invalid UTF-8", text: "InternalError = '\xff'", wants: []string{`active.ko.toml:1:17: invalid UTF-8 byte: 0xff`}},
		{name: "UTF-16", text: "I\x00n\x00", wants: []string{`active.ko.toml:1:2: files cannot contain NULL bytes; probably using UTF-16; TOML files must be UTF-8`}},
		{name: "tables in tables in tables", text: "InternalError = " + strings.Repeat("{a=", 100_000), wants: []string{`active.ko.toml:1:41: nested too deep for a message file`}},
		{name: "keys in keys in keys", text: strings.Repeat("a.", 100_000) + "b = 1", wants: []string{`active.ko.toml:1:18: nested too deep for a message file`}},

		{name: "no language", file: "active.jp.toml", wants: []string{`active.jp.toml: "jp" is not a known language; did you mean "ja"?`}},
		{name: "a language's name", file: "active.korean.toml", wants: []string{`active.korean.toml: "korean" is not a known language; did you mean "ko"?`}},
		{name: "nothing like a language", file: "active.!.toml", wants: []string{`active.!.toml: "!" is not a known language; use a BCP 47 tag, like ko or pt-BR`}},
		{name: "a region without a language", file: "active.und-TW.toml", wants: []string{`active.und-TW.toml: "und-TW" is not a known language; did you mean "zh-TW"?`}},
		{name: "the undetermined language", file: "active.und.toml", wants: []string{`active.und.toml: "und" is not a known language; use a BCP 47 tag, like ko or pt-BR`}},
		{name: "a name without active", file: "ko.toml", wants: []string{`ko.toml: not the name of a message file; name it active.<language>.toml, like active.ko.toml, or begin it with a dot`}},
		{name: "a name without a language", file: "active.toml", wants: []string{`active.toml: not the name of a message file; name it active.<language>.toml, like active.ko.toml, or begin it with a dot`}},
		{name: "a name in capitals", file: "active.ko.TOML", wants: []string{`active.ko.TOML: not the name of a message file; name it active.<language>.toml, like active.ko.toml, or begin it with a dot`}},

		{name: "an unknown cause", text: "InvalidTokn = 'x'", wants: []string{`active.ko.toml:1:1: InvalidTokn: no such cause; did you mean "InvalidToken"?`}},
		{name: "an unknown section", text: "[titel]\nInvalidToken = 'x'", wants: []string{`active.ko.toml:1:2: titel: no such cause; did you mean "title"?`}},
		{name: "an unknown cause in a section", text: "[title]\n\tRatelimited = 'x'", wants: []string{`active.ko.toml:2:2: title.Ratelimited: no such cause`}},
		{name: "a section as a message", text: "title = 'x'", wants: []string{`active.ko.toml:1:1: title: want a table [title], got a text`}},
		{name: "an unknown unit", text: "[after.second]\nother = '{{.Count}}초 후'", wants: []string{`active.ko.toml:1:8: after.second: no such unit of time; did you mean "seconds"?`}},
		{name: "an unknown key of the list", text: "[list]\nseperator = ','", wants: []string{`active.ko.toml:2:1: list.seperator: no such key; did you mean "separator"?`}},
		{name: "a term go-i18n would not take for one", text: "[term]\nOther = 'x'", wants: []string{`active.ko.toml:2:1: term.Other: go-i18n takes "Other" for a part of a message; give the term another name`}},
		{name: "a term without a name", text: "[term]\n'' = 'x'", wants: []string{`active.ko.toml:2:1: term.: a term without a name`}},
		{name: "a word of go-i18n's", text: "description = 'x'", wants: []string{`active.ko.toml:1:1: description: no such cause`}},

		{name: "a form that is none", text: "InternalError = 'x'\n[InvalidToken]\n  othr = 'x'", wants: []string{`active.ko.toml:3:3: InvalidToken: unknown form "othr"; did you mean "other"?`}},
		{name: "an ID within", text: "[InternalError]\nid = 'title.InternalError'\nother = 'x'", wants: []string{`active.ko.toml:2:1: InternalError: unknown form "id"`}},
		{name: "delimiters", text: "[InternalError]\nleftDelim = '<<'\nother = 'x'", wants: []string{`active.ko.toml:2:1: InternalError: unknown form "leftDelim"`}},
		{name: "a form in capitals", text: "[InternalError]\nOther = 'x'", wants: []string{`active.ko.toml:2:1: InternalError: unknown form "Other"; did you mean "other"?`}},
		{name: "no form other", text: "[detail_with_facts.Unknown]\none = '{{.Retry}}'", wants: []string{`active.ko.toml:1:20: detail_with_facts.Unknown: no form "other", which every language needs`}},
		{name: "an empty table", text: "[InternalError]", wants: []string{`active.ko.toml:1:2: InternalError: no form "other", which every language needs`}},
		{name: "plural forms of a title", text: "[title.InternalError]\none = 'x'\nother = 'y'", wants: []string{`active.ko.toml:2:1: title.InternalError: plural form "one": only [detail_with_facts] and [after] have plural forms`}},
		{name: "a number", text: "InternalError = 5", wants: []string{`active.ko.toml:1:1: InternalError: want a text, got a number`}},
		{name: "an array", text: "InternalError = ['x']", wants: []string{`active.ko.toml:1:1: InternalError: want a text, got an array`}},
		{name: "an array of tables", text: "[[title]]\nInternalError = 'x'", wants: []string{`active.ko.toml:1:3: title: want a table [title], got an array`}},
		{name: "a date", text: "InternalError = 2026-01-01", wants: []string{`active.ko.toml:1:1: InternalError: want a text, got a date`}},
		{name: "a truth value for a form", text: "InternalError = { other = true }", wants: []string{`active.ko.toml:1:19: InternalError: other: want a text, got a truth value`}},
		{name: "a table for a form", text: "[InternalError.other]\nx = 'y'", wants: []string{`active.ko.toml:1:16: InternalError: other: want a text, got a table`}},
		{name: "a note that is no text", text: "InternalError = { other = 'x', hash = 1 }", wants: []string{`active.ko.toml:1:32: InternalError: hash: want a text, got a number`}},

		{name: "an empty text", text: "[title]\nInternalError = ''", wants: []string{`active.ko.toml:2:1: title.InternalError: empty text; leave the line out until there is one`}},
		{name: "a blank text", text: "[title]\nInternalError = \"\u3000\\n\"", wants: []string{`active.ko.toml:2:1: title.InternalError: blank text; leave the line out until there is one`}},
		{name: "an empty form", text: "[after.days]\none = ''\nother = '{{.Count}}'", wants: []string{`active.ko.toml:2:1: after.days: empty text; leave the line out until there is one`}},
		{name: "an empty separator", text: "[list]\nseparator = ''", wants: []string{`active.ko.toml:2:1: list.separator: empty text; leave the line out until there is one`}},

		{name: "a function", text: "InternalError = '{{printf \"%10000000d\" 1}}'", wants: []string{`active.ko.toml:1:1: InternalError: "{{printf \"%10000000d\" 1}}" is no placeholder; braces hold {{.Name}} and nothing else`}},
		{name: "a nested field", text: "[detail_with_facts]\nUnknown = '{{.Retry.Hours}}'", wants: []string{`active.ko.toml:2:1: detail_with_facts.Unknown: "{{.Retry.Hours}}" is no placeholder; braces hold {{.Name}} and nothing else`}},
		{name: "a comment", text: "InternalError = '{{/* x */}}'", wants: []string{`active.ko.toml:1:1: InternalError: "{{/* x */}}" is no placeholder; braces hold {{.Name}} and nothing else`}},
		{name: "one brace", text: "[detail_with_facts]\nUnknown = '{.Retry}'", wants: []string{`active.ko.toml:2:1: detail_with_facts.Unknown: "{.Retry}" is no placeholder; write {{.Retry}}`}},
		{name: "three braces", text: "[detail_with_facts]\nUnknown = '{{{.Retry}}}'", wants: []string{`active.ko.toml:2:1: detail_with_facts.Unknown: "{{{.Retry}}}" is no placeholder; write {{.Retry}}`}},
		{name: "full-width braces", text: "[detail_with_facts]\nUnknown = '｛｛.Retry｝｝'", wants: []string{`active.ko.toml:2:1: detail_with_facts.Unknown: "｛｛.Retry｝｝" is no placeholder; write {{.Retry}}`}},
		{name: "spaces", text: "[detail_with_facts]\nUnknown = '{{ .Retry }}'", wants: []string{`active.ko.toml:2:1: detail_with_facts.Unknown: "{{ .Retry }}" is no placeholder; write {{.Retry}}`}},
		{name: "a particle within", text: "[detail_with_facts]\nUnknown = '{{.Retry에}}'", wants: []string{`active.ko.toml:2:1: detail_with_facts.Unknown: "{{.Retry에}}" is no placeholder; braces hold {{.Name}} and nothing else`}},
		{name: "a brace that does not close", text: "[detail_with_facts]\nUnknown = '{{.Retry'", wants: []string{`active.ko.toml:2:1: detail_with_facts.Unknown: "{{.Retry" is no placeholder; write {{.Retry}}`}},
		{name: "a brace that does not open", text: "InternalError = 'x}'", wants: []string{`active.ko.toml:1:1: InternalError: "}" is no placeholder; braces hold {{.Name}} and nothing else`}},
		{name: "a placeholder in a title", text: "[title]\nUnknown = '{{.Retry}}'", wants: []string{`active.ko.toml:2:1: title.Unknown: placeholder {{.Retry}}: only [detail_with_facts] and [after] have placeholders`}},
		{name: "a placeholder in a detail", text: "[detail]\nUnknown = '{{.Retry}}'", wants: []string{`active.ko.toml:2:1: detail.Unknown: placeholder {{.Retry}}: only [detail_with_facts] and [after] have placeholders`}},
		{name: "a placeholder nobody fills", text: "[detail_with_facts]\nUnknown = '{{.Rety}}'", wants: []string{`active.ko.toml:2:1: detail_with_facts.Unknown: unknown placeholder {{.Rety}}; did you mean "Retry"?`}},
		{name: "another message's placeholder", text: "[detail_with_facts]\nUnknown = '{{.Scopes}}'", wants: []string{`active.ko.toml:2:1: detail_with_facts.Unknown: unknown placeholder {{.Scopes}}`}},
		{name: "another placeholder for a unit", text: "[after.days]\nother = '{{.Days}}'", wants: []string{`active.ko.toml:2:1: after.days: unknown placeholder {{.Days}}`}},

		{name: "a mistake in a text of several lines", text: "[detail]\nInternalError = \"\"\"\n한\n\"\"\"\nUnknown = \"\"\"\nx {\n\"\"\"\n", wants: []string{`active.ko.toml:5:1: detail.Unknown: "{\n" is no placeholder; braces hold {{.Name}} and nothing else`}},
		{name: "a mistake behind dotted keys", text: "title.InternalError = 'x'\ndetail . 'Unknown' = ''", wants: []string{`active.ko.toml:2:11: detail.Unknown: empty text; leave the line out until there is one`}},
		{name: "a mistake in an inline table", text: "title = { InternalError = 'x', Unknown = '' }", wants: []string{`active.ko.toml:1:32: title.Unknown: empty text; leave the line out until there is one`}},
		{name: "an array of tables twice", text: "# x\n[[title]]\na = 1\n[[title]]\na = 1", wants: []string{`active.ko.toml:2:3: title: want a table [title], got an array`}},
		{name: "a table before the one around it", text: "[title.Nope]\nother = 'x'\n[title]\nInternalError = ''", wants: []string{
			`active.ko.toml:4:1: title.InternalError: empty text; leave the line out until there is one`,
			`active.ko.toml:1:8: title.Nope: no such cause`}},
		{name: "a section of dotted keys and a header", text: "title.InternalError = 'x'\n\n[title]\nUnknown = 'y'", wants: []string{`active.ko.toml:3:1: dotted keys above define the table title already; write all of it under one header`}},
		{name: "a key that looks like another in a comment and a text", text: "# Nope = 1\nInternalError = '''\nNope = 2'''\nNope = 'x'", wants: []string{`active.ko.toml:4:1: Nope: no such cause`}},
		{name: "an unknown sentence", text: "[contact]\nreprot = 'x'", wants: []string{`active.ko.toml:2:1: contact.reprot: no such sentence; did you mean "report"?`}},
		{name: "a text of characters that cannot be seen", text: "InternalError = \"\\u200b\\u3164\\u2800\\ufe0f\"", wants: []string{`active.ko.toml:1:1: InternalError: blank text; leave the line out until there is one`}},

		{name: "several mistakes, in the order of IDs", text: "[title]\nZ = 'x'\nInvalidToken = ''\n[InternalError]\none = '{'\nfew = ''\nother = '{.X}'\n[InvalidTokn]\n", wants: []string{
			`active.ko.toml:5:1: InternalError: plural form "one": only [detail_with_facts] and [after] have plural forms`,
			`active.ko.toml:6:1: InternalError: plural form "few": only [detail_with_facts] and [after] have plural forms`,
			`active.ko.toml:7:1: InternalError: "{.X}" is no placeholder; write {{.X}}`,
			`active.ko.toml:8:2: InvalidTokn: no such cause; did you mean "InvalidToken"?`,
			`active.ko.toml:3:1: title.InvalidToken: empty text; leave the line out until there is one`,
			`active.ko.toml:2:1: title.Z: no such cause`,
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			name := tt.file
			if name == "" {
				name = "active.ko.toml"
			}
			for range 3 { // the same at every run
				catalog, err := apicause.New(apicause.Config{Locales: layers(file(name, tt.text))})
				if err == nil || catalog != nil {
					t.Fatalf("got a catalog and error %v", err)
				}
				if got, want := err.Error(), strings.Join(tt.wants, "\n"); got != want {
					t.Fatalf("got\n%s\nwant\n%s", got, want)
				}
			}
		})
	}
}

func TestAllProblemsOfAllFilesAreInOneError(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	_, err := apicause.New(apicause.Config{
		Languages: []language.Tag{language.Korean, language.MustParse("sw")},
		Causes:    []apicause.Cause{"B", "A", "title", "ID", "not a name", "func", "A", "InvalidToken", "Unknown", ""},
		Locales: append(layers(
			fstest.MapFS{
				"active.ko.toml":      {Data: []byte("X = 'x'")},
				"active.iw.toml":      {Data: []byte("A = 'x'")},
				"active.he.toml":      {Data: []byte("A = 'x'")},
				"active.fr.toml":      {Data: []byte("=")},
				"translate.ko.toml":   {Data: []byte("=")}, // go-i18n's work in progress
				".hidden.toml":        {Data: []byte("=")},
				"notes.txt":           {Data: []byte("=")},
				"deeper/active.x.tml": {Data: []byte("=")},
			},
			fstest.MapFS{"active.en.toml": {Data: []byte("A = ''")}},
			fstest.MapFS{"readme.md": {}}),
			nil, (*embed.FS)(nil), embedded, os.DirFS(missing),
		),
	})
	want := strings.Join([]string{
		`Config: "" is not a Go identifier`,
		`Config: no messages in sw; add active.sw.toml to a folder of Config.Locales`,
		`Config: A: listed twice in Config.Causes`,
		`Config: B: neither description nor title in the fallback language; add B = "…" to active.en.toml`,
		`Config: ID: go-i18n takes it for a part of a message; give the cause another name`,
		`Config: InvalidToken: a built-in cause; leave it out of Config.Causes`,
		`Config: Unknown: a built-in cause; leave it out of Config.Causes`,
		`Config: func: "func" is not a Go identifier`,
		`Config: not a name: "not a name" is not a Go identifier`,
		`Config: title: a section of message files has this name; give the cause another`,
		`active.fr.toml:1:1: unexpected '=': key name appears blank`,
		`active.iw.toml: he is already the language of active.he.toml; one file for each language`,
		`active.ko.toml:1:1: X: no such cause`,
		`active.en.toml:1:1: A: empty text; leave the line out until there is one`,
		`Config.Locales[2]: no message files (active.<language>.toml) in its top folder; where they are in a folder of it, use fs.Sub`,
		`Config.Locales[3]: nil file system`,
		`Config.Locales[4]: nil file system`,
		`Config.Locales[5]: no message files (active.<language>.toml) in its top folder; where they are in a folder of it, use fs.Sub`,
		`Config.Locales[6]: open ` + missing + `: no such file or directory`,
	}, "\n")
	if got := err.Error(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, err := range err.(interface{ Unwrap() []error }).Unwrap() {
		var locale *apicause.LocaleError
		if !errors.As(err, &locale) || errors.Unwrap(locale) == nil {
			t.Errorf("%v is no *LocaleError with a reason", err)
		}
	}
}

func TestALocaleErrorSaysWhere(t *testing.T) {
	_, err := apicause.New(apicause.Config{Locales: layers(file("active.ko.toml", "NotFriend = 'x'"), file("active.ko.toml", "\n[title]\n 'NotFriend' = ''"))})
	var got *apicause.LocaleError
	if !errors.As(err, &got) {
		t.Fatalf("got %v", err)
	}
	if got.Layer != 1 || got.Path != "active.ko.toml" || got.Line != 3 || got.Column != 3 || got.ID != "title.NotFriend" || got.Language != language.Korean {
		t.Errorf("got %+v", got)
	}
}

func TestAMissingFolderOfAnEmbedFSIsHintedAt(t *testing.T) {
	nested := fstest.MapFS{"messages/active.ko.toml": {Data: []byte("InternalError = 'x'")}}
	_, err := apicause.New(apicause.Config{Locales: []fs.FS{nested}})
	want := `Config.Locales[0]: no message files (active.<language>.toml) in its top folder, but in "messages"; use fs.Sub(fsys, "messages")`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestFallbackNeedsMessages(t *testing.T) {
	tests := []struct {
		name   string
		config apicause.Config
		want   string
	}{
		{"no file", apicause.Config{Fallback: language.MustParse("sw")}, "Config: no messages in sw; add active.sw.toml to a folder of Config.Locales"},
		{"a file without messages", apicause.Config{Fallback: language.MustParse("sw"), Locales: layers(file("active.sw.toml", "# later"))}, "Config: no messages in sw; add active.sw.toml to a folder of Config.Locales"},
		{"a relative's file", apicause.Config{Fallback: language.MustParse("kok")}, "Config: no messages in kok; add active.kok.toml to a folder of Config.Locales"},
	}
	for _, tt := range tests {
		if _, err := apicause.New(tt.config); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestFilesAsEditorsLeaveThemAreFine(t *testing.T) {
	tests := []struct{ name, text string }{
		{"a BOM", "\ufeffInternalError = 'x'"},
		{"CRLF", "InternalError = 'x'\r\n[title]\r\nInternalError = 'y'\r\n"},
		{"no final newline", "InternalError = 'x'"},
		{"nothing", ""},
		{"a comment alone", "# later"},
		{"empty sections", "[title]\n[detail]\n[after]\n[term]\n[list]\n"},
		{"notes and hashes as goi18n writes them", "[InternalError]\ndescription = 'note'\nhash = 'sha1-x'\nother = 'x'"},
		{"dotted keys and inline tables", "title.InternalError = 'x'\ndetail = { InternalError = 'y' }\nafter.days.other = '{{.Count}}'"},
		{"a blank separator", "[list]\nseparator = ' '"},
		{"terms of any name", "[term]\n'https://www.googleapis.com/auth/userinfo.email' = 'x'\n'a.b' = 'y'"},
		{"forms that Korean lacks", "[detail_with_facts.Unknown]\none = '{{.Retry}}'\nmany = 'x'\nother = '{{.Retry}}'"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			newCatalog(t, apicause.Config{Locales: layers(file("active.ko.toml", tt.text))})
		})
	}
}

func TestEveryLocaleErrorOfAnErrorCanBeListed(t *testing.T) {
	var text strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&text, "Nope%d = 'x'\n", i)
	}
	_, err := apicause.New(apicause.Config{Locales: layers(file("active.ko.toml", text.String()))})
	err = fmt.Errorf("start: %w", err)
	lines := make(map[int]bool)
	for e := range apicause.LocaleErrors(err) {
		lines[e.Line] = true
	}
	if len(lines) != 4000 {
		t.Errorf("got %d lines, want 4,000", len(lines))
	}
	for range apicause.LocaleErrors(err) {
		break // and nothing more
	}
	for e := range apicause.LocaleErrors(errors.Join(errors.New("x"), cycle{}, nil, (*apicause.LocaleError)(nil))) {
		t.Errorf("got %v", e)
	}
	defer func() {
		if recover() != "body" {
			t.Error("a panic of the loop's body was swallowed")
		}
	}()
	for range apicause.LocaleErrors(err) {
		panic("body")
	}
}
