package serve

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/pseudo"
)

// A view is the folder as it stood at one time. It never changes.
type view struct {
	folder    *messages.Folder
	signature signature
	data      map[string][]byte // what the files hold, by name below the folder
	versions  map[string]string // by name below the folder
	entries   []*entry
	byName    map[string]*entry
	same      map[string][]*messages.Message // by source text: those that share it
	languages []*report                      // the source's first
	fault     error                          // why the folder cannot be read as it is now; the rest is older then
	outside   []string                       // files that lead out of the folder, which are not shown
}

// An entry is what one screen edits: a cause with all its texts, or another
// message.
type entry struct {
	Name     string // the cause, or the ID
	Code     string // Kakao's, of a cause that has one
	Index    int
	Messages []*messages.Message // of the source language, in the order of the sections
}

// source is what a list shows of an entry: its title, where it has one.
func (e *entry) source() *messages.Message {
	for _, m := range e.Messages {
		if m.Section == format.Title {
			return m
		}
	}
	return e.Messages[0]
}

// view returns the folder as it stands now. Where it cannot be read, it is the
// last good one, with the fault.
func (s *Server) view() *view {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.newest.signature.equal(signatureOf(s.config.Dir)) {
		return s.newest
	}
	v, err := s.open()
	if err == nil {
		err = v.fault
	}
	if err != nil {
		old := *s.newest
		old.signature, old.fault = signatureOf(s.config.Dir), err
		if v != nil {
			old.versions = v.versions
		}
		s.newest = &old
		return s.newest
	}
	v.inherit(s.newest)
	s.newest = v
	return v
}

// open reads the folder. The fault of a view is one of the source language's file.
func (s *Server) open() (*view, error) {
	stood := signatureOf(s.config.Dir)
	f, err := messages.Open(s.config.Dir, s.options())
	if err != nil {
		return nil, err
	}
	v := viewOf(f)
	v.signature = stood
	return v, nil
}

// viewOf returns the view of a folder that nobody else looks at.
func viewOf(f *messages.Folder) *view {
	v := &view{folder: f, byName: make(map[string]*entry), same: make(map[string][]*messages.Message)}
	f.Files = slices.DeleteFunc(f.Files, func(file *messages.File) bool {
		err := inside(f.Dir, file.Name)
		if err != nil {
			v.outside = append(v.outside, file.Name)
		}
		return err != nil
	})
	v.readVersions()
	source := f.File(f.Source)
	if source == nil {
		v.fault = fail.New("NoSourceFile", apicause.Facts{"Dir": filepath.ToSlash(f.Dir), "Lang": f.Source.String()})
		if len(v.outside) > 0 {
			v.fault = fmt.Errorf("%s: %w", filepath.Join(f.Dir, v.outside[0]), errOutside)
		}
		return v
	}
	if _, err := source.Document(); err != nil {
		v.fault = fmt.Errorf("%s: %w%w", source.Path, err, fail.New("LintTellsMore", nil))
		return v
	}
	v.findEntries()
	for _, file := range f.Files {
		if file.Sound() && !pseudo.Is(file.Tag) {
			v.languages = append(v.languages, newReport(v, file))
		}
	}
	slices.SortStableFunc(v.languages, func(a, b *report) int {
		if a.isSource() != b.isSource() {
			if a.isSource() {
				return -1
			}
			return 1
		}
		return strings.Compare(a.tag.String(), b.tag.String())
	})
	return v
}

func (v *view) findEntries() {
	for _, m := range v.folder.Needed() {
		if s := m.Source(); s != "" {
			v.same[s] = append(v.same[s], m)
		}
		name := m.ID
		cause := !v.folder.Plain && m.Section.OfCauses()
		if cause {
			name = m.Name()
		}
		e := v.byName[name]
		if e == nil {
			e = &entry{Name: name, Index: len(v.entries)}
			if code, ok := kakao.CodeOf(apicause.Cause(name)); ok && cause {
				e.Code = strconv.Itoa(code)
			}
			v.byName[name] = e
			v.entries = append(v.entries, e)
		}
		e.Messages = append(e.Messages, m)
	}
	for _, e := range v.entries {
		slices.SortStableFunc(e.Messages, func(a, b *messages.Message) int { return int(a.Section - b.Section) })
	}
}

