package problem_test

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
	"github.com/apicause/apicause/problem"
)

func TestWritingAllocatesLittle(t *testing.T) {
	if raceEnabled() {
		t.Skip("the race detector allocates; the test runs without it as well")
	}
	p := problem.New(problem.Config{})
	for _, a := range benchAccepts {
		r := request(http.MethodGet, a.accept, "ko-KR,ko;q=0.9")
		err := fmt.Errorf("app: %w", apicause.InvalidToken)
		got := testing.AllocsPerRun(100, func() { p.Write(&sink{header: make(http.Header)}, r, err) })
		if got > 9 {
			t.Errorf("%s: %v allocations, want at most 9", a.name, got)
		}
	}
}

func TestTheWayFromKakaoToTheReaderAllocatesLittle(t *testing.T) {
	if raceEnabled() {
		t.Skip("the race detector allocates; the test runs without it as well")
	}
	p := problem.New(problem.Config{})
	r := request(http.MethodGet, "", "ko-KR,ko;q=0.9")
	for _, tt := range []struct {
		body string
		most float64 // half of it is encoding/json's
	}{
		{`{"code":-401,"msg":"this access token does not exist"}`, 25},
		{`{"code":-402,"msg":"insufficient scopes.","required_scopes":["friends","talk_message"],"allowed_scopes":[]}`, 60},
	} {
		body := strings.NewReader("")
		resp := &http.Response{StatusCode: http.StatusForbidden, Body: io.NopCloser(body)}
		got := testing.AllocsPerRun(100, func() {
			body.Reset(tt.body)
			p.Write(&sink{header: make(http.Header)}, r, kakao.Check(resp))
		})
		if got > tt.most {
			t.Errorf("%s: %v allocations, want at most %v", tt.body, got, tt.most)
		}
	}
}

// A counter counts how often its tree is walked.
type counter struct {
	err   error
	walks int
}

func (c *counter) Error() string { return "walked" }
func (c *counter) Unwrap() error { c.walks++; return c.err }

func TestATreeIsNotWalkedMoreOftenThanNeeded(t *testing.T) {
	scopes := &apicause.Error{Cause: apicause.InsufficientScope, Facts: apicause.Facts{"Scopes": apicause.Terms{"friends"}}}
	tests := []struct {
		name string
		err  error
		want int
	}{
		{"a cause", apicause.InvalidToken, 1},
		{"a cause with facts", scopes, 1},
		{"an added fact", apicause.WithFact(apicause.ApiLimitExceeded, "Retry", time.Minute), 1},
		{"a status", problem.WithStatus(io.EOF, 404), 1},
		{"no cause", io.EOF, 2}, // once for a cause, once for what else decides
		{"a deadline", context.DeadlineExceeded, 2},
	}
	p := problem.New(problem.Config{})
	for _, tt := range tests {
		counted := &counter{err: tt.err}
		p.Write(&sink{header: make(http.Header)}, request(http.MethodGet, "", ""), counted)
		if counted.walks != tt.want {
			t.Errorf("%s: %d walks, want %d", tt.name, counted.walks, tt.want)
		}
	}
	counted := &counter{err: scopes}
	p.Write(&sink{header: make(http.Header)}, request(http.MethodGet, "", ""), problem.Fields(problem.At("/scope", counted)))
	if counted.walks != 2 { // for the list of fields, for its own cause
		t.Errorf("a field: %d walks, want 2", counted.walks)
	}
}

func TestImportingRunsNoCode(t *testing.T) {
	if testing.CoverMode() != "" {
		t.Skip("measuring coverage adds an init; the test runs without it as well")
	}
	cmd := exec.Command(os.Args[0], "-test.run=^$")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(out), "init net/http") {
		t.Fatalf("no trace: %s", out)
	}
	for line := range strings.Lines(string(out)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "init" && strings.HasPrefix(fields[1], "github.com/apicause/apicause") && !strings.HasSuffix(fields[1], "_test") {
			t.Errorf("%s", line)
		}
	}
}

func TestWhatIsRememberedIsBounded(t *testing.T) {
	if raceEnabled() {
		t.Skip("the race detector needs memory of its own; the test runs without it as well")
	}
	p := problem.New(problem.Config{})
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	before := heap()
	padding := strings.Repeat("x", 3000)
	for i := range 20_000 {
		r := request(http.MethodGet, fmt.Sprintf("text/html;v=%d", i), "")
		p.Write(&sink{header: make(http.Header)}, r, apicause.Cause(fmt.Sprint(i, padding)))
	}
	if after := heap(); after > before+8<<20 {
		t.Errorf("%d MB are kept", (after-before)>>20)
	}
	runtime.KeepAlive(p)
}

