package messages_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/apicause/apicause/tools/messages"
)

// A file in which every text is written in another way that TOML has.
const everyWay = "\ufeff#:schema x\r\n" +
	"A = \"a\" # behind\r\n" +
	"\"B\" = 'b'\r\n" +
	"'C' = \"\"\"\r\nc\"\"\"\r\n" +
	"detail.A = \"da\"\t# dotted\r\n" +
	"detail . \"B\" = 'db'\r\n" +
	"list = { separator = ', ' } # braces\r\n" +
	"\r\n[ \"title\" ] # spelt oddly\r\n" +
	"# above\r\n" +
	"A = 'ta'\r\n" +
	"\r\n# between\r\n" +
	"  B\t=\t\"tb\"\r\n" +
	"#C = \"\"\r\n" +
	"\r\n[detail_with_facts.A]\r\n" +
	"one = \"{{.Count}}\" # one\r\n" +
	"# between forms\r\n" +
	"other = '''{{.Count}}s'''\r\n" +
	"[after]\r\n" +
	"seconds = { one = \"1\", other = \"{{.Count}}\" }\r\n" +
	"minutes.other = \"{{.Count}}\"" // no end of the line

// Whatever text is set, the lines that it is not on stay as they are, byte by
// byte, and in their order.
func TestSetChangesNoOtherLine(t *testing.T) {
	for name, data := range map[string]string{
		"CRLF, BOM, no end of the last line": everyWay,
		"LF":                                 strings.ReplaceAll(everyWay, "\r\n", "\n"),
		"with the last line's end":           everyWay + "\r\n",
	} {
		for _, id := range []string{"A", "B", "C", "detail.A", "detail.B", "detail.C", "title.A", "title.B", "title.C", "list.separator", "detail_with_facts.A", "detail_with_facts.B", "after.seconds", "after.minutes", "after.days", "term.x"} {
			for _, form := range []string{"", "one", "other", "many"} {
				for _, text := range []string{"x", "\"'\\", "한국어", "two\nlines"} {
					doc, err := messages.Parse([]byte(data))
					if err != nil {
						t.Fatal(err)
					}
					out, err := doc.Set(path(id), form, text, order)
					if err != nil {
						continue // refused: nothing is written
					}
					if lost := lostLines([]byte(data), out); len(lost) > lines(data, id) {
						t.Errorf("%s: %s.%s = %q: lost %q", name, id, form, text, lost)
					}
				}
			}
		}
	}
}

// lines is how many lines the text of an ID has.
func lines(data, id string) int {
	if id == "C" { // a long text
		return 2
	}
	return 1
}

// lostLines returns the lines of one file that another lacks. The last line may get
// an end.
func lostLines(was, now []byte) (lost []string) {
	rest := now
	for line := range bytes.Lines(was) {
		i := bytes.Index(rest, bytes.TrimRight(line, "\r\n"))
		if i < 0 {
			lost = append(lost, string(line))
			continue
		}
		rest = rest[i:]
	}
	return lost
}