// report returns the language that a request names, nil if there is none.
func (v *view) report(lang string) *report {
	for _, r := range v.languages {
		if r.tag.String() == lang {
			return r
		}
	}
	return nil
}

// small is the part of the folder that the texts of a language depend on, with
// other data in the language's file: a check costs what the language weighs.
func (v *view) small(tag language.Tag, data []byte) (*messages.Folder, error) {
	var files map[string][]byte
	if data != nil {
		files = map[string][]byte{v.folder.File(tag).Name: data}
	}
	return v.folder.With(files, append(format.Lineage(tag), v.folder.Source)...)
}

// memories are the names of the files that remember source texts.
func memories(f *messages.Folder) (names []string) {
	for _, file := range f.Files {
		if file.Sound() {
			names = append(names, messages.MemoryName(file.Tag))
		}
	}
	return names
}

func (v *view) readVersions() {
	v.data, v.versions = make(map[string][]byte), make(map[string]string)
	for _, file := range v.folder.Files {
		v.data[file.Name] = file.Data()
	}
	for _, name := range append(memories(v.folder), messages.SettingsFile) {
		if inside(v.folder.Dir, name) != nil {
			continue
		}
		if data, err := os.ReadFile(filepath.Join(v.folder.Dir, filepath.FromSlash(name))); err == nil {
			v.data[name] = data
		}
	}
	for name, data := range v.data {
		h := fnv.New64a()
		h.Write(data)
		v.versions[name] = strconv.FormatUint(h.Sum64(), 36)
	}
}

// A stamp is what a file is known by without reading it.
type stamp struct {
	name string
	info fs.FileInfo
}

// A signature changes with every file of a folder: what is put in the place of a
// file is another one.
type signature []stamp

func signatureOf(dir string) (s signature) {
	for _, d := range []string{dir, filepath.Join(dir, messages.MemoryFolder)} {
		entries, _ := os.ReadDir(d)
		for _, e := range entries {
			if info, err := os.Stat(filepath.Join(d, e.Name())); err == nil && strings.HasSuffix(e.Name(), ".toml") {
				s = append(s, stamp{e.Name(), info})
			}
		}
	}
	return s
}

func (s signature) equal(other signature) bool {
	return slices.EqualFunc(s, other, func(a, b stamp) bool {
		return a.name == b.name && a.info.Size() == b.info.Size() && a.info.ModTime().Equal(b.info.ModTime()) && os.SameFile(a.info, b.info)
	})
}

// errOutside is the error of a file that a symbolic link leads out of the folder.
var errOutside = fail.New("OutsideLink", nil)

// inside refuses a file of the folder that is a link to somewhere else.
func inside(dir, name string) error {
	root, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return err
	}
	target, err := filepath.EvalSymlinks(filepath.Join(root, filepath.FromSlash(name)))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name))); err != nil {
			return nil // a new file
		}
	}
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if below, err := filepath.Rel(root, target); err != nil || !filepath.IsLocal(below) {
		return fmt.Errorf("%s: %w", name, errOutside)
	}
	return nil
}

// contained refuses a change of a language whose files lead out of the folder. A
// source text that changes may change what is remembered of any language.
func contained(f *messages.Folder, file *messages.File) error {
	names := []string{file.Name, messages.MemoryFolder, messages.MemoryName(file.Tag)}
	if file.Tag == f.Source {
		names = append(names, memories(f)...)
	}
	for _, name := range names {
		if err := inside(f.Dir, name); err != nil {
			return err
		}
	}
	return nil
}
