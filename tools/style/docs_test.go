package style_test

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/visitor"
)

// root is the top of the checkout.
const root = "../../"

var update = flag.Bool("update", false, "write docs/messages.md and docs/messages")

// The facts of docs/messages: waits of every unit and form, lists of one and
// several terms, and numbers.
var (
	fewWaits = []time.Duration{time.Second, 30 * time.Second, 5 * time.Minute, 48 * time.Hour}
	allWaits = []time.Duration{
		0, time.Second, 1500 * time.Millisecond, 2 * time.Second, 5 * time.Second, 11 * time.Second, 21 * time.Second, 59 * time.Second,
		time.Minute, 90 * time.Second, 2 * time.Minute, 5 * time.Minute, 11 * time.Minute, 21 * time.Minute, 59 * time.Minute,
		time.Hour, 90 * time.Minute, 2 * time.Hour, 5 * time.Hour, 11 * time.Hour, 21 * time.Hour, 47 * time.Hour,
		2 * day, 60 * time.Hour, 5 * day, 11 * day, 21 * day, 100 * day, 1000 * day,
	}
	someTerms = []apicause.Term{"profile_nickname", "age_range", "account_email", "talk_message", "friends", "birthday", "birthyear", "gender", "shipping_address", "talk_calendar", "plusfriends"}
	counts    = []any{0, 1, 2, 5, 11, 21, 100, 1.5, 1_000_000}
)

const day = 24 * time.Hour

// Reviewers read sentences, and a changed text shows as a changed sentence.
func TestAllMessagesAreInDocs(t *testing.T) {
	const left apicause.Cause = "TimeLeft"
	catalog := newCatalog(t, apicause.Config{Causes: []apicause.Cause{left}, Locales: []fs.FS{os.DirFS("testdata/counts")}})
	pages := map[string][]byte{root + "docs/messages.md": sideBySide(catalog)}
	for _, tag := range catalog.Languages() {
		pages[root+"docs/messages/"+tag.String()+".md"] = page(catalog, tag, left)
	}
	old, err := filepath.Glob(root + "docs/messages/*.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range old {
		if pages[filepath.ToSlash(name)] == nil {
			t.Errorf("%s: no such language; remove the page", name)
		}
	}
	for name, want := range pages {
		if *update {
			if err := os.WriteFile(name, want, 0o666); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := os.ReadFile(name); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s is out of date: run go test ./tools/style -update and read what it changes (%v)", name, err)
		}
	}
}

const written = "Written from `locales` by `go test ./tools/style -update`\n\n"

// sideBySide is every title and detail in every language, cause by cause.
func sideBySide(catalog *apicause.Catalog) []byte {
	var b bytes.Buffer
	b.WriteString("# Messages in every language\n\n" + written)
	b.WriteString("With all facts and numbers, a page a language:")
	for i, tag := range catalog.Languages() {
		if i > 0 {
			b.WriteString(" ·")
		}
		fmt.Fprintf(&b, " [%s](messages/%s.md)", display.Self.Name(tag), tag)
	}
	b.WriteString("\n")
	for _, causes := range alike(catalog) {
		fmt.Fprintf(&b, "\n## %s\n\n| | title | detail |\n|---|---|---|\n", join(causes))
		for _, tag := range catalog.Languages() {
			m := catalog.Localizer(tag.String()).Message(causes[0])
			fmt.Fprintf(&b, "| %s | %s | %s |\n", tag, m.Title, m.Detail)
		}
	}
	return b.Bytes()
}

// page is every message in one language, with every kind of fact.
func page(catalog *apicause.Catalog, tag language.Tag, left apicause.Cause) []byte {
	var b bytes.Buffer
	reader, english := catalog.Localizer(tag.String()), catalog.Localizer("en")
	fmt.Fprintf(&b, "# %s\n\n%s", display.Self.Name(tag), written)
	rightToLeft := tag == language.Arabic
	if rightToLeft {
		b.WriteString("<div dir=\"rtl\">\n\n")
	}
	b.WriteString("## Titles and details\n")
	for _, causes := range alike(catalog) {
		m, source := reader.Message(causes[0]), english.Message(causes[0])
		fmt.Fprintf(&b, "\n### %s\n\n**%s**<br>\n%s\n", join(causes), m.Title, m.Detail)
		if tag != language.English {
			fmt.Fprintf(&b, "\n> %s. %s\n", source.Title, source.Detail)
		}
		cases := factsFor(causes[0])
		if len(cases) > 0 {
			b.WriteString("\n")
		}
		for _, c := range cases {
			fmt.Fprintf(&b, "- `%s` %s\n", c.name, reader.Localize(&apicause.Error{Cause: causes[0], Facts: c.facts}).Detail)
		}
	}
	b.WriteString("\n## Numbers\n\n")
	for _, n := range counts {
		fmt.Fprintf(&b, "- `%v` %s\n", n, reader.Localize(&apicause.Error{Cause: left, Facts: apicause.Facts{"Count": n}}).Detail)
	}
	b.WriteString("\n## Descriptions, for developers\n\n")
	for _, cause := range catalog.Causes() {
		if cause != left {
			fmt.Fprintf(&b, "- `%s` %s\n", cause, reader.Message(cause).Description)
		}
	}
	if rightToLeft {
		b.WriteString("\n</div>\n")
	}
	return b.Bytes()
}

