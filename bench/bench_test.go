package main

// Each benchmark does one thing with apicause, with the libraries that an app
// would use otherwise, and by hand as fast as it can be done. The sub-benchmark
// impl names which.

import (
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/go-playground/locales/pl"
	ut "github.com/go-playground/universal-translator"
	"github.com/leonelquinteros/gotext"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
)

const browser = "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7"

var (
	messageSink apicause.Message
	stringSink  string
	errorSink   error
)

// run runs f as the implementation with that name.
func run(b *testing.B, impl string, f func(i int)) {
	b.Run("impl="+impl, func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			f(i)
		}
	})
}

// goI18n returns a bundle of the built-in files.
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

func must(s string, err error) {
	if err != nil {
		panic(err)
	}
	stringSink = s
}

// table returns the messages of the 29 causes: what an app would write by hand.
func table(l apicause.Localizer) map[apicause.Cause]apicause.Message {
	table := make(map[apicause.Cause]apicause.Message)
	for _, c := range apicause.Causes() {
		table[c] = l.Message(c)
	}
	return table
}

// A message without facts, of each of the 29 causes in turn.
func BenchmarkStatic(b *testing.B) {
	causes := apicause.Causes()
	localizer := apicause.Default().Localizer(browser)
	hand := table(localizer)
	run(b, "map", func(i int) { messageSink = hand[causes[i%len(causes)]] })
	run(b, "apicause", func(i int) { messageSink = localizer.Message(causes[i%len(causes)]) })
	theirs := i18n.NewLocalizer(goI18n(b), browser)
	run(b, "goi18n", func(i int) {
		must(theirs.Localize(&i18n.LocalizeConfig{MessageID: "title." + string(causes[i%len(causes)])}))
	})
	po := gotext.NewPo()
	po.Parse([]byte(poOf(hand)))
	run(b, "gotext", func(int) { stringSink = po.Get("InvalidToken") })
}

// poOf returns titles as a PO file.
func poOf(table map[apicause.Cause]apicause.Message) string {
	var po strings.Builder
	for c, m := range table {
		fmt.Fprintf(&po, "msgid %q\nmsgstr %q\n\n", c, m.Title)
	}
	return po.String()
}

// From a request's header, seen before, to a message.
func BenchmarkHeader(b *testing.B) {
	catalog := apicause.Default()
	hand := table(catalog.Localizer(browser))
	run(b, "map", func(int) { messageSink = hand[apicause.InvalidToken] })
	run(b, "apicause", func(int) { messageSink = catalog.Localizer(browser).Message(apicause.InvalidToken) })
	bundle := goI18n(b)
	run(b, "goi18n", func(int) {
		must(i18n.NewLocalizer(bundle, browser).Localize(&i18n.LocalizeConfig{MessageID: "title.InvalidToken"}))
	})
	matcher := language.NewMatcher(catalog.Languages())
	run(b, "xtext", func(int) {
		tag, _ := language.MatchStrings(matcher, browser)
		stringSink = message.NewPrinter(tag).Sprint("title")
	})
}

// The same on all cores.
func BenchmarkHeaderParallel(b *testing.B) {
	catalog := apicause.Default()
	b.Run("impl=apicause", func(b *testing.B) {
		b.ReportAllocs()
		b.RunParallel(func(pb *testing.PB) {
			var m apicause.Message
			for pb.Next() {
				m = catalog.Localizer(browser).Message(apicause.InvalidToken)
			}
			_ = m
		})
	})
}

// A header of a megabyte, and its first four kilobytes, neither seen before.
func BenchmarkLongHeader(b *testing.B) {
	catalog := apicause.Default()
	long := strings.Repeat("xx-YY;q=0.1,", 90_000)
	run(b, "4KiB", func(int) { messageSink = catalog.Localizer(long[:4096]).Message(apicause.InvalidToken) })
	run(b, "1MiB", func(int) { messageSink = catalog.Localizer(long).Message(apicause.InvalidToken) })
}

// From a wrapped error to a message.
func BenchmarkError(b *testing.B) {
	localizer := apicause.Default().Localizer(browser)
	hand := table(localizer)
	err := fmt.Errorf("profile: %w", &apicause.Error{Cause: apicause.InvalidToken})
	run(b, "map", func(int) { messageSink = hand[apicause.InvalidToken] })
	run(b, "apicause", func(int) { messageSink = localizer.Localize(err) })
	run(b, "errors.As", func(int) {
		var e *apicause.Error
		if errors.As(err, &e) {
			messageSink = hand[e.Cause]
		}
	})
}

const pluralTOML = `Unknown = "x"
[detail_with_facts.Unknown]
one = "Zostaje {{.Count}} plik do wysłania."
few = "Zostają {{.Count}} pliki do wysłania."
many = "Zostaje {{.Count}} plików do wysłania."
other = "Zostaje {{.Count}} pliku do wysłania."
`

