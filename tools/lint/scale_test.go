package lint_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause/tools/lint"
)

// manyLanguages returns a folder of so many languages, each of 4 × causes messages.
func manyLanguages(languages, causes int) fstest.MapFS {
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
				fmt.Fprintf(&b, "Cause%d = \"%d, words of section %s about number %d%s\"\n", c, n, section, c, end)
			}
		}
		fsys["active."+tag.String()+".toml"] = &fstest.MapFile{Data: []byte(b.String())}
	}
	return fsys
}

// BenchmarkRun lints 200 languages of 1,000 messages: in less than five seconds
// on two cores, and a GiB.
func BenchmarkRun(b *testing.B) {
	fsys := manyLanguages(200, 250)
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
