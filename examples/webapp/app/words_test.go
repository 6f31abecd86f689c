package app_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestAllLanguagesHaveTheSameWords(t *testing.T) {
	named := func(language string) []string {
		var words map[string]string
		if _, err := toml.DecodeFile("texts/"+language+".toml", &words); err != nil {
			t.Fatal(err)
		}
		return slices.Sorted(maps.Keys(words))
	}
	want := named("en")
	for _, language := range []string{"ko", "ar"} {
		if got := named(language); !slices.Equal(got, want) {
			t.Errorf("%s has %q, English %q", language, got, want)
		}
	}
}
