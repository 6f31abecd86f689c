package apicause_test

import (
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// Each benchmark has go-i18n used as its README shows beside it: a bundle for
// the app, a localizer for each request.

const browser = "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7"

func goI18n(b *testing.B) *i18n.Bundle {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for _, tag := range apicause.Default().Languages() {
		if _, err := bundle.LoadMessageFileFS(apicause.Locales(), "active."+tag.String()+".toml"); err != nil {
			b.Fatal(err)
		}
	}
	return bundle
}

func BenchmarkMessage(b *testing.B) {
	localizer := apicause.Default().Localizer(browser)
	table := make(map[apicause.Cause]apicause.Message)
	for _, c := range apicause.Default().Causes() {
		table[c] = localizer.Message(c)
	}
	b.Run("map", func(b *testing.B) {
		for b.Loop() {
			sink = table[apicause.InvalidToken]
		}
	})
	b.Run("apicause", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink = localizer.Message(apicause.InvalidToken)
		}
	})
	b.Run("goi18n", func(b *testing.B) {
		b.ReportAllocs()
		localizer := i18n.NewLocalizer(goI18n(b), browser)
		for b.Loop() {
			localize(b, localizer, &i18n.LocalizeConfig{MessageID: "title.InvalidToken"})
		}
	})
}

func BenchmarkLocalizeWrapped(b *testing.B) {
	localizer := apicause.Default().Localizer(browser)
	err := fmt.Errorf("profile: %w", &apicause.Error{Cause: apicause.InvalidToken})
	b.ReportAllocs()
	for b.Loop() {
		sink = localizer.Localize(err)
	}
}

func BenchmarkHeaderToMessage(b *testing.B) {
	catalog := apicause.Default()
	b.Run("apicause", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink = catalog.Localizer(browser).Message(apicause.InvalidToken)
		}
	})
	b.Run("apicause/parallel", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			var m apicause.Message
			for pb.Next() {
				m = catalog.Localizer(browser).Message(apicause.InvalidToken)
			}
			runtime.KeepAlive(m)
		})
	})
	b.Run("goi18n", func(b *testing.B) {
		b.ReportAllocs()
		bundle := goI18n(b)
		for b.Loop() {
			localize(b, i18n.NewLocalizer(bundle, browser), &i18n.LocalizeConfig{MessageID: "title.InvalidToken"})
		}
	})
}

func BenchmarkNewHeader(b *testing.B) {
	catalog := apicause.Default()
	headers := make([]string, 1<<16)
	for i := range headers {
		headers[i] = fmt.Sprintf("ko-KR,ko;q=0.9,en-US;q=0.8,en-x-%d;q=0.7", i)
	}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		sink = catalog.Localizer(headers[i%len(headers)]).Message(apicause.InvalidToken)
		i++
	}
}

func BenchmarkTerms(b *testing.B) {
	b.Run("apicause", func(b *testing.B) {
		catalog := apicause.Default()
		b.ReportAllocs()
		for b.Loop() {
			sink = catalog.Localizer(browser).Localize(&apicause.Error{
				Cause: apicause.InsufficientScope,
				Facts: apicause.Facts{"Scopes": apicause.Terms{"friends", "talk_message"}},
			})
		}
	})
	b.Run("goi18n", func(b *testing.B) {
		bundle := goI18n(b)
		b.ReportAllocs()
		for b.Loop() {
			localizer := i18n.NewLocalizer(bundle, browser)
			names := make([]string, 0, 2)
			for _, scope := range []string{"friends", "talk_message"} {
				names = append(names, localize(b, localizer, &i18n.LocalizeConfig{MessageID: "term." + scope}))
			}
			localize(b, localizer, &i18n.LocalizeConfig{
				MessageID:    "detail_with_facts.InsufficientScope",
				TemplateData: map[string]string{"Scopes": strings.Join(names, ", ")},
			})
		}
	})
}

func BenchmarkPlural(b *testing.B) {
	const header = "pl-PL,pl;q=0.9"
	b.Run("apicause", func(b *testing.B) {
		catalog := numbers(b)
		b.ReportAllocs()
		for b.Loop() {
			sink = catalog.Localizer(header).Localize(&apicause.Error{Cause: "Items", Facts: apicause.Facts{"Count": 5}})
		}
	})
	b.Run("goi18n", func(b *testing.B) {
		bundle := i18n.NewBundle(language.English)
		bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
		for _, tag := range []string{"en", "pl"} {
			bundle.MustLoadMessageFile("testdata/plurals/active." + tag + ".toml")
		}
		b.ReportAllocs()
		for b.Loop() {
			localize(b, i18n.NewLocalizer(bundle, header), &i18n.LocalizeConfig{
				MessageID:    "detail_with_facts.Items",
				TemplateData: map[string]any{"Count": 5},
				PluralCount:  5,
			})
		}
	})
}

// BenchmarkLoad loads languages of 1,000 messages.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{1, 10, 100} {
		files, causes := manyLanguages(n)
		b.Run(fmt.Sprintf("apicause/languages=%d", n), func(b *testing.B) {
			for b.Loop() {
				if _, err := apicause.New(apicause.Config{Causes: causes, Locales: []fs.FS{files}}); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("goi18n/languages=%d", n), func(b *testing.B) {
			for b.Loop() {
				bundle := i18n.NewBundle(language.English)
				bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
				for name := range files {
					if _, err := bundle.LoadMessageFileFS(files, name); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	}
}

func BenchmarkDefault(b *testing.B) {
	for b.Loop() {
		if _, err := apicause.New(apicause.Config{}); err != nil {
			b.Fatal(err)
		}
	}
}

// manyLanguages makes n files of 1,000 messages: descriptions, titles and
// details of the app's causes.
func manyLanguages(n int) (fstest.MapFS, []apicause.Cause) {
	var causes []apicause.Cause
	for i := range 333 {
		causes = append(causes, apicause.Cause(fmt.Sprintf("Cause%d", i)))
	}
	var text strings.Builder
	for _, section := range []string{"", "[title]\n", "[detail]\n"} {
		text.WriteString(section)
		for _, c := range causes {
			fmt.Fprintf(&text, "%s = \"What %s means, told in one sentence of the usual length\"\n", c, c)
		}
	}
	text.WriteString("[term]\nlast = \"the thousandth\"\n")
	files := fstest.MapFS{"active.en.toml": {Data: []byte(text.String())}}
	for a := 'a'; a <= 'z' && len(files) < n; a++ {
		for b := 'a'; b <= 'z' && len(files) < n; b++ {
			tag, err := language.Parse(string([]rune{a, b}))
			if err != nil || len(tag.String()) > 2 || i18n.NewBundle(language.English).AddMessages(tag) != nil {
				continue // go-i18n refuses languages whose plural rule it does not know
			}
			files["active."+tag.String()+".toml"] = files["active.en.toml"]
		}
	}
	return files, causes
}

func localize(b *testing.B, localizer *i18n.Localizer, config *i18n.LocalizeConfig) string {
	s, err := localizer.Localize(config)
	if err != nil {
		b.Fatal(err)
	}
	return s
}
