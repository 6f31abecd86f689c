package style_test

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/apicause/apicause"
)

func TestEveryLanguageHasEveryMessage(t *testing.T) {
	languages := everyLanguage(t)
	for _, w := range languages {
		if !slices.Equal(w.keys, languages[0].keys) {
			t.Errorf("%s: keys differ from those in %s: %v", w.tag, languages[0].tag, difference(w.keys, languages[0].keys))
		}
		for _, c := range apicause.Default().Causes() {
			if m := apicause.Default().Localizer(w.tag.String()).Message(c); m.Language != w.tag || m.Detail == "" {
				t.Errorf("%s: %s: %+v", w.tag, c, m)
			}
		}
	}
}

func difference(a, b []string) (only []string) {
	for _, key := range slices.Concat(a, b) {
		if slices.Contains(a, key) != slices.Contains(b, key) {
			only = append(only, key)
		}
	}
	return only
}

// The forms that a language tells apart are found with numbers of all kinds.
func TestMessagesHaveThePluralFormsOfTheirLanguage(t *testing.T) {
	text := "N = \"N\"\n[detail_with_facts.N]\n"
	for _, form := range []string{"zero", "one", "two", "few", "many", "other"} {
		text += fmt.Sprintf("%s = \"%s {{.Count}}\"\n", form, form)
	}
	for _, w := range everyLanguage(t) {
		catalog := newCatalog(t, apicause.Config{
			Fallback: w.tag, Causes: []apicause.Cause{"N"}, Locales: []fs.FS{file("active."+w.tag.String()+".toml", text)},
		})
		seen := make(map[string]bool)
		for n := range 2_000 {
			for _, count := range []any{n, float64(n) + 0.5, n * 1_000_000} {
				m := catalog.Localizer(w.tag.String()).Localize(&apicause.Error{Cause: "N", Facts: apicause.Facts{"Count": count}})
				form, _, _ := strings.Cut(m.Detail, " ")
				seen[form] = true
			}
		}
		want := slices.Sorted(maps.Keys(seen))
		for _, id := range slices.Sorted(maps.Keys(w.forms)) {
			if got := w.forms[id]; !slices.Equal(got, want) {
				t.Errorf("%s: %s: forms %v, want %v", w.tag, id, got, want)
			}
		}
		if len(want) > 1 && len(w.forms["after.days"]) != len(want) {
			t.Errorf("%s: after.days has no forms, want %v", w.tag, want)
		}
	}
}

func TestTextsAreShort(t *testing.T) {
	for _, w := range everyLanguage(t) {
		for cause, title := range w.titles {
			if n := utf8.RuneCountInString(strip(title)); n > w.style.TitleMax {
				t.Errorf("%s: title.%s: %d characters, want at most %d: %s", w.tag, cause, n, w.style.TitleMax, title)
			}
		}
		for cause, detail := range w.plain {
			if n := utf8.RuneCountInString(strip(detail)); n > w.style.DetailMax {
				t.Errorf("%s: detail.%s: %d characters, want at most %d: %s", w.tag, cause, n, w.style.DetailMax, detail)
			}
			if n := len(sentences(detail)); n > 2 {
				t.Errorf("%s: detail.%s: %d sentences, want at most two: %s", w.tag, cause, n, detail)
			}
		}
	}
}

// strip removes what nobody sees: the marks around Latin names.
func strip(s string) string { return strings.NewReplacer("\u2068", "", "\u2069", "").Replace(s) }

var sentenceEnd = regexp.MustCompile(`[.!?] |[。！？]`)

func sentences(detail string) (all []string) {
	for detail != "" {
		end := len(detail)
		if at := sentenceEnd.FindStringIndex(detail); at != nil {
			end = at[1]
		}
		all = append(all, strings.TrimSpace(detail[:end]))
		detail = detail[end:]
	}
	return all
}

func TestSentencesEndAsTheLanguageHasIt(t *testing.T) {
	punctuated := regexp.MustCompile(`[\p{P}]$`)
	for _, w := range everyLanguage(t) {
		for cause, title := range w.titles {
			if punctuated.MatchString(strip(title)) || len(w.style.TitleEnd) > 0 && !endsWith(title, w.style.TitleEnd) {
				t.Errorf("%s: title.%s: want an end %q without punctuation: %s", w.tag, cause, w.style.TitleEnd, title)
			}
		}
		for _, details := range []map[string]string{w.plain, w.facts} {
			for id, detail := range details {
				for _, sentence := range sentences(placeholder.ReplaceAllString(strip(detail), "X")) {
					if len(w.style.End) == 0 && punctuated.MatchString(sentence) || len(w.style.End) > 0 && !endsWith(sentence, w.style.End) {
						t.Errorf("%s: %s: want an end %q: %s", w.tag, id, w.style.End, sentence)
					}
				}
			}
		}
	}
}

