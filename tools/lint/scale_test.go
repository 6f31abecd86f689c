package lint_test

import (
	"cmp"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause/tools/lint"
)

// manyLanguages returns a folder of so many languages, each of 4 × causes messages,
// in which only what salt says differs from another such folder.
func manyLanguages(languages, causes int, salt string) fstest.MapFS {
	tags := []language.Tag{language.English}
	for _, tag := range display.Supported.Tags() {
		if len(tags) < languages && tag != language.English && !tag.IsRoot() {
			tags = append(tags, tag)
		}
	}
	fsys := make(fstest.MapFS)
	for n, tag := range tags {
		var b strings.Builder
		for _, section := range []string{"", "title", "detail", "detail_with_facts"} {
			if section != "" {
				fmt.Fprintf(&b, "[%s]\n", section)
			}
			for c := range causes {
				end := map[string]string{"detail": ".", "detail_with_facts": " {{.Scopes}}."}[section]
				fmt.Fprintf(&b, "Cause%d = \"%d words (%s, %s) about number %d%s\"\n", c, n, salt, cmp.Or(section, "none"), c, end)
			}
		}
		fsys["active."+tag.String()+".toml"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return fsys
}

// BenchmarkRun lints 200 languages of 1,000 messages: in less than five seconds
// on two cores, and a GiB.
func BenchmarkRun(b *testing.B) {
	fsys := manyLanguages(200, 250, "")
	if len(fsys) != 200 {
		b.Fatalf("%d languages", len(fsys))
	}
	for b.Loop() {
		if _, err := lint.Run(fsys, lint.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.Sys)/(1<<20), "MiB")
}

// One file costs what it weighs: its part of a folder, and what all files share.
func TestOneFileCostsATenthOfTheFolder(t *testing.T) {
	cost := func(salt string, only []string) uint64 {
		fsys := manyLanguages(94, 250, salt) // parsed files are remembered
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := lint.Run(fsys, lint.Options{Only: only}); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	cost("warm up", []string{"active.de.toml"})
	if one, all := cost("a", []string{"active.de.toml"}), cost("b", nil); one > all/10 {
		t.Errorf("one file of 94 takes %d MB of memory, the folder %d MB", one>>20, all>>20)
	}
}

func BenchmarkOneFile(b *testing.B) {
	fsys := manyLanguages(94, 250, "")
	for b.Loop() {
		if _, err := lint.Run(fsys, lint.Options{Only: []string{"active.de.toml"}}); err != nil {
			b.Fatal(err)
		}
	}
}
