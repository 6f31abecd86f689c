// Package pseudo makes texts that nobody has to translate, yet that show what a
// translation would: letters outside of ASCII, longer texts, the other direction.
// The tags are those of CLDR and Android: en-XA and ar-XB.
package pseudo

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// A Locale is a pseudo-locale: its tag, and what it makes of a text.
type Locale struct {
	Tag  language.Tag
	Make func(text string) string
}

// Locales returns the pseudo-locales.
func Locales() []Locale {
	return []Locale{{language.MustParse("en-XA"), Accented}, {language.MustParse("ar-XB"), RightToLeft}}
}

// Is reports whether a tag is a pseudo-locale's.
func Is(tag language.Tag) bool {
	region, confidence := tag.Region()
	return confidence == language.Exact && (region.String() == "XA" || region.String() == "XB")
}

var placeholder = regexp.MustCompile(`\{\{\.[A-Za-z0-9_]+\}\}`)

// outside changes what stands around the placeholders.
func outside(text string, change func(string) string) string {
	var b strings.Builder
	at := 0
	for _, p := range placeholder.FindAllStringIndex(text, -1) {
		b.WriteString(change(text[at:p[0]]))
		b.WriteString(text[p[0]:p[1]])
		at = p[1]
	}
	b.WriteString(change(text[at:]))
	return b.String()
}

const (
	ascii    = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	accented = "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž"
)

// padding is what texts are made longer with: words, so that lines break.
const padding = "one two three four five six seven eight nine ten eleven twelve "

// Accented gives every letter an accent, makes the text longer by two fifths, as
// German or Finnish would, and puts it in brackets that show where it was cut.
func Accented(text string) string {
	n := utf8.RuneCountInString(placeholder.ReplaceAllString(text, ""))
	n = (2*n + 4) / 5
	more := strings.Repeat(padding, n/len(padding)+1)[:n]
	return "[" + outside(text, accent) + " " + strings.TrimRight(more, " ") + "]"
}

func accent(s string) string {
	letters := []rune(accented)
	return strings.Map(func(r rune) rune {
		if i := strings.IndexRune(ascii, r); i >= 0 {
			return letters[i]
		}
		return r
	}, s)
}

// The marks that turn a word around: right-to-left mark, override, and its end.
const (
	turn = "\u200f\u202e"
	back = "\u202c\u200f"
)

// RightToLeft turns every word around, so that a layout shows whether it can be
// read from right to left. Placeholders, whose values have a direction of their
// own, stay.
func RightToLeft(text string) string {
	return outside(text, func(s string) string {
		var b strings.Builder
		inside := false
		for _, r := range s {
			if word := unicode.IsLetter(r) || unicode.IsDigit(r) || inside && (r == '\'' || r == '’'); word != inside {
				if word {
					b.WriteString(turn)
				} else {
					b.WriteString(back)
				}
				inside = word
			}
			b.WriteRune(r)
		}
		if inside {
			b.WriteString(back)
		}
		return b.String()
	})
}