func endsWith(s string, ends []string) bool {
	return slices.ContainsFunc(ends, func(end string) bool { return strings.HasSuffix(s, end) })
}

var placeholder = regexp.MustCompile(`\{\{\.\w+\}\}`)

func TestReadersMeetNoBannedWords(t *testing.T) {
	for _, w := range everyLanguage(t) {
		if len(w.style.Banned) == 0 {
			t.Errorf("%s: no banned words", w.tag)
		}
		for id, text := range w.shown() {
			text = placeholder.ReplaceAllString(strip(text), "")
			for _, banned := range w.style.Banned {
				if hasWord(text, banned.Word) {
					t.Errorf("%s: %s: %q; write %s: %s", w.tag, id, banned.Word, banned.Instead, text)
				}
			}
		}
	}
}

// A text says what to do, not which number or name programs have for it.
func TestReadersMeetNoCodesAndIdentifiers(t *testing.T) {
	code := regexp.MustCompile(`\d|_|KOE|HTTP|OAuth|JSON|URL|\b[a-z]+[A-Z]\w*|(?i)\bapi\b|\btoken\b`)
	for _, w := range everyLanguage(t) {
		for id, text := range w.shown() {
			text = placeholder.ReplaceAllString(strip(text), "")
			if found := code.FindString(text); found != "" {
				t.Errorf("%s: %s: %q is for programs: %s", w.tag, id, found, text)
			}
			for _, c := range apicause.Default().Causes() {
				if strings.Contains(text, string(c)) {
					t.Errorf("%s: %s: names %s: %s", w.tag, id, c, text)
				}
			}
		}
	}
}

func TestOneThingHasOneName(t *testing.T) {
	languages := everyLanguage(t)
	english := languages[0].shown()
	for _, w := range languages {
		for id, text := range w.shown() {
			text = strip(text)
			source, ok := english[id]
			if !ok { // a plural form that English lacks
				source = english[id[:strings.LastIndex(id, ".")]+".other"]
			}
			for _, g := range w.style.Glossary {
				if hasWord(source, g.En) && !strings.Contains(strings.ToLower(text), strings.ToLower(g.Use)) {
					t.Errorf("%s: %s: want %q for %q: %s", w.tag, id, g.Use, g.En, text)
				}
				for _, never := range g.Never {
					if strings.Contains(text, never) {
						t.Errorf("%s: %s: %q; write %s: %s", w.tag, id, never, g.Use, text)
					}
				}
			}
		}
	}
}

func TestTryingAgainIsSaidOnlyWhereItHelps(t *testing.T) {
	facts := readFacts(t)
	for _, w := range everyLanguage(t) {
		for _, details := range []map[string]string{w.titles, w.plain, w.facts} {
			for id, text := range details {
				cause, _, _ := strings.Cut(id, ".")
				retry := facts[cause].retry
				again := says(text, w.style.Retry)
				switch {
				case again && (retry == "no" || retry == "after" || cause == "ServerTimeOut"): // -603: a message may be on its way
					t.Errorf("%s: %s: trying again does not help: %s", w.tag, id, text)
				case !again && strings.Contains(text, "{{.Retry}}"):
					t.Errorf("%s: %s: want one of %q: %s", w.tag, id, w.style.Retry, text)
				}
			}
		}
		for _, details := range []map[string]string{w.plain, w.facts} {
			for id, text := range details {
				cause, _, _ := strings.Cut(id, ".")
				if facts[cause].retry != "uncertain" {
					continue
				}
				check, again := first(text, w.style.CheckFirst), first(text, w.style.Retry)
				if check < 0 || again >= 0 && again < check {
					t.Errorf("%s: %s: want one of %q before all else: %s", w.tag, id, w.style.CheckFirst, text)
				}
				if only := first(text, w.style.IfNotDone); again >= 0 && (only < check || only > again) { // or somebody pays twice
					t.Errorf("%s: %s: want one of %q before trying again: %s", w.tag, id, w.style.IfNotDone, text)
				}
			}
		}
	}
}

