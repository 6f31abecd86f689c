package check

import (
	"go/ast"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
)

// readFolders reads the message files of the Configs. If a folder can't be
// followed, those that a comment or an apicause.toml marks are the ones.
func (j *judge) readFolders() {
	var marked folder
	for _, s := range j.all.sorted() {
		for _, dir := range s.Locales {
			marked.Places = append(marked.Places, files{Dir: dir})
		}
	}
	for _, c := range j.configs {
		j.folders.add(c.Locales)
	}
	seen := make(map[source]bool)
	for i := 0; i < len(j.folders.From); i++ { // it grows
		from := j.folders.From[i]
		if seen[from] {
			continue
		}
		seen[from] = true
		found := false
		for _, s := range j.all.sorted() {
			if f, ok := s.Folders[from.ID]; ok {
				j.folders.add(f.in(from.Sub))
				found = true
			}
		}
		function, argument := strings.CutPrefix(from.ID, argumentsOf)
		j.folders.Open = j.folders.Open || !found && !argument || argument && !j.own.Main && ast.IsExported(lastName(function))
	}
	if j.folders.Open || len(j.configs) == 0 && len(marked.Places) > 0 {
		if len(marked.Places) == 0 {
			marked.Places = j.holding(func(name string) bool { return name == "apicause.toml" })
		}
		if len(marked.Places) == 0 {
			return
		}
		j.folders.Places = append(j.folders.Places, marked.Places...)
	}
	concerned := func(s *summary) bool { return len(s.Causes)+len(s.Sites)+len(s.Configs) > 0 }
	if !slices.ContainsFunc(j.ours(), concerned) || len(j.folders.Places) == 0 && !j.catalogs() {
		return
	}
	j.texts = readTexts(j.folders.Places, j.allCauses())
}

// holding returns the folders of the module that have a file with such a name.
func (j *judge) holding(such func(name string) bool) (found []files) {
	root := j.root()
	dirs := make(map[string]bool)
	// What can't be read holds nothing.
	_ = filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return nil
		case entry.IsDir():
			base := entry.Name()
			if name != root && (base == "vendor" || base == "testdata" || base == "node_modules" || strings.HasPrefix(base, ".")) {
				return fs.SkipDir
			}
		case such(entry.Name()):
			dirs[filepath.Dir(name)] = true
		}
		return nil
	})
	for _, dir := range slices.Sorted(maps.Keys(dirs)) {
		found = append(found, files{Dir: dir})
	}
	return found
}

// moreTexts reports whether code that the package doesn't see may add folders.
func (j *judge) moreTexts() bool { return j.outside().words["Locales"] }

// wide returns all message files of the module, nil if one can't be read.
func (j *judge) wide() *texts {
	places := j.holding(func(name string) bool { return strings.HasPrefix(name, "active.") && strings.HasSuffix(name, ".toml") })
	return readTexts(places, j.allCauses())
}

// allCauses returns the names of all causes of the program.
func (j *judge) allCauses() []string {
	names := slices.Collect(maps.Keys(j.listed))
	for _, s := range j.all.sorted() {
		for _, c := range s.Causes {
			names = append(names, c.Value)
		}
		for _, m := range s.Conversions {
			names = append(names, m.Cause)
		}
	}
	return slices.DeleteFunc(names, func(name string) bool { return !token.IsIdentifier(name) })
}
