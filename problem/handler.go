package problem

import (
	"bufio"
	"errors"
	"io"
	"net"
	"net/http"
)

// Handler returns a handler that answers the errors that serve returns.
//
// If serve fails after it began an answer, the error goes to [Config.Report] alone
// and the connection is aborted (see [http.ErrAbortHandler]), so that half an answer
// never looks whole. The same happens if serve returns http.ErrAbortHandler itself.
// Informational headers (1xx) do not begin an answer; flushing, hijacking and an
// empty Write do. A panic of serve is passed on.
func (p *Responder) Handler(serve func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		t := &tracker{ResponseWriter: w}
		err := serve(t, r)
		switch {
		case err == nil:
		case t.begun || err == http.ErrAbortHandler:
			err = p.classified(err)
			p.report(r, err, p.problem(r, err))
			panic(http.ErrAbortHandler)
		default:
			p.Write(w, r, err)
		}
	})
}

// A tracker knows whether an answer has begun. What [http.ResponseController]
// can do otherwise it finds through Unwrap.
type tracker struct {
	http.ResponseWriter
	begun bool
}

func (t *tracker) Unwrap() http.ResponseWriter { return t.ResponseWriter }

func (t *tracker) WriteHeader(status int) {
	t.begun = t.begun || status >= 200 || status == http.StatusSwitchingProtocols
	t.ResponseWriter.WriteHeader(status)
}

func (t *tracker) Write(b []byte) (int, error) {
	t.begun = true
	return t.ResponseWriter.Write(b)
}

// ReadFrom keeps sendfile for io.Copy. A source that fails before its first byte
// has begun nothing.
func (t *tracker) ReadFrom(r io.Reader) (n int64, err error) {
	n, err = io.Copy(t.ResponseWriter, r)
	t.begun = t.begun || n > 0
	return n, err
}

func (t *tracker) FlushError() error {
	err := http.NewResponseController(t.ResponseWriter).Flush()
	t.begun = t.begun || !errors.Is(err, http.ErrNotSupported)
	return err
}

func (t *tracker) Flush() { _ = t.FlushError() }

func (t *tracker) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, rw, err := http.NewResponseController(t.ResponseWriter).Hijack()
	t.begun = t.begun || err == nil
	return conn, rw, err
}
