package serve

import (
	"unicode"
)

// A piece of two texts: in both, or in the old or the new one alone.
type piece struct {
	Kind string // "", del or ins
	Text string
}

// maxWords is how long a text may be to be compared word by word.
const maxWords = 400

// wordDiff says which words differ: the longest common subsequence is what stays.
func wordDiff(was, is string) (pieces []piece) {
	a, b := wordsOf(was), wordsOf(is)
	if len(a) > maxWords || len(b) > maxWords {
		return []piece{{"del", was}, {"ins", is}}
	}
	common := make([][]int, len(a)+1) // of a[i:] and b[j:]
	for i := range common {
		common[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				common[i][j] = common[i+1][j+1] + 1
			} else {
				common[i][j] = max(common[i+1][j], common[i][j+1])
			}
		}
	}
	add := func(kind, text string) {
		if n := len(pieces); n > 0 && pieces[n-1].Kind == kind {
			pieces[n-1].Text += text
		} else {
			pieces = append(pieces, piece{kind, text})
		}
	}
	i, j := 0, 0
	for i < len(a) || j < len(b) {
		switch {
		case i < len(a) && j < len(b) && a[i] == b[j]:
			add("", a[i])
			i, j = i+1, j+1
		case j == len(b) || i < len(a) && common[i+1][j] >= common[i][j+1]:
			add("del", a[i])
			i++
		default:
			add("ins", b[j])
			j++
		}
	}
	return pieces
}

// wordsOf splits a text into words and what stands between them; scripts that set
// no words apart, into characters.
func wordsOf(s string) (words []string) {
	type class int
	const (
		space class = iota
		word
		single
	)
	of := func(r rune) class {
		switch {
		case unicode.IsSpace(r):
			return space
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar):
			return single
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), r == '\'', r == '’', r == '{', r == '}', r == '.', r == '_':
			return word
		}
		return single
	}
	last := single
	for _, r := range s {
		if c := of(r); c == single || c != last || len(words) == 0 {
			words = append(words, string(r))
			last = c
		} else {
			words[len(words)-1] += string(r)
		}
	}
	return words
}
