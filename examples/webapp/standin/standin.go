// Package standin answers as Kakao does: the authorization server and the few
// APIs that the examples call, with Kakao's paths, statuses and bodies. It knows
// nobody and sends nothing, so that an app runs without an account, and it can fail
// in every way of [Failures].
//
// The person who signs in chooses the failure: the login_hint, or the choice on the
// consent page, names the one that their token runs into.
package standin

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// Kakao is one stand-in, with all that it remembers. It is safe for concurrent
// use.
type Kakao struct {
	mux http.ServeMux

	mu       sync.Mutex
	consents map[string][]string // of each account
	codes    map[string]grant
	tokens   map[string]grant
	sent     []string
}

// A grant is what a code or a token stands for.
type grant struct {
	account, client, redirect, challenge string
	failure                              Failure
}

// New makes a stand-in for kauth.kakao.com and kapi.kakao.com at once.
func New() *Kakao {
	k := &Kakao{consents: map[string][]string{}, codes: map[string]grant{}, tokens: map[string]grant{}}
	k.mux.HandleFunc("GET /oauth/authorize", k.authorize)
	k.mux.HandleFunc("POST /oauth/authorize", k.decide)
	k.mux.HandleFunc("POST /oauth/token", k.token)

	k.mux.HandleFunc("GET /v2/user/me", k.api("profile", "", k.me))
	k.mux.HandleFunc("GET /v2/user/scopes", k.api("scopes", "", k.scopes))
	k.mux.HandleFunc("POST /v1/user/unlink", k.api("unlink", "", k.unlink))
	k.mux.HandleFunc("POST /v2/api/talk/memo/default/send", k.api("memo", "talk_message", k.memo))
	k.mux.HandleFunc("GET /v1/api/talk/friends", k.api("list", "friends", k.friends))
	k.mux.HandleFunc("POST /v1/api/talk/friends/message/default/send", k.api("friends", "talk_message", k.message))
	return k
}

// ServeHTTP answers as Kakao.
func (k *Kakao) ServeHTTP(w http.ResponseWriter, r *http.Request) { k.mux.ServeHTTP(w, r) }

// Sent returns the messages that went through, in their order.
func (k *Kakao) Sent() []string {
	k.mu.Lock()
	defer k.mu.Unlock()
	return slices.Clone(k.sent)
}

// Token returns an access token that meets the failure of that name without
// anybody signing in. Where there is none of that name, all goes well.
func Token(failure string) string { return magic + failure }

const magic = "standin-"

// grant returns what a token stands for.
func (k *Kakao) grant(token string) (g grant, consents []string, ok bool) {
	if name, ok := strings.CutPrefix(token, magic); ok {
		failure, _ := find(name)
		consents := []string{"profile_nickname", "friends", "talk_message"}
		if failure.How == missing {
			consents = consents[:1]
		}
		return grant{failure: failure}, consents, true
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	g, ok = k.tokens[token]
	return g, slices.Clone(k.consents[g.account]), ok
}

// agree adds to the consents of an account.
func (k *Kakao) agree(account string, scopes []string) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for _, scope := range scopes {
		if !slices.Contains(k.consents[account], scope) {
			k.consents[account] = append(k.consents[account], scope)
		}
	}
}

// remember puts a grant under a new name.
func (k *Kakao) remember(in map[string]grant, g grant) string {
	name := rand.Text()
	k.mu.Lock()
	defer k.mu.Unlock()
	in[name] = g
	return name
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json;charset=UTF-8")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // if it fails, the client has gone
}
