// Command causecheck checks how a program uses apicause before it runs, by
// itself and under go vet:
//
//	causecheck ./...
//	go vet -vettool=$(which causecheck) ./...
//
// Under go vet it runs the checks of go vet too, so that one run does both. By
// itself it exits with status 3 if it reports something, and 1 if it can't check.
package main

import (
	"go/version"
	"os"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/singlechecker"
	"golang.org/x/tools/go/analysis/suite/vet"
	"golang.org/x/tools/go/analysis/unitchecker"

	"github.com/apicause/apicause/tools/causecheck/check"
)

func main() {
	if byGoVet(os.Args[1:]) {
		unitchecker.Main(append(standard(runtime.Version()), check.Analyzer)...)
	}
	if slices.Equal(os.Args[1:], []string{"help"}) {
		os.Args[1] = "-help" // otherwise it names a package
	}
	singlechecker.Main(check.Analyzer)
}

// byGoVet reports whether go vet runs the command: it asks for its version and
// its flags, then gives it a file for each package.
func byGoVet(args []string) bool {
	return slices.ContainsFunc(args, func(arg string) bool {
		return arg == "-V=full" || arg == "-flags" || strings.HasSuffix(arg, ".cfg")
	})
}

// since has the releases of Go whose go vet began to run a check of x/tools's
// suite, if that is newer than the oldest release that builds this command.
var since = map[string]string{"scannererr": "go1.27", "sqlrowserr": "go1.27"}

// standard returns the checks that go vet runs in a release of Go, so that a
// program that it accepts is accepted here.
func standard(release string) []*analysis.Analyzer {
	return slices.DeleteFunc(slices.Clone(vet.Suite), func(a *analysis.Analyzer) bool {
		first, newer := since[a.Name]
		return newer && version.Compare(release, first) < 0
	})
}