type namedFacts struct {
	name  string
	facts apicause.Facts
}

// factsFor returns the facts to show a built-in cause's detail with.
func factsFor(cause apicause.Cause) (cases []namedFacts) {
	reader := apicause.Default().Localizer("en")
	waits := fewWaits
	if cause == apicause.ApiLimitExceeded {
		waits = allWaits
	}
	shows := func(facts apicause.Facts) bool {
		return len(reader.Localize(&apicause.Error{Cause: cause, Facts: facts}).Shown) > 0
	}
	if shows(apicause.Facts{"Retry": time.Minute}) {
		for _, wait := range waits {
			cases = append(cases, namedFacts{short(wait), apicause.Facts{"Retry": wait}})
		}
	}
	if shows(apicause.Facts{"Scopes": apicause.Terms{"friends"}}) {
		for _, term := range termsOf() {
			cases = append(cases, namedFacts{string(term), apicause.Facts{"Scopes": apicause.Terms{term}}})
		}
		for _, n := range []int{2, 3, 5, 11} {
			cases = append(cases, namedFacts{fmt.Sprint(n), apicause.Facts{"Scopes": apicause.Terms(someTerms[:n])}})
		}
	}
	return cases
}

// short is 5m for 5m0s.
func short(wait time.Duration) string {
	return strings.NewReplacer("m0s", "m", "h0m0s", "h").Replace(wait.String())
}

// termsOf returns the terms that have a name, of all that Kakao has.
func termsOf() []apicause.Term {
	return []apicause.Term{
		"openid", "profile_nickname", "profile_image", "profile", "account_email", "name", "gender", "age_range", "birthday", "birthyear",
		"phone_number", "shipping_address", "account_ci", "friends", "talk_message", "talk_calendar", "talk_calendar_task", "plusfriends", "story_read", "story_publish",
	}
}

// alike groups the built-in causes that read alike in every language.
func alike(catalog *apicause.Catalog) (groups [][]apicause.Cause) {
	first := make(map[string]int)
	for _, cause := range apicause.Default().Causes() {
		var texts []string
		for _, tag := range catalog.Languages() {
			m := catalog.Localizer(tag.String()).Message(cause)
			texts = append(texts, m.Title, m.Detail)
		}
		key := strings.Join(texts, "\n")
		i, ok := first[key]
		if !ok {
			i = len(groups)
			first[key] = i
			groups = append(groups, nil)
		}
		groups[i] = append(groups[i], cause)
	}
	return slices.Clip(groups)
}

func join(causes []apicause.Cause) string {
	names := make([]string, len(causes))
	for i, c := range causes {
		names[i] = string(c)
	}
	return strings.Join(names, ", ")
}

var messageFile = regexp.MustCompile("(?ms)^```toml\n# locales/(active\\.[\\w-]+\\.toml)\n(.*?)^```")

