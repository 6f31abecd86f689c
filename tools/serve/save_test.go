package serve_test

import (
	"html"
	"net/http"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apicause/apicause/tools/serve"
)

// formOf reads the form of an editor as a browser without JavaScript does.
func formOf(page string) url.Values {
	form := make(url.Values)
	for _, m := range regexp.MustCompile(`<input type="hidden" name="((?:was|saw):[^"]*)" value="([^"]*)"`).FindAllStringSubmatch(page, -1) {
		form.Set(html.UnescapeString(m[1]), html.UnescapeString(m[2]))
	}
	for _, m := range regexp.MustCompile(`(?s)<textarea [^>]*name="(text:[^"]*)"[^>]*>\n(.*?)</textarea>`).FindAllStringSubmatch(page, -1) {
		form.Set(html.UnescapeString(m[1]), html.UnescapeString(m[2]))
	}
	return form
}

func TestSaveChangesThatTextOnly(t *testing.T) {
	d := shop(t)
	form := formOf(d.get("/edit/ko/SoldOut").body)
	form.Set("text:title.SoldOut:", "다 팔린 상품이에요")
	form.Set("action", "save")
	a := d.post("/edit/ko/SoldOut", form)
	if a.status != http.StatusOK || !strings.Contains(a.body, "Saved SoldOut (ko).") {
		t.Fatalf("got %d at %s", a.status, a.at)
	}
	if diff := cmp.Diff(strings.Replace(korean, "품절된 상품이에요", "다 팔린 상품이에요", 1), d.file("active.ko.toml")); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got, want := d.file(".sources/ko.toml"), `"title.SoldOut" = "This item is sold out"`; !strings.Contains(got, want) {
		t.Errorf("the source text is not remembered:\n%s", got)
	}
	undo := regexp.MustCompile(`name="id" value="(\d+)"`).FindStringSubmatch(a.body)
	if undo == nil {
		t.Fatal("there is no way back")
	}
	if a := d.post("/undo", url.Values{"id": {undo[1]}}); a.status != http.StatusOK || d.file("active.ko.toml") != korean {
		t.Errorf("undo: got %d\n%s", a.status, d.file("active.ko.toml"))
	}
	if a := d.post("/undo", url.Values{"id": {undo[1]}}); a.status != http.StatusConflict {
		t.Errorf("undo again: got %d", a.status)
	}
}

func TestSaveGoesToTheNextMissing(t *testing.T) {
	d := open(t, map[string]string{
		"active.en.toml": "A = \"a\"\nB = \"b\"\nC = \"c\"\n",
		"active.ko.toml": "B = \"비\"\n",
	})
	form := formOf(d.get("/edit/ko/A").body)
	form.Set("text:A:", "에이")
	form.Set("action", "next")
	if a := d.post("/edit/ko/A", form); a.status != http.StatusOK || !strings.HasPrefix(a.at, "/edit/ko/C?") {
		t.Errorf("got %d at %s", a.status, a.at)
	}
}

func TestErrorsAreNotSavedAndWarningsAre(t *testing.T) {
	d := shop(t)
	form := formOf(d.get("/edit/ko/SoldOut").body)
	form.Set("action", "save")
	form.Set("text:detail_with_facts.SoldOut:", "{{.Itm}} 품절이에요. 다른 상품을 골라 주세요.")
	a := d.post("/edit/ko/SoldOut", form)
	if a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "Not saved.") || !strings.Contains(a.body, "{{.Itm}}") || d.file("active.ko.toml") != korean {
		t.Errorf("an error: got %d\n%s", a.status, a.body)
	}
	form.Set("text:detail_with_facts.SoldOut:", "다른  상품을 골라 주세요.")
	if a := d.post("/edit/ko/SoldOut", form); a.status != http.StatusOK || !strings.Contains(d.file("active.ko.toml"), "다른  상품을") || !strings.Contains(a.body, "Warning:") {
		t.Errorf("a warning: got %d\n%s", a.status, d.file("active.ko.toml"))
	}
}

func TestFixWithoutScripts(t *testing.T) {
	d := shop(t)
	form := formOf(d.get("/edit/ko/SoldOut").body)
	form.Set("action", "check")
	form.Set("text:title.SoldOut:", "다  팔렸어요")
	a := d.post("/edit/ko/SoldOut", form)
	fix := regexp.MustCompile(`name="take" data-of="[^"]*" value="(title\.SoldOut:\n[^"]*)">Fix`).FindStringSubmatch(a.body)
	if fix == nil {
		t.Fatalf("there is no fix:\n%s", a.body)
	}
	form.Del("action")
	form.Set("take", fix[1])
	a = d.post("/edit/ko/SoldOut", form)
	if got, want := formOf(a.body).Get("text:title.SoldOut:"), "다 팔렸어요"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if d.file("active.ko.toml") != korean {
		t.Error("it is saved already")
	}
}

