package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// What docs/operations shows of Go is in programs that run.
func TestOperationsQuotesWhatRuns(t *testing.T) {
	runs := ""
	for _, file := range []string{"examples/fleet/main.go", "examples/observe/observe.go", "live/example_test.go", "rpc/causegrpc/live_example_test.go"} {
		runs += flat(t, file)
	}
	for _, page := range []string{"docs/operations.md", "docs/operations.ko.md"} {
		blocks := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(flat(t, page), -1)
		if len(blocks) == 0 {
			t.Errorf("%s: no code", page)
		}
		for _, block := range blocks {
			if !strings.Contains(runs, block[1]) {
				t.Errorf("%s: nothing runs\n%s", page, block[1])
			}
		}
	}
}

// flat returns a file of the checkout without indentation.
func flat(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", path))
	must(t, err)
	return regexp.MustCompile(`(?m)^\t+`).ReplaceAllString(string(data), "")
}
