package translation

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/edit"
	"github.com/apicause/apicause/tools/lint"
)

// Sources remember for each language and ID the source text that was translated.
// They stand in a file of their own beside the message files, sorted, so that
// versions of it merge well.
type Sources struct {
	path  string
	was   []byte
	texts map[string]map[string]string
}

const sourcesHead = `# Which source text each translation was made from: the command apicause keeps
# this file, and tells by it which translations are out of date.
`

func readSources(dir string) (*Sources, error) {
	s := &Sources{path: filepath.Join(dir, lint.SourcesFile), texts: make(map[string]map[string]string)}
	data, err := os.ReadFile(s.path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, err
	}
	s.was = data
	if err := toml.Unmarshal(data, &s.texts); err != nil {
		return nil, fmt.Errorf("%s: %w", s.path, err)
	}
	return s, nil
}

// Of returns the source text that a translation was made from, "" where nobody
// knows.
func (s *Sources) Of(tag language.Tag, id string) string { return s.texts[tag.String()][id] }

// Remember notes the source text of a translation.
func (s *Sources) Remember(tag language.Tag, id, source string) {
	lang := tag.String()
	if s.texts[lang] == nil {
		s.texts[lang] = make(map[string]string)
	}
	s.texts[lang][id] = source
}

// Path is where the file stands.
func (s *Sources) Path() string { return s.path }

// Bytes returns the file as it was read, and as it is to be.
func (s *Sources) Bytes() (was, now []byte) {
	if len(s.texts) == 0 {
		return s.was, s.was
	}
	var b bytes.Buffer
	b.WriteString(sourcesHead)
	var langs []string
	for lang := range s.texts {
		langs = append(langs, lang)
	}
	slices.Sort(langs)
	for _, lang := range langs {
		var ids []string
		for id := range s.texts[lang] {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		fmt.Fprintf(&b, "\n[%s]\n", lang)
		for _, id := range ids {
			fmt.Fprintf(&b, "%s = %s\n", edit.Quote(id), edit.Quote(s.texts[lang][id]))
		}
	}
	return s.was, b.Bytes()
}

// Write writes what was remembered.
func (s *Sources) Write() error {
	was, now := s.Bytes()
	if bytes.Equal(was, now) {
		return nil
	}
	return edit.Write(s.path, was, now)
}
