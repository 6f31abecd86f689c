package app_test

import (
	"maps"
	"slices"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestBothLanguagesHaveTheSameWords(t *testing.T) {
	var ko, en map[string]string
	for path, words := range map[string]*map[string]string{"texts/ko.toml": &ko, "texts/en.toml": &en} {
		if _, err := toml.DecodeFile(path, words); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := slices.Sorted(maps.Keys(ko)), slices.Sorted(maps.Keys(en)); !slices.Equal(got, want) {
		t.Errorf("Korean has %q, English %q", got, want)
	}
}
