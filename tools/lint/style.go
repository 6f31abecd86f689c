package lint

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
	builtInStyle "github.com/apicause/apicause/tools/style"
)

// A style is how a house writes in a language: <language>.toml.
type style struct {
	Register  string     `toml:"register"`   // of Korean: 해요체, 합니다체 or 해라체; else that of most sentences
	TitleMax  int        `toml:"title_max"`  // characters
	DetailMax int        `toml:"detail_max"` // characters, without facts
	Banned    []banned   `toml:"banned"`
	Glossary  []glossary `toml:"glossary"`
}

// A banned word is not meant for users.
type banned struct{ Word, Instead string }

// A glossary entry is what a thing of the English text is called.
type glossary struct {
	English string `toml:"en"`
	Use     string
	Never   []string
}

// styles are by language tag.
type styles map[string]style

// readStyles reads the style that the folder is written in: the one of Options, or
// of its settings; ours for the library's own folder. An app's folder has none of
// its own accord: how it writes is its own business.
func (r *run) readStyles() (styles, error) {
	fsys := r.Style
	switch style := r.folder.Settings.Style; {
	case fsys != nil:
	case style == "house", style == "" && r.folder.Whole:
		fsys = builtInStyle.Files
	case style == "" || style == "none":
		return nil, nil
	default:
		fsys = os.DirFS(filepath.Join(r.folder.Dir, style))
	}
	names, err := fs.Glob(fsys, "*.toml")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fail.New("NoStyleFiles", nil)
	}
	all := make(styles)
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, err
		}
		var s style
		if err := toml.Unmarshal(data, &s); err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		all[strings.TrimSuffix(name, ".toml")] = s
	}
	if !slices.ContainsFunc(r.folder.Files, func(f *messages.File) bool { return all.name(f.Tag) != "" }) {
		return nil, fail.New("NoStyle", nil)
	}
	return all, nil
}

// How long a title and a detail may be where no style says it. East Asian
// scripts say more in a character; most languages take more room than English.
var lengths = map[string][2]int{"ko": {24, 80}, "ja": {24, 80}, "zh": {24, 80}, "en": {50, 140}, "": {70, 200}}

// name returns the tag of the style of a language, which is its own or a parent's;
// "" if there is none.
func (all styles) name(tag language.Tag) string {
	for ; !tag.IsRoot(); tag = tag.Parent() {
		if _, ok := all[tag.String()]; ok {
			return tag.String()
		}
	}
	return ""
}

// of returns the style of a language or of its parents, with lengths in any case;
// nil if the folder has no style.
func (all styles) of(tag language.Tag) *style {
	if all == nil {
		return nil
	}
	s := all[all.name(tag)]
	most, ok := lengths[baseOf(tag)]
	if !ok {
		most = lengths[""]
	}
	s.TitleMax, s.DetailMax = cmp.Or(s.TitleMax, most[0]), cmp.Or(s.DetailMax, most[1])
	return &s
}

func baseOf(tag language.Tag) string {
	base, _ := tag.Base()
	return base.String()
}
