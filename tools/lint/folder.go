package lint

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/direction"
	"github.com/apicause/apicause/internal/nearest"
	"github.com/apicause/apicause/internal/tomlkey"
)

// maxDepth is how deep a file may nest: as deep as the runtime takes it.
const maxDepth = 8

// fileName is the name of a language's message file.
func fileName(tag language.Tag) string { return "active." + tag.String() + ".toml" }

// AppCauses returns the causes that a folder of message files adds to the
// built-in ones, in alphabetical order: what stands at the top level of its
// source language's file. A file that cannot be read adds none.
func AppCauses(fsys fs.FS, source language.Tag) []apicause.Cause {
	causes, _ := topLevel(fsys, source)
	return causes
}

// topLevel also reports whether the folder is a whole one, like ours: its source
// language describes most of the built-in causes. In such a file what looks like
// a built-in cause that is not there is a slip, and no cause of an app.
//
// Where the source language's file is no TOML, the other files tell the causes:
// one mistake is enough to report.
func topLevel(fsys fs.FS, source language.Tag) (causes []apicause.Cause, whole bool) {
	top, broken := topKeys(fsys, func(tag language.Tag) bool { return tag == source })
	if broken {
		top, _ = topKeys(fsys, func(language.Tag) bool { return true })
	}
	return appCauses(top)
}

// topKeys returns what stands at the top level of the files of some languages,
// and whether one of them cannot be read.
func topKeys(fsys fs.FS, of func(language.Tag) bool) (top map[string]any, broken bool) {
	top = make(map[string]any)
	entries, _ := fs.ReadDir(fsys, ".")
	for _, e := range entries {
		tag, nameless := languageOf(e.Name())
		if nameless || tag.IsRoot() || !of(tag) {
			continue
		}
		data, err := fs.ReadFile(fsys, e.Name())
		if err == nil {
			var keys map[string]any
			keys, err = decode(data)
			maps.Copy(top, keys)
		}
		broken = broken || err != nil
	}
	return top, broken
}

// BuiltInCauses returns the causes that the library's own files describe. It does
// not ask a catalog, since those files may be what is wrong.
func BuiltInCauses() []apicause.Cause {
	return append(apicause.Causes(), apicause.Unknown, apicause.BlockedApp, apicause.NotFriend,
		apicause.BadRequest, apicause.Unauthorized, apicause.Forbidden, apicause.NotFound, apicause.Conflict, apicause.ContentTooLarge,
		apicause.ValidationFailed, apicause.TooManyRequests, apicause.ServiceUnavailable, apicause.GatewayTimeout, apicause.LoginCancelled)
}

// appCauses returns what of a file's top level is a cause of an app's own.
func appCauses(top map[string]any) (causes []apicause.Cause, whole bool) {
	var missing []string
	builtIn := BuiltInCauses()
	for _, c := range builtIn {
		if top[string(c)] == nil {
			missing = append(missing, string(c))
		}
	}
	whole = len(missing) < len(builtIn)/2
	for id, value := range top {
		c := apicause.Cause(id)
		switch {
		case sectionOf(id) != nil, slices.Contains(builtIn, c), !isCauseName(id), isSection(id, value):
		case whole && len(nearest.Names(id, missing)) > 0:
		default:
			causes = append(causes, c)
		}
	}
	slices.Sort(causes)
	return causes, whole
}

// isSection reports whether an unknown key is a section whose name is misspelt:
// a table that holds no forms of a text.
func isSection(key string, value any) bool {
	table, ok := value.(map[string]any)
	if !ok || len(nearest.Names(key, sectionNames())) == 0 {
		return false
	}
	for form := range table {
		if slices.Contains(forms, form) {
			return false
		}
	}
	return true
}

// IsMessageFile reports whether lint and the library look at a file of that name,
// which may be one that they refuse.
func IsMessageFile(name string) bool {
	return strings.EqualFold(path.Ext(name), ".toml") && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "translate.")
}

// tooDeep is the error of a file that nests deeper than any message file, at an
// offset.
type tooDeep int

func (tooDeep) Error() string { return "nested too deep" }

// decode reads TOML as the runtime does.
func decode(data []byte) (tree map[string]any, err error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if offset := tomlkey.Deeper(maxDepth, data); offset >= 0 {
		return nil, tooDeep(offset)
	}
	err = toml.Unmarshal(data, &tree)
	return tree, err
}

// read reads the folder and what lies beneath it.
func (r *run) read() error {
	entries, err := fs.ReadDir(r.fsys, ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if !IsMessageFile(name) {
			continue
		}
		data, err := fs.ReadFile(r.fsys, name)
		if err != nil {
			return err
		}
		r.files = append(r.files, &document{name: name, data: bytes.TrimPrefix(data, []byte("\ufeff"))})
	}
	if len(r.files) == 0 {
		return errors.New("no message files (active.<language>.toml)")
	}
	r.causes, r.whole = topLevel(r.fsys, r.Source)
	if r.sources, err = readSources(r.fsys); err != nil {
		return err
	}
	if r.styles, err = readStyles(r.Style, r.whole); err != nil {
		return err
	}
	for _, d := range r.files {
		d.setLanguage()
	}
	r.builtIn = builtIn()
	return nil
}

// builtIn returns the library's own files. They are only read.
var builtIn = sync.OnceValue(func() (files []*document) {
	r := &run{fsys: apicause.Locales(), reader: Words().Reader()}
	entries, err := fs.ReadDir(r.fsys, ".")
	for _, e := range entries {
		d := &document{name: e.Name()}
		d.setLanguage()
		if d.data, err = fs.ReadFile(r.fsys, d.name); err == nil {
			d.parse(r)
			files = append(files, d)
		}
	}
	if err != nil {
		panic(err) // they are embedded
	}
	return files
})

func (d *document) setLanguage() {
	d.tag, d.nameless = languageOf(d.name)
	d.base, d.rightToLeft = baseOf(d.tag), direction.RightToLeft(d.tag)
}

// languageOf returns the language of a message file, and false for nameless
// where its name says one.
func languageOf(name string) (tag language.Tag, nameless bool) {
	rest, active := strings.CutPrefix(name, "active.")
	lang, ok := strings.CutSuffix(rest, ".toml")
	if !active || !ok || lang == "" {
		return language.Und, true
	}
	tag, err := language.Parse(lang)
	if base, _ := tag.Base(); err != nil || base.String() == "und" {
		return language.Und, false
	}
	return tag, false
}
