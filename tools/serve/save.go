package serve

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/lint"
	"github.com/apicause/apicause/tools/messages"
	"github.com/apicause/apicause/tools/pseudo"
	"github.com/apicause/apicause/tools/translation"
)

// Why a save was not made.
var (
	errConflict = fail.New("TextChanged", nil)
	errRefused  = fail.New("TextWrong", nil)
	errGone     = fail.New("EntryGone", nil)
)

// save writes what a form says about an entry.
func (s *Server) save(lang, name string, form url.Values, reader []string) (saved bool, id int, err error) {
	writes, err := s.apply(func(change *messages.Change) error {
		v := viewOf(change.Folder)
		if v.fault != nil {
			return v.fault
		}
		r, e := v.report(lang), v.byName[name]
		if r == nil || e == nil {
			return errGone
		}
		if err := contained(change.Folder, r.file); err != nil {
			return err
		}
		before := check(v, r, e, fieldsOf(v, r, e), reader)
		fields := fieldsOf(v, r, e)
		fill(fields, form)
		if slices.ContainsFunc(fields, func(f *field) bool { return f.Conflict }) {
			return errConflict
		}
		after := check(v, r, e, fields, reader)
		if len(lint.NewErrors(before.findings, after.findings)) > 0 {
			return errRefused
		}
		return overlay(fields, func(id messages.Path, form, text string) error {
			return translation.Set(change, r.file, id, form, text)
		})
	})
	if err != nil || len(writes) == 0 {
		return false, 0, err
	}
	return true, s.journal.push(entryIn{lang, name}, writes), nil
}

// apply changes the folder.
func (s *Server) apply(do func(*messages.Change) error) ([]messages.Write, error) {
	return messages.Apply(s.config.Dir, s.options(), false, do)
}

// hold says that translations still fit their source texts.
func (s *Server) hold(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	lang, ids := r.PostForm.Get("lang"), r.PostForm["id"]
	writes, err := s.apply(func(change *messages.Change) error {
		v := viewOf(change.Folder)
		if v.fault != nil {
			return v.fault
		}
		l := v.report(lang)
		if l == nil || l.isSource() {
			return errGone
		}
		if err := contained(change.Folder, l.file); err != nil {
			return err
		}
		needed := change.Effective(change.Source)
		for _, id := range ids {
			if needed[id] == nil || l.file.Message(id) == nil {
				return errGone
			}
			change.Remember(l.tag, needed[id])
		}
		return nil
	})
	if err != nil {
		s.refuseError(w, r, http.StatusConflict, err)
		return
	}
	name := r.PostForm.Get("entry")
	to := filter{Lang: lang, State: stale}.URL()
	if v := s.view(); v.byName[name] != nil && v.report(lang) != nil {
		to = editURL(lang, name)
	}
	if len(writes) > 0 {
		to = withQuery(to, "saved", strconv.Itoa(s.journal.push(entryIn{lang, name}, writes)))
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// addLanguage makes the file of a new language.
func (s *Server) addLanguage(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	typed := strings.TrimSpace(r.PostForm.Get("lang"))
	tag, advice, err := lint.Language(typed, s.readers(r)...)
	if err == nil && pseudo.Is(tag) {
		err = fail.New("PseudoLanguage", apicause.Facts{"Name": tag.String()})
	}
	sure := ""
	if err == nil && advice != "" && r.PostForm.Get("sure") != typed { // kr is Kanuri
		sure, err = typed, errors.New(advice)
	}
	if err == nil {
		err = s.add(tag)
	}
	if err != nil {
		o := s.overviewOf(r)
		o.Typed, o.Sure, o.Problem = typed, sure, fail.In(err, s.readers(r)...)
		s.show(w, http.StatusUnprocessableEntity, "overview.html", o)
		return
	}
	http.Redirect(w, r, filter{Lang: tag.String()}.URL(), http.StatusSeeOther)
}

func (s *Server) add(tag language.Tag) error {
	writes, err := s.apply(func(change *messages.Change) error {
		file := change.File(tag)
		if file != nil {
			return nil // it is there, which is what was asked for
		}
		file = change.New(tag)
		if err := contained(change.Folder, file); err != nil {
			return err
		}
		_, err := translation.Add(change, file)
		return err
	})
	if err == nil && len(writes) > 0 {
		s.journal.push(entryIn{lang: tag.String()}, writes)
	}
	return err
}

// undo takes the last save back.
func (s *Server) undo(w http.ResponseWriter, r *http.Request) {
	if !s.form(w, r) {
		return
	}
	id, _ := strconv.Atoi(r.PostForm.Get("id"))
	of, err := s.journal.pop(id, func(writes []messages.Write) error { return messages.Revert(s.config.Dir, writes) })
	if err != nil {
		s.refuseError(w, r, http.StatusConflict, err)
		return
	}
	to := "/"
	if v := s.view(); v.report(of.lang) != nil {
		to = filter{Lang: of.lang}.URL()
		if v.byName[of.name] != nil {
			to = editURL(of.lang, of.name)
		}
	}
	http.Redirect(w, r, withQuery(to, "undone", "1"), http.StatusSeeOther)
}

func withQuery(address, name, value string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	q := u.Query()
	q.Set(name, value)
	u.RawQuery = q.Encode()
	return u.String()
}

// An entryIn is an entry in a language.
type entryIn struct{ lang, name string }

// A journal remembers the last saves, which can be taken back one by one.
type journal struct {
	mu    sync.Mutex
	count int
	saves []savedEntry
}

type savedEntry struct {
	entryIn
	id     int
	writes []messages.Write
}

const maxSaves = 50

func (j *journal) push(of entryIn, writes []messages.Write) int {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.count++
	j.saves = append(j.saves, savedEntry{of, j.count, writes})
	if len(j.saves) > maxSaves {
		j.saves = j.saves[1:]
	}
	return j.count
}

// find returns a save, and whether it is the last.
func (j *journal) find(id int) (of entryIn, last, ok bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	for i, save := range j.saves {
		if save.id == id {
			return save.entryIn, i == len(j.saves)-1, true
		}
	}
	return of, false, false
}

var errNotLast = fail.New("UndoLast", nil)

// pop takes the last save back by revert.
func (j *journal) pop(id int, revert func([]messages.Write) error) (of entryIn, err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	n := len(j.saves)
	if n == 0 || j.saves[n-1].id != id {
		return of, errNotLast
	}
	if err := revert(j.saves[n-1].writes); err != nil {
		return of, err
	}
	of = j.saves[n-1].entryIn
	j.saves = j.saves[:n-1]
	return of, nil
}
