package standin

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// A trouble is an error answer of kapi.
type trouble struct {
	Msg            string   `json:"msg"`
	Code           int      `json:"code"`
	APIType        string   `json:"api_type,omitempty"`
	RequiredScopes []string `json:"required_scopes,omitempty"`
	AllowedScopes  []string `json:"allowed_scopes,omitempty"`
}

// person is who everybody is.
const person = 1234567890

// api guards one API: it checks the token, then the chosen failure, then the consent
// that the API needs.
func (k *Kakao) api(at, needs string, serve func(http.ResponseWriter, *http.Request, grant)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		token, _ := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
		g, consents, ok := k.grant(token)
		switch {
		case !ok:
			w.Header().Set("WWW-Authenticate", "Bearer error=invalid_token")
			writeJSON(w, http.StatusUnauthorized, trouble{Msg: "this access token does not exist", Code: -401})
		case g.failure.At == at && g.failure.How != missing:
			g.failure.serve(w, r)
		case needs != "" && !slices.Contains(consents, needs):
			writeJSON(w, http.StatusForbidden, trouble{
				Msg: "insufficient scopes.", Code: -402, APIType: strings.ToUpper(at),
				RequiredScopes: []string{needs}, AllowedScopes: consents,
			})
		default:
			serve(w, r, g)
		}
	}
}

func (k *Kakao) me(w http.ResponseWriter, _ *http.Request, _ grant) {
	type profile struct {
		Nickname string `json:"nickname"`
		Default  bool   `json:"is_default_nickname"`
	}
	type account struct {
		NeedsAgreement bool    `json:"profile_nickname_needs_agreement"`
		Profile        profile `json:"profile"`
	}
	writeJSON(w, http.StatusOK, struct {
		ID          int64   `json:"id"`
		ConnectedAt string  `json:"connected_at"`
		Account     account `json:"kakao_account"`
	}{person, "2026-11-23T00:00:00Z", account{Profile: profile{Nickname: "하늘"}}})
}

func (k *Kakao) scopes(w http.ResponseWriter, _ *http.Request, g grant) {
	type scope struct {
		ID        string `json:"id"`
		Using     bool   `json:"using"`
		Agreed    bool   `json:"agreed"`
		Revocable bool   `json:"revocable"`
	}
	k.mu.Lock()
	agreed := slices.Clone(k.consents[g.account])
	k.mu.Unlock()
	var all []scope
	for _, id := range []string{"profile_nickname", "friends", "talk_message"} {
		all = append(all, scope{id, true, slices.Contains(agreed, id), id != "profile_nickname"})
	}
	writeJSON(w, http.StatusOK, map[string]any{"id": person, "scopes": all})
}

func (k *Kakao) unlink(w http.ResponseWriter, _ *http.Request, g grant) {
	k.mu.Lock()
	delete(k.consents, g.account)
	for token, other := range k.tokens {
		if other.account == g.account {
			delete(k.tokens, token)
		}
	}
	k.mu.Unlock()
	writeJSON(w, http.StatusOK, map[string]any{"id": person})
}

func (k *Kakao) memo(w http.ResponseWriter, r *http.Request, _ grant) {
	if !k.deliver(r) {
		writeJSON(w, http.StatusBadRequest, trouble{Msg: "template_object can't be null.", Code: -2})
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"result_code": 0})
}

func (k *Kakao) friends(w http.ResponseWriter, _ *http.Request, _ grant) {
	type friend struct {
		ID       int64  `json:"id"`
		UUID     string `json:"uuid"`
		Favorite bool   `json:"favorite"`
		Nickname string `json:"profile_nickname"`
	}
	all := []friend{{1, "abcdefg0001", true, "바다"}, {2, "abcdefg0002", false, "구름"}, {3, "abcdefg0003", false, "노을"}}
	writeJSON(w, http.StatusOK, map[string]any{"elements": all, "total_count": len(all), "favorite_count": 1})
}

func (k *Kakao) message(w http.ResponseWriter, r *http.Request, _ grant) {
	var receivers []string
	if json.Unmarshal([]byte(r.FormValue("receiver_uuids")), &receivers) != nil || !k.deliver(r) {
		writeJSON(w, http.StatusBadRequest, trouble{Msg: "invalid receiver_uuids or template_object", Code: -2})
		return
	}
	writeJSON(w, http.StatusOK, map[string]any{"successful_receiver_uuids": receivers})
}

// deliver keeps the text of a message.
func (k *Kakao) deliver(r *http.Request) bool {
	var template struct {
		Type string `json:"object_type"`
		Text string `json:"text"`
	}
	if json.Unmarshal([]byte(r.FormValue("template_object")), &template) != nil || template.Type != "text" {
		return false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.sent = append(k.sent, template.Text)
	return true
}
