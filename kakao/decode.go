package kakao

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/upstream"
)

const (
	maxUpstream = 512 // runes of Kakao's words
	maxWord     = 64  // bytes of a name or a scope
	maxScopes   = 100 // of each list: an app has some twenty

	digits    = "0123456789"
	wordBytes = digits + "_ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
)

// Decode returns what an answer with this status, header and body says. The result
// is never nil, whatever the bytes are, not even for a status of success. The
// header may be nil; Decode reads Retry-After and Date from it.
func Decode(status int, h http.Header, body []byte) *Error {
	return decode(status, h, object(body), nil)
}

// Failures returns an error for each recipient the message did not reach: the
// failure_info of an answer that is otherwise a success, in its order. It returns
// nil if there is none. The Status of these errors is 0.
func Failures(body []byte) []*Error {
	var failures []*Error
	for _, entry := range list(object(body)["failure_info"]) {
		failures = append(failures, Decode(0, nil, entry))
	}
	return failures
}

// Callback returns the error with which Kakao sent the person back to the app's
// redirect URI: nil if the query has no error, [ErrCancelled] if the person
// pressed Cancel, and otherwise an [*Error] without Status.
//
// Anybody can write such a query. Check its state as you do after a successful
// login.
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
	return decode(0, nil, answer, nil)
}

// decode makes the error of an answer, whose reading ended in err.
func decode(status int, h http.Header, answer map[string]json.RawMessage, err error) *Error {
	e := &Error{
		Status:         status,
		RequiredScopes: scopes(answer["required_scopes"]),
		AllowedScopes:  scopes(answer["allowed_scopes"]),
		RetryAfter:     upstream.RetryAfter(h),
		err:            err,
	}
	for _, key := range wordings {
		if s := str(answer[key]); s != "" {
			e.upstream = cut(s)
			break
		}
	}
	if e.Code = code(answer); e.Code != 0 {
		_, kapi := answer["msg"]
		e.Cause = causeOfNumber(e.Code, status, !kapi)
	} else {
		e.Cause, e.Name = causeOfNames(answer)
	}
	e.decoded = e.occurrence()
	return e
}

// code returns the first number that the answer gives, 0 if it gives none.
func code(answer map[string]json.RawMessage) int {
	for _, m := range members {
		if n := number(answer[m.key]); n != 0 {
			return n
		}
	}
	return 0
}

// causeOfNames returns the cause of the first word that has one, and the first
// word.
func causeOfNames(answer map[string]json.RawMessage) (cause apicause.Cause, first string) {
	for _, m := range members {
		name := str(answer[m.key])
		if !isWord(name) || isNumeral(name) {
			continue
		}
		if first == "" {
			first = name
		}
		if cause = causeOfName(m.names, name); cause != "" {
			return cause, first
		}
	}
	return apicause.Unknown, first
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
	if len(raw) == 0 {
		return 0
	}
	numeral := string(raw)
	if s := str(raw); s != "" {
		if !isNumeral(s) {
			return 0
		}
		numeral = s
	}
	n, err := strconv.ParseInt(numeral, 10, 32) // the same on every machine
	if err != nil {
		return 0
	}
	return int(n)
}

// isNumeral reports whether s is -?[0-9]{1,6}.
func isNumeral(s string) bool {
	s = strings.TrimPrefix(s, "-")
	return 0 < len(s) && len(s) <= 6 && strings.Trim(s, digits) == ""
}

// isWord reports whether s is [A-Za-z0-9_]{1,64}: short enough to be no prose,
// plain enough to harm no log.
func isWord(s string) bool {
	return 0 < len(s) && len(s) <= maxWord && strings.Trim(s, wordBytes) == ""
}

// object returns the members of body, nil if it is not a JSON object, whole and
// correct. It is a map, since the keys of a struct match in any case.
func object(body []byte) (members map[string]json.RawMessage) {
	json.Unmarshal(bytes.TrimPrefix(body, []byte("\ufeff")), &members) // stores nothing before it has checked the syntax
	return members
}

// list returns the elements of a member, nil if it is not a list.
func list(raw json.RawMessage) (elements []json.RawMessage) {
	json.Unmarshal(raw, &elements)
	return elements
}

// str returns the string that a member is, in valid UTF-8, "" if it is none.
func str(raw json.RawMessage) string {
	if len(raw) == 0 || raw[0] != '"' {
		return ""
	}
	if plain := raw[1 : len(raw)-1]; bytes.IndexByte(plain, '\\') < 0 && utf8.Valid(plain) {
		return string(plain) // as nearly all are
	}
	var s string
	json.Unmarshal(raw, &s)
	return s
}

// scopes returns the words of a list.
func scopes(raw json.RawMessage) []string {
	if len(raw) == 0 {
		return nil
	}
	var elements []any // nil if it is not a list
	json.Unmarshal(raw, &elements)
	var scopes []string
	for _, element := range elements {
		if s, ok := element.(string); ok && isWord(s) && len(scopes) < maxScopes {
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
