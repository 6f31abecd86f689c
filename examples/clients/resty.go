package clients

import (
	"github.com/go-resty/resty/v2"

	"github.com/apicause/apicause/kakao"
)

// Kakao lets every answer from Kakao that is not a success be an error with its
// cause: client.R().Get(…) returns it.
func Kakao(client *resty.Client) *resty.Client {
	client.SetResponseBodyLimit(1 << 20) // bytes; resty reads the whole body before anybody sees it
	return client.OnAfterResponse(func(_ *resty.Client, answer *resty.Response) error {
		if answer.IsSuccess() {
			return nil
		}
		err := kakao.Decode(answer.StatusCode(), answer.Header(), answer.Body())
		err.Method = answer.Request.Method // Retry depends on it
		return err
	})
}
