package standin

import (
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

//go:embed authorize.html
var authorizePage string

// The cookie that says which account a browser is signed in to at Kakao.
const accountCookie = "standin_account"

// authorize shows the consent page. It shows a mistake of the app on a page of its
// own, as Kakao does: nobody is sent back to an address that can't be trusted.
func (k *Kakao) authorize(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	failure, _ := find(q.Get("login_hint"))
	if failure.At == "authorize" {
		failure.serve(w, r)
		return
	}
	if q.Get("client_id") == "" || q.Get("response_type") != "code" || !local(q.Get("redirect_uri")) {
		http.Error(w, "KOE006: client_id, response_type=code and a redirect_uri on this machine are needed", http.StatusBadRequest)
		return
	}
	if _, err := r.Cookie(accountCookie); err != nil {
		http.SetCookie(w, &http.Cookie{Name: accountCookie, Value: rand.Text(), Path: "/oauth", HttpOnly: true, SameSite: http.SameSiteLaxMode})
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	page := template.Must(template.New("authorize").Parse(authorizePage))
	_ = page.Execute(w, struct {
		Query    url.Values
		Scopes   []string
		Failures []Failure
		Chosen   string
	}{q, requested(q), Failures(), failure.Name})
}

// requested returns the consent items that the page is to ask for: those of the
// scope parameter or, without one, those that every login of the app asks for.
func requested(q url.Values) []string {
	scopes := strings.FieldsFunc(q.Get("scope"), func(r rune) bool { return r == ' ' || r == ',' })
	if len(scopes) == 0 {
		return []string{"profile_nickname"}
	}
	return scopes
}

// decide sends the person back to the app.
func (k *Kakao) decide(w http.ResponseWriter, r *http.Request) {
	account, err := r.Cookie(accountCookie)
	if err != nil || r.ParseForm() != nil || !local(r.PostForm.Get("redirect_uri")) {
		http.Error(w, "sign in from the app", http.StatusBadRequest)
		return
	}
	q := r.PostForm
	failure, _ := find(q.Get("failure"))
	back := url.Values{"state": {q.Get("state")}}
	switch {
	case q.Get("decision") != "agree":
		back.Set("error", "access_denied")
		back.Set("error_description", "User denied access")
	case failure.At == "callback":
		for name, value := range failure.Query {
			back.Set(name, value)
		}
	default:
		k.agree(account.Value, requested(q))
		back.Set("code", k.remember(k.codes, grant{
			account: account.Value, client: q.Get("client_id"), redirect: q.Get("redirect_uri"),
			challenge: q.Get("code_challenge"), failure: failure,
		}))
	}
	http.Redirect(w, r, q.Get("redirect_uri")+"?"+back.Encode(), http.StatusFound)
}

// token gives a token for a code.
func (k *Kakao) token(w http.ResponseWriter, r *http.Request) {
	type refusal struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
		Code        string `json:"error_code"`
	}
	refuse := func(code, name, description string) {
		writeJSON(w, http.StatusBadRequest, refusal{name, description, code})
	}
	code := r.FormValue("code")
	k.mu.Lock()
	g, ok := k.codes[code]
	delete(k.codes, code)
	k.mu.Unlock()
	challenge := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	switch {
	case r.FormValue("grant_type") != "authorization_code":
		refuse("KOE310", "invalid_request", "unsupported grant_type")
	case !ok:
		refuse("KOE320", "invalid_grant", "authorization code not found for code="+code)
	case r.FormValue("client_id") != g.client:
		refuse("KOE101", "invalid_client", "Not exist client_id "+r.FormValue("client_id"))
	case r.FormValue("redirect_uri") != g.redirect:
		refuse("KOE303", "invalid_grant", "Redirect URI mismatch.")
	case g.challenge != "" && g.challenge != base64.RawURLEncoding.EncodeToString(challenge[:]):
		refuse("KOE320", "invalid_grant", "code_verifier mismatch")
	case g.failure.At == "token":
		g.failure.serve(w, r)
	default:
		k.mu.Lock()
		scope := strings.Join(k.consents[g.account], " ")
		k.mu.Unlock()
		writeJSON(w, http.StatusOK, map[string]any{
			"token_type": "bearer", "access_token": k.remember(k.tokens, g), "expires_in": 21599,
			"refresh_token": rand.Text(), "refresh_token_expires_in": 5183999, "scope": scope,
		})
	}
}

// local reports whether the address is on this machine: a stand-in must not send
// people to anybody else.
func local(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "http" && (u.Hostname() == "127.0.0.1" || u.Hostname() == "localhost" || u.Hostname() == "::1")
}
