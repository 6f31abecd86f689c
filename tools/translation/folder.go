// Package translation says how far the languages of a folder of message files
// have come: what they lack, and what their source has outgrown.
package translation

import (
	"bytes"
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing/fstest"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/edit"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/pseudo"
)

// A Folder is a folder of message files. Where it does not hold the library's
// own messages, those lie beneath it.
type Folder struct {
	Dir     string
	Source  language.Tag // which the others are translated from
	Files   []*File      // by name
	Sources *Sources

	beneath map[language.Tag]*File
	order   edit.Order
	needed  []Message
}

// A File is the message file of a language.
type File struct {
	Name string
	Path string
	Tag  language.Tag
	Data []byte         // nil for a file that is not there yet
	Doc  *edit.Document // nil where Err is not
	Err  error          // why the file cannot be read
}

// A Message is an ID with its texts by plural form; one without forms has other.
type Message struct {
	ID    string
	Path  edit.Path
	Texts map[string]string
}

// FileName returns the name of a language's message file.
func FileName(tag language.Tag) string { return "active." + tag.String() + ".toml" }

// Open reads a folder. A file that is no TOML does not keep the others from being
// read; the source language's has to be sound.
func Open(dir string, source language.Tag) (*Folder, error) {
	f := &Folder{Dir: dir, Source: source, beneath: make(map[language.Tag]*File)}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		tag, ok := languageOf(e.Name())
		if !ok {
			continue
		}
		file := &File{Name: e.Name(), Path: filepath.Join(dir, e.Name()), Tag: tag}
		if file.Data, err = os.ReadFile(file.Path); err != nil {
			return nil, err
		}
		f.Files = append(f.Files, file)
	}
	parse(f.Files)
	own := f.File(source)
	if own == nil {
		return nil, fmt.Errorf("%s: no %s, which the others are translated from; name another language with --source", dir, FileName(source))
	}
	if own.Err != nil {
		return nil, fmt.Errorf("%s: %w", own.Path, own.Err)
	}
	if !whole(own) {
		if err := f.lieBeneath(); err != nil {
			return nil, err
		}
	}
	if f.Sources, err = readSources(dir); err != nil {
		return nil, err
	}
	f.order = orderOf(own)
	if below := f.beneath[source]; below != nil {
		f.order = append(f.order, orderOf(below)...)
	}
	texts := f.effective(source)
	for _, id := range f.order {
		if t, ok := texts[id.String()]; ok {
			f.needed = append(f.needed, Message{id.String(), id, t})
			delete(texts, id.String())
		}
	}
	return f, nil
}

// parse parses files, on all cores.
func parse(files []*File) {
	var wg sync.WaitGroup
	for _, file := range files {
		wg.Go(func() { file.Doc, file.Err = edit.Parse(file.Data) })
	}
	wg.Wait()
}

func languageOf(name string) (language.Tag, bool) {
	rest, active := strings.CutPrefix(name, "active.")
	lang, ok := strings.CutSuffix(rest, ".toml")
	if !active || !ok {
		return language.Und, false
	}
	tag, err := language.Parse(lang)
	return tag, err == nil && !tag.IsRoot() && !pseudo.Is(tag)
}

// whole reports whether a file describes most of the built-in causes: its folder
// stands for itself then.
func whole(source *File) bool {
	causes := apicause.Default().Causes()
	described := 0
	for _, c := range causes {
		if _, ok := source.Doc.Text(edit.Path{string(c)}, ""); ok {
			described++
		}
	}
	return described > len(causes)/2
}

// lieBeneath lays the folder over the built-in files.
func (f *Folder) lieBeneath() error {
	entries, err := fs.ReadDir(apicause.Locales(), ".")
	if err != nil {
		return err
	}
	for _, e := range entries {
		if tag, ok := languageOf(e.Name()); ok {
			data, err := fs.ReadFile(apicause.Locales(), e.Name())
			if err != nil {
				return err
			}
			f.beneath[tag] = &File{Name: e.Name(), Tag: tag, Data: data}
		}
	}
	parse(slices.Collect(maps.Values(f.beneath)))
	return nil
}

// File returns the file of a language, nil where there is none.
func (f *Folder) File(tag language.Tag) *File {
	for _, file := range f.Files {
		if file.Tag == tag {
			return file
		}
	}
	return nil
}

// Order is how the source language orders the messages.
func (f *Folder) Order() edit.Order { return f.order }

// Needed returns all messages of the source language, in its order.
func (f *Folder) Needed() []Message { return f.needed }

// Find returns the message of the source language with that ID.
func (f *Folder) Find(id string) (Message, bool) {
	i := slices.IndexFunc(f.needed, func(m Message) bool { return m.ID == id })
	if i < 0 {
		return Message{}, false
	}
	return f.needed[i], true
}

// effective returns what a language says, as Config.Locales lays the folder over
// the built-in files.
func (f *Folder) effective(tag language.Tag) map[string]map[string]string {
	all := make(map[string]map[string]string)
	for _, file := range []*File{f.beneath[tag], f.File(tag)} {
		if file == nil || file.Doc == nil {
			continue
		}
		texts := textsOf(file.Doc)
		for id := range texts {
			if cause, ok := strings.CutPrefix(id, "detail."); ok {
				delete(all, "detail_with_facts."+cause)
			}
		}
		for id, t := range texts {
			all[id] = t
		}
	}
	return all
}

var sections = []string{"title", "detail", "detail_with_facts", "term", "after", "list"}

