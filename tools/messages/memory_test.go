package messages_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/messages"
)

func write(t *testing.T, dir, name, data string) {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// What a translation was made from has all plural forms of the source: the change
// of any of them makes it stale. What no file has any more is forgotten.
func TestMemoryHasAllFormsAndNoMore(t *testing.T) {
	dir := t.TempDir()
	const forms = "[detail_with_facts.SoldOut]\none = \"{{.Count}} left\"\nother = \"{{.Count}} are left\"\n"
	write(t, dir, "active.en.toml", "SoldOut = \"It is sold out\"\n"+forms)
	write(t, dir, "active.de.toml", "SoldOut = \"Weg\"\n[detail_with_facts.SoldOut]\none = \"{{.Count}} da\"\nother = \"{{.Count}} da\"\n")
	write(t, dir, ".sources/de.toml", "\"Gone\" = \"Nobody has this one\"\n")
	_, err := messages.Apply(dir, messages.Options{}, false, func(c *messages.Change) error {
		for _, m := range c.Needed() {
			if c.File(language.German).Message(m.ID) != nil {
				c.Remember(language.German, m)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	f, err := messages.Open(dir, messages.Options{})
	if err != nil {
		t.Fatal(err)
	}
	memory := f.Memory(language.German)
	if diff := cmp.Diff([]string{"SoldOut", "detail_with_facts.SoldOut"}, memory.IDs()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	if diff := cmp.Diff(map[string]string{"one": "{{.Count}} left", "other": "{{.Count}} are left"}, memory.Of("detail_with_facts.SoldOut")); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	write(t, dir, "active.en.toml", "SoldOut = \"It is sold out\"\n"+strings.Replace(forms, "}} left", "}} is left", 1))
	if f, err = messages.Open(dir, messages.Options{}); err != nil {
		t.Fatal(err)
	}
	if source := f.Effective(language.English)["detail_with_facts.SoldOut"]; !f.Memory(language.German).Stale(source) {
		t.Error("the form one has changed, and the translation is not stale")
	}
}

// A memory that cannot be read remembers nothing and is left as it is.
func TestBrokenMemoryStays(t *testing.T) {
	dir := t.TempDir()
	const broken = "<<<<<<< ours\n\"SoldOut\" = \"x\"\n"
	write(t, dir, "active.en.toml", "SoldOut = \"It is sold out\"\n")
	write(t, dir, "active.de.toml", "SoldOut = \"Weg\"\n")
	write(t, dir, ".sources/de.toml", broken)
	_, err := messages.Apply(dir, messages.Options{}, false, func(c *messages.Change) error {
		c.Remember(language.German, c.Effective(language.English)["SoldOut"])
		return c.Set(c.File(language.German), messages.Path{"SoldOut"}, "", "Ausverkauft")
	})
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{".sources/de.toml": broken, "active.de.toml": "SoldOut = \"Ausverkauft\"\n"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
}

// Two branches that each add a language merge.
func TestBranchesThatAddLanguagesMerge(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("git is not installed")
	}
	dir := t.TempDir()
	git := func(args ...string) {
		t.Helper()
		c := exec.Command("git", append([]string{"-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"}, args...)...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Fatalf("git %q: %v\n%s", args, err, out)
		}
	}
	add := func(tag language.Tag, text string) {
		t.Helper()
		_, err := messages.Apply(dir, messages.Options{}, false, func(c *messages.Change) error {
			file := c.New(tag)
			c.Put(file, []byte("SoldOut = \""+text+"\"\n"))
			c.Remember(tag, c.Effective(language.English)["SoldOut"])
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		git("add", "-A")
		git("commit", "-qm", tag.String())
	}
	write(t, dir, "active.en.toml", "SoldOut = \"It is sold out\"\n")
	git("init", "-q", "-b", "main")
	git("add", "-A")
	git("commit", "-qm", "en")
	git("checkout", "-qb", "german")
	add(language.German, "Weg")
	git("checkout", "-q", "main")
	add(language.French, "Épuisé")
	git("merge", "-q", "german", "-m", "both")
	f, err := messages.Open(dir, messages.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, tag := range []language.Tag{language.German, language.French} {
		if f.File(tag) == nil || f.Memory(tag).Of("SoldOut") == nil {
			t.Errorf("%s is lost", tag)
		}
	}
}

// A message whose source text is what a translation of another ID was made from
// seems to be renamed.
func TestRenames(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "active.en.toml", "OutOfStock = \"It is sold out\"\nTooHeavy = \"It is too heavy\"\n")
	write(t, dir, "active.de.toml", "SoldOut = \"Weg\"\nHeavy = \"Schwer\"\n")
	write(t, dir, ".sources/de.toml", "\"Heavy\" = \"It was too heavy\"\n\"SoldOut\" = \"It is sold out\"\n")
	f, err := messages.Open(dir, messages.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]messages.Rename{{From: "SoldOut", To: "OutOfStock"}}, f.Renames(f.File(language.German))); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
