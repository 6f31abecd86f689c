// Package app is a small web app: sign in with Kakao, send a message to
// yourself or to your friends. All of its errors, Kakao's, the network's and its
// own, are answered by one problem.Responder.
package app

import (
	"context"
	"embed"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"

	"golang.org/x/oauth2"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/talk"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/problem"
)

// Causes of the app's own; locales has their messages.
const (
	LoginExpired   apicause.Cause = "LoginExpired"   // the callback is of no login that began here
	ForeignRequest apicause.Cause = "ForeignRequest" // another site sent the form
	PageNotFound   apicause.Cause = "PageNotFound"
	EmptyMessage   apicause.Cause = "EmptyMessage"
	MessageTooLong apicause.Cause = "MessageTooLong"

	NicknameTooShort apicause.Cause = "NicknameTooShort" // in the sign-up form
	NotAnEmail       apicause.Cause = "NotAnEmail"
)

//go:embed locales
var locales embed.FS

// A Config says where Kakao is and who the app is there.
type Config struct {
	AuthURL      string // "https://kauth.kakao.com"
	APIURL       string // "https://kapi.kakao.com"
	RESTKey      string
	ClientSecret string // where the app has one
	RedirectURL  string // this app's address with /callback, as registered at Kakao
	SessionKey   []byte // 32 bytes that seal the cookies
	HTTP         *http.Client
	Log          *slog.Logger
	Failures     string // a page to link to where Kakao is a stand-in

	// Catalog returns the newest catalog, as Live.Catalog of package live does; where
	// it is nil, the catalog is the one of Messages.
	Catalog func() *apicause.Catalog
}

type app struct {
	Config
	kakao   talk.Client
	oauth   oauth2.Config
	problem *problem.Responder
	seal    sealer
	pages   *pages
}

// Messages says what the app's catalog is made of: its own causes, its messages, and
// above them the folders that reword them.
func Messages(above ...fs.FS) apicause.Config {
	own, _ := fs.Sub(locales, "locales") // embedded above
	return apicause.Config{
		Causes:  []apicause.Cause{LoginExpired, ForeignRequest, PageNotFound, EmptyMessage, MessageTooLong, NicknameTooShort, NotAnEmail},
		Locales: append([]fs.FS{own}, above...),
	}
}

// New makes the app.
func New(c Config) (http.Handler, error) {
	if c.Catalog == nil {
		catalog, err := apicause.New(Messages())
		if err != nil {
			return nil, err
		}
		c.Catalog = func() *apicause.Catalog { return catalog }
	}
	pages, err := newPages()
	if err != nil {
		return nil, err
	}
	seal, err := newSealer(c.SessionKey, strings.HasPrefix(c.RedirectURL, "https://"))
	if err != nil {
		return nil, err
	}
	a := &app{
		Config: c,
		kakao:  talk.Client{API: c.APIURL, HTTP: c.HTTP},
		oauth: oauth2.Config{
			ClientID: c.RESTKey, ClientSecret: c.ClientSecret, RedirectURL: c.RedirectURL,
			Endpoint: oauth2.Endpoint{
				AuthURL: c.AuthURL + "/oauth/authorize", TokenURL: c.AuthURL + "/oauth/token",
				AuthStyle: oauth2.AuthStyleInParams,
			},
		},
		seal:  seal,
		pages: pages,
	}
	a.problem = problem.New(problem.Config{Localizer: a.localizer, Status: status, Links: Next, Report: a.report})
	return a.routes(), nil
}

func (a *app) routes() http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, serve func(http.ResponseWriter, *http.Request) error) {
		mux.Handle(pattern, a.problem.Handler(serve))
	}
	handle("GET /{$}", a.home)
	handle("GET /login", a.login)
	handle("GET /callback", a.callback)
	handle("GET /join", a.joinForm)
	handle("POST /join", a.join)
	handle("POST /send", a.send)
	handle("POST /friends", a.sendToFriends)
	handle("POST /disconnect", a.disconnect)
	handle("POST /api/memo", a.kakao.Memo)
	handle("/", func(http.ResponseWriter, *http.Request) error { return PageNotFound })

	// Forms need no token: browsers say where a request comes from.
	guard := http.NewCrossOriginProtection()
	guard.SetDenyHandler(a.problem.Handler(func(http.ResponseWriter, *http.Request) error { return ForeignRequest }))
	guarded := guard.Handler(mux)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 16<<10)
		keepLanguage(w, r)
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'")
		guarded.ServeHTTP(w, r)
	})
}

// localizer reads the language of ?lang=, of an earlier one, of the browser.
func (a *app) localizer(r *http.Request) apicause.Localizer {
	kept := ""
	if c, err := r.Cookie(languageCookie); err == nil {
		kept = c.Value
	}
	chosen := []string{r.URL.Query().Get("lang"), kept}
	return a.Catalog().Localizer(append(chosen, problem.Preferences(r)...)...)
}

const languageCookie = "lang"

// keepLanguage remembers a choice of language for the pages that follow.
func keepLanguage(w http.ResponseWriter, r *http.Request) {
	if lang := r.URL.Query().Get("lang"); lang != "" && len(lang) <= 35 {
		http.SetCookie(w, &http.Cookie{Name: languageCookie, Value: lang, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
	}
}

// status knows the statuses of the app's own causes.
func status(_ error, cause apicause.Cause) int {
	switch cause {
	case PageNotFound:
		return http.StatusNotFound
	case LoginExpired, ForeignRequest:
		return http.StatusForbidden
	}
	return 0 // the table of package problem
}

// report logs what went wrong. Neither the query, which may hold a code, nor
// Kakao's words as they came are logged: kakao.Error masks its own.
func (a *app) report(r *http.Request, err error, p problem.Problem) {
	level := slog.LevelInfo
	if p.Status >= 500 {
		level = slog.LevelError
	}
	attrs := []slog.Attr{
		slog.String("method", r.Method), slog.String("path", r.URL.Path), slog.Int("status", p.Status),
		slog.String("cause", string(p.Cause)), slog.String("language", p.Language.String()),
	}
	if upstream, ok := errors.AsType[*kakao.Error](err); ok {
		attrs = append(attrs, slog.Any("kakao", upstream))
	} else {
		attrs = append(attrs, slog.String("error", err.Error()))
	}
	if errors.Is(r.Context().Err(), context.Canceled) {
		attrs = append(attrs, slog.Bool("left", true)) // nobody reads the answer
	}
	a.Log.LogAttrs(r.Context(), level, "problem", attrs...)
}
