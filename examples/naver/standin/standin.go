// Package standin answers as Naver Login does, with its paths, statuses and
// members; the words of limit, forbidden and trouble are made up. An
// authorization code "fail:NAME" meets the failure of that name, any other logs
// a person in. A code works once.
package standin

import (
	"io"
	"net/http"
	"strings"
	"sync"
)

// A failure is what the token endpoint or the profile API answers.
type failure struct {
	token  bool // at the token endpoint, else at the profile
	status int
	body   string
}

var failures = map[string]failure{
	"client":      {true, 200, `{"error":"invalid_client","error_description":"wrong client id / client secret pair"}`},
	"expired":     {false, 401, `{"resultcode":"024","message":"Authentication failed (인증 실패하였습니다.)"}`},
	"scope":       {false, 401, `{"errorMessage":"Scope Status Invalid : Authentication failed. (인증에 실패했습니다.)","errorCode":"024"}`},
	"limit":       {false, 429, `{"errorMessage":"Quota exceeded.","errorCode":"010"}`},
	"forbidden":   {false, 403, `{"errorMessage":"Forbidden","errorCode":"403"}`},
	"maintenance": {false, 503, `<html><body>Service Unavailable</body></html>`},
	"trouble":     {false, 500, `{"errorMessage":"System Error","errorCode":"500"}`},
}

// New makes a stand-in for nid.naver.com and openapi.naver.com at once.
func New() http.Handler {
	var used sync.Map
	mux := http.NewServeMux()
	mux.HandleFunc("GET /oauth2.0/token", func(w http.ResponseWriter, r *http.Request) {
		code := r.URL.Query().Get("code")
		if _, again := used.LoadOrStore(code, true); again || code == "" {
			answer(w, 200, `{"error":"invalid_request","error_description":"no valid data in session"}`)
		} else if f := failures[strings.TrimPrefix(code, "fail:")]; f.token {
			answer(w, f.status, f.body)
		} else {
			answer(w, 200, `{"access_token":"`+strings.TrimPrefix(code, "fail:")+`","refresh_token":"r","token_type":"bearer","expires_in":"3600"}`)
		}
	})
	mux.HandleFunc("GET /v1/nid/me", func(w http.ResponseWriter, r *http.Request) {
		token := strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
		if f, fails := failures[token]; fails {
			if token == "limit" {
				w.Header().Set("Retry-After", "3600")
			}
			answer(w, f.status, f.body)
			return
		}
		answer(w, 200, `{"resultcode":"00","message":"success","response":{"id":"32742776","nickname":"하늘"}}`)
	})
	return mux
}

func answer(w http.ResponseWriter, status int, body string) {
	w.Header().Set("Content-Type", "application/json;charset=utf-8")
	w.WriteHeader(status)
	io.WriteString(w, body)
}
