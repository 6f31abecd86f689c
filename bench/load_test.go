package main

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
)

// memory returns files as a file system.
type memory map[string]string

func (m memory) Open(name string) (fs.File, error) {
	files := make(fstest.MapFS)
	for name, text := range m {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return files.Open(name)
}

func decode(data []byte) {
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		panic(err)
	}
}

func build(c apicause.Config) *apicause.Catalog {
	catalog, err := apicause.New(c)
	if err != nil {
		panic(err)
	}
	return catalog
}

// The built-in catalog, once the process has one.
func BenchmarkNew(b *testing.B) {
	ko, err := fs.ReadFile(apicause.Locales(), "active.ko.toml")
	if err != nil {
		b.Fatal(err)
	}
	apicause.Default().Localizer("ko")
	run(b, "decode-ko", func(int) { decode(ko) })
	run(b, "apicause", func(int) { build(apicause.Config{}) })
}

// A catalog with two small files of an app's own.
func BenchmarkNewSmall(b *testing.B) {
	texts := map[string][]byte{
		"active.en.toml": []byte("SoldOut = \"The item is sold out\"\n[title]\nSoldOut = \"Sold out\"\n[detail]\nSoldOut = \"Choose another item.\"\n"),
		"active.ko.toml": []byte("SoldOut = \"재고가 없는 경우\"\n[title]\nSoldOut = \"품절됐어요\"\n[detail]\nSoldOut = \"다른 상품을 골라 주세요.\"\n"),
	}
	files := make(fstest.MapFS)
	for name, text := range texts {
		files[name] = &fstest.MapFile{Data: text}
	}
	config := apicause.Config{Causes: []apicause.Cause{"SoldOut"}, Locales: []fs.FS{files}}
	run(b, "decode", func(int) {
		for _, text := range texts {
			decode(text)
		}
	})
	run(b, "apicause", func(int) { build(config) })
	run(b, "apicause-to-message", func(int) { messageSink = build(config).Localizer("ko").Message("SoldOut") })
}

// Languages of 1,000 messages.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{10, 100, 200} {
		files, causes := manyLanguages(n)
		config := apicause.Config{Causes: causes, Locales: []fs.FS{files}}
		b.Run(fmt.Sprintf("languages=%d", n), func(b *testing.B) {
			run(b, "decode", func(int) {
				for _, f := range files {
					decode(f.Data)
				}
			})
			run(b, "apicause", func(int) { build(config) })
			run(b, "goi18n", func(int) { loadGoI18n(files) })
		})
	}
}

func loadGoI18n(files fstest.MapFS) *i18n.Bundle {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	for name := range files {
		if _, err := bundle.LoadMessageFileFS(files, name); err != nil {
			panic(err)
		}
	}
	return bundle
}

// manyLanguages makes n files of 1,000 messages: descriptions, titles and details
// of the app's causes.
func manyLanguages(n int) (fstest.MapFS, []apicause.Cause) {
	var causes []apicause.Cause
	for i := range 333 {
		causes = append(causes, apicause.Cause(fmt.Sprintf("Cause%d", i)))
	}
	var text strings.Builder
	for _, section := range []string{"", "[title]\n", "[detail]\n"} {
		text.WriteString(section)
		for _, c := range causes {
			fmt.Fprintf(&text, "%s = \"What %s means, in one sentence of the usual length\"\n", c, c)
		}
	}
	text.WriteString("[term]\nlast = \"the thousandth\"\n")
	files := fstest.MapFS{"active.en.toml": {Data: []byte(text.String())}}
	for _, region := range []string{"", "-US", "-001"} {
		for a := 'a'; a <= 'z' && len(files) < n; a++ {
			for b := 'a'; b <= 'z' && len(files) < n; b++ {
				tag, err := language.Parse(string([]rune{a, b}) + region)
				if err != nil || len(tag.String()) > 2+len(region) || i18n.NewBundle(language.English).AddMessages(tag) != nil {
					continue // go-i18n refuses languages whose plural rule it does not know
				}
				files["active."+tag.String()+".toml"] = files["active.en.toml"]
			}
		}
	}
	return files, causes
}

// What a catalog of 100 languages of 1,000 messages holds, before and after every
// language has had a reader.
func BenchmarkHeld(b *testing.B) {
	files, causes := manyLanguages(100)
	held := func(impl string, load func() any) {
		b.Run("impl="+impl, func(b *testing.B) {
			for b.Loop() {
				before := heap()
				loaded := load()
				b.ReportMetric(float64(heap()-before), "held-B")
				runtime.KeepAlive(loaded)
			}
		})
	}
	config := apicause.Config{Causes: causes, Locales: []fs.FS{files}}
	held("apicause", func() any { return build(config) })
	held("apicause-read", func() any {
		catalog := build(config)
		for _, tag := range catalog.Languages() {
			messageSink = catalog.Localizer(tag.String()).Message(causes[0])
		}
		return catalog
	})
	held("goi18n", func() any { return loadGoI18n(files) })
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// The first message of a process, beside decoding all built-in files, each in a
// process of its own on one core.
func BenchmarkFirst(b *testing.B) {
	for _, impl := range []string{"decode-all", "apicause"} {
		b.Run("impl="+impl, func(b *testing.B) {
			var total float64
			n := 0
			for b.Loop() {
				cmd := exec.Command(os.Args[0], "-test.run=^TestFirst$", "-test.v")
				cmd.Env = append(os.Environ(), "APICAUSE_FIRST="+impl, "GOMAXPROCS=1")
				out, err := cmd.Output()
				if err != nil {
					b.Fatal(err)
				}
				_, took, _ := strings.Cut(string(out), "took ")
				ns, err := strconv.Atoi(strings.Fields(took)[0])
				if err != nil {
					b.Fatal(err)
				}
				total, n = total+float64(ns), n+1
			}
			b.ReportMetric(total/float64(n), "ns/op")
		})
	}
}

// TestFirst is the process that BenchmarkFirst measures.
func TestFirst(t *testing.T) {
	impl := os.Getenv("APICAUSE_FIRST")
	if impl == "" {
		t.Skip("only BenchmarkFirst runs it")
	}
	start := time.Now()
	if impl == "apicause" {
		messageSink = apicause.Default().Localizer("ko").Message(apicause.InvalidToken)
	} else {
		names, err := fs.Glob(apicause.Locales(), "*.toml")
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(apicause.Locales(), name)
			if err != nil {
				t.Fatal(err)
			}
			decode(data)
		}
	}
	fmt.Printf("took %d ns\n", time.Since(start).Nanoseconds())
}
