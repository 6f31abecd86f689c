package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
)

// Memory is what the program holds: app, stand-in and clients.
type memory struct{ heap, resident uint64 }

// measure collects garbage and returns what is left. Where the system does not say
// how much is resident, that is 0.
func measure() memory {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	var resident uint64
	status, _ := os.ReadFile("/proc/self/status")
	if _, after, ok := strings.Cut(string(status), "VmRSS:"); ok {
		_, _ = fmt.Sscan(after, &resident)
	}
	return memory{m.HeapAlloc, resident << 10}
}

func megabytes(n uint64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }
