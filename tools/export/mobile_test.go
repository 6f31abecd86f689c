package export_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// forms are the texts of a message by plural form; one without forms has that of "".
type forms map[string]string

// resources are what a mobile app has of a message: by language, and by key.
type resources map[string]map[string]forms

// check holds that an app which fills in the numbered arguments shows what readers
// of the Go program get.
func (r resources) check(t *testing.T, key func(cause apicause.Cause, part string) string) {
	t.Helper()
	_, catalog := newBook(t)
	for _, m := range read(catalog) {
		var arguments []string
		if m.part == "detailWithFacts" {
			arguments = []string{fmt.Sprint(m.count), "Kim"}
			if _, wait := m.facts["Retry"].(time.Duration); wait {
				arguments = []string{fill(r[m.language.String()][key("after", "seconds")], m.language, m.count, arguments[:1])}
			}
		}
		if got := fill(r[m.language.String()][key(m.cause, m.part)], m.language, m.count, arguments); got != m.text {
			t.Errorf("%s %s %s %d: %q, want %q", m.language, m.cause, m.part, m.count, got, m.text)
		}
	}
}

var categories = map[plural.Form]string{
	plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many", plural.Other: "other",
}

func isCategory(name string) bool {
	return slices.Contains(slices.Collect(maps.Values(categories)), name)
}

var conversion = regexp.MustCompile(`%(?:%|([1-9])\$(?:s|d|@|lld))`)

// fill formats a message as String.format and String(format:) do.
func fill(f forms, tag language.Tag, count int, arguments []string) string {
	text, ok := f[categories[plural.Cardinal.MatchPlural(tag, count, 0, 0, 0, 0)]]
	if !ok {
		text, ok = f["other"]
	}
	if !ok {
		text = f[""]
	}
	if arguments == nil {
		return text
	}
	return conversion.ReplaceAllStringFunc(text, func(s string) string {
		if s == "%%" {
			return "%"
		}
		n, _ := strconv.Atoi(s[1:2])
		return arguments[n-1]
	})
}

var (
	dumpedEntry = regexp.MustCompile(`(?m)^    resource 0x[0-9a-f]+ (?:string|plurals)/apicause_(\w+)\n`)
	dumpedValue = regexp.MustCompile(`(?ms)^      \(([^)]*)\) (?:"(.*?)"$|\(plurals\) size=\d+\n((?:        \w+="[^\n]*"\n)+))`)
	dumpedForm  = regexp.MustCompile(`(?m)^        (\w+)="(.*)"$`)
)

// dumped reads what aapt2 says of the resources in an app.
func dumped(dump string) resources {
	all := make(resources)
	entries := dumpedEntry.FindAllStringSubmatchIndex(dump, -1)
	for i, at := range entries {
		end := len(dump)
		if i+1 < len(entries) {
			end = entries[i+1][0]
		}
		for _, value := range dumpedValue.FindAllStringSubmatch(dump[at[1]:end], -1) {
			tag := strings.NewReplacer("b+", "", "-r", "-", "+", "-").Replace(value[1])
			if tag == "" {
				tag = "en"
			}
			if all[tag] == nil {
				all[tag] = make(map[string]forms)
			}
			f := make(forms)
			for _, form := range dumpedForm.FindAllStringSubmatch(value[3], -1) {
				f[form[1]] = form[2]
			}
			if value[3] == "" {
				f[""] = strings.ReplaceAll(value[2], "\n      ", "\n") // its indentation
			}
			all[tag][dump[at[2]:at[3]]] = f
		}
	}
	return all
}

// Android's own tool takes the resources, and an app has the texts.
func TestAndroidReadsItsResources(t *testing.T) {
	aapt, err := exec.LookPath("aapt2")
	if err != nil {
		t.Skip("aapt2 is missing: apt-get install aapt")
	}
	dir, _ := written(t, "android")
	app := t.TempDir()
	manifest := `<manifest xmlns:android="http://schemas.android.com/apk/res/android" package="com.example.app"/>`
	if err := os.WriteFile(filepath.Join(app, "AndroidManifest.xml"), []byte(manifest), 0o666); err != nil {
		t.Fatal(err)
	}
	var out []byte
	for _, args := range [][]string{
		{"compile", "--dir", dir, "-o", "res.zip"},
		{"link", "--manifest", "AndroidManifest.xml", "-o", "app.apk", "res.zip"},
		{"dump", "resources", "app.apk"},
	} {
		run := exec.Command(aapt, args...)
		run.Dir = app
		if out, err = run.CombinedOutput(); err != nil || args[0] != "dump" && len(out) > 0 {
			t.Fatalf("aapt2 %v: %v\n%s", args, err, out)
		}
	}
	dumped(string(out)).check(t, func(cause apicause.Cause, part string) string {
		name := regexp.MustCompile(`([a-z])([A-Z])`).ReplaceAllString(string(cause)+"_"+part, "${1}_$2")
		return strings.ToLower(name)
	})
}

