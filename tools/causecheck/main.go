// Command causecheck checks how a program uses apicause before it runs, by
// itself and under go vet:
//
//	causecheck ./...
//	go vet -vettool=$(which causecheck) ./...
package main

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/apicause/apicause/tools/causecheck/check"
)

func main() { singlechecker.Main(check.Analyzer) }
