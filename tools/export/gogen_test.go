package export_test

import (
	"strings"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/export"
)

func TestACauseNamedLikeTheFunction(t *testing.T) {
	_, err := export.Go("causes", []apicause.Cause{"causes"}, func(apicause.Cause) string { return "" })
	if err == nil || err.Error() != "causes: the constant Causes is taken by the function Causes; rename one of them" {
		t.Error(err)
	}
}

func TestCommentsFillTheirLines(t *testing.T) {
	for _, width := range []int{36, 37} { // A: and the words take 76 columns, and 77
		file, err := export.Go("causes", []apicause.Cause{"A"}, func(apicause.Cause) string {
			return strings.Repeat("x", 36) + " " + strings.Repeat("y", width)
		})
		if err != nil {
			t.Fatal(err)
		}
		if got, want := strings.Contains(string(file), "x y"), width == 36; got != want {
			t.Errorf("on one line: %v, want %v\n%s", got, want, file)
		}
	}
}
