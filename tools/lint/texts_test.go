package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apicause/apicause/tools/lint"
)

// What is wrong in one language is right in another, and grammar repeats words.
func TestTextsInTheirLanguages(t *testing.T) {
	for _, c := range []struct{ lang, text, want string }{
		// Words that grammar puts twice, and words that somebody did.
		{"fr", "Vous vous êtes trompé.", ""}, {"fr", "Nous nous excusons.", ""}, {"de", "Die, die die Karte haben.", ""},
		{"en", "It had had a name.", ""}, {"en", "It is that that matters.", ""}, {"nl", "Dat dat zo is.", ""}, {"es", "Nos nos vamos.", ""},
		{"tr", "Tek tek deneyin.", ""}, {"tr", "Adım adım gidin.", ""}, {"vi", "Xanh xanh.", ""}, {"id", "Lain lain.", ""},
		{"en", "Try again again.", "text-duplicate-word"}, {"fr", "Essayez essayez encore.", "text-duplicate-word"}, {"ko", "다시 다시 해 주세요.", "text-duplicate-word"},
		{"en", "Again. Again.", ""}, {"en", "10 10", ""}, {"en", "Wait, wait.", ""},

		// Nouns that end as 해요체 does are of no register.
		{"ko", "서비스 개요|확인이 필요|결과가 중요|매우 중요|그렇게 했습니다.", ""}, {"ko", "확인했어요.|확인했습니다.|끝났어요.", "ko-register"}, {"ko", "확인했죠.|끝났어요.", ""},
		{"ko", "확인하세요.|확인하십시오.|끝났습니다.", ""},

		// Letters that keyboards write whole and NFC takes apart.
		{"bn", "সময়", ""}, {"hi", "सड़क", ""}, {"he", "שּׁ", ""}, {"ko", "\u1112\u1161\u11ab\u1100\u1173\u11af", "text-nfc"}, {"bn", "\u09b8\u09ae\u09df", ""}, {"bn", "\u09b8\u09ae\u09df e\u0301", "text-nfc"},

		// Marks that other languages use.
		{"ar", "هل تريد ذلك?", "text-mark"}, {"ar", "هل تريد ذلك؟", ""}, {"fa", "بله; نه", "text-mark"}, {"ar", "https://example.com/?a=b;c=d", ""},
		{"el", "Θέλετε;", ""}, {"el", "Θέλετε?", "text-mark"}, {"ru", "Хотите?", ""},
		{"fr", "Le «\u00a0Kakao\u00a0»", ""}, {"fr", "Le «\u202fKakao\u202f»", ""}, {"fr", "Le «Kakao»", "text-mark"}, {"fr-CH", "Le «Kakao»", ""}, {"de", "Das «Kakao»", ""},
		{"fr", "Quoi\u202f? Oui\u00a0: non", ""}, {"fr", "Quoi ?", "text-space"}, {"en", "What ?", "text-space"},

		// Letters that look alike, and such as are meant to differ.
		{"en", "Kаkao", "text-homoglyph"}, {"ru", "pезультат", "text-homoglyph"}, {"ru", "Вход в Kakao", ""}, {"en", "4 kΩ, 3 µm, α-test", ""}, {"ru", "Telegramом, SMSка", ""}, {"el", "Το Kakao", ""}, {"sr", "Љубав", ""},
		{"ko", "Kаkao로 로그인", "text-homoglyph"},

		// Lost and garbled characters, and capital letters that look like them.
		{"ko", "확인했\ufffd어요", "text-broken"}, {"ko", "\uf8ff 확인", "text-broken"}, {"en", "couldnâ€™t", "text-broken"}, {"fr", "rÃ©essayez", "text-broken"}, {"ko", "ì•ˆë…•", "text-broken"}, {"pl", "dziÄ™kujÄ™", "text-broken"}, {"de", "Ã„rger", "text-broken"},
		{"pt", "“MAÇÔ", ""}, {"pt", "NÃO À À", ""}, {"de", "„groß“ und Strauß’s", ""}, {"fr", "« ÂGE », à «\u00a0Â\u00a0»", ""}, {"da", "Ø 5 Å", ""}, {"tr", "Ğ«»", ""}, {"vi", "à “ê”", ""},

		// Brackets.
		{"en", "Choose (one", "text-bracket"}, {"en", "Choose one)", "text-bracket"}, {"en", "a) one b) two 3) :) ;-)", ""}, {"en", "(a [b] c)", ""}, {"en", "(a [b) c]", "text-bracket"}, {"ja", "「今」と『後", "text-bracket"}, {"ja", "「今」と『後』", ""}, {"en", "5 > 3 and 3 < 5", ""},

		// Korean spelling and particles.
		{"ko", "안 됬어요", "ko-spelling"}, {"ko", "안 되요", "ko-spelling"}, {"ko", "안 돼요, 되어요, 되요금", "ko-spelling"}, {"ko", "안 되어 있어요", ""},
		{"en", "Emoji \U0001f469\u200d\U0001f4bb \u2764\ufe0f work", ""}, {"en", "a\u200db", "text-invisible"},
	} {
		t.Run(c.lang+" "+c.text, func(t *testing.T) {
			var b strings.Builder
			b.WriteString("[detail]\n")
			causes := []string{"InvalidToken", "NotFriend", "NotTalkUser", "Unknown", "BlockedAction"}
			for i, s := range strings.Split(c.text, "|") {
				fmt.Fprintf(&b, "%s = %q\n", causes[i], s)
			}
			found, err := lint.Run(folder(map[string]string{"active." + c.lang + ".toml": b.String()}), lint.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, f := range found {
				if f.Check != "key-missing" && f.Check != "placeholder-missing" && !slices.Contains(got, f.Check) {
					got = append(got, f.Check)
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A particle fits the value before it only where both are known, whatever quotes
// stand between.
func TestKoreanParticles(t *testing.T) {
	for text, want := range map[string]string{
		"{{.Scopes}}이에요.":           "ko-particle: 이에요",
		"{{.Scopes}}예요.":            "ko-particle: 예요",
		"{{.Scopes}}랑 함께 동의해 주세요.":  "ko-particle: 랑",
		"{{.Scopes}}나 다른 항목이에요.":    "ko-particle: 나",
		"“{{.Scopes}}”을 골라 주세요.":    "ko-particle: 을",
		"'{{.Scopes}}'이 필요해요.":      "ko-particle: 이",
		"「{{.Scopes}}」는 필요해요.":      "ko-particle: 는",
		"{{.Scopes}}으로만 돼요.":        "ko-particle: 으로만",
		"{{.Scopes}}을(를) 골라 주세요.":   "",
		"{{.Scopes}}이(가) 필요해요.":     "",
		"{{.Scopes}} 항목이 필요해요.":     "",
		"{{.Scopes}}에 동의해 주세요.":     "",
		"{{.Scopes}}가격도 봐 주세요.":     "",
		"(항목: {{.Scopes}})을 봐 주세요.": "",
		"{{.Scopes}} 에 동의해 주세요.":    "ko-particle-space: [ ]",
		"{{.Scopes}} 이 항목을 봐 주세요.":  "",
	} {
		file := fmt.Sprintf("[detail_with_facts]\nInsufficientScope = %q\n", text)
		found, err := lint.Run(folder(map[string]string{"active.ko.toml": file}), lint.Options{})
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range found {
			if strings.HasPrefix(f.Check, "ko-") {
				got += f.Check + ": " + strings.ReplaceAll(file[f.Start:f.End], " ", "[ ]")
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// The forms of a wait are those that its numbers take: none is a million seconds,
// and none a day and a half.
func TestWaitsNeedTheFormsThatTheyTake(t *testing.T) {
	for file, want := range map[string]string{
		"active.fr.toml [after.seconds]\none = \"dans {{.Count}} seconde\"\nother = \"dans {{.Count}} secondes\"":                                  "",
		"active.es.toml [after.hours]\nother = \"en {{.Count}} horas\"":                                                                            "",
		"active.cs.toml [after.days]\nfew = \"za {{.Count}} dny\"\nother = \"za {{.Count}} dní\"":                                                  "",
		"active.cs.toml [after.seconds]\none = \"za {{.Count}} sekundu\"\nother = \"za {{.Count}} sekund\"":                                        "plural-missing few",
		"active.fr.toml [after.seconds]\nother = \"dans {{.Count}} secondes\"":                                                                     "plural-missing one",
		"active.en.toml [after.days]\none = \"in {{.Count}} day\"\nother = \"in {{.Count}} days\"":                                                 "",
		"active.ru.toml [after.minutes]\none = \"через {{.Count}} минуту\"\nfew = \"через {{.Count}} минуты\"\nother = \"через {{.Count}} минут\"": "plural-missing many",
		"active.ko.toml [after.minutes]\nother = \"{{.Count}}분 후\"":                                                                                "",
		"active.pt.toml [after.minutes]\none = \"em {{.Count}} minuto\"\nother = \"em {{.Count}} minutos\"":                                        "",
	} {
		name, text, _ := strings.Cut(file, " ")
		found, err := lint.Run(folder(map[string]string{name: text}), lint.Options{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range found {
			if f.Check == "plural-missing" {
				form := strings.Fields(strings.SplitAfter(f.Message, "the form ")[1])[0]
				got = append(got, f.Check+" "+strings.TrimSuffix(form, ";"))
			}
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%s: got %q, want %q", file, got, want)
		}
	}
}
