package serve

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"regexp"
	"slices"
	"sync"
)

// shown are the pages that previews show: each is loaded by itself, since its
// style, which stands in it, is its own.
type shown struct {
	mu    sync.Mutex
	pages map[string]string // by address
	order []string          // the oldest first
}

// maxShown is how many pages are kept: a few for each open editor.
const maxShown = 200

// keep returns the address of a page.
func (s *shown) keep(page string) string {
	sum := sha256.Sum256([]byte(page))
	address := "/preview/" + hex.EncodeToString(sum[:12])
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.pages == nil {
		s.pages = make(map[string]string)
	}
	if i := slices.Index(s.order, address); i >= 0 {
		s.order = slices.Delete(s.order, i, i+1)
	}
	s.pages[address] = page
	if s.order = append(s.order, address); len(s.order) > maxShown {
		delete(s.pages, s.order[0])
		s.order = s.order[1:]
	}
	return address
}

func (s *shown) find(address string) (page string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	page, ok = s.pages[address]
	return page, ok
}

var styleElement = regexp.MustCompile(`(?s)<style>(.*?)</style>`)

// preview sends a page that an editor shows. Nothing in it counts but its style.
func (s *Server) preview(w http.ResponseWriter, r *http.Request) {
	page, ok := s.shown.find(r.URL.Path)
	if !ok {
		s.refuse(w, r, http.StatusNotFound, "NoPage", nil)
		return
	}
	styles := ""
	for _, style := range styleElement.FindAllStringSubmatch(page, -1) {
		sum := sha256.Sum256([]byte(style[1]))
		styles += " 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src"+styles+"; base-uri 'none'; form-action 'none'; frame-ancestors 'self'")
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write([]byte(page))
}
