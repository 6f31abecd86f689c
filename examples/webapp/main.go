// Webapp signs people in with Kakao and sends messages, against Kakao or, where
// none is named, against a stand-in that runs beside it.
package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/apicause/apicause/examples/webapp/app"
	"github.com/apicause/apicause/examples/webapp/standin"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "webapp:", err)
		os.Exit(1)
	}
}

// run serves until the context ends. Addresses go to out, logs to logs.
func run(ctx context.Context, args []string, out, logs io.Writer) error {
	flags := flag.NewFlagSet("webapp", flag.ContinueOnError)
	flags.SetOutput(logs)
	addr := flags.String("addr", "127.0.0.1:0", "address of the app; port 0 takes a free one")
	standinAddr := flags.String("standin", "127.0.0.1:0", "address of the stand-in for Kakao")
	timeout := flags.Duration("timeout", 3*time.Second, "how long to wait for Kakao")
	c := app.Config{Log: slog.New(slog.NewTextHandler(logs, nil))}
	flags.StringVar(&c.AuthURL, "auth-url", os.Getenv("KAKAO_AUTH_URL"), "Kakao's authorization server, as https://kauth.kakao.com; empty: the stand-in (KAKAO_AUTH_URL)")
	flags.StringVar(&c.APIURL, "api-url", os.Getenv("KAKAO_API_URL"), "Kakao's API, as https://kapi.kakao.com; empty: the stand-in (KAKAO_API_URL)")
	flags.StringVar(&c.RedirectURL, "redirect-uri", os.Getenv("KAKAO_REDIRECT_URI"), "the app's address with /callback, as registered at Kakao (KAKAO_REDIRECT_URI)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	c.RESTKey = os.Getenv("KAKAO_REST_API_KEY") // keys don't belong on a command line
	c.ClientSecret = os.Getenv("KAKAO_CLIENT_SECRET")
	c.HTTP = &http.Client{Timeout: *timeout}
	c.SessionKey = make([]byte, 32)
	_, _ = rand.Read(c.SessionKey) // never fails; a restart signs everybody out
	if (c.AuthURL == "") != (c.APIURL == "") {
		return errors.New("name both KAKAO_AUTH_URL and KAKAO_API_URL, or neither")
	}
	if c.AuthURL != "" && c.RESTKey == "" {
		return errors.New("KAKAO_REST_API_KEY is not set")
	}

	listener, err := net.Listen("tcp", *addr)
	if err != nil {
		return err
	}
	address := "http://" + listener.Addr().String()
	if c.RedirectURL == "" {
		c.RedirectURL = address + "/callback"
	}
	if c.AuthURL != "" {
		handler, err := app.New(c)
		if err != nil {
			return err
		}
		fmt.Fprintln(out, "app:     ", address)
		return serve(ctx, listener, handler)
	}

	kakao, err := net.Listen("tcp", *standinAddr)
	if err != nil {
		return err
	}
	c.AuthURL = "http://" + kakao.Addr().String()
	c.APIURL, c.RESTKey, c.Failures = c.AuthURL, "stand-in-key", "/failures"
	handler, err := app.New(c)
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/", handler)
	failures := gallery()
	mux.Handle("/failures", failures)
	mux.Handle("/failures/", failures)
	fmt.Fprintln(out, "app:     ", address)
	fmt.Fprintln(out, "failures:", address+"/failures")
	fmt.Fprintln(out, "stand-in:", c.AuthURL)
	ended := make(chan error, 2)
	go func() { ended <- serve(ctx, kakao, standin.New()) }()
	go func() { ended <- serve(ctx, listener, mux) }()
	return errors.Join(<-ended, <-ended)
}

// serve serves until the context ends.
func serve(ctx context.Context, l net.Listener, h http.Handler) error {
	server := &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
