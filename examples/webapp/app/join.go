package app

import (
	"net/http"
	"net/mail"
	"strings"
	"unicode/utf8"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// shortest is how many characters a nickname has at least.
const shortest = 2

// join reads the sign-up form. All that is wrong with it is answered at once, each
// field with a text of its own.
func (a *app) join(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return err
	}
	err := problem.Fields(
		problem.At("/nickname", checkNickname(r.PostForm.Get("nickname"))),
		problem.At("/email", checkEmail(r.PostForm.Get("email"))),
	)
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/?joined", http.StatusSeeOther) // this app has no accounts to keep
	return nil
}

func checkNickname(name string) error {
	if n := utf8.RuneCountInString(strings.TrimSpace(name)); n < shortest {
		return &apicause.Error{Cause: NicknameTooShort, Facts: apicause.Facts{"Least": shortest}}
	}
	return nil
}

func checkEmail(address string) error {
	if _, err := mail.ParseAddress(address); err != nil {
		return &apicause.Error{Cause: NotAnEmail, Err: err}
	}
	return nil
}

// joinForm shows the sign-up form.
func (a *app) joinForm(w http.ResponseWriter, r *http.Request) error {
	return a.pages.show(w, "join", a.localizer(r).Language(), nil)
}
