package app

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"time"
)

// A session is who is signed in. Draft is a message that did not go out.
type session struct {
	Token    string
	Nickname string
	Draft    string
}

// A pending login is one whose person is at Kakao.
type pending struct {
	State, Verifier string
}

const (
	sessionCookie = "session"
	pendingCookie = "login"
	sessionTime   = 6 * time.Hour // as long as Kakao's token lives
	pendingTime   = 10 * time.Minute
)

// A sealer keeps values in cookies that their owner can neither read nor change,
// so that the server keeps nothing.
type sealer struct {
	aead   cipher.AEAD
	secure bool
}

func newSealer(key []byte, secure bool) (sealer, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return sealer{}, err
	}
	aead, err := cipher.NewGCMWithRandomNonce(block)
	return sealer{aead, secure}, err
}

type sealed[T any] struct {
	Until time.Time
	Value T
}

// set puts a value into the named cookie for a time; the name is sealed in, so
// that no cookie passes for another.
func set[T any](s sealer, w http.ResponseWriter, name string, value T, keep time.Duration) error {
	plain, err := json.Marshal(sealed[T]{time.Now().Add(keep), value})
	if err != nil {
		return err
	}
	text := base64.RawURLEncoding.EncodeToString(s.aead.Seal(nil, nil, plain, []byte(name)))
	http.SetCookie(w, s.cookie(name, text, int(keep.Seconds())))
	return nil
}

// get returns what set put into the cookie, if it is whole and its time not over.
func get[T any](s sealer, r *http.Request, name string) (value T, ok bool) {
	c, err := r.Cookie(name)
	if err != nil {
		return value, false
	}
	text, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return value, false
	}
	plain, err := s.aead.Open(nil, nil, text, []byte(name))
	if err != nil {
		return value, false
	}
	var v sealed[T]
	if json.Unmarshal(plain, &v) != nil || time.Now().After(v.Until) {
		return value, false
	}
	return v.Value, true
}

func (s sealer) clear(w http.ResponseWriter, name string) {
	http.SetCookie(w, s.cookie(name, "", -1))
}

func (s sealer) cookie(name, value string, age int) *http.Cookie {
	return &http.Cookie{
		Name: name, Value: value, MaxAge: age, Path: "/", Secure: s.secure,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, // Lax: Kakao's redirect brings them along
	}
}
