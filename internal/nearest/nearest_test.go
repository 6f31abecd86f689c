package nearest_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/apicause/apicause/internal/nearest"
)

func TestNamesWithinAFewSlips(t *testing.T) {
	names := []string{"InvalidToken", "InternalError", "other", "one"}
	tests := []struct {
		name string
		want []string
	}{
		{"InvalidTokn", []string{"InvalidToken"}},
		{"invalidtoken", []string{"InvalidToken"}},
		{"InvaildToken", []string{"InvalidToken"}},
		{" othr", []string{"other"}},
		{"on", []string{"one"}},
		{"zzz", nil},
		{"", nil},
		{strings.Repeat("InvalidToken", 10), nil},
	}
	for _, tt := range tests {
		if got := nearest.Names(tt.name, names); !slices.Equal(got, tt.want) {
			t.Errorf("%q: got %v, want %v", tt.name, got, tt.want)
		}
	}
	if got := nearest.DidYouMean("othr", names); got != `; did you mean "other"?` {
		t.Errorf("got %s", got)
	}
	if got := nearest.DidYouMean("zzz", names); got != "" {
		t.Errorf("got %s", got)
	}
}

func TestWhatIsSuggestedForALanguageIsOne(t *testing.T) {
	for word, want := range map[string]string{"jp": "ja", "korean": "ko", "cn": "zh", "und-TW": "zh-TW", "und-KR": "ko-KR", "und": "", "!": "", "": "", "x": ""} {
		if got := nearest.Language(word); got != want {
			t.Errorf("%q: got %q, want %q", word, got, want)
		}
	}
}
