package reference

import (
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
)

//go:generate go test . -run ^TestThePagesAreInDocs$ -update

// The languages of the pages, with what their file names end in.
var pages = []struct {
	language language.Tag
	suffix   string
}{{language.English, ".md"}, {language.Korean, ".ko.md"}}

// Pages returns the pages of docs/causes by file name: one for each built-in cause
// and an index, in English and in Korean.
func Pages() map[string]string {
	all := make(map[string]string)
	for i, p := range pages {
		other := pages[1-i]
		link := func(page string) string {
			return fmt.Sprintf("[%s](%s%s)", display.Self.Name(other.language), page, other.suffix)
		}
		index := Of(apicause.Unknown, p.language.String())
		var b strings.Builder
		fmt.Fprintf(&b, "# %s\n\n%s\n\n%s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", index.say("LabelIndex"), link("README"), index.say("Index"),
			index.say("LabelCode"), index.say("LabelCause"), index.say("LabelTitle"), index.say("LabelStatus"))
		for _, cause := range apicause.Default().Causes() {
			e := Of(cause, p.language.String())
			all[string(cause)+p.suffix] = fmt.Sprintf("[%s](README%s) · %s\n\n%s", e.say("LabelIndex"), p.suffix, link(string(cause)), e.Page())
			code, status := "", "–"
			if e.Code != 0 {
				code = strconv.Itoa(e.Code)
			}
			if e.Status != 0 {
				status = strconv.Itoa(e.Status)
			}
			title := apicause.Default().Localizer(p.language.String()).Message(cause).Title
			fmt.Fprintf(&b, "| %s | [%s](%s%s) | %s | %s |\n", code, cause, cause, p.suffix, title, status)
		}
		b.WriteString("\n" + index.say("IndexWords") + "\n\n")
		for _, name := range Words() {
			if e, ok := OfWord(name, p.language.String()); ok {
				fmt.Fprintf(&b, "- `%s` [%s](%s%s): %s\n", name, e.Cause, e.Cause, p.suffix, e.Words[0].Meaning)
			}
		}
		all["README"+p.suffix] = b.String()
	}
	return all
}
