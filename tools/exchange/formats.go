package exchange

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/nearest"
)

// MaxFile is how many bytes a file may have that comes back: some hundred times
// those of the built-in messages.
const MaxFile = 16 << 20

// formats by their names.
var formats = map[string]struct {
	extensions []string // the first is the one written
	write      func(*Sheet) ([]byte, error)
	read       func([]byte) (*Sheet, error)
}{
	"xliff": {[]string{".xlf", ".xliff"}, (*Sheet).xliff, readXLIFF},
	"po":    {[]string{".po"}, (*Sheet).po, readPO},
	"csv":   {[]string{".csv"}, (*Sheet).csv, readCSV},
}

// Formats returns the names of all formats, sorted.
func Formats() []string { return slices.Sorted(maps.Keys(formats)) }

// File returns the sheet in a format, and the name of its file: fr.xlf. The same
// sheet gives the same bytes every time.
func (s *Sheet) File(format string) (name string, data []byte, err error) {
	f, ok := formats[format]
	if !ok {
		return "", nil, fmt.Errorf("%q is not a format%s", format, nearest.DidYouMean(format, Formats()))
	}
	for _, u := range s.Units {
		for _, text := range []string{u.Name(), u.Source, u.Previous, u.Target, u.Note} {
			if i := strings.IndexFunc(text, unwritable); i >= 0 {
				r, _ := utf8.DecodeRuneInString(text[i:])
				return "", nil, fmt.Errorf("%q holds %U, which no such file can; remove it", u.ID, r)
			}
		}
	}
	data, err = f.write(s)
	return s.Target.String() + f.extensions[0], data, err
}

// unwritable reports whether XML 1.0 has no way to write r.
func unwritable(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == '\ufffe' || r == '\uffff'
}

// Read reads a sheet from a file that came back. Its name tells the format.
func Read(name string, data []byte) (*Sheet, error) {
	extension := strings.ToLower(filepath.Ext(name))
	for _, f := range formats {
		if !slices.Contains(f.extensions, extension) {
			continue
		}
		if len(data) > MaxFile {
			return nil, fmt.Errorf("larger than %d MiB", MaxFile>>20)
		}
		data = []byte(strings.TrimPrefix(string(data), "\ufeff"))
		if !utf8.Valid(data) {
			return nil, errors.New("not UTF-8; save it as UTF-8")
		}
		sheet, err := f.read(data)
		if err == nil && sheet.Target == language.Und {
			err = errors.New("it does not name the language of its translations")
		}
		return sheet, err
	}
	return nil, fmt.Errorf("cannot tell its format; name it .xlf, .po or .csv")
}

// tag reads a language as other programs write it.
func tag(s string) (language.Tag, error) {
	if s == "" {
		return language.Und, nil
	}
	t, err := language.Parse(strings.TrimSpace(s))
	if err != nil {
		return t, fmt.Errorf("%q is not a language", s)
	}
	return t, nil
}