// catalogOf returns a catalog with one file of the app's own.
func catalogOf(b *testing.B, name, text string) *apicause.Catalog {
	catalog, err := apicause.New(apicause.Config{Locales: []fs.FS{
		memory{"active.en.toml": "[detail_with_facts]\nUnknown = \"{{.Count}} {{.Name}}\"\n"}, memory{name: text},
	}})
	if err != nil {
		b.Fatal(err)
	}
	return catalog
}

// A detail with a plural form, in Polish. universal-translator gets its number
// printed already.
func BenchmarkPlural(b *testing.B) {
	localizer := catalogOf(b, "active.pl.toml", pluralTOML).Localizer("pl")
	errs := make([]error, 100)
	for i := range errs {
		errs[i] = &apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{apicause.FactCount: i}}
	}
	run(b, "concat", func(i int) { stringSink = "Zostaje " + strconv.Itoa(i%100) + " plików do wysłania." })
	run(b, "apicause", func(i int) { stringSink = localizer.Localize(errs[i%100]).Detail })
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	bundle.MustParseMessageFileBytes([]byte(pluralTOML), "active.pl.toml")
	theirs := i18n.NewLocalizer(bundle, "pl")
	run(b, "goi18n", func(i int) {
		must(theirs.Localize(&i18n.LocalizeConfig{MessageID: "detail_with_facts.Unknown", PluralCount: i % 100}))
	})
	polish := pl.New()
	translator, _ := ut.New(polish, polish).GetTranslator("pl")
	for _, rule := range polish.PluralsCardinal() {
		if err := translator.AddCardinal("left", "Zostaje {0} plików do wysłania.", rule, false); err != nil {
			b.Fatal(err)
		}
	}
	printed := make([]string, 100)
	for i := range printed {
		printed[i] = strconv.Itoa(i)
	}
	run(b, "universal-translator", func(i int) { must(translator.C("left", float64(i%100), 0, printed[i%100])) })
	po := gotext.NewPo()
	po.Parse([]byte("msgid \"\"\nmsgstr \"\"\n\"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n\"\n\nmsgid \"%d file\"\nmsgid_plural \"%d files\"\nmsgstr[0] \"Zostaje %d plik do wysłania.\"\nmsgstr[1] \"Zostają %d pliki do wysłania.\"\nmsgstr[2] \"Zostaje %d plików do wysłania.\"\n"))
	run(b, "gotext", func(i int) { stringSink = po.GetN("%d file", "%d files", i%100, i%100) })
}

// A detail with a string.
func BenchmarkString(b *testing.B) {
	localizer := catalogOf(b, "active.de.toml", "Unknown = \"x\"\n[detail_with_facts]\nUnknown = \"Bitte wenden Sie sich an {{.Name}}, wir helfen gern.\"\n").Localizer("de")
	err := &apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{"Name": "Anna Schmidt"}}
	name := "Anna Schmidt"
	run(b, "concat", func(int) { stringSink = "Bitte wenden Sie sich an " + name + ", wir helfen gern." })
	run(b, "apicause", func(int) { stringSink = localizer.Localize(err).Detail })
	run(b, "sprintf", func(int) { stringSink = fmt.Sprintf("Bitte wenden Sie sich an %s, wir helfen gern.", name) })
}

// A detail with a number that is grouped.
func BenchmarkNumber(b *testing.B) {
	localizer := catalogOf(b, "active.de.toml", "Unknown = \"x\"\n[detail_with_facts]\nUnknown = \"Noch {{.Count}} Schritte.\"\n").Localizer("de")
	err := &apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{apicause.FactCount: 1234567}}
	n := 1234567
	run(b, "concat", func(int) { stringSink = "Noch " + strconv.Itoa(n) + " Schritte." })
	run(b, "apicause", func(int) { stringSink = localizer.Localize(err).Detail })
	p := message.NewPrinter(language.German)
	run(b, "xtext", func(int) { stringSink = p.Sprintf("Noch %d Schritte.", n) })
}

// Kakao's error with scopes, and the error of the same cause and facts.
func BenchmarkKakao(b *testing.B) {
	localizer := apicause.Default().Localizer(browser)
	body := []byte(`{"code":-402,"msg":"insufficient scopes.","required_scopes":["friends","talk_message"],"allowed_scopes":[]}`)
	equal := &apicause.Error{Cause: apicause.InsufficientScope, Facts: apicause.Facts{apicause.FactScopes: apicause.Terms{"friends", "talk_message"}}}
	theirs := kakao.Decode(403, nil, body)
	run(b, "apicause.Error", func(int) { messageSink = localizer.Localize(equal) })
	run(b, "kakao.Error", func(int) { messageSink = localizer.Localize(theirs) })
	run(b, "decode", func(int) { errorSink = kakao.Decode(403, nil, body) })
}
