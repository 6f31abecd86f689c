package cmd_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/apicause/apicause/tools/cmd"
)

// The example that go generate writes is what gen writes today.
func TestTheGeneratedExampleIsUpToDate(t *testing.T) {
	const example = "../../examples/generated/"
	var out, errs bytes.Buffer
	args := []string{"gen", "--package", "causes", "--dir", example + "locales", "--dry-run"}
	if status := cmd.Main(args, cmd.Streams{In: strings.NewReader(""), Out: &out, Err: &errs}); status != 0 {
		t.Fatal(status, errs.String())
	}
	got, err := os.ReadFile(example + "causes/causes_gen.go")
	if err != nil || !bytes.Equal(got, out.Bytes()) {
		t.Errorf("run go generate in examples/generated/causes (%v)", err)
	}
}
