package cmd

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/match"
	"github.com/apicause/apicause/tools/fail"
)

type wanted struct{ desk }

func wantedCommand() *cobra.Command {
	var w wanted
	c := &cobra.Command{
		Use:     "wanted [LOG]",
		Example: "  apicause wanted app.log\n  zcat app.log.*.gz | apicause wanted\n\nA line that counts:\n\n  {\"msg\":\"problem\",\"wanted\":\"nl-NL\",\"language\":\"en\"}",
		Args:    cobra.MaximumNArgs(1),
		RunE:    w.run,
	}
	c.Flags().StringArrayVar(&w.uiLang, "ui-lang", nil, "")
	return c
}

func (w *wanted) run(c *cobra.Command, args []string) error {
	in := c.InOrStdin()
	if len(args) > 0 && args[0] != "-" {
		f, err := os.Open(args[0])
		if err != nil {
			return err
		}
		defer f.Close()
		in = f
	}
	l, err := readWishes(in)
	if err != nil {
		return err
	}
	if l.errors == 0 {
		return fail.New("NoWanted", apicause.Facts{"Skipped": l.skipped})
	}
	rows := [][]string{{w.title("WantedLanguage"), w.title("WantedErrors"), w.title("WantedRead")}}
	for _, tag := range ranked(l.missed, sum) {
		read := l.missed[tag]
		rows = append(rows, []string{tag.String(), strconv.Itoa(sum(read)), listed(read)})
	}
	if len(rows) > 1 {
		if err := writeTable(c.OutOrStdout(), rows); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintln(c.ErrOrStderr(), w.say("WantedSummary", apicause.Facts{"Count": l.errors, "Missed": l.missedErrors(), "None": l.none, "Skipped": l.skipped}))
	return err
}

// wishes are what the readers of a log's errors wanted.
type wishes struct {
	errors  int                                   // lines that say what a reader wanted and got
	none    int                                   // of these, those who asked for none
	skipped int                                   // lines that cannot be read
	missed  map[language.Tag]map[language.Tag]int // errors by the language wanted and, other than that, got
}

// maxLine is how much of a line is read; a log's are a thousandth of it.
const maxLine = 1 << 20

func readWishes(r io.Reader) (*wishes, error) {
	l := &wishes{missed: make(map[language.Tag]map[language.Tag]int)}
	lines := bufio.NewReaderSize(r, maxLine)
	for {
		line, err := lines.ReadSlice('\n')
		whole := !errors.Is(err, bufio.ErrBufferFull)
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = lines.ReadSlice('\n')
		}
		if line = bytes.TrimSpace(line); len(line) > 0 && (!whole || !l.add(line)) {
			l.skipped++
		}
		if err == io.EOF {
			return l, nil
		}
		if err != nil {
			return nil, err
		}
	}
}

// add counts a line, and reports false if it cannot be read.
func (l *wishes) add(line []byte) bool {
	var said struct {
		Wanted, Language *language.Tag
	}
	if err := json.Unmarshal(bytes.TrimPrefix(line, []byte("\ufeff")), &said); err != nil {
		return false
	}
	if said.Wanted == nil || said.Language == nil {
		return true // something else
	}
	l.errors++
	switch base, _, _ := said.Wanted.Raw(); {
	case base == language.Base{}: // und, und-KR, x-pirate
		l.none++
	case match.Of(*said.Wanted) != match.Of(*said.Language):
		tag := withoutRegion(*said.Wanted)
		if l.missed[tag] == nil {
			l.missed[tag] = make(map[language.Tag]int)
		}
		l.missed[tag][*said.Language]++
	}
	return true
}

// withoutRegion returns the tag of the message file for all readers of a language:
// nl for nl-BE, zh-Hant for zh-TW.
func withoutRegion(tag language.Tag) language.Tag {
	tag = match.Canonical(tag)
	base, _, _ := tag.Raw()
	script, _ := tag.Script()
	short, _ := language.Compose(base) // no valid part fails
	if likely, _ := short.Script(); likely != script {
		short, _ = language.Compose(base, script)
	}
	return short
}

// missedErrors returns how many errors were read in another language than wanted.
func (l *wishes) missedErrors() (n int) {
	for _, read := range l.missed {
		n += sum(read)
	}
	return n
}

func sum(counts map[language.Tag]int) (n int) {
	for _, count := range counts {
		n += count
	}
	return n
}

// ranked returns the keys of m, those with the highest count first.
func ranked[V any](m map[language.Tag]V, count func(V) int) []language.Tag {
	return slices.SortedFunc(maps.Keys(m), func(a, b language.Tag) int {
		return cmp.Or(cmp.Compare(count(m[b]), count(m[a])), strings.Compare(a.String(), b.String()))
	})
}

// listed is en 10, ko 2.
func listed(counts map[language.Tag]int) string {
	var texts []string
	for _, tag := range ranked(counts, func(n int) int { return n }) {
		texts = append(texts, fmt.Sprintf("%s %d", tag, counts[tag]))
	}
	return strings.Join(texts, ", ")
}
