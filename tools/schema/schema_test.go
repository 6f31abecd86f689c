package schema_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"io/fs"
	"os"
	"testing"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/schema"
)

var update = flag.Bool("update", false, "write the committed schema anew")

const committed = "../schema.json"

func TestCommittedSchemaIsTodays(t *testing.T) {
	got, err := schema.Make(apicause.Default(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(committed, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(committed)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is out of date: write it with go run ./tools/apicause schema > tools/schema.json", committed)
	}
}

// validate validates a message file against the committed schema.
func validate(t *testing.T, data string) error {
	t.Helper()
	f, err := os.Open(committed)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var tree any
	if _, err := toml.Decode(data, &tree); err != nil {
		t.Fatal(err)
	}
	j, err := json.Marshal(tree)
	if err != nil {
		t.Fatal(err)
	}
	if tree, err = jsonschema.UnmarshalJSON(bytes.NewReader(j)); err != nil {
		t.Fatal(err)
	}
	return s.Validate(tree)
}

func TestOurFilesKeepToTheSchema(t *testing.T) {
	names, err := fs.Glob(apicause.Locales(), "*.toml")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(apicause.Locales(), name)
		if err != nil {
			t.Fatal(err)
		}
		if err := validate(t, string(data)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestSchemaTakesWhatIsRight(t *testing.T) {
	for _, good := range []string{
		"",
		"InvalidToken = \"x\"",
		"[title]\nInvalidToken = { other = \"x\", description = \"for translators\" }",
		"[detail_with_facts]\nInvalidToken = \"{{.Scopes}} and {{.Retry}}\"",
		"[detail_with_facts.InvalidToken]\none = \"one\"\nother = \"{{.Count}}\"",
		"[after]\nseconds = \"soon\"",
		"[list]\nseparator = \" \"",
		"[term]\nanything = \"x\"",
		"[detail]\nInvalidToken = \"\"\"\nof\ntwo lines\"\"\"",
	} {
		if err := validate(t, good); err != nil {
			t.Errorf("%q: %v", good, err)
		}
	}
}

func TestSchemaRefusesWhatIsWrong(t *testing.T) {
	for _, bad := range []string{
		"InvalidTokn = \"x\"",
		"InvalidToken = 1",
		"InvalidToken = \"\"",
		"[title]\nInvalidToken = \" \"",
		"[title]\nInvalidToken = \"{{.Retry}}\"",
		"[title]\nInvalidToken = { one = \"x\", other = \"x\" }",
		"[detail_with_facts]\nInvalidToken = \"{{ .Retry }}\"",
		"[detail_with_facts]\nInvalidToken = \"{{.Retry에}}\"",
		"[detail_with_facts]\nInvalidToken = { one = \"x\" }",
		"[detail_with_facts]\nInvalidToken = { othr = \"x\" }",
		"[after]\nweeks = \"{{.Count}}\"",
		"[after]\ndays = \"{{.Retry}}\"",
		"[list]\nseparator = \"\"",
		"[titel]\nInvalidToken = \"x\"",
	} {
		if validate(t, bad) == nil {
			t.Errorf("%q was taken", bad)
		}
	}
}
