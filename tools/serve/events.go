package serve

import (
	"context"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"sync"
	"time"
)

// maxStreams is how many pages can follow changes at once. A page in the background
// disconnects.
const maxStreams = 100

// How often the folder is read, and how often pages get a sign of life.
const (
	lookEvery = 300 * time.Millisecond
	beatEvery = 15 * time.Second
)

// A hub wakes listeners when there is something new to see.
type hub struct {
	mu        sync.Mutex
	listeners map[chan struct{}]bool
	streams   int
}

func (h *hub) listen() chan struct{} {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.listeners == nil {
		h.listeners = make(map[chan struct{}]bool)
	}
	c := make(chan struct{}, 1)
	h.listeners[c] = true
	return c
}

func (h *hub) leave(c chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.listeners, c)
}

func (h *hub) wake() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for c := range h.listeners {
		select {
		case c <- struct{}{}:
		default:
		}
	}
}

// enter takes one of the streams.
func (h *hub) enter() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.streams == maxStreams {
		return false
	}
	h.streams++
	return true
}

func (h *hub) exit() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.streams--
}

// watch looks at the folder until the context ends.
func (s *Server) watch(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	last := s.view()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if v := s.view(); v != last {
			if !maps.Equal(v.versions, last.versions) || v.fault != nil || last.fault != nil {
				s.events.wake()
			}
			last = v
		}
	}
}

// stream tells a page which file has which version, at once and whenever that
// changes (Server-Sent Events).
func (s *Server) stream(w http.ResponseWriter, r *http.Request) {
	if !s.events.enter() {
		s.refuse(w, r, http.StatusServiceUnavailable, "TooManyPages", nil)
		return
	}
	defer s.events.exit()
	changed := s.events.listen()
	defer s.events.leave(changed)
	w.Header().Set("Content-Type", "text/event-stream")
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Time{})
	beat := time.NewTicker(beatEvery)
	defer beat.Stop()
	send := func() error {
		v := s.view()
		data, err := json.Marshal(struct {
			Files   map[string]string `json:"files"`
			Checked int               `json:"checked"` // languages
		}{v.versions, v.checked()})
		if err == nil {
			_, err = io.WriteString(w, "event: files\ndata: "+string(data)+"\n\n")
		}
		if err == nil {
			err = control.Flush()
		}
		return err
	}
	if send() != nil {
		return
	}
	for {
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			if _, err := io.WriteString(w, ": still here\n\n"); err != nil || control.Flush() != nil {
				return
			}
		case <-changed:
			if send() != nil {
				return
			}
		}
	}
}