func TestConcurrentWrites(t *testing.T) {
	p := polyglot(t, problem.Config{})
	causes := apicause.Causes()
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 300 {
				cause := causes[rand.IntN(len(causes))]
				lang := []string{"ko", "en", "ar"}[rand.IntN(3)]
				w := serve(p, request(http.MethodGet, "", lang), cause)
				if m := members(t, w.Body.Bytes()); m["cause"] != string(cause) || w.Header().Get("Content-Language") != lang {
					t.Errorf("%s in %s: %s", cause, lang, w.Body)
				}
			}
		})
	}
	all.Wait()
}

// scribbler appends to all that it is given, as a middleware may.
type scribbler struct{ sink }

func (s *scribbler) Write(b []byte) (int, error) {
	scribble(b)
	return len(b), nil
}

func scribble[S ~[]E, E any](s S) {
	var more E
	_ = append(s, more)
}

func TestNothingHandedOutSharesItsRoom(t *testing.T) {
	terms := append(make(apicause.Terms, 0, 8), "friends")
	err := &apicause.Error{Cause: apicause.InsufficientScope, Facts: apicause.Facts{"Scopes": terms}}
	p := problem.New(problem.Config{Report: func(_ *http.Request, _ error, p problem.Problem) {
		if scopes, ok := p.Facts["Scopes"].(apicause.Terms); ok {
			_ = append(scopes, "scribble")
		}
		scribble(p.Errors)
	}})
	list := problem.Fields(problem.At("/a", err), problem.At("/b", apicause.InvalidToken))
	want := map[string]string{}
	var all sync.WaitGroup
	for _, accept := range []string{"application/json", "text/html", "text/plain"} {
		for name, err := range map[string]error{"plain": apicause.InvalidToken, "facts": err, "fields": list} {
			want[accept+name] = serve(p, request(http.MethodGet, accept, ""), err).Body.String()
			for range 4 {
				all.Go(func() {
					p.Write(&scribbler{sink{header: make(http.Header)}}, request(http.MethodGet, accept, ""), err)
					_ = append(list.(interface{ Unwrap() []error }).Unwrap(), io.EOF)
				})
			}
		}
	}
	all.Wait()
	for _, accept := range []string{"application/json", "text/html", "text/plain"} {
		for name, err := range map[string]error{"plain": apicause.InvalidToken, "facts": err, "fields": list} {
			if got := serve(p, request(http.MethodGet, accept, ""), err).Body.String(); got != want[accept+name] {
				t.Errorf("%s, %s: got %s, want %s", accept, name, got, want[accept+name])
			}
		}
	}
	if extra := terms[:8][1]; extra != "" {
		t.Errorf("the app's terms have %q behind them", extra)
	}
}

// raceEnabled reports whether the test was built with -race.
func raceEnabled() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// A catalog's long texts are in memory once, not once more for each answer.
func TestLongAnswersAreNotRemembered(t *testing.T) {
	const causes, size = 100, 200 << 10
	var text strings.Builder
	config := apicause.Config{}
	for i := range causes {
		c := apicause.Cause(fmt.Sprintf("Cause%d", i))
		config.Causes = append(config.Causes, c)
		fmt.Fprintf(&text, "%s = \"%s %s\"\n", c, c, strings.Repeat("x", size))
	}
	config.Locales = []fs.FS{fstest.MapFS{"active.en.toml": {Data: []byte(text.String())}}}
	catalog, err := apicause.New(config)
	if err != nil {
		t.Fatal(err)
	}
	p := problem.New(problem.Config{Catalog: catalog})
	answer := func() {
		for _, c := range config.Causes {
			p.Write(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil), c)
		}
	}
	p.Write(httptest.NewRecorder(), httptest.NewRequest(http.MethodGet, "/", nil), apicause.NotFound) // the language is loaded
	before := heap()
	answer()
	if grown := int64(heap()) - int64(before); grown > causes*size/4 {
		t.Errorf("%d answers of %d KiB hold %d KiB", causes, size>>10, grown>>10)
	}
	runtime.KeepAlive(p)
	runtime.KeepAlive(config)
	runtime.KeepAlive(&text)
}

func heap() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
