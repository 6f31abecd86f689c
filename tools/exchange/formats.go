package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
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
		return "", nil, fail.New("NotAFormat", apicause.Facts{"Name": format, "Wanted": strings.Join(Formats(), ", ")})
	}
	for _, u := range s.Units {
		for _, text := range []string{u.Name(), u.Source, u.Previous, u.Target, u.Note} {
			if i := strings.IndexFunc(text, unwritable); i >= 0 {
				r, _ := utf8.DecodeRuneInString(text[i:])
				return "", nil, fail.New("Unwritable", apicause.Facts{"ID": u.ID, "Character": fmt.Sprintf("%U", r)})
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

// Read reads a sheet from a file that came back. Its name tells the format, and
// begins the error.
func Read(name string, data []byte) (*Sheet, error) {
	sheet, err := read(strings.ToLower(filepath.Ext(name)), data)
	name = filepath.ToSlash(name)
	var in lineError
	switch {
	case errors.As(err, &in):
		return nil, fmt.Errorf("%s:%d: %w", name, in.line, in.error)
	case err != nil:
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return sheet, nil
}

func read(extension string, data []byte) (*Sheet, error) {
	for _, f := range formats {
		if !slices.Contains(f.extensions, extension) {
			continue
		}
		if len(data) > MaxFile {
			return nil, fail.New("TooLarge", apicause.Facts{"MiB": MaxFile >> 20})
		}
		data = bytes.TrimPrefix(data, []byte("\ufeff"))
		if !utf8.Valid(data) {
			return nil, fail.New("FileNotUTF8", nil)
		}
		sheet, err := f.read(data)
		if err == nil && sheet.Target == language.Und {
			err = fail.New("NoTarget", nil)
		}
		return sheet, err
	}
	return nil, fail.New("NoFormat", nil)
}

// tag reads a language as other programs write it.
func tag(s string) (language.Tag, error) {
	if s == "" {
		return language.Und, nil
	}
	t, err := language.Parse(strings.TrimSpace(s))
	if err != nil {
		return t, fail.New("NotALanguage", apicause.Facts{"Name": s})
	}
	return t, nil
}
