// Command apicause explains causes and keeps message files in order:
// see apicause help.
package main

import (
	"os"

	"github.com/apicause/apicause/tools/cmd"
)

func main() {
	os.Exit(cmd.Main(os.Args[1:], cmd.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
}