// pathOf splits the path of a text into the message's and the plural form.
func pathOf(path edit.Path) (id edit.Path, form string) {
	n := 1
	if slices.Contains(sections, path[0]) {
		n = 2
	}
	if len(path) == n {
		return path, "other"
	}
	if len(path) == n+1 && slices.Contains(edit.Forms[:], path[n]) {
		return path[:n], path[n]
	}
	return nil, "" // no text of a message
}

func textsOf(d *edit.Document) map[string]map[string]string {
	all := make(map[string]map[string]string)
	for _, path := range d.Paths() {
		id, form := pathOf(path)
		if id == nil {
			continue
		}
		s, ok := d.Text(id, form)
		if !ok || s == "" {
			continue
		}
		if all[id.String()] == nil {
			all[id.String()] = make(map[string]string)
		}
		all[id.String()][form] = s
	}
	return all
}

func orderOf(file *File) (order edit.Order) {
	seen := make(map[string]bool)
	for _, path := range file.Doc.Paths() {
		if id, _ := pathOf(path); id != nil && !seen[id.String()] {
			seen[id.String()] = true
			order = append(order, id)
		}
	}
	return order
}

// Check returns what lint finds in a file of the folder once it holds data, and
// whether that is new: the file as it is has it not.
func (f *Folder) Check(file *File, data []byte, reader ...string) (found []lint.Finding, fresh func(lint.Finding) bool, err error) {
	run := func(data []byte) ([]lint.Finding, error) {
		m := fstest.MapFS{lint.SourcesFile: {Data: f.Sources.was}}
		if own := f.File(f.Source); own != nil {
			m[own.Name] = &fstest.MapFile{Data: own.Data}
		}
		if data != nil {
			m[file.Name] = &fstest.MapFile{Data: data}
		}
		findings, err := lint.Run(m, lint.Options{Source: f.Source, Reader: reader})
		return slices.DeleteFunc(findings, func(x lint.Finding) bool { return x.File != file.Name }), err
	}
	before, err := run(file.Data)
	if err != nil {
		return nil, nil, err
	}
	found, err = run(data)
	return found, func(x lint.Finding) bool {
		return !slices.ContainsFunc(before, func(y lint.Finding) bool {
			return x.Check == y.Check && x.ID == y.ID && x.Message == y.Message
		})
	}, err
}

// Write puts data in the place of a file.
func (f *Folder) Write(file *File, data []byte) error {
	if bytes.Equal(file.Data, data) && file.Data != nil {
		return nil
	}
	return edit.Write(file.Path, file.Data, data)
}

// New returns a file of the folder that is not there yet.
func (f *Folder) New(tag language.Tag) (*File, error) {
	if file := f.File(tag); file != nil {
		return nil, fmt.Errorf("%s: is there already; apicause sync adds what it lacks", file.Path)
	}
	name := FileName(tag)
	doc, err := edit.Parse(nil)
	return &File{Name: name, Path: filepath.Join(f.Dir, name), Tag: tag, Doc: doc}, err
}

// Draft returns a new file with a line for every text of a language, and how many
// texts that is. The sections have the comments that they have in the source
// language.
func (f *Folder) Draft(file *File) (data []byte, texts int, err error) {
	sources := []*edit.Document{f.File(f.Source).Doc}
	if below := f.beneath[f.Source]; below != nil {
		sources = append(sources, below.Doc)
	}
	var head strings.Builder
	if line, ok := sources[0].Directive(); ok {
		head.WriteString(line + "\n")
	}
	head.WriteString("# Messages in " + cmp.Or(display.English.Tags().Name(file.Tag), file.Tag.String()) + ".\n" +
		"# Fill the quotes and take the # before the line away. Above it stands the source text.\n")
	gaps, messages := f.Gaps(file)
	opened := make(map[string]bool)
	for _, m := range messages {
		section := m.Path[0]
		if len(m.Path) == 1 || opened[section] {
			continue
		}
		opened[section] = true
		head.WriteString("\n")
		for _, source := range sources {
			if lines := source.Above(section); lines != nil {
				head.WriteString(strings.Join(lines, "\n") + "\n")
				break
			}
		}
		head.WriteString("[" + section + "]\n")
	}
	doc, err := edit.Parse([]byte(head.String()))
	if err != nil {
		return nil, 0, err
	}
	data, err = doc.Prepare(gaps, f.order)
	return data, len(messages), err
}

// Settle remembers today's source texts of a file's translations of which nobody
// knows what they were made from, and of the lines to fill that are new in data.
func (f *Folder) Settle(file *File, data []byte) error {
	for _, id := range f.Progress(file).Unknown {
		if m, ok := f.Find(id); ok {
			f.Sources.Remember(file.Tag, id, m.Source())
		}
	}
	will, err := edit.Parse(data)
	if err != nil {
		return err
	}
	waited := make(map[string]bool)
	for _, path := range file.Doc.Waiting() {
		waited[path.String()] = true
	}
	for _, path := range will.Waiting() {
		id, _ := pathOf(path)
		if m, ok := f.Find(id.String()); ok && !waited[path.String()] {
			f.Sources.Remember(file.Tag, m.ID, m.Source())
		}
	}
	return nil
}

// Outgrow remembers a source text that is about to change, for the translations
// of it of which nobody knows what they were made from: that was it.
func (f *Folder) Outgrow(id string) {
	m, ok := f.Find(id)
	if !ok {
		return
	}
	for _, file := range f.Files {
		if slices.Contains(f.Progress(file).Unknown, id) {
			f.Sources.Remember(file.Tag, id, m.Source())
		}
	}
}