func TestChangeThatSheHasNotSeen(t *testing.T) {
	for _, test := range []struct {
		name, file, data string
		shows            []string
	}{
		{"of the text", "active.ko.toml", strings.Replace(korean, "품절된 상품이에요", "모두 팔렸어요", 1), []string{"품절된 상품이에요", "모두 팔렸어요", "다 팔린 상품이에요"}},
		{"of the source", "active.en.toml", strings.Replace(english, "This item is sold out", "This item is gone", 1), []string{"<del>sold out</del>", "<ins>gone</ins>", "다 팔린 상품이에요"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			d := shop(t)
			form := formOf(d.get("/edit/ko/SoldOut").body)
			form.Set("text:title.SoldOut:", "다 팔린 상품이에요")
			form.Set("action", "save")
			write(t, filepath.Join(d.dir, test.file), test.data)
			before := d.file("active.ko.toml")
			a := d.post("/edit/ko/SoldOut", form)
			if a.status != http.StatusConflict || d.file("active.ko.toml") != before {
				t.Fatalf("got %d\n%s", a.status, d.file("active.ko.toml"))
			}
			for _, text := range test.shows {
				if !strings.Contains(a.body, text) {
					t.Errorf("%q is not shown:\n%s", text, a.body)
				}
			}
			again := formOf(a.body)
			again.Set("action", "save")
			if a := d.post("/edit/ko/SoldOut", again); a.status != http.StatusOK || !strings.Contains(d.file("active.ko.toml"), "다 팔린 상품이에요") {
				t.Errorf("saving after having seen it: got %d\n%s", a.status, d.file("active.ko.toml"))
			}
		})
	}
	t.Run("of another text is kept", func(t *testing.T) {
		d := shop(t)
		form := formOf(d.get("/edit/ko/SoldOut").body)
		form.Set("text:title.SoldOut:", "다 팔린 상품이에요")
		form.Set("action", "save")
		write(t, filepath.Join(d.dir, "active.ko.toml"), strings.Replace(korean, "상품이 품절된 경우", "다 팔린 경우", 1))
		a := d.post("/edit/ko/SoldOut", form)
		if got := d.file("active.ko.toml"); a.status != http.StatusOK || !strings.Contains(got, "다 팔린 상품이에요") || !strings.Contains(got, "다 팔린 경우") {
			t.Errorf("got %d\n%s", a.status, got)
		}
	})
}

const staleSources = "\"SoldOut\" = \"An item is sold out\"\n\"title.SoldOut\" = \"This thing is sold out\"\n"

func TestStillRight(t *testing.T) {
	d := open(t, map[string]string{"active.en.toml": english, "active.ko.toml": korean, ".sources/ko.toml": staleSources})
	d.checked()
	if a := d.get("/edit/ko/SoldOut"); !strings.Contains(a.body, "<del>thing</del><ins>item</ins>") {
		t.Errorf("the editor does not show what has changed:\n%s", a.body)
	}
	list := d.get("/?lang=ko&state=stale").body
	if !strings.Contains(list, `name="id" value="title.SoldOut"`) {
		t.Errorf("the list does not offer it:\n%s", list)
	}
	if a := d.post("/hold", url.Values{"lang": {"ko"}, "id": {"title.SoldOut"}}); a.status != http.StatusOK {
		t.Errorf("got %d:\n%s", a.status, a.body)
	}
	if got := d.file(".sources/ko.toml"); strings.Contains(got, "thing") || d.file("active.ko.toml") != korean {
		t.Errorf("got:\n%s", got)
	}
}

func TestAddLanguage(t *testing.T) {
	d := shop(t)
	if a := d.post("/languages", url.Values{"lang": {"ar"}}); a.status != http.StatusOK || a.at != "/?lang=ar" {
		t.Errorf("got %d at %s", a.status, a.at)
	}
	if got := d.file("active.ar.toml"); !strings.Contains(got, "# This item is sold out\n#SoldOut = \"\"") {
		t.Errorf("got:\n%s", got)
	}
	if a := d.get("/edit/ar/SoldOut"); !strings.Contains(a.body, `lang="ar" dir="rtl"`) {
		t.Errorf("Arabic is not written from right to left:\n%s", a.body)
	}
	if a := d.post("/languages", url.Values{"lang": {"jp"}}); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, "ja") {
		t.Errorf("jp: got %d, want advice", a.status)
	}
	if a := d.post("/languages", url.Values{"lang": {"kr"}}); a.status != http.StatusUnprocessableEntity || !strings.Contains(a.body, `name="sure" value="kr"`) {
		t.Errorf("kr, which is Kanuri: got %d, want to be asked", a.status)
	}
	if a := d.post("/languages", url.Values{"lang": {"kr"}, "sure": {"kr"}}); a.at != "/?lang=kr" {
		t.Errorf("kr again: got %d at %s", a.status, a.at)
	}
}

