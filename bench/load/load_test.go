package main

import (
	"io"
	"strings"
	"testing"
	"time"
)

func TestARunSeesEveryVersionAndNothingWrong(t *testing.T) {
	app := serve(t.TempDir())
	defer app.close()
	p := app.run("swap", time.Second, true)
	if n := p.wrong.Load(); n > 0 {
		t.Errorf("%d wrong answers, the first: %v", n, *p.firstWrong.Load())
	}
	if len(p.swaps) == 0 || p.answered() < 2 || p.hostile.Load() == 0 {
		t.Errorf("%d swaps, %d versions answered, %d hostile requests", len(p.swaps), p.answered(), p.hostile.Load())
	}
	if plot := string(draw(p, p)); strings.Count(plot, "<polyline") != 2 {
		t.Errorf("not a line for each phase: %.300s", plot)
	}
}

func TestARunSeesWhatIsWrong(t *testing.T) {
	app := serve(t.TempDir())
	defer app.close()
	c := app.server.Client()
	good := ask{"GET", "/nowhere", "", 404}
	if version, err := good.send(c, app.server.URL, "ko", "ko", kinds[0]); version != "1" || err != nil {
		t.Errorf("a right answer: %q, %v", version, err)
	}
	for name, wrong := range map[string]func() (string, error){
		"another status": func() (string, error) {
			return ask{"GET", "/nowhere", "", 500}.send(c, app.server.URL, "ko", "ko", kinds[0])
		},
		"another language": func() (string, error) { return good.send(c, app.server.URL, "ko", "en", kinds[0]) },
		"another kind":     func() (string, error) { return good.send(c, app.server.URL, "ko", "ko", "text/csv") },
		"other texts": func() (string, error) {
			return ask{"POST", "/send?", "", 401}.send(c, app.server.URL, "ja", "ja", kinds[0])
		},
		"no answer": func() (string, error) { return good.send(c, "http://127.0.0.1:0", "ko", "ko", kinds[0]) },
	} {
		if _, err := wrong(); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestJudgeComplains(t *testing.T) {
	seen := func(took time.Duration, wrong int, growth uint64) *phase {
		p := &phase{latencies: newLatencies(time.Second), memory: [3]memory{{heap: 1}, {}, {heap: 1 + growth}}}
		for range 100 {
			p.latencies.add(0, took)
		}
		for range wrong {
			p.complain(io.EOF)
		}
		return p
	}
	good := seen(time.Millisecond, 0, 0)
	for name, tt := range map[string]struct {
		swapping *phase
		want     int
	}{
		"as good":         {good, 0},
		"a little slower": {seen(1400*time.Microsecond, 0, 0), 0},
		"slower":          {seen(2*time.Millisecond, 0, 0), 1},
		"a wrong answer":  {seen(time.Millisecond, 1, 0), 1},
		"memory grew":     {seen(time.Millisecond, 0, maxGrowth+1), 1},
	} {
		if got := judge(good, tt.swapping); len(got) != tt.want {
			t.Errorf("%s: %q, want %d complaints", name, got, tt.want)
		}
	}
}

func TestQuantilesAreWithinTwoPercent(t *testing.T) {
	l := newLatencies(time.Second)
	for ms := 1; ms <= 1000; ms++ {
		l.add(time.Duration(ms)*time.Millisecond, time.Duration(ms)*time.Millisecond)
	}
	for q, want := range map[float64]float64{0.5: 0.5, 0.99: 0.99, 1: 1} {
		if got := l.quantile(q, 0, slots).Seconds(); got < want || got > want*1.03 {
			t.Errorf("quantile %v is %v s, want %v", q, got, want)
		}
	}
	if got := l.quantile(1, 0, 1).Seconds(); got > 0.004 {
		t.Errorf("in the first slot it is %v s", got)
	}
	if l.total() != 1000 || newLatencies(time.Second).quantile(0.5, 0, slots) != 0 {
		t.Error("a wrong total, or a quantile of nothing")
	}
}
