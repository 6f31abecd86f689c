package apicause_test

import (
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/apicause/apicause"
)

func TestThePackageDependsOnThreeModules(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{with .Module}}{{.Path}}{{end}}{{end}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Fields(string(out))
	slices.Sort(got)
	want := []string{"github.com/BurntSushi/toml", "github.com/apicause/apicause", "github.com/nicksnyder/go-i18n/v2", "golang.org/x/text"}
	if got := slices.Compact(got); !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestImportingRunsNoCode(t *testing.T) {
	if testing.CoverMode() != "" {
		t.Skip("measuring coverage adds an init; the test runs without it as well")
	}
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), "init golang.org/x/text") {
		t.Fatalf("no trace: %s", out)
	}
	for line := range strings.Lines(string(out)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "init" && strings.HasPrefix(fields[1], "github.com/apicause/apicause") && !strings.HasSuffix(fields[1], "_test") {
			t.Errorf("%s", line)
		}
	}
}

func TestLookUpsDoNotAllocate(t *testing.T) {
	if raceEnabled() {
		t.Skip("the race detector allocates; the test runs without it as well")
	}
	catalog := apicause.Default()
	header, language := "ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"
	localizer := catalog.Localizer(header)
	wrapped := fmt.Errorf("profile: %w", fmt.Errorf("me: %w", &apicause.Error{Cause: apicause.InvalidToken}))
	withFacts := &apicause.Error{Cause: apicause.InvalidToken, Facts: apicause.Facts{"Scopes": apicause.Terms{"friends"}}}
	tests := []struct {
		name string
		do   func() apicause.Message
	}{
		{"Message", func() apicause.Message { return localizer.Message(apicause.InvalidToken) }},
		{"Message of an unregistered cause", func() apicause.Message { return localizer.Message("OutOfStock") }},
		{"Localize of a wrapped Error", func() apicause.Message { return localizer.Localize(wrapped) }},
		{"Localize of an Error whose facts no text mentions", func() apicause.Message { return localizer.Localize(withFacts) }},
		{"a repeated header to message", func() apicause.Message { return catalog.Localizer(header).Message(apicause.InvalidToken) }},
		{"repeated preferences to message", func() apicause.Message { return catalog.Localizer(language, header).Message(apicause.InvalidToken) }},
		{"the zero Localizer", func() apicause.Message { return apicause.Localizer{}.Message(apicause.InvalidToken) }},
	}
	for _, tt := range tests {
		if got := testing.AllocsPerRun(100, func() { sink = tt.do() }); got != 0 {
			t.Errorf("%s: %v allocations, want 0", tt.name, got)
		}
	}
}

func TestADetailWithFactsIsOneAllocation(t *testing.T) {
	if raceEnabled() {
		t.Skip("the race detector allocates; the test runs without it as well")
	}
	tests := []struct {
		name, forms string
		facts       apicause.Facts
	}{
		{"a string", "other = '{{.Name}}, try again.'", apicause.Facts{"Name": "Anna Schmidt"}},
		{"a grouped number", "other = '{{.Count}} are left.'", apicause.Facts{apicause.FactCount: 1234567}},
		{"a fraction", "other = '{{.Size}} MB are left.'", apicause.Facts{"Size": 1.5}},
		{"a plural", "one = '{{.Count}} is left.'\nother = '{{.Count}} are left.'", apicause.Facts{apicause.FactCount: 21}},
		{"terms", "other = 'Allow {{.Scopes}}.'", apicause.Facts{apicause.FactScopes: apicause.Terms{"friends", "talk_message"}}},
		{"a wait", "other = 'Try again {{.Retry}}.'", apicause.Facts{apicause.FactRetry: 90 * time.Second}},
	}
	for _, tt := range tests {
		localizer := newCatalog(t, apicause.Config{Locales: layers(fstest.MapFS{
			"active.en.toml": {Data: []byte("[detail_with_facts.Unknown]\n" + tt.forms)},
		})}).Localizer("en")
		err := &apicause.Error{Cause: apicause.Unknown, Facts: tt.facts}
		if m := localizer.Localize(err); len(m.Shown) == 0 {
			t.Errorf("%s: got %q without facts", tt.name, m.Detail)
		}
		if got := testing.AllocsPerRun(100, func() { sink = localizer.Localize(err) }); got != 1 {
			t.Errorf("%s: %v allocations, want 1", tt.name, got)
		}
	}
}

var sink apicause.Message

// raceEnabled reports whether the test was built with -race.
func raceEnabled() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}