func TestPluralFormsAreNamedByNumbers(t *testing.T) {
	d := open(t, map[string]string{
		"active.en.toml": "Left = \"l\"\n[detail_with_facts.Left]\none = \"{{.Count}} item is left.\"\nother = \"{{.Count}} items are left.\"\n",
		"active.ru.toml": "Left = \"л\"\n",
	})
	page := d.get("/edit/ru/Left").body
	for _, label := range []string{"For 1, 21, 31, 41 …", "For 2, 3, 4, 22 …", "For 0, 5, 6, 7 …"} {
		if !strings.Contains(page, label) {
			t.Errorf("no box %q:\n%s", label, page)
		}
	}
	if regexp.MustCompile(`<label[^>]*>[^<]*\b(one|few|many|other)\b`).MatchString(page) {
		t.Error("a box is named by a word of CLDR's")
	}
	form := formOf(page)
	form.Set("action", "save")
	for form1, text := range map[string]string{"one": "Остался {{.Count}} товар.", "few": "Осталось {{.Count}} товара.", "many": "Осталось {{.Count}} товаров.", "other": "Осталось {{.Count}} товара."} {
		form.Set("text:detail_with_facts.Left:"+form1, text)
	}
	a := d.post("/edit/ru/Left", form)
	if got := d.file("active.ru.toml"); a.status != http.StatusOK || strings.Count(got, "{{.Count}}") != 4 {
		t.Errorf("got %d:\n%s", a.status, got)
	}
	for _, sentence := range []string{"Остался 21 товар.", "Осталось 2 товара.", "Осталось 5 товаров."} {
		if !strings.Contains(a.body, sentence) {
			t.Errorf("the preview lacks %q", sentence)
		}
	}
}

func TestSecondLanguageAndTextsFromElsewhere(t *testing.T) {
	d := open(t, map[string]string{
		"active.en.toml": "A = \"The same\"\nB = \"The same\"\n",
		"active.ko.toml": "A = \"같은 글\"\n",
		"active.ja.toml": "A = \"同じ文\"\n",
	})
	if a := d.post("/edit/ja/B", url.Values{"second": {"ko"}}); a.status != http.StatusOK {
		t.Fatal(a.status)
	}
	page := d.get("/edit/ja/A").body
	if !strings.Contains(page, "같은 글") {
		t.Errorf("the second language is not shown:\n%s", page)
	}
	page = d.get("/edit/ja/B").body
	if !strings.Contains(page, "The same source in \u2068A\u2069") && !strings.Contains(page, "The same source in A:") || !strings.Contains(page, "同じ文") {
		t.Errorf("the text from elsewhere is not offered:\n%s", page)
	}
}

func TestSpeaksKorean(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "active.en.toml"), english)
	d := serveFolder(t, serve.Config{Dir: dir, UILang: []string{"ko"}})
	for _, address := range []string{"/", "/edit/en/SoldOut", "/changes", "/nowhere"} {
		if page := d.get(address).body; !strings.Contains(page, `<html lang="ko"`) || !strings.Contains(page, "전체 보기") {
			t.Errorf("%s: got\n%s", address, page)
		}
	}
}

func TestChangesShowTheDiff(t *testing.T) {
	d := shop(t)
	if page := d.get("/changes").body; !strings.Contains(page, "Nothing has changed.") {
		t.Errorf("got:\n%s", page)
	}
	if a := d.post("/edit/ko/SoldOut", save("다 팔렸어요")); a.status != http.StatusOK {
		t.Fatal(a.status)
	}
	page := html.UnescapeString(d.get("/changes").body)
	for _, line := range []string{"-SoldOut = \"품절된 상품이에요\"", "+SoldOut = \"다 팔렸어요\"", `href="/edit/ko/SoldOut"`} {
		if !strings.Contains(page, line) {
			t.Errorf("no %q:\n%s", line, page)
		}
	}
}

func TestBrokenFileIsSaidSo(t *testing.T) {
	d := shop(t)
	write(t, filepath.Join(d.dir, "active.ko.toml"), "SoldOut = \"품절\n")
	if page := d.get("/edit/ko/SoldOut").body; !strings.Contains(page, "active.ko.toml: line 1") {
		t.Errorf("got:\n%s", page)
	}
	write(t, filepath.Join(d.dir, "active.en.toml"), "SoldOut = \"Sold\n")
	for _, a := range []answer{d.get("/"), d.post("/edit/ko/SoldOut", save("다 팔렸어요"))} {
		if !strings.Contains(a.body, "active.en.toml: line 1") {
			t.Errorf("got %d:\n%s", a.status, a.body)
		}
	}
}
