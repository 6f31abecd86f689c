package lint

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/messages"
)

var (
	manySpaces   = regexp.MustCompile(`\S([ \x{3000}]{2,})\S`)
	spaceBetween = regexp.MustCompile(`[\p{Han}\p{Hiragana}\p{Katakana}]( +)[\p{Han}\p{Hiragana}\p{Katakana}]`)
)

// The punctuation marks that no space stands before.
const marks = ".,!?;:、。，！？"

// misplacedSpaces finds spaces where none belong.
func misplacedSpaces(r *run, d *document, t *messages.Text) (slips []slip) {
	if t.Of.Section == format.List {
		return nil // it is made of spaces
	}
	trimmed := strings.TrimSpace(t.S)
	if trimmed != t.S && !r.folder.Plain { // plain files glue phrases together
		at := span{len(trimmed), len(t.S)}
		if !strings.HasPrefix(t.S, trimmed) {
			at = span{0, strings.Index(t.S, trimmed)}
		}
		slips = append(slips, slip{from: at.start, to: at.end, says: "TextSpaceEdge", fix: new(string)})
	}
	if !strings.ContainsAny(t.S, " \n\r\t\u3000") {
		return slips
	}
	if strings.Contains(t.S, "  ") || strings.Contains(t.S, "\u3000") {
		if at := manySpaces.FindStringSubmatchIndex(t.S); at != nil {
			one := " "
			slips = append(slips, slip{from: at[2], to: at[3], says: "TextSpaceMany", fix: &one})
		}
	}
	if strings.ContainsAny(trimmed, "\n\r\t") && !r.folder.Plain {
		at := strings.IndexAny(trimmed, "\n\r\t") + strings.Index(t.S, trimmed)
		slips = append(slips, slip{from: at, to: at + 1, says: "TextSpaceBreak"})
	}
	for i := 1; i < len(t.S); i++ {
		mark, size := utf8.DecodeRuneInString(t.S[i:])
		next, _ := utf8.DecodeRuneInString(t.S[i+size:])
		if t.S[i-1] != ' ' || !strings.ContainsRune(marks, mark) || i+size < len(t.S) && !unicode.IsSpace(next) {
			continue
		}
		s := slip{from: i - 1, to: i, says: "TextSpaceBefore", facts: apicause.Facts{"Text": string(mark)}, fix: new(string)}
		if d.base == "fr" && strings.ContainsRune("!?;:", mark) {
			narrow := "\u202f"
			if mark == ':' {
				narrow = "\u00a0"
			}
			s.says, s.fix = "TextSpaceNarrow", &narrow
		}
		slips = append(slips, s)
	}
	if d.base == "ja" || d.base == "zh" {
		if at := spaceBetween.FindStringSubmatchIndex(t.S); at != nil {
			slips = append(slips, slip{from: at[2], to: at[3], says: "TextSpaceMiddle"})
		}
	}
	return slips
}

// Words that grammar may put twice: "vous vous trompez", "die, die die Karte haben".
var doubled = map[string][]string{
	"fr": {"vous", "nous"}, "de": {"die", "der", "das", "den", "dem", "sie"}, "en": {"had", "that"}, "nl": {"die", "dat"}, "es": {"nos"},
}

// repeatedWords finds a word that somebody typed twice.
func repeatedWords(_ *run, d *document, t *messages.Text) (slips []slip) {
	last := ""
	for at := 0; at < len(t.S); {
		begin := at + strings.IndexFunc(t.S[at:], func(c rune) bool { return !unicode.IsSpace(c) })
		if begin < at {
			break
		}
		end := len(t.S)
		if i := strings.IndexFunc(t.S[begin:], unicode.IsSpace); i >= 0 {
			end = begin + i
		}
		word := t.S[begin:end]
		bare := strings.TrimRight(word, ".,!?;:。、")
		if last != "" && strings.EqualFold(bare, last) && isWord(bare) && !slices.Contains(doubled[d.base], strings.ToLower(bare)) {
			slips = append(slips, slip{from: begin, to: begin + len(bare), says: "TextDuplicateWord"})
		}
		if last = word; bare != word {
			last = "" // a sentence or clause ends between the two
		}
		at = end
	}
	return slips
}

// isWord reports whether s is letters, and more than one.
func isWord(s string) bool {
	return utf8.RuneCountInString(s) > 1 && !strings.ContainsFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && !unicode.IsMark(c) })
}