// What the how-to pages say to write is loaded, and what they say readers get is
// what readers get.
func TestHowToPagesHold(t *testing.T) {
	const soldOut apicause.Cause = "SoldOut"
	tests := []struct {
		page     string
		reader   string
		err      error
		says     []string
		inPage   bool // the page prints it
		fallback language.Tag
	}{
		{"add-a-language.md", "sw", apicause.InvalidToken, []string{"Hatukuweza kuthibitisha kuingia kwako", "Ingia tena."}, true, language.English},
		{"add-a-language.ko.md", "sw", apicause.InvalidToken, []string{"Hatukuweza kuthibitisha kuingia kwako", "Ingia tena."}, true, language.English},
		{"add-a-language.md", "sw,ko;q=0.5", apicause.NotTalkUser, []string{"카카오톡 가입이 필요해요"}, false, language.English},
		{"reword-a-text.md", "en", &apicause.Error{Cause: apicause.Unknown, Facts: apicause.Facts{"Retry": time.Minute}}, []string{"We couldn't complete this", "Your payment may have gone through."}, false, language.English},
		{"reword-a-text.ko.md", "ko", os.ErrClosed, []string{"문제가 생겨 끝까지 처리하지 못했어요", "결제가 이미 됐을 수 있어요."}, false, language.English},
		{"reword-a-text.md", "en", apicause.InvalidToken, []string{"Log in with Kakao again. If this keeps happening, contact our support team."}, true, language.English},
		{"reword-a-text.md", "en", apicause.IllegalParams, []string{"We need to fix this. If it's urgent, contact our support team."}, true, language.English},
		{"reword-a-text.ko.md", "ko", apicause.InvalidToken, []string{"카카오로 다시 로그인해 주세요. 계속 안 되면 고객센터에 문의해 주세요."}, true, language.English},
		{"reword-a-text.ko.md", "ko", apicause.IllegalParams, []string{"저희가 해결해야 하는 문제예요. 급한 일이면 고객센터에 문의해 주세요."}, true, language.English},
		{"add-causes.md", "en", &apicause.Error{Cause: soldOut, Facts: apicause.Facts{"Count": 3}}, []string{"This item is sold out", "It's back in 3 days."}, true, language.English},
		{"add-causes.ko.md", "ko", &apicause.Error{Cause: soldOut, Facts: apicause.Facts{"Count": 3}}, []string{"품절된 상품이에요", "3일 뒤에 다시 들어와요."}, true, language.English},
		{"add-causes.ko.md", "en", &apicause.Error{Cause: soldOut, Facts: apicause.Facts{"Count": 1}}, []string{"It's back in 1 day."}, false, language.Korean},
	}
	for _, tt := range tests {
		page, err := os.ReadFile(root + "docs/how-to/" + tt.page)
		if err != nil {
			t.Fatal(err)
		}
		files := make(fstest.MapFS)
		for _, block := range messageFile.FindAllStringSubmatch(string(page), -1) {
			if files[block[1]] == nil {
				files[block[1]] = new(fstest.MapFile)
			}
			files[block[1]].Data = append(files[block[1]].Data, block[2]...) // a page may come to a file twice
		}
		config := apicause.Config{Fallback: tt.fallback, Locales: []fs.FS{files}}
		if strings.HasPrefix(tt.page, "add-causes") {
			config.Causes = []apicause.Cause{soldOut}
		}
		m := newCatalog(t, config).Localizer(tt.reader).Localize(tt.err)
		for _, want := range tt.says {
			if !strings.Contains(m.Title+"\n"+m.Detail, want) {
				t.Errorf("%s: %s reads %q, %q, want %q", tt.page, tt.reader, m.Title, m.Detail, want)
			}
			if tt.inPage && !strings.Contains(string(page), "> "+want) {
				t.Errorf("%s does not say %q", tt.page, want)
			}
		}
	}
	_, err := apicause.New(apicause.Config{Locales: []fs.FS{file("active.sw.toml", "\n[title]\nInvalidTokn = \"x\"\n")}})
	for _, name := range []string{"add-a-language.md", "add-a-language.ko.md"} {
		if page, _ := os.ReadFile(root + "docs/how-to/" + name); err == nil || !strings.Contains(string(page), "  "+err.Error()+"\n") {
			t.Errorf("%s does not say %v", name, err)
		}
	}
}

// Pages in two languages say the same with the same code.
func TestHowToPagesComeInTwoLanguages(t *testing.T) {
	pages, err := filepath.Glob(root + "docs/how-to/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal(pages, err)
	}
	code := regexp.MustCompile("(?ms)^ *```.*?^ *```$")
	for _, name := range pages {
		if strings.HasSuffix(name, ".ko.md") {
			continue
		}
		english, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		korean, err := os.ReadFile(strings.TrimSuffix(name, ".md") + ".ko.md")
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range code.FindAllString(string(english), -1) {
			if !bytes.Contains(korean, []byte(block)) {
				t.Errorf("%s: the Korean page lacks\n%s", name, block)
			}
		}
	}
}

// The README has the table of package problem, whose documentation a test there
// compares with the same data.
func TestTheReadmeHasTheTableOfStatuses(t *testing.T) {
	readme, err := os.ReadFile(root + "README.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for _, row := range regexp.MustCompile(`(?m)^\| (\d{3}) \| ([^|]+) \|`).FindAllStringSubmatch(string(readme), -1) {
		rows[row[1]] = strings.TrimSuffix(row[2], ", causes of your own")
	}
	for _, s := range visitor.Statuses {
		status := fmt.Sprint(s.Status)
		got, want := strings.Split(rows[status], ", "), make([]string, len(s.Causes))
		for i, cause := range s.Causes {
			want[i] = string(cause)
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", status, got, want)
		}
		delete(rows, status)
	}
	if len(rows) > 0 {
		t.Errorf("no such statuses: %v", rows)
	}
}
