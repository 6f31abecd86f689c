package standin

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"maps"
	"net/http"
	"strconv"
)

// failures.jsonl holds one failure a line. Those with a sample are answers that
// were seen: sample is their id in kakao/testdata/responses.jsonl.
//
//go:embed failures.jsonl
var failures []byte

// A Failure is one way in which Kakao fails.
type Failure struct {
	Name   string            `json:"name"`             // what to ask for it by
	At     string            `json:"at"`               // authorize, callback, token, profile, memo, list or friends
	How    string            `json:"how,omitempty"`    // "": the answer below; drop, half, slow, missing
	Status int               `json:"status,omitempty"` // of the answer
	Header map[string]string `json:"header,omitempty"`
	Body   string            `json:"body,omitempty"`
	Query  map[string]string `json:"query,omitempty"`  // of the redirect, at callback
	Sample string            `json:"sample,omitempty"` // whose body this is
}

// How a failure is none of an answer's.
const (
	drop    = "drop"    // the connection ends before the answer
	half    = "half"    // it ends within the answer
	slow    = "slow"    // the answer never comes
	missing = "missing" // the person's consent: it ends when they agree
)

// Failures returns every failure that a stand-in can be told of.
func Failures() []Failure {
	var all []Failure
	lines := bufio.NewScanner(bytes.NewReader(failures))
	for lines.Scan() {
		var f Failure
		if json.Unmarshal(lines.Bytes(), &f) == nil { // a test holds that each is sound
			all = append(all, f)
		}
	}
	return all
}

func find(name string) (Failure, bool) {
	for _, f := range Failures() {
		if f.Name == name {
			return f, true
		}
	}
	return Failure{}, false
}

// ResponseHeader returns the header of the answer.
func (f Failure) ResponseHeader() http.Header {
	h := make(http.Header, len(f.Header))
	for name, value := range f.Header {
		h.Set(name, value)
	}
	return h
}

// serve fails.
func (f Failure) serve(w http.ResponseWriter, r *http.Request) {
	switch f.How {
	case drop:
		panic(http.ErrAbortHandler)
	case slow:
		_ = r.ParseForm() // what is not read hides that the client has gone
		<-r.Context().Done()
		panic(http.ErrAbortHandler)
	}
	maps.Copy(w.Header(), f.ResponseHeader())
	if f.How == half {
		w.Header().Set("Content-Length", strconv.Itoa(2*len(f.Body)))
	}
	w.WriteHeader(f.Status)
	_, _ = w.Write([]byte(f.Body))
	if f.How == half {
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}
}
