package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apicause/apicause/tools/lint"
)

// What cannot be seen has its use in some languages and none in others.
func TestInvisibleCharacters(t *testing.T) {
	for _, c := range []struct {
		lang, text string
		want       bool
	}{
		{"ko", "카카오\u200b로그인", true}, {"th", "เข้าสู่\u200bระบบ", false},
		{"ko", "카카오\u00a0로그인", true}, {"fr", "Connexion\u00a0: refusée", false}, {"fr", "Connexion\u202f!", false}, {"de", "z.\u00a0B. hier", false},
		{"en", "log\u00adin", true}, {"en", "a\ufeffb", true}, {"en", "a\u2060b", true}, {"en", "a\u0007b", true}, {"en", "a\u0085b", true},
		{"en", "a\u200fb", true}, {"ar", "أ\u200fب", false}, {"ar", "أ\u202eب", true}, {"en", "a\u202eb", true},
		{"ar", "عبر \u2068Kakao\u2069 الآن", false}, {"ar", "عبر \u2068Kakao الآن", true}, {"ar", "عبر Kakao\u2069 الآن", true}, {"en", "by \u2068Kakao\u2069 now", true},
		{"fa", "می\u200cشود", false}, {"hi", "क्\u200dष", false}, {"en", "a\u200cb", true}, {"ko", "가\u200d나", true},
		{"ko", "가\u3164", true}, {"ko", "가\u115f나", true}, {"en", "a\u2028b", true}, {"ja", "全角　です", false}, {"en", "plain text, as it should be", false},
	} {
		found, err := lint.Run(folder(map[string]string{"active." + c.lang + ".toml": "InvalidToken = \"" + escape(c.text) + "\"\n"}), lint.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := slices.ContainsFunc(found, func(f lint.Finding) bool { return f.Check == "text-invisible" })
		if got != c.want {
			t.Errorf("%s %+q: got %v, want %v", c.lang, c.text, got, c.want)
		}
	}
}

// escape writes control characters as TOML wants them.
func escape(s string) string {
	var b strings.Builder
	for _, c := range s {
		if c < ' ' || c == 0x7f {
			fmt.Fprintf(&b, "\\u%04x", c)
		} else {
			b.WriteRune(c)
		}
	}
	return b.String()
}
