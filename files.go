package apicause

import (
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"sync"

	"golang.org/x/text/language"

	"github.com/apicause/apicause/internal/match"
	"github.com/apicause/apicause/internal/messages"
)

// builtInLayer is the index of the built-in files among the layers.
const builtInLayer = -1

// files are the message files that a catalog is made of.
type files struct {
	builtIn []*messages.File // shared by all catalogs, and read when first needed
	own     []*messages.File
	layers  []fs.FS
	causes  []string // sorted
}

var builtIn struct {
	once  sync.Once
	files []*messages.File
}

// builtInFiles returns the built-in files. A test holds that they are sound.
func builtInFiles() []*messages.File {
	builtIn.once.Do(func() { builtIn.files, _ = messages.Files(builtInLayer, Locales()) })
	return builtIn.files
}

// names returns the names of causes, sorted.
func names(causes []Cause) []string {
	ids := make([]string, len(causes))
	for i, c := range causes {
		ids[i] = string(c)
	}
	slices.Sort(ids)
	return ids
}

// readLayers finds and reads the files of Config.Locales.
func (f *files) readLayers() (problems []error) {
	for i, layer := range f.layers {
		found, bad := messages.Files(i, layer)
		f.own = append(f.own, found...)
		problems = append(problems, localeErrors(bad)...)
	}
	parallel(len(f.own), func(i int) { f.own[i].Read(f.layers[f.own[i].Layer], f.causes) })
	return problems
}

// of returns the files with the messages of a language, in the order in which
// they override one another.
func (f *files) of(tag language.Tag) []*messages.File {
	return messages.Of(tag, slices.Concat(f.builtIn, f.own))
}

// languages returns the languages that have a title or a description.
func (f *files) languages() (tags []language.Tag) {
	tells := func(f *messages.File) bool {
		return f.Layer == builtInLayer || len(f.Messages[messages.Title])+len(f.Messages[messages.Description]) > 0
	}
	for _, file := range slices.Concat(f.builtIn, f.own) {
		if !slices.Contains(tags, file.Tag) && (tells(file) || slices.ContainsFunc(f.of(file.Tag), tells)) {
			tags = append(tags, file.Tag)
		}
	}
	return tags
}

// check reports what is wrong in the files, and which causes the fallback does
// not tell; with no fallback, the latter is not known.
func (f *files) check(fallback language.Tag) (problems []error) {
	// What placeholders a message may have: those of a built-in text, of which the
	// English one has all, and those of the fallback, since the app's code fills
	// them.
	last := f.of(fallback)
	known := slices.Concat(f.builtInOf(language.English), last)
	read(known)
	allowed := messages.Placeholders(known)
	for _, file := range f.own {
		file.CheckPlaceholders(allowed)
		problems = append(problems, localeErrors(file.Problems)...)
	}
	if fallback == language.Und || slices.ContainsFunc(last, unreadable) {
		return problems
	}
	for _, c := range f.causes {
		tells := func(file *messages.File) bool { return file.Messages.Tells(c) }
		reported := func(file *messages.File) bool {
			return slices.ContainsFunc(file.Problems, func(p *messages.Problem) bool { return p.ID == c || p.ID == messages.Title.ID(c) })
		}
		if !slices.ContainsFunc(last, tells) && !slices.ContainsFunc(last, reported) {
			problems = append(problems, configError(c, fallback,
				fmt.Errorf("neither description nor title in the fallback language; add %s = \"…\" to active.%s.toml", c, fallback)))
		}
	}
	return problems
}

func (f *files) builtInOf(tag language.Tag) []*messages.File {
	return slices.DeleteFunc(slices.Clone(f.builtIn), func(f *messages.File) bool { return f.Tag != tag })
}

// unreadable reports whether nothing in a file could be read.
func unreadable(f *messages.File) bool { return f.Messages[messages.Description] == nil }

// read reads those of the files that are built in; the others are read already.
func read(files []*messages.File) {
	for _, f := range files {
		if f.Layer == builtInLayer {
			f.Read(Locales(), names(builtInCauses()))
		}
	}
}

// findLanguage returns the one of tags that want names: ko for ko-KR.
func findLanguage(want language.Tag, tags []language.Tag) (language.Tag, error) {
	if slices.Contains(tags, want) {
		return want, nil
	}
	if tag, same, _ := match.New(tags).Match(want); same {
		return tag, nil
	}
	return language.Und, fmt.Errorf("no messages in %s; add active.%s.toml to a folder of Config.Locales", want, want)
}

// parallel calls do for 0 … n-1 on all cores.
func parallel(n int, do func(i int)) {
	var wg sync.WaitGroup
	next := make(chan int)
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				do(i)
			}
		})
	}
	for i := range n {
		next <- i
	}
	close(next)
	wg.Wait()
}
