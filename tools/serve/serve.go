// Package serve is a page on which translators see every message of a folder in
// every language, and edit it. It runs on the translator's own machine; what she
// saves stands in the message files.
//
// The checks are those of package lint, changes go through [messages.Apply], and
// the preview is drawn by the library itself.
package serve

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"path/filepath"
	"sync"
	"time"

	"golang.org/x/text/language"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/tools/fail"
	"github.com/apicause/apicause/tools/messages"
)

// DefaultAddr is where the page is by default. The port is always the same:
// browsers keep drafts by address.
const DefaultAddr = "127.0.0.1:4776"

// A Config says what to serve.
type Config struct {
	Dir    string       // folder with the message files
	Source language.Tag // which the others are translated from; the folder's if zero
	UILang []string     // languages of the page itself; those of the folder, or of the browser, if empty
	Addr   string       // host and port to listen on; [DefaultAddr] if empty
}

// A Server serves the page of one folder. Make one with [New].
type Server struct {
	config   Config
	listener net.Listener
	key      string // what browsers keep drafts of the folder under
	token    string // "" if nobody else can reach the address
	host     string // of Addr
	handler  http.Handler
	events   hub
	journal  journal
	shown    shown

	mu      sync.Mutex
	newest  *view
	started map[string][]byte // the files as they were when the page began
}

// New reads the folder and begins to listen. It refuses a folder without a file
// in the source language.
func New(c Config) (*Server, error) {
	if c.Addr == "" {
		c.Addr = DefaultAddr
	}
	host, _, err := net.SplitHostPort(c.Addr)
	if err != nil {
		return nil, fail.New("NotAnAddress", apicause.Facts{"Name": c.Addr, "Wanted": DefaultAddr})
	}
	path, err := filepath.Abs(c.Dir)
	if err != nil {
		return nil, err
	}
	s := &Server{config: c, host: host, key: path}
	if err := s.start(); err != nil {
		return nil, err
	}
	if s.listener, err = net.Listen("tcp", c.Addr); err != nil {
		return nil, fmt.Errorf("%w%w", err, fail.New("OtherAddress", nil))
	}
	if !s.Private() {
		s.token = rand.Text()
	}
	s.handler = s.guarded(s.routes())
	return s, nil
}

func (s *Server) start() error {
	v, err := s.open()
	if err != nil {
		return err
	}
	if v.fault != nil {
		return v.fault
	}
	s.newest, s.started = v, v.data
	return nil
}

// Private reports whether only this machine can reach the page.
func (s *Server) Private() bool {
	addr, ok := s.listener.Addr().(*net.TCPAddr)
	return ok && addr.IP.IsLoopback()
}

// URL is where to open the page. It holds the token, where there is one.
func (s *Server) URL() string {
	addr := s.listener.Addr().(*net.TCPAddr)
	host := s.host
	if ip, err := netip.ParseAddr(host); host == "" || err == nil && ip.IsUnspecified() {
		host = "localhost"
	}
	u := url.URL{Scheme: "http", Host: net.JoinHostPort(host, fmt.Sprint(addr.Port)), Path: "/"}
	if s.token != "" {
		u.RawQuery = url.Values{tokenName: {s.token}}.Encode()
	}
	return u.String()
}

// Serve answers requests until the context ends, and returns nil then.
func (s *Server) Serve(ctx context.Context) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	server := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       time.Minute,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    64 << 10,
		BaseContext:       func(net.Listener) context.Context { return ctx }, // ends the streams of events
	}
	var wg sync.WaitGroup
	wg.Go(func() { s.watch(ctx) })
	wg.Go(func() { s.reports(ctx) })
	wg.Go(func() {
		<-ctx.Done()
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		if server.Shutdown(last) != nil {
			_ = server.Close()
		}
	})
	err := server.Serve(s.listener)
	stop()
	wg.Wait()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

func (s *Server) options() messages.Options { return messages.Options{Source: s.config.Source} }

func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /{$}", s.overview)
	mux.HandleFunc("GET /edit/{lang}/{entry}", s.edit)
	mux.HandleFunc("POST /edit/{lang}/{entry}", s.post)
	mux.HandleFunc("POST /hold", s.hold)
	mux.HandleFunc("POST /undo", s.undo)
	mux.HandleFunc("POST /languages", s.addLanguage)
	mux.HandleFunc("GET /changes", s.changes)
	mux.HandleFunc("GET /events", s.stream)
	mux.HandleFunc("GET /preview/{page}", s.preview)
	mux.Handle("GET /static/", static())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { s.refuse(w, r, http.StatusNotFound, "NoPage", nil) })
	return mux
}
