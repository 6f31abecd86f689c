package app

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"net/http"
	"slices"
	"strings"

	"golang.org/x/oauth2"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
)

// The consent items that the app may ask for, whatever a link says.
func mayAskFor(scope string) bool {
	return scope == "profile_nickname" || scope == "talk_message" || scope == "friends"
}

// login sends the person to Kakao: for all that a login needs, or, with ?scope=,
// for the consent that was missing and nothing else.
func (a *app) login(w http.ResponseWriter, r *http.Request) error {
	p := pending{State: rand.Text(), Verifier: oauth2.GenerateVerifier()}
	if err := set(a.seal, w, pendingCookie, p, pendingTime); err != nil {
		return err
	}
	oauth := a.oauth
	oauth.Scopes = slices.DeleteFunc(strings.Fields(r.FormValue("scope")), func(s string) bool { return !mayAskFor(s) })
	options := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(p.Verifier)}
	if hint := r.FormValue("login_hint"); hint != "" {
		options = append(options, oauth2.SetAuthURLParam("login_hint", hint))
	}
	http.Redirect(w, r, oauth.AuthCodeURL(p.State, options...), http.StatusSeeOther)
	return nil
}

// callback is where Kakao sends the person back to.
func (a *app) callback(w http.ResponseWriter, r *http.Request) error {
	p, ok := get[pending](a.seal, r, pendingCookie)
	a.seal.clear(w, pendingCookie)
	query := r.URL.Query()
	if !ok || subtle.ConstantTimeCompare([]byte(query.Get("state")), []byte(p.State)) != 1 {
		return LoginExpired
	}
	if err := kakao.Callback(query); errors.Is(err, kakao.ErrCancelled) {
		http.Redirect(w, r, "/", http.StatusSeeOther) // they know what they did
		return nil
	} else if err != nil {
		return err
	}
	token, err := a.exchange(r.Context(), query.Get("code"), p.Verifier)
	if err != nil {
		return err
	}
	profile, err := a.kakao.Profile(r.Context(), token)
	if err != nil {
		return err
	}
	s, _ := get[session](a.seal, r, sessionCookie) // the draft of one who had to consent
	s.Token, s.Nickname = token, profile.Nickname
	if err := set(a.seal, w, sessionCookie, s, sessionTime); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// exchange gets a token for a code. An error answer of Kakao's, which oauth2
// keeps whole, is decoded like any other.
func (a *app) exchange(ctx context.Context, code, verifier string) (string, error) {
	ctx = context.WithValue(ctx, oauth2.HTTPClient, a.HTTP)
	token, err := a.oauth.Exchange(ctx, code, oauth2.VerifierOption(verifier))
	if answer, ok := errors.AsType[*oauth2.RetrieveError](err); ok {
		return "", kakao.Decode(answer.Response.StatusCode, answer.Response.Header, answer.Body)
	}
	if err != nil {
		return "", err
	}
	return token.AccessToken, nil
}

// signedIn returns the session, or InvalidToken: log in again.
func (a *app) signedIn(r *http.Request) (session, error) {
	s, ok := get[session](a.seal, r, sessionCookie)
	if !ok {
		return s, apicause.InvalidToken
	}
	return s, nil
}

// disconnect ends the connection at Kakao and the session here.
func (a *app) disconnect(w http.ResponseWriter, r *http.Request) error {
	s, err := a.signedIn(r)
	if err != nil {
		return err
	}
	if err := a.kakao.Unlink(r.Context(), s.Token); err != nil {
		return err
	}
	a.seal.clear(w, sessionCookie)
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}
