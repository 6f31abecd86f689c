package live_test

import (
	"context"
	"fmt"
	"io/fs"
	"log"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/live"
	"github.com/apicause/apicause/problem"
)

// A server that answers with the newest messages: problem asks live for each
// request's localizer.
func Example() {
	dir, err := os.MkdirTemp("", "locales")
	if err != nil {
		log.Fatal(err)
	}
	defer os.RemoveAll(dir)
	write := func(title string) {
		text := fmt.Sprintf("[title]\nInvalidToken = %q\n", title)
		if err := os.WriteFile(filepath.Join(dir, "active.en.toml"), []byte(text), 0o644); err != nil {
			log.Fatal(err)
		}
	}
	write("Log in first")

	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	texts, err := live.New(apicause.Config{Locales: []fs.FS{os.DirFS(dir)}})
	if err != nil {
		log.Fatal(err)
	}
	go texts.Run(ctx, 10*time.Second, func(err error) { slog.Error("message files", "error", err) })

	answers := problem.New(problem.Config{Localizer: func(r *http.Request) apicause.Localizer {
		return texts.Localizer(problem.Preferences(r)...)
	}})
	get := func() {
		w, r := httptest.NewRecorder(), httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Accept", "text/plain")
		answers.Write(w, r, apicause.InvalidToken)
		line, _, _ := strings.Cut(w.Body.String(), "\n")
		fmt.Println(line)
	}
	get()
	write("Please log in once more")
	if _, err := texts.Reload(); err != nil { // Run would do so within ten seconds
		log.Fatal(err)
	}
	get()

	// Output:
	// Log in first
	// Please log in once more
}
