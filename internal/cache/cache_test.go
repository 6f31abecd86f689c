package cache_test

import (
	"runtime"
	"sync"
	"testing"

	"github.com/apicause/apicause/internal/cache"
)

func is(n int) func(*int) bool { return func(e *int) bool { return *e == n } }

func TestACacheRemembers(t *testing.T) {
	var c cache.Cache[int]
	if c.Get(1, is(1)) != nil {
		t.Error("the zero cache holds something")
	}
	for _, n := range []int{1, 257, 513, 769} { // all in one set
		c.Put(uint64(n), &n)
		for other := range 3 { // whose set is another
			c.Put(2, &other)
		}
	}
	for _, n := range []int{1, 257, 513, 769} {
		if e := c.Get(uint64(n), is(n)); e == nil || *e != n {
			t.Errorf("%d is forgotten, though its set had room", n)
		}
	}
	if c.Get(1, is(2)) != nil {
		t.Error("an entry of the same hash is taken for another")
	}
}

func TestAFullSetKeepsTheNewest(t *testing.T) {
	var c cache.Cache[int]
	for n := range 8 {
		c.Put(1, &n)
	}
	for n := 4; n < 8; n++ {
		if c.Get(1, is(n)) == nil {
			t.Errorf("%d is forgotten, though it is one of the newest four", n)
		}
	}
}

func TestAFullCacheTakesNewEntriesAndNoMoreThan1024(t *testing.T) {
	var c cache.Cache[int]
	for n := range 5000 {
		c.Put(uint64(n), &n)
		if c.Get(uint64(n), is(n)) == nil {
			t.Fatalf("%d is not remembered", n)
		}
	}
	held := 0
	for n := range 5000 {
		if c.Get(uint64(n), is(n)) != nil {
			held++
		}
	}
	if held > 1024 || held < 256 {
		t.Errorf("%d are held, want at most 1024 and not few", held)
	}
}

func TestACacheIsSafeForConcurrentUse(t *testing.T) {
	var c cache.Cache[int]
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) + 2 {
		wg.Go(func() {
			for n := range 3000 {
				if e := c.Get(uint64(n), is(n)); e != nil && *e != n {
					t.Errorf("got %d, want %d", *e, n)
				}
				c.Put(uint64(n), &n)
			}
		})
	}
	wg.Wait()
}
