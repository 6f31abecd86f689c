package main

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/examples/webapp/app"
	"github.com/apicause/apicause/examples/webapp/standin"
	"github.com/apicause/apicause/live"
)

// A webapp is the example web app on loopback, with the stand-in for Kakao beside it
// and its texts in a folder.
type webapp struct {
	dir           string
	version       int
	texts         *live.Live
	server, kakao *httptest.Server
}

func serve(dir string) *webapp {
	a := &webapp{dir: dir, kakao: httptest.NewServer(standin.New())}
	a.deploy()
	var err error
	a.texts, err = live.New(app.Messages(os.DirFS(filepath.Join(dir, "current"))))
	check(err)
	a.server = httptest.NewUnstartedServer(nil)
	a.server.Config.MaxHeaderBytes = 4 << 20 // else net/http refuses a megabyte before the app sees it
	a.server.Config.Handler, err = app.New(app.Config{
		AuthURL: a.kakao.URL, APIURL: a.kakao.URL, RESTKey: "key",
		RedirectURL: "http://" + a.server.Listener.Addr().String() + "/callback", SessionKey: make([]byte, 32),
		HTTP: &http.Client{Timeout: 30 * time.Second, Transport: keepingConnections()},
		Log:  slog.New(slog.DiscardHandler), Catalog: a.texts.Catalog,
	})
	check(err)
	a.server.Start()
	return a
}

func (a *webapp) close() {
	a.server.Close()
	a.kakao.Close()
}

// keepingConnections returns a transport that keeps one connection for each client.
func keepingConnections() *http.Transport { return &http.Transport{MaxIdleConnsPerHost: clients} }

// causes are those that the requests end in.
var causes = []apicause.Cause{app.PageNotFound, app.LoginExpired, apicause.InvalidToken, apicause.ApiLimitExceeded}

var languages = []string{"en", "ko"}

// deploy swaps in the next version of the texts. Each names its language, what it is
// and the version.
func (a *webapp) deploy() {
	a.version++
	next := filepath.Join(a.dir, fmt.Sprint(a.version))
	check(os.Mkdir(next, 0o755))
	for _, language := range languages {
		text := ""
		for _, table := range []string{"title", "detail", "detail_with_facts"} {
			text += fmt.Sprintf("[%s]\n", table)
			kind, _, _ := strings.Cut(table, "_")
			for _, cause := range causes {
				text += fmt.Sprintf("%s = \"%s %s v%d\"\n", cause, language, kind, a.version)
			}
		}
		check(os.WriteFile(filepath.Join(next, "active."+language+".toml"), []byte(text), 0o644))
	}
	link := filepath.Join(a.dir, "current")
	old, _ := filepath.EvalSymlinks(link)
	draft := filepath.Join(a.dir, "next")
	check(os.Symlink(next, draft))
	check(os.Rename(draft, link))
	if old != "" {
		check(os.RemoveAll(old))
	}
}

// swap deploys, and lets the app find it.
func (a *webapp) swap() {
	a.deploy()
	_, err := a.texts.Reload()
	check(err)
}
