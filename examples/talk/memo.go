package talk

import (
	"io"
	"net/http"
	"strings"

	"github.com/apicause/apicause"
)

// Memo sends a message to the caller's own chat: for a mobile app, whose Kakao
// SDK has the token already. It answers 204 or returns why not, and leaves to
// its router how an error is answered.
func (c Client) Memo(w http.ResponseWriter, r *http.Request) error {
	token, ok := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	if !ok {
		return apicause.InvalidToken
	}
	text, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<10))
	if err != nil {
		return err
	}
	if err := c.SendToMe(r.Context(), token, string(text)); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}