func TestAndroidIsXML(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("xmllint is missing: apt-get install libxml2-utils")
	}
	dir, files := written(t, "android")
	for name := range files {
		if out, err := exec.Command(lint, "--noout", filepath.Join(dir, name)).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", name, out)
		}
	}
}

// What Xcode knows in a string catalog, of what we write.
type (
	stringCatalog struct {
		SourceLanguage string                `json:"sourceLanguage"`
		Version        string                `json:"version"`
		Strings        map[string]stringItem `json:"strings"`
	}
	stringItem struct {
		Comment         string                     `json:"comment"`
		ExtractionState string                     `json:"extractionState"`
		Localizations   map[string]stringLocalized `json:"localizations"`
	}
	stringLocalized struct {
		StringUnit    stringUnit                    `json:"stringUnit"`
		Substitutions map[string]stringSubstitution `json:"substitutions"`
	}
	stringUnit struct {
		State string `json:"state"`
		Value string `json:"value"`
	}
	stringSubstitution struct {
		ArgNum          int    `json:"argNum"`
		FormatSpecifier string `json:"formatSpecifier"`
		Variations      struct {
			Plural map[string]struct {
				StringUnit stringUnit `json:"stringUnit"`
			} `json:"plural"`
		} `json:"variations"`
	}
)

// All that a format string of an argument may hold.
var (
	wholeFormat    = regexp.MustCompile(`^(?:[^%]|%%|%[1-9]\$(?:@|lld))*$`)
	numberedFormat = regexp.MustCompile(`^(?:[^%]|%%|%arg|%[1-9]\$@)*$`)
)

func TestXcstrings(t *testing.T) {
	_, files := written(t, "xcstrings")
	var catalog stringCatalog
	decoder := json.NewDecoder(strings.NewReader(string(files["Apicause.xcstrings"])))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&catalog); err != nil {
		t.Fatal(err)
	}
	if catalog.SourceLanguage != "en" || catalog.Version != "1.0" {
		t.Error(catalog.SourceLanguage, catalog.Version)
	}
	all := make(resources)
	for key, item := range catalog.Strings {
		if item.ExtractionState != "manual" { // else Xcode removes what it finds in no Swift file
			t.Errorf("%s: %s", key, item.ExtractionState)
		}
		for lang, l := range item.Localizations {
			if all[lang] == nil {
				all[lang] = make(map[string]forms)
			}
			facts := strings.HasSuffix(key, ".detailWithFacts") || strings.HasPrefix(key, "after.")
			f := forms{"": l.StringUnit.Value}
			if l.Substitutions == nil {
				if l.StringUnit.State != "translated" || f[""] == "" || facts && !wholeFormat.MatchString(f[""]) {
					t.Errorf("%s %s: %+v", key, lang, l)
				}
			} else {
				count := l.Substitutions["count"]
				if len(l.Substitutions) != 1 || f[""] != "%#@count@" || count.ArgNum != 1 || count.FormatSpecifier != "lld" {
					t.Errorf("%s %s: %+v", key, lang, l)
				}
				delete(f, "")
				for name, form := range count.Variations.Plural {
					if !isCategory(name) || form.StringUnit.State != "translated" || !numberedFormat.MatchString(form.StringUnit.Value) {
						t.Errorf("%s %s %s: %+v", key, lang, name, form)
					}
					f[name] = strings.ReplaceAll(form.StringUnit.Value, "%arg", "%1$lld")
				}
				if f["other"] == "" {
					t.Errorf("%s %s: %v", key, lang, f)
				}
			}
			all[lang][key] = f
		}
	}
	if got := catalog.Strings["SoldOut.title"].Comment; got != "The item has been sold out" {
		t.Error(got)
	}
	if !strings.Contains(string(files["Apicause.xcstrings"]), "sure <gone>, 50% done & ") {
		t.Error("texts are not written as people read them")
	}
	all.check(t, func(cause apicause.Cause, part string) string { return string(cause) + "." + part })
}
