package kakao

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/fact"
)

const (
	maxUpstream = 512 // runes of Kakao's words
	maxWord     = 64  // bytes of a name or a scope
	maxScopes   = 100 // of each list: an app has some twenty
)

// Decode returns what an answer with this status, header and body says. It is
// never nil, whatever the bytes, and whether or not the status is one of
// success. The header may be nil; of it, Retry-After and Date are read.
func Decode(status int, h http.Header, body []byte) *Error {
	e := decode(status, object(body))
	e.RetryAfter = retryAfter(h)
	return e
}

// Failures returns what befell each receiver whom a message did not reach: the
// failure_info of an answer that is otherwise one of success, in its order. It
// returns nil where there is none. Their Status is 0.
func Failures(body []byte) []*Error {
	var failures []*Error
	for _, entry := range list(object(body)["failure_info"]) {
		failures = append(failures, Decode(0, nil, entry))
	}
	return failures
}

// Callback returns the error with which Kakao sent the person back to the app's
// redirect URI: nil where the query has no error, [ErrCancelled] where the
// person pressed Cancel, else an [*Error] without Status.
//
// Anybody can write such a query. Check its state as you do for a login that
// went well.
func Callback(query url.Values) error {
	switch query.Get("error") {
	case "":
		return nil
	case "access_denied":
		return ErrCancelled
	}
	answer := make(map[string]json.RawMessage, 3)
	for _, key := range []string{"error", "error_code", "error_description"} { // never code: it is a secret
		if value, err := json.Marshal(query.Get(key)); err == nil {
			answer[key] = value
		}
	}
	return decode(0, answer)
}

// decode reads each member by itself, so that a wrong one costs no other.
func decode(status int, answer map[string]json.RawMessage) *Error {
	e := &Error{
		Cause:          apicause.Unknown,
		Status:         status,
		RequiredScopes: scopes(answer["required_scopes"]),
		AllowedScopes:  scopes(answer["allowed_scopes"]),
	}
	for _, key := range wordings {
		if s := str(answer[key]); s != "" {
			e.upstream = cut(s)
			break
		}
	}
	for _, m := range members {
		if e.Code = number(answer[m.key]); e.Code != 0 {
			_, kapi := answer["msg"]
			e.Cause = causeOfNumber(e.Code, status, !kapi)
			return e
		}
	}
	for _, m := range members {
		name := str(answer[m.key])
		if !isWord(name) || isNumeral(name) {
			continue
		}
		if e.Name == "" {
			e.Name = name
		}
		if cause := causeOfName(m.names, name); cause != "" && e.Cause == apicause.Unknown {
			e.Cause = cause
		}
	}
	return e
}

func causeOfNumber(code, status int, bizMessage bool) apicause.Cause {
	switch {
	case code == momentException && status == http.StatusTooManyRequests,
		code == bizTooManyRequests && bizMessage:
		return apicause.ApiLimitExceeded
	case code == momentException:
		return apicause.InternalError
	}
	if cause, ok := CauseOf(code); ok {
		return cause
	}
	return apicause.Unknown
}

func causeOfName(names []naming, name string) apicause.Cause {
	for i := range names {
		if names[i].name == name {
			return names[i].cause
		}
	}
	return ""
}

// number returns the number in a member: an integer, as JSON writes integers, or
// a string of one with at most six digits. It is 0 for anything else.
func number(raw json.RawMessage) int {
	digits := string(raw)
	if s := str(raw); s != "" {
		if !isNumeral(s) {
			return 0
		}
		digits = s
	}
	n, err := strconv.ParseInt(digits, 10, 32) // the same on every machine
	if err != nil {
		return 0
	}
	return int(n)
}

// isNumeral reports whether s is -?[0-9]{1,6}.
func isNumeral(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return 0 < len(s) && len(s) <= 6 && strings.Trim(s, "0123456789") == ""
}

// isWord reports whether s is [A-Za-z0-9_]{1,64}: short enough to be no prose,
// plain enough to harm no log.
func isWord(s string) bool {
	for i := range len(s) {
		if c := s[i]; c != '_' && !isAlphanumeric(c) {
			return false
		}
	}
	return 0 < len(s) && len(s) <= maxWord
}

func isAlphanumeric(c byte) bool {
	return '0' <= c && c <= '9' || 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'
}

// object returns the members of body, nil where it is no JSON object, whole and
// correct. It is a map, since the keys of a struct match in any case.
func object(body []byte) (members map[string]json.RawMessage) {
	json.Unmarshal(bytes.TrimPrefix(body, []byte("\ufeff")), &members) // stores nothing before it has checked the syntax
	return members
}

// list returns the elements of a member, nil where it is no list.
func list(raw json.RawMessage) (elements []json.RawMessage) {
	json.Unmarshal(raw, &elements)
	return elements
}

// str returns the string that a member is, in valid UTF-8, "" where it is none.
func str(raw json.RawMessage) (s string) {
	json.Unmarshal(raw, &s)
	return s
}

// scopes returns the words of a list.
func scopes(raw json.RawMessage) []string {
	var scopes []string
	for _, raw := range list(raw) {
		if s := str(raw); isWord(s) && len(scopes) < maxScopes {
			scopes = append(scopes, s)
		}
	}
	return scopes
}

// cut returns at most maxUpstream runes of s.
func cut(s string) string {
	runes := 0
	for i := range s {
		if runes++; runes > maxUpstream {
			return strings.Clone(s[:i])
		}
	}
	return s
}

// retryAfter returns how long the header asks to wait, 0 where it does not or
// asks for what nobody would tell a person.
func retryAfter(h http.Header) time.Duration {
	value := strings.TrimSpace(h.Get("Retry-After"))
	var wait time.Duration
	if seconds, err := strconv.ParseUint(value, 10, 31); err == nil {
		wait = time.Duration(seconds) * time.Second
	} else if until, err := http.ParseTime(value); err == nil {
		from, err := http.ParseTime(h.Get("Date")) // by Kakao's clock, ours may differ
		if err != nil {
			from = time.Now()
		}
		wait = until.Sub(from)
	}
	if !fact.Waitable(wait) {
		return 0
	}
	return wait
}
