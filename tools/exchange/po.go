package exchange

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/translation"
)

// po writes a PO file (https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html).
// Each plural form is an entry of its own: gettext's formulas know neither fractions
// nor the forms that CLDR has for them, and a round trip would lose those.
func (s *Sheet) po() ([]byte, error) {
	var b bytes.Buffer
	header := "Project-Id-Version: apicause\nLanguage: " + strings.ReplaceAll(s.Target.String(), "-", "_") + "\nX-Source-Language: " + s.Source.String() +
		"\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
	b.WriteString("msgid \"\"\nmsgstr " + poString(header, ""))
	for _, u := range s.Units {
		b.WriteString("\n")
		comment(&b, u.Note)
		if u.Numbers != "" {
			comment(&b, u.Form+": "+u.Numbers+" …")
		}
		if u.State == translation.Stale {
			b.WriteString("#, fuzzy\n")
		}
		if u.Previous != "" {
			b.WriteString("#| msgid " + poString(u.Previous, "#| "))
		}
		b.WriteString("msgctxt " + poString(u.Name(), "") + "msgid " + poString(u.Source, "") + "msgstr " + poString(u.Target, ""))
	}
	return b.Bytes(), nil
}

func comment(b *bytes.Buffer, s string) {
	if s != "" {
		fmt.Fprintf(b, "#. %s\n", strings.ReplaceAll(s, "\n", "\n#. "))
	}
}

var poEscapes = strings.NewReplacer("\\", `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\t", `\t`)

// poString writes a string, one line of the file for each of its lines.
func poString(s, prefix string) string {
	lines := strings.SplitAfter(s, "\n")
	if lines[len(lines)-1] == "" && len(lines) > 1 {
		lines = lines[:len(lines)-1]
	}
	if len(lines) > 1 {
		lines = append([]string{""}, lines...)
	}
	for i := range lines {
		lines[i] = `"` + poEscapes.Replace(lines[i]) + `"`
	}
	return strings.Join(lines, "\n"+prefix) + "\n"
}

// readPO reads what po writes, and what gettext's programs make of it. It is our own
// since the parsers that there are panic on a bad index or drop the flags.
func readPO(data []byte) (*Sheet, error) {
	sheet := new(Sheet)
	entry, at := make(map[string]string), "" // strings by keyword, and the last keyword
	fuzzy, ended := false, false
	flush := func() error {
		name, isUnit := entry["msgctxt"]
		switch id, ok := entry["msgid"]; {
		case isUnit && ok:
			u := named(name)
			u.Source, u.Target = id, entry["msgstr"]
			if fuzzy {
				u.State = translation.Stale
			}
			sheet.Units = append(sheet.Units, u)
		case ok && id == "":
			var err error
			if sheet.Target, err = tag(headerOf(entry["msgstr"], "Language")); err != nil {
				return err
			}
			if sheet.Source, err = tag(headerOf(entry["msgstr"], "X-Source-Language")); err != nil {
				return err
			}
		case ok:
			return fail.New("NoContext", apicause.Facts{"Text": id})
		}
		clear(entry)
		at, fuzzy, ended = "", false, false
		return nil
	}
	for i, line := range strings.Split(string(data), "\n") {
		line = strings.TrimSpace(line)
		keyword, rest, _ := strings.Cut(line, " ")
		begins := strings.HasPrefix(line, "#") || keyword == "msgctxt" || keyword == "msgid"
		if ended && begins {
			if err := flush(); err != nil {
				return nil, err
			}
		}
		switch {
		case line == "":
			continue
		case strings.HasPrefix(line, "#,"):
			fuzzy = fuzzy || strings.Contains(line, "fuzzy")
			continue
		case strings.HasPrefix(line, "#"): // also #~, an entry that is no longer there
			continue
		case strings.HasPrefix(line, `"`):
			rest = line
		case keyword == "msgctxt" || keyword == "msgid" || keyword == "msgstr":
			at = keyword
			if _, twice := entry[at]; twice {
				return nil, inLine(i, fail.New("KeywordTwice", apicause.Facts{"Keyword": at}))
			}
			entry[at] = ""
			ended = ended || at == "msgstr"
		default:
			return nil, inLine(i, fail.New("KeywordUnknown", apicause.Facts{"Keyword": keyword}))
		}
		s, ok := unquotePO(strings.TrimSpace(rest))
		if !ok || at == "" {
			return nil, inLine(i, fail.New("NoString", nil))
		}
		entry[at] += s
	}
	if err := flush(); err != nil {
		return nil, err
	}
	return sheet, nil
}

// A lineError is one in a line of the file.
type lineError struct {
	line int // from 1
	error
}

func inLine(i int, err error) error { return lineError{i + 1, err} }

func headerOf(header, name string) string {
	for line := range strings.Lines(header) {
		if key, value, _ := strings.Cut(line, ":"); strings.EqualFold(strings.TrimSpace(key), name) {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

var poUnescapes = map[byte]byte{'\\': '\\', '"': '"', 'n': '\n', 'r': '\r', 't': '\t'}

func unquotePO(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	s = s[1 : len(s)-1]
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '"' {
			return "", false
		}
		if c == '\\' {
			i++
			if i == len(s) {
				return "", false
			}
			var ok bool
			if c, ok = poUnescapes[s[i]]; !ok {
				return "", false
			}
		}
		b.WriteByte(c)
	}
	return b.String(), true
}
