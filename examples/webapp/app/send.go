package app

import (
	"errors"
	"net/http"
	"strings"
	"unicode/utf8"

	"github.com/apicause/apicause"
)

// longest is how many characters Kakao takes in the text of a message.
const longest = 200

// message returns the text to send and by whom.
func (a *app) message(r *http.Request) (session, string, error) {
	s, err := a.signedIn(r)
	if err != nil {
		return s, "", err
	}
	if err := r.ParseForm(); err != nil {
		return s, "", err
	}
	text := strings.ReplaceAll(strings.TrimSpace(r.PostForm.Get("text")), "\r\n", "\n")
	switch n := utf8.RuneCountInString(text); {
	case n == 0:
		return s, "", EmptyMessage
	case n > longest:
		return s, "", &apicause.Error{Cause: MessageTooLong, Facts: apicause.Facts{"Count": n, "Limit": longest}}
	}
	return s, text, nil
}

// send sends a message to oneself.
func (a *app) send(w http.ResponseWriter, r *http.Request) error {
	s, text, err := a.message(r)
	if err != nil {
		return err
	}
	if err := a.kakao.SendToMe(r.Context(), s.Token, text); err != nil {
		return a.keepDraft(w, s, text, err)
	}
	s.Draft = ""
	if err := set(a.seal, w, sessionCookie, s, sessionTime); err != nil {
		return err
	}
	http.Redirect(w, r, "/?sent", http.StatusSeeOther)
	return nil
}

// sendToFriends sends a message to all friends, and says whom it did not reach.
func (a *app) sendToFriends(w http.ResponseWriter, r *http.Request) error {
	s, text, err := a.message(r)
	if err != nil {
		return err
	}
	friends, err := a.kakao.Friends(r.Context(), s.Token)
	if err != nil {
		return a.keepDraft(w, s, text, err)
	}
	sent, failed, err := a.kakao.SendToFriends(r.Context(), s.Token, text, friends)
	if err != nil {
		return a.keepDraft(w, s, text, err)
	}
	for _, err := range failed {
		a.report(r, err, a.problem.Problem(r, err))
	}
	localizer := a.localizer(r)
	var messages []apicause.Message
	for _, err := range failed {
		messages = append(messages, localizer.Localize(err))
	}
	return a.pages.show(w, "friends", localizer.Language(), struct {
		Sent   int
		Failed []apicause.Message
	}{sent, messages})
}

// keepDraft keeps what the person wrote for when they come back: after the
// consent that was missing, or another login. It returns err.
func (a *app) keepDraft(w http.ResponseWriter, s session, text string, err error) error {
	s.Draft = text
	return errors.Join(err, set(a.seal, w, sessionCookie, s, sessionTime))
}

// home shows the form, or the way in.
func (a *app) home(w http.ResponseWriter, r *http.Request) error {
	s, ok := get[session](a.seal, r, sessionCookie)
	return a.pages.show(w, "home", a.localizer(r).Language(), struct {
		session
		SignedIn, Sent, Joined bool
		Failures               string
		Longest                int
	}{s, ok, r.URL.Query().Has("sent"), r.URL.Query().Has("joined"), a.Failures, longest})
}
