// Package fact says which value a fact has for a reader, alike wherever facts
// are shown.
package fact

import (
	"fmt"
	"math"
	"reflect"
	"strings"
	"time"
	"unicode"
)

// maxRunes is how much of a string is shown: more would bury the sentence.
const maxRunes = 256

// maxDuration is the longest wait that is worth telling.
const maxDuration = 1000 * 24 * time.Hour

// Clean returns s without control and bidi control characters, which could
// reorder or break the text around it, cut to 256 runes, and false where
// nothing is left to read.
func Clean(s string) (string, bool) {
	runes := 0
	plain := true
	for _, r := range s {
		if runes++; runes > maxRunes || r == unicode.ReplacementChar || hidden(r) {
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
			if runes++; runes > maxRunes {
				break
			}
			b.WriteRune(r)
		}
		s = b.String()
	}
	return s, strings.TrimSpace(s) != ""
}

func hidden(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)
}

// Finite reports whether a number can be told.
func Finite(f float64) bool { return !math.IsNaN(f) && !math.IsInf(f, 0) }

// Waitable reports whether d can be told as a wait: it is over zero and at
// most 1,000 days.
func Waitable(d time.Duration) bool { return 0 < d && d <= maxDuration }

// Ceil returns how many units d is, rounded up, so that nobody is told to come
// back too early.
func Ceil(d, unit time.Duration) int { return int((d + unit - 1) / unit) }

// String returns s.String(), or "" where s is a nil pointer or panics.
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
