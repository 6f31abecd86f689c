package cmd

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// textChanges says which texts differ between two folders of message files, a line
// each: + ko title.SoldOut for a new one, - for one that is gone, ~ for one that reads
// otherwise.
func textChanges(before, after map[string][]byte) (lines []string) {
	was, is := texts(before), texts(after)
	all := maps.Clone(was)
	maps.Copy(all, is)
	for _, id := range slices.Sorted(maps.Keys(all)) {
		old, had := was[id]
		switch now, has := is[id]; {
		case !had:
			lines = append(lines, "+ "+id)
		case !has:
			lines = append(lines, "- "+id)
		case old != now:
			lines = append(lines, "~ "+id)
		}
	}
	return lines
}

// texts returns all texts by language and ID. A file that is not TOML has none: it
// was linted before it was published.
func texts(files map[string][]byte) map[string]string {
	all := make(map[string]string)
	for name, data := range files {
		var tree map[string]any
		if toml.Unmarshal(data, &tree) == nil {
			language := strings.TrimSuffix(strings.TrimPrefix(name, "active."), ".toml")
			flatten(all, language+" ", tree)
		}
	}
	return all
}

func flatten(all map[string]string, prefix string, tree map[string]any) {
	for key, value := range tree {
		if table, ok := value.(map[string]any); ok {
			flatten(all, prefix+key+".", table)
		} else {
			all[prefix+key] = fmt.Sprint(value)
		}
	}
}
