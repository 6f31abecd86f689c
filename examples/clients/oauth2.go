// Package clients gives the errors of Kakao their causes behind HTTP clients
// that read answers by themselves.
package clients

import (
	"errors"

	"golang.org/x/oauth2"

	"github.com/apicause/apicause/kakao"
)

// Classify, for problem.Config, gives an answer that x/oauth2 kept its cause.
// The text of a RetrieveError holds the answer's body; kakao.Error's does not.
func Classify(err error) error {
	refused, ok := errors.AsType[*oauth2.RetrieveError](err)
	if !ok || refused.Response == nil {
		return err
	}
	return kakao.Decode(refused.Response.StatusCode, refused.Response.Header, refused.Body)
}
