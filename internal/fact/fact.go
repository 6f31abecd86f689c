// Package fact decides which value a fact has for a reader, the same wherever
// facts are shown.
package fact

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// MaxRunes is how much of a string is shown: more would bury the sentence. A
// number that takes more has no value, since a part of it is another number.
const MaxRunes = 256

// MaxTerms is how many terms of a list are shown; a longer one has no value.
const MaxTerms = 100

// maxWait is the longest wait that is worth showing to a person.
const maxWait = 31 * 24 * time.Hour

// Clean returns s without control and bidi control characters, which could
// reorder or break the text around it, cut to MaxRunes, and false if nothing
// is left to see.
func Clean(s string) (string, bool) {
	runes := 0
	plain := true
	for _, r := range s {
		if runes++; runes > MaxRunes || r == unicode.ReplacementChar || hidden(r) {
			plain = false
			break
		}
	}
	if !plain {
		var b strings.Builder
		runes = 0
		for _, r := range s { // an invalid byte reads as U+FFFD
			if hidden(r) {
				continue
			}
			if runes++; runes > MaxRunes {
				break
			}
			b.WriteRune(r)
		}
		s = b.String()
	}
	return s, !Blank(s)
}

func hidden(r rune) bool {
	if ' ' <= r && r < 0x7f {
		return false // nearly all
	}
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// Blank reports whether nothing of s can be seen: it holds only spaces, controls
// and what Unicode's DerivedCoreProperties.txt lists as Default_Ignorable_Code_Point,
// or the empty Braille pattern. Private-use characters may have a glyph.
func Blank(s string) bool {
	for _, r := range s {
		if !invisible(r) {
			return false
		}
	}
	return true
}

func invisible(r rune) bool {
	if r < utf8.RuneSelf {
		return r <= ' ' || r == 0x7f
	}
	return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\u2800' ||
		unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) ||
		unicode.Is(unicode.Cf, r) && !unicode.In(r, unicode.Prepended_Concatenation_Mark) && !annotation(r)
}

// annotation reports whether r is an interlinear annotation character or an
// Egyptian hieroglyph control, the format characters that are not ignorable.
func annotation(r rune) bool {
	return '\ufff9' <= r && r <= '\ufffb' || '\U00013430' <= r && r <= '\U0001343f'
}

// RightToLeft reports whether s holds a character that is written from right to
// left, which can pull the text around it along (UAX #9).
func RightToLeft(s []byte) bool {
	for i := 0; i < len(s); {
		if c := s[i]; c < 0xd6 || 0xe0 < c && c < 0xef {
			i++ // no character of mayBeRightToLeft begins with this byte
			continue
		}
		r, size := utf8.DecodeRune(s[i:])
		i += size
		if !mayBeRightToLeft(r) {
			continue
		}
		p, _ := bidi.LookupRune(r)
		if class := p.Class(); class == bidi.R || class == bidi.AL || class == bidi.AN {
			return true
		}
	}
	return false
}

// mayBeRightToLeft reports whether r is in a range that Unicode keeps for such
// scripts (DerivedBidiClass.txt), which saves most texts the look-up.
func mayBeRightToLeft(r rune) bool {
	return '\u0590' <= r && r <= '\u08ff' || '\ufb1d' <= r && r <= '\ufdff' || '\ufe70' <= r && r <= '\ufeff' ||
		'\U00010800' <= r && r <= '\U00010fff' || '\U0001e800' <= r && r <= '\U0001efff'
}

// Finite reports whether a number can be shown.
func Finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }

// Waitable reports whether d can be shown as a wait: it is over zero and at most
// 31 days.
func Waitable(d time.Duration) bool { return 0 < d && d <= maxWait }

// Ceil returns how many units d is, rounded up, so that nobody comes back too
// early.
func Ceil(d, unit time.Duration) int { return int((d + unit - 1) / unit) }

// String returns s.String(), or "" if s is a nil pointer or panics.
func String(s fmt.Stringer) (str string) {
	defer func() {
		if recover() != nil {
			str = ""
		}
	}()
	if v := reflect.ValueOf(s); v.Kind() == reflect.Pointer && v.IsNil() {
		return ""
	}
	return s.String()
}
