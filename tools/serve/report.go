package serve

import (
	"cmp"
	"context"
	"hash/maphash"
	"io/fs"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/direction"
	format "github.com/apicause/apicause/internal/messages"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/translation"
)

// A state is what a text is in a language.
type state string

// The states from the best to the worst.
const (
	done    state = "done"
	warning state = "warning"
	stale   state = "stale"
	missing state = "missing"
	faulty  state = "error"
)

var states = []state{done, warning, stale, missing, faulty}

// A stateSet is the states of an entry's texts.
type stateSet uint8

func (s stateSet) with(one state) stateSet { return s | 1<<slices.Index(states, one) }

func (s stateSet) has(one state) bool { return s&stateSet(0).with(one) != 0 }

// worst is the state that an entry is said to be in.
func (s stateSet) worst() state { return states[max(0, bits.Len8(uint8(s))-1)] }

// A report is how far a language has come. What takes long is found out once,
// behind the pages.
type report struct {
	tag  language.Tag
	file *messages.File
	view *view
	key  uint64 // of all that it depends on
	once sync.Once
	*found
}

// found is what a report finds out.
type found struct {
	ready    atomic.Bool
	percent  int
	messages map[translation.State]int
	of       map[string]translation.State // by message
	states   map[string]stateSet          // by entry
	counts   map[state]int                // of entries that have a text in the state; of those done, all texts are
	texts    map[string]*messages.Message // what readers see, by message
	lower    map[string]string            // by entry, to search in
	whole    []lint.Finding               // of no message
}

var seed = maphash.MakeSeed()

func newReport(v *view, file *messages.File) *report {
	r := &report{tag: file.Tag, file: file, view: v, found: new(found)}
	var h maphash.Hash
	h.SetSeed(seed)
	for _, tag := range append(format.Lineage(file.Tag), v.folder.Source) {
		if f := v.folder.File(tag); f != nil {
			_, _ = h.Write(f.Data())
			_ = h.WriteByte(0)
		}
	}
	_, _ = h.Write(v.data[messages.MemoryName(file.Tag)])
	_ = h.WriteByte(0)
	_, _ = h.Write(v.data[messages.SettingsFile])
	r.key = h.Sum64()
	return r
}

// inherit takes over what an older view found out, of languages that nothing has
// changed for.
func (v *view) inherit(old *view) {
	for _, r := range v.languages {
		if was := old.report(r.tag.String()); was != nil && was.key == r.key && was.ready.Load() {
			r.found = was.found
		}
	}
}

// find finds out what there is to report, and returns whether that was left to do.
func (r *report) find() (fresh bool) {
	if r.ready.Load() {
		return false
	}
	r.once.Do(func() {
		f, err := r.view.small(r.tag, nil)
		if err != nil {
			f = r.view.folder
		}
		file := cmp.Or(f.File(r.tag), r.file)
		progress := translation.Of(f, file)
		r.percent, r.of = progress.Percent(), progress.States
		r.texts = f.Readable(r.tag)
		r.messages = make(map[translation.State]int)
		for _, s := range progress.States {
			r.messages[s]++
		}
		worst := make(map[string]lint.Severity)
		findings, _ := lint.Folder(f, lint.Options{Only: []string{file.Name}}) // an error is one of the folder, which a view has none of
		for _, x := range findings {
			if x.Severity.AtLeast(cmp.Or(worst[x.ID], lint.Info)) {
				worst[x.ID] = x.Severity
			}
			if x.ID == "" || progress.Err != nil {
				r.whole = append(r.whole, x)
			}
		}
		r.judge(worst, progress.Err != nil)
		r.ready.Store(true)
		fresh = true
	})
	return fresh
}

// checked is how many languages have their report.
func (v *view) checked() (n int) {
	for _, r := range v.languages {
		if r.ready.Load() {
			n++
		}
	}
	return n
}

// judge gives each entry its state and its text to search in.
func (r *report) judge(worst map[string]lint.Severity, broken bool) {
	r.states, r.lower, r.counts = make(map[string]stateSet), make(map[string]string), make(map[state]int)
	for _, e := range r.view.entries {
		var is stateSet
		var text strings.Builder
		for _, m := range e.Messages {
			is = is.with(stateOf(r.of[m.ID], worst[m.ID]))
			if t := r.texts[m.ID]; t != nil {
				for _, t := range t.Texts {
					text.WriteString(t.S + "\n")
				}
			}
		}
		if broken {
			is = is.with(faulty)
		}
		if is.worst() != done {
			is &^= stateSet(0).with(done)
		}
		r.states[e.Name] = is
		for _, s := range states {
			if is.has(s) {
				r.counts[s]++
			}
		}
		r.lower[e.Name] = strings.ToLower(text.String())
	}
}

// stateOf is the state of one message. What lint says of a text that is missing is
// that it is missing.
func stateOf(s translation.State, severity lint.Severity) state {
	switch {
	case severity == lint.Error:
		return faulty
	case s == translation.Missing:
		return missing
	case s == translation.Stale:
		return stale
	case severity == lint.Warning:
		return warning
	}
	return done
}

// Name is what the language calls itself.
func (r *report) Name() string { return cmp.Or(display.Self.Name(r.tag), r.tag.String()) }

func (r *report) Tag() string { return r.tag.String() }

// Dir is the direction in which the language is written.
func (r *report) Dir() string {
	if direction.RightToLeft(r.tag) {
		return "rtl"
	}
	return "ltr"
}

func (r *report) isSource() bool { return r.tag == r.view.folder.Source }

// reports finds out, view after view, what there is to report of all languages, so
// that pages don't wait.
func (s *Server) reports(ctx context.Context) {
	changed := s.events.listen()
	defer s.events.leave(changed)
	for {
		fresh := false
		for _, r := range s.view().languages {
			if ctx.Err() != nil {
				return
			}
			fresh = r.find() || fresh
		}
		if fresh {
			s.events.wake()
			continue // there may be a newer view
		}
		select {
		case <-ctx.Done():
			return
		case <-changed:
		}
	}
}

// catalog returns what the library makes of a folder's files.
func catalog(f *messages.Folder, tag language.Tag) (*apicause.Catalog, error) {
	config := apicause.Config{Fallback: f.Source, Languages: []language.Tag{tag}, Locales: []fs.FS{f.FS()}}
	for _, c := range f.Causes {
		config.Causes = append(config.Causes, apicause.Cause(c))
	}
	return apicause.New(config)
}
