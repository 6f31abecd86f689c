// Bench runs every benchmark of this module several times and prints benchstat's
// table, the figures of the README:
//
//	go run ./bench
//
// It takes ten minutes. Run it on a machine that does nothing else.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
)

func main() {
	count := flag.Int("count", 6, "how often to run each benchmark")
	benchtime := flag.String("benchtime", "200ms", "how long to run it each time, like 1s or 100x")
	only := flag.String("bench", ".", "regular expression of the benchmarks to run")
	flag.Parse()
	if err := compare(*count, *benchtime, *only); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func compare(count int, benchtime, only string) error {
	_, self, _, ok := runtime.Caller(0)
	if !ok {
		return fmt.Errorf("the path of the source is not known; build without -trimpath")
	}
	file, err := os.CreateTemp("", "bench-*.txt")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	defer file.Close()
	test := exec.Command("go", "test", "-run", "^$", "-bench", only, "-benchtime", benchtime, "-count", strconv.Itoa(count), "-timeout", "1h", ".")
	test.Dir, test.Stdout, test.Stderr = filepath.Dir(self), file, os.Stderr
	if err := test.Run(); err != nil {
		return fmt.Errorf("go test: %w", err)
	}
	stat := exec.Command("go", "tool", "benchstat", "-col", "/impl", file.Name())
	stat.Dir, stat.Stdout, stat.Stderr = test.Dir, os.Stdout, os.Stderr
	return stat.Run()
}