// first returns where the first of the words stands in a text, -1 if nowhere.
func first(text string, words []string) int {
	at := -1
	for _, word := range words {
		if i := strings.Index(strings.ToLower(text), strings.ToLower(word)); i >= 0 && (at < 0 || i < at) {
			at = i
		}
	}
	return at
}

func TestOnlyCausesOfOneGroupShareATitle(t *testing.T) {
	facts := readFacts(t)
	for _, w := range everyLanguage(t) {
		title, detail := make(map[string]string), make(map[string]string)
		for _, c := range apicause.Default().Causes() {
			cause := string(c)
			group := facts[cause].group
			if other, ok := title[w.titles[cause]]; ok && (group == "" || facts[other].group != group) {
				t.Errorf("%s: %s and %s have one title: %s", w.tag, other, cause, w.titles[cause])
			}
			if other, ok := detail[w.plain[cause]]; ok && (group == "" || facts[other].group == "") {
				t.Errorf("%s: %s and %s have one detail: %s", w.tag, other, cause, w.plain[cause])
			}
			title[w.titles[cause]], detail[w.plain[cause]] = cause, cause
		}
	}
}

const people = "people who run this service"

// What only the people who run the service can mend is said to be theirs.
func TestTheAppsFaultIsSaidToBeTheApps(t *testing.T) {
	facts := readFacts(t)
	languages := everyLanguage(t)
	for _, c := range apicause.Default().Causes() {
		english := hasWord(languages[0].plain[string(c)], people)
		if who := facts[string(c)].who; strings.Contains(who, "app") && !english {
			t.Errorf("%s: who can act is %q, and the detail does not say so", c, who)
		}
	}
	for _, w := range languages[1:] {
		if !slices.ContainsFunc(w.style.Glossary, func(e entry) bool { return e.En == people }) {
			t.Errorf("%s: the glossary has no word for %s", w.tag, people)
		}
	}
}

// An app that names them otherwise rewords [contact] and nothing else.
func TestOnlyTheSentencesOfContactNameThePeople(t *testing.T) {
	for _, w := range everyLanguage(t) {
		name := people
		if i := slices.IndexFunc(w.style.Glossary, func(e entry) bool { return e.En == people }); i >= 0 {
			name = w.style.Glossary[i].Use
		}
		sentences := strings.NewReplacer(w.contact["fix"], "", w.contact["report"], "")
		for id, text := range w.shown() {
			if !strings.HasPrefix(id, "contact.") && hasWord(sentences.Replace(text), name) {
				t.Errorf("%s: %s names %q outside of contact: %s", w.tag, id, name, text)
			}
		}
	}
}

func TestTwoSentencesOfAnAppRewordEveryText(t *testing.T) {
	retry := apicause.Facts{apicause.FactRetry: time.Minute}
	for _, w := range everyLanguage(t) {
		layer := file("active."+w.tag.String()+".toml", "[contact]\nfix = 'Ask support.'\nreport = 'Tell support.'\n")
		reader := newCatalog(t, apicause.Config{Locales: []fs.FS{layer}}).Localizer(w.tag.String())
		for _, c := range apicause.Default().Causes() {
			for _, facts := range []apicause.Facts{nil, retry} {
				built := apicause.Default().Localizer(w.tag.String()).Localize(&apicause.Error{Cause: c, Facts: facts}).Detail
				want := strings.NewReplacer(w.contact["fix"], "Ask support.", w.contact["report"], "Tell support.").Replace(built)
				if got := reader.Localize(&apicause.Error{Cause: c, Facts: facts}).Detail; got != want {
					t.Errorf("%s: %s: got %q, want %q", w.tag, c, got, want)
				}
			}
		}
	}
}

func TestNamesInRightToLeftTextsAreIsolated(t *testing.T) {
	latin := regexp.MustCompile(`[A-Za-z][A-Za-z ]*`)
	for _, w := range everyLanguage(t) {
		if base, _ := w.tag.Base(); base.String() != "ar" {
			continue
		}
		for id, text := range w.shown() {
			text = placeholder.ReplaceAllString(text, "")
			for _, at := range latin.FindAllStringIndex(text, -1) {
				name := strings.TrimSpace(text[at[0]:at[1]])
				if !strings.Contains(text, "\u2068"+name+"\u2069") {
					t.Errorf("%s: %s: %s does not stand between U+2068 and U+2069: %q", w.tag, id, name, text)
				}
			}
			if strings.HasPrefix(text, "\u2068") {
				t.Errorf("%s: %s: begins with a Latin name: %q", w.tag, id, text)
			}
		}
	}
}
