package fact_test

import (
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"

	"github.com/apicause/apicause/internal/fact"
)

func TestBlankIsWhatNobodyCanSee(t *testing.T) {
	for _, s := range []string{"", " ", "\t\n\u3000", "\x00\x7f", "\u00ad", "\u200b\u200d", "\u2800", "\u3164", "\uffa0", "\ufe0f", "\U000e0041", "\u061c", "\u180e"} {
		if !fact.Blank(s) {
			t.Errorf("%q is not blank", s)
		}
	}
	for _, s := range []string{"a", " 한 ", "\ue000", "\U000f0000", "\ufffd", "\u0600", "\ufff9", "\u0301", "."} {
		if fact.Blank(s) {
			t.Errorf("%q is blank", s)
		}
	}
}

func TestRightToLeftIsAskedOfEachCharacter(t *testing.T) {
	for s, want := range map[string]bool{"": false, "abc": false, "한국": false, "Dana דנה": true, "عربي": true, "٣": true, "\u07c0": true, "５": false} {
		if got := fact.RightToLeft([]byte(s)); got != want {
			t.Errorf("%q: got %v", s, got)
		}
	}
	for r := rune(0); r <= unicode.MaxRune; r++ {
		p, _ := bidi.LookupRune(r)
		class := p.Class()
		want := (class == bidi.R || class == bidi.AL || class == bidi.AN)
		if got := fact.RightToLeft(utf8.AppendRune(nil, r)); got != want && utf8.ValidRune(r) && r != '\u200f' { // a mark, which facts do not hold
			t.Errorf("%U: got %v", r, got)
		}
	}
}

func TestWaitsHaveBounds(t *testing.T) {
	const day = 24 * time.Hour
	for d, want := range map[time.Duration]bool{-1: false, 0: false, 1: true, 31 * day: true, 31*day + 1: false, 1<<63 - 1: false} {
		if got := fact.Waitable(d); got != want {
			t.Errorf("%v: got %v", d, got)
		}
	}
	if got := fact.Ceil(time.Second+1, time.Second); got != 2 {
		t.Errorf("got %d, want 2", got)
	}
}

func FuzzClean(f *testing.F) {
	for _, s := range []string{"", "a", "a\x00b", "\u202ea", "\xff", strings.Repeat("한", 300), "\u200b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := fact.Clean(s)
		if !utf8.ValidString(got) || utf8.RuneCountInString(got) > fact.MaxRunes || strings.ContainsAny(got, "\x00\n\u202e\u2066\u200e") {
			t.Errorf("%q: got %q", s, got)
		}
		if ok == fact.Blank(got) {
			t.Errorf("%q: got %q, %v", s, got, ok)
		}
		if again, _ := fact.Clean(got); again != got {
			t.Errorf("%q: cleaned again: %q, then %q", s, got, again)
		}
	})
}
