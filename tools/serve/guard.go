package serve

import (
	"crypto/subtle"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"strings"
)

// maxBody is how much of a request is read: a hundred texts of ten thousand
// characters.
const maxBody = 1 << 20

// tokenName is the token's in the first address and in the cookie.
const tokenName = "token"

// policy is the content security policy of all pages but the preview.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guarded refuses what does not come from the page itself.
func (s *Server) guarded(next http.Handler) http.Handler {
	protection := http.NewCrossOriginProtection()
	protection.SetDenyHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.refuse(w, r, http.StatusForbidden, "OtherOrigin", nil)
	}))
	next = protection.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cache-Control", "no-store")
		switch {
		case !s.isOwnHost(r.Host):
			s.refuse(w, r, http.StatusMisdirectedRequest, "OtherHost", nil)
		case s.token != "" && s.admits(w, r):
		case r.ContentLength > maxBody:
			s.refuse(w, r, http.StatusRequestEntityTooLarge, "TooLarge", nil)
		default:
			r.Body = http.MaxBytesReader(w, r.Body, maxBody)
			next.ServeHTTP(w, r)
		}
	})
}

// isOwnHost reports whether a request names this machine. A page of somebody
// else's whose name was made to point here names itself (DNS rebinding): names
// count only where they are localhost or the one in Addr.
func (s *Server) isOwnHost(host string) bool {
	if name, _, err := net.SplitHostPort(host); err == nil {
		host = name
	}
	host = strings.Trim(host, "[]")
	if host == "localhost" || host != "" && strings.EqualFold(host, s.host) {
		return true
	}
	ip, err := netip.ParseAddr(host)
	return err == nil && (ip.IsLoopback() || !s.Private())
}

// admits checks the token, and answers what it does not let in. The token of the
// first address moves into a cookie, so that it stands in no history.
func (s *Server) admits(w http.ResponseWriter, r *http.Request) (answered bool) {
	is := func(token string) bool { return subtle.ConstantTimeCompare([]byte(token), []byte(s.token)) == 1 }
	if r.Method == http.MethodGet && is(r.URL.Query().Get(tokenName)) {
		http.SetCookie(w, &http.Cookie{Name: tokenName, Value: s.token, Path: "/", HttpOnly: true, SameSite: http.SameSiteStrictMode})
		http.Redirect(w, r, "/", http.StatusSeeOther)
		return true
	}
	if cookie, err := r.Cookie(tokenName); err == nil && is(cookie.Value) {
		return false
	}
	s.refuse(w, r, http.StatusForbidden, "NoToken", nil)
	return true
}

// form reads what a form sends, and answers where it cannot.
func (s *Server) form(w http.ResponseWriter, r *http.Request) bool {
	err := r.ParseForm()
	if err == nil {
		if err = r.ParseMultipartForm(maxBody); errors.Is(err, http.ErrNotMultipart) {
			err = nil
		}
	}
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &large):
		s.refuse(w, r, http.StatusRequestEntityTooLarge, "TooLarge", nil)
	case err != nil:
		s.refuse(w, r, http.StatusBadRequest, "NoForm", nil)
	}
	return err == nil
}
