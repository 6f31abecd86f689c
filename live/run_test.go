package live_test

import (
	"context"
	"errors"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"testing/synctest"
	"time"

	"github.com/apicause/apicause"
)

func TestRunReloadsUntilItsContextEnds(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // fails where a goroutine stays
		var change sync.Mutex
		files := fstest.MapFS{english: {Data: []byte(text(1))}}
		l := open(t, guarded(files, &change))
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- l.Run(ctx, time.Minute, nil) }()
		synctest.Wait()
		change.Lock()
		files[english] = &fstest.MapFile{Data: []byte(text(2))}
		change.Unlock()
		if got := title(l, "en"); got != "title 1" {
			t.Errorf("at once, the title is %q", got)
		}
		time.Sleep(time.Minute + 1)
		synctest.Wait()
		if got := title(l, "en"); got != "title 2" {
			t.Errorf("after the interval, the title is %q", got)
		}
		change.Lock()
		files[english] = &fstest.MapFile{} // report is nil
		change.Unlock()
		time.Sleep(time.Minute)
		cancel()
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("Run() = %v", err)
		}
	})
}

func TestRunWithAnEndedContext(t *testing.T) {
	reads := 0
	files := fstest.MapFS{english: {Data: []byte(text(1))}}
	l := open(t, &faulty{FS: files, open: func(name string) (fs.File, error) { reads++; return files.Open(name) }})
	reads = 0
	cause := errors.New("deploy")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(cause)
	for _, every := range []time.Duration{time.Nanosecond, time.Hour, 0, -1} {
		if err := l.Run(ctx, every, nil); err != ctx.Err() || reads > 0 {
			t.Errorf("Run(%v) = %v after %d reads, want the context's error", every, err, reads)
		}
	}
}

func TestRunSpreadsItsReloads(t *testing.T) {
	for every, longest := range map[time.Duration]time.Duration{time.Minute: time.Minute, 1: 1, 0: 10 * time.Second, -time.Hour: 10 * time.Second} {
		synctest.Test(t, func(t *testing.T) {
			var at []time.Time
			files := fstest.MapFS{english: {Data: []byte(text(1))}}
			ctx, cancel := context.WithCancel(t.Context())
			l := open(t, &faulty{FS: files, open: func(name string) (fs.File, error) {
				if at = append(at, time.Now()); len(at) == 30 {
					cancel()
				}
				return files.Open(name)
			}})
			at = []time.Time{time.Now()}
			_ = l.Run(ctx, every, nil)
			var waits []time.Duration
			for i := range at[1:] {
				waits = append(waits, at[i+1].Sub(at[i]))
			}
			shortest := slices.Min(waits)
			if slices.Max(waits) > longest || shortest < longest-longest/4 || longest > 1 && shortest == slices.Max(waits) {
				t.Errorf("Run(%v) waited %v", every, waits)
			}
		})
	}
}

func TestRunReportsEachProblemOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		own := func(more string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text(1) + more)} }
		files := fstest.MapFS{english: own(""), korean: own("")}
		same := fstest.MapFS{english: own("")}
		var change sync.Mutex
		l := open(t, guarded(files, &change), guarded(same, &change))
		var reported []string
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() {
			ended <- l.Run(ctx, time.Minute, func(err error) {
				if e := (*apicause.LocaleError)(nil); !errors.As(err, &e) {
					t.Errorf("report of %v, want a LocaleError", err)
				}
				reported = append(reported, err.Error())
			})
		}()
		const served = "; still serving the messages of 2000-01-01T00:00:00Z"
		steps := []struct {
			name   string
			change func()
			want   []string
		}{
			{"all is well", func() {}, nil},
			{"a mistake", func() { files[korean] = own("InvalidToken = 1\n") }, []string{korean + ":5"}},
			{"still there", func() {}, nil},
			{"another beside it", func() { files[english] = own("]\n") }, []string{english + ":5"}},
			{"one mended", func() { files[korean] = own("") }, nil},
			{"the same in another folder", func() { same[english] = own("]\n") }, []string{english + ":5"}},
			{"both mended", func() { files[english], same[english] = own(""), own("") }, nil},
			{"back again", func() { files[english] = own("]\n") }, []string{english + ":5"}},
			{"the folder gone", func() { clear(files) }, []string{"Config.Locales[0]"}},
		}
		for _, step := range steps {
			change.Lock()
			reported = nil
			step.change()
			change.Unlock()
			time.Sleep(3 * time.Minute)
			synctest.Wait()
			ok := slices.EqualFunc(reported, step.want, func(got, want string) bool {
				return strings.HasPrefix(got, want) && strings.HasSuffix(got, served)
			})
			if !ok {
				t.Errorf("%s: reported %q, want %q and what is still served", step.name, reported, step.want)
			}
		}
		cancel()
		<-ended
	})
}
