package reference

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
)

// A Fact is one thing that the reference says about a cause.
type Fact struct {
	Label string
	Lines []string
	code  bool // for Markdown: verbatim
	link  bool
}

// Facts returns what the entry says, in the order in which a reader wants it, but
// for the cause itself and its meaning.
func (e Entry) Facts() (facts []Fact) {
	if e.Meaning == "" {
		return nil
	}
	var words []string
	for _, w := range e.Words {
		words = append(words, w.Name+": "+w.Meaning)
	}
	for _, f := range []Fact{
		{Label: "Code", Lines: []string{e.number()}},
		{Label: "Words", Lines: words},
		{Label: "Answer", Lines: []string{e.Answer.String()}, code: true},
		{Label: "Who", Lines: []string{e.Who}},
		{Label: "Fix", Lines: []string{e.Fix}},
		{Label: "Status", Lines: []string{e.visitors()}},
		{Label: "Documentation", Lines: []string{e.Documentation}, link: true},
	} {
		if len(f.Lines) > 0 && f.Lines[0] != "" {
			f.Label = e.say("Label" + f.Label)
			facts = append(facts, f)
		}
	}
	return facts
}

// Rows returns the facts as rows of a table for a terminal.
func (e Entry) Rows() (rows [][]string) {
	for _, f := range e.Facts() {
		label := f.Label
		for _, line := range f.Lines {
			rows = append(rows, []string{label, line})
			label = ""
		}
	}
	return rows
}

// Page returns the entry as a page of Markdown, with what users of every language
// read of the cause.
func (e Entry) Page() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s\n\n", e.Cause, e.Meaning)
	for _, f := range e.Facts() {
		fmt.Fprintf(&b, "**%s**", capital(f.Label))
		switch {
		case f.code:
			fmt.Fprintf(&b, "\n\n```\n%s\n```\n\n", strings.Join(f.Lines, "\n"))
		case f.link:
			fmt.Fprintf(&b, ": <%s>\n\n", f.Lines[0])
		case len(f.Lines) > 1:
			fmt.Fprintf(&b, "\n\n- %s\n\n", strings.Join(f.Lines, "\n- "))
		default:
			fmt.Fprintf(&b, ": %s\n\n", f.Lines[0])
		}
	}
	fmt.Fprintf(&b, "## %s\n\n| %s | %s | %s |\n|---|---|---|\n", e.say("LabelTexts"), e.say("LabelLanguage"), e.say("LabelTitle"), e.say("LabelDetail"))
	for _, tag := range apicause.Default().Languages() {
		m := apicause.Default().Localizer(tag.String()).Message(e.Cause)
		fmt.Fprintf(&b, "| %s | %s | %s |\n", display.Self.Name(tag), m.Title, m.Detail)
	}
	return b.String()
}

// capital begins a label as a sentence begins.
func capital(label string) string {
	first, size := utf8.DecodeRuneInString(label)
	return string(unicode.ToUpper(first)) + label[size:]
}
