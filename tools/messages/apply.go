package messages

import (
	"bytes"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/fail"
)

// A Change is what an [Apply] is about to write. Its Folder stays as it was.
type Change struct {
	*Folder
	files  map[string][]byte // by name; nil for a file that goes
	memory map[language.Tag]*Memory
}

// A Write is one file that a change writes. Was is nil for a new file, Now for one
// that goes.
type Write struct {
	Path     string
	Was, Now []byte
}

// Apply changes a folder. It locks the folder and waits for others who do, reads
// it, and lets do say what to change; then it writes all of that together or
// nothing. It refuses a change by which the library would find mistakes that it
// does not find today. When dry, it writes nothing. It returns what was, or would
// be, written.
func Apply(dir string, o Options, dry bool, do func(*Change) error) ([]Write, error) {
	unlock, err := lock(dir)
	if err != nil {
		return nil, err
	}
	defer unlock()
	if err := takeBack(dir); err != nil {
		return nil, err
	}
	f, err := Open(dir, o)
	if err != nil {
		return nil, err
	}
	c := &Change{Folder: f, files: make(map[string][]byte), memory: make(map[language.Tag]*Memory)}
	if err := do(c); err != nil {
		return nil, err
	}
	if err := c.validate(); err != nil {
		return nil, err
	}
	writes := c.writes()
	if dry {
		return writes, nil
	}
	return writes, writeAll(dir, writes)
}

// Document returns a file as the change has it so far.
func (c *Change) Document(file *File) (*Document, error) {
	data, changed := c.files[file.Name]
	if !changed {
		data = file.data
	}
	doc, err := Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w%w", file.Path, err, fail.New("LintTellsMore", nil))
	}
	return doc, nil
}

// Put gives a file other data.
func (c *Change) Put(file *File, data []byte) { c.files[file.Name] = data }

// Drop removes a file.
func (c *Change) Drop(file *File) { c.files[file.Name] = nil }

// Set changes one text of a file or adds it; see [Document.Set].
func (c *Change) Set(file *File, id Path, form, text string) error {
	doc, err := c.Document(file)
	if err != nil {
		return err
	}
	data, err := doc.Set(id, form, text, c.Order())
	if err != nil {
		return fmt.Errorf("%s: %w", file.Path, err)
	}
	c.Put(file, data)
	return nil
}

// Remembered returns what is remembered of a language, as the change has it so far.
func (c *Change) Remembered(tag language.Tag) *Memory {
	m, ok := c.memory[tag]
	if !ok {
		m = c.Memory(tag)
		c.memory[tag] = m
	}
	return m
}

// Remember notes that a translation was made from a source message.
func (c *Change) Remember(tag language.Tag, source *Message) {
	c.Remembered(tag).of[source.ID] = source.Forms()
}

// Rename moves what is remembered of one ID to another.
func (c *Change) Rename(tag language.Tag, from, to string) {
	m := c.Remembered(tag)
	if of, ok := m.of[from]; ok {
		m.of[to] = of
		delete(m.of, from)
	}
}

// After returns the folder as it is once the change is made.
func (c *Change) After() (*Folder, error) { return c.With(c.files) }

// writes lists what differs. What is remembered of texts that are not there any
// more goes.
func (c *Change) writes() (writes []Write) {
	for _, name := range slices.Sorted(maps.Keys(c.files)) {
		w := Write{Path: filepath.Join(c.Dir, name), Now: c.files[name]}
		for _, file := range c.Files {
			if file.Name == name {
				w.Was = file.data
			}
		}
		if !bytes.Equal(w.Was, w.Now) || (w.Was == nil) != (w.Now == nil) {
			writes = append(writes, w)
		}
	}
	for tag, m := range c.memory {
		if m.Err != nil {
			continue // nobody overwrites what somebody has yet to fix
		}
		c.prune(tag, m)
		if now := m.bytes(); !bytes.Equal(now, m.data) {
			writes = append(writes, Write{filepath.Join(c.Dir, filepath.FromSlash(MemoryName(tag))), m.data, now})
		}
	}
	slices.SortFunc(writes, func(a, b Write) int { return bytes.Compare([]byte(a.Path), []byte(b.Path)) })
	return writes
}

func (c *Change) prune(tag language.Tag, m *Memory) {
	has := make(map[string]bool)
	if file := c.File(tag); file != nil {
		c.collect(file.Name, file.data, has)
	}
	for name, data := range c.files {
		if t, err := parseFileName(name, c.Plain); err == nil && t == tag {
			clear(has)
			c.collect(name, data, has)
		}
	}
	maps.DeleteFunc(m.of, func(id string, _ map[string]string) bool { return !has[id] })
}

// collect notes the IDs that a file has texts for, and lines that wait.
func (c *Change) collect(name string, data []byte, has map[string]bool) {
	doc, err := Parse(data)
	if err != nil {
		return
	}
	paths := doc.Paths()
	for _, w := range doc.Waiting() {
		paths = append(paths, w.Path)
	}
	for _, path := range paths {
		has[path.String()] = true
		if len(path) > 1 && slices.Contains(format.Forms[:], path[len(path)-1]) {
			has[path[:len(path)-1].String()] = true
		}
	}
}

// validate refuses mistakes that are not there yet.
func (c *Change) validate() error {
	if c.Plain {
		return c.validatePlain()
	}
	after, err := c.After()
	if err != nil {
		return err
	}
	tags := []language.Tag{c.Source}
	for name := range c.files {
		if tag, err := parseFileName(name, false); err == nil {
			tags = append(tags, format.Lineage(tag)...)
		}
	}
	before := c.Folder.problems(tags...)
	for _, p := range after.problems(tags...) {
		if !slices.ContainsFunc(before, func(b *apicause.LocaleError) bool { return b.ID == p.ID && b.Err.Error() == p.Err.Error() }) {
			return fmt.Errorf("%w%w", p, fail.New("NothingWritten", nil))
		}
	}
	return nil
}

func (c *Change) validatePlain() error {
	for name, data := range c.files {
		if _, err := Parse(data); err != nil {
			return fmt.Errorf("%s: %w%w", filepath.Join(c.Dir, name), err, fail.New("NothingWritten", nil))
		}
	}
	return nil
}

// Problems returns what the library refuses of the files of some languages, all
// where none is named.
func (f *Folder) Problems(tags ...language.Tag) []*apicause.LocaleError { return f.problems(tags...) }

func (f *Folder) problems(tags ...language.Tag) (problems []*apicause.LocaleError) {
	config := apicause.Config{Fallback: f.Source}
	for _, c := range f.Causes {
		config.Causes = append(config.Causes, apicause.Cause(c))
	}
	config.Locales = append(config.Locales, f.FS(tags...))
	_, err := apicause.New(config)
	for e := range apicause.LocaleErrors(err) {
		if e.Layer >= 0 || e.Path == "" {
			problems = append(problems, e)
		}
	}
	return problems
}

// ErrBusy is the error of a folder that another program is changing, and was for
// longer than anybody waits.
var ErrBusy = fail.New("Busy", nil)
