package answer_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/rpc/internal/answer"
)

func TestEveryBuiltInCauseHasOneCode(t *testing.T) {
	var coded []apicause.Cause
	for _, c := range answer.Codes {
		coded = append(coded, c.Causes...)
	}
	slices.Sort(coded)
	want := slices.Sorted(slices.Values(apicause.Default().Causes()))
	if !slices.Equal(coded, want) {
		t.Errorf("coded: %v\nbuilt in: %v", coded, want)
	}
}

func TestTheDocumentationHasTheTable(t *testing.T) {
	var list, table strings.Builder
	for _, c := range answer.Codes {
		causes := make([]string, len(c.Causes))
		for i, cause := range c.Causes {
			causes[i] = string(cause)
		}
		text := strings.Join(causes, ", ")
		if c.Code == answer.Own {
			text += ", and the app's own causes"
		}
		fmt.Fprintf(&list, "- %s: %s ", c.Code, text)
		fmt.Fprintf(&table, "| %s | %s |\n", c.Code, text)
	}
	doc := read(t, "../../causegrpc/doc.go")
	doc = strings.Join(strings.Fields(strings.ReplaceAll(doc, "\n//", " ")), " ")
	if want := strings.TrimSpace(list.String()); !strings.Contains(doc, want) {
		t.Errorf("causegrpc/doc.go: want %s", want)
	}
	if !strings.Contains(read(t, "../../README.md"), table.String()) {
		t.Errorf("README.md: want\n%s", &table)
	}
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
