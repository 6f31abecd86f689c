// Package talk calls the few of Kakao's APIs that the examples need. Every
// answer goes through kakao.Check, and that is all there is to Kakao's errors.
package talk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/kakao"
)

// A Client calls Kakao's API at API, with HTTP, whose timeout is the longest
// that a visitor waits.
type Client struct {
	API  string // "https://kapi.kakao.com" without a stand-in
	HTTP *http.Client
}

// A Profile is the person who signed in.
type Profile struct {
	ID       int64
	Nickname string
}

// Profile returns whose token it is.
func (c Client) Profile(ctx context.Context, token string) (Profile, error) {
	var answer struct {
		ID      int64 `json:"id"`
		Account struct {
			Profile struct {
				Nickname string `json:"nickname"`
			} `json:"profile"`
		} `json:"kakao_account"`
	}
	err := c.call(ctx, http.MethodGet, "/v2/user/me", token, nil, &answer)
	return Profile{ID: answer.ID, Nickname: answer.Account.Profile.Nickname}, err
}

// SendToMe sends the text to the person's own chat; it needs talk_message.
func (c Client) SendToMe(ctx context.Context, token, text string) error {
	var answer struct {
		ResultCode int `json:"result_code"`
	}
	return c.call(ctx, http.MethodPost, "/v2/api/talk/memo/default/send", token, url.Values{"template_object": {template(text)}}, &answer)
}

// Friends returns the receivers that a message may go to; it needs friends.
func (c Client) Friends(ctx context.Context, token string) (uuids []string, err error) {
	var answer struct {
		Elements []struct {
			UUID string `json:"uuid"`
		} `json:"elements"`
	}
	err = c.call(ctx, http.MethodGet, "/v1/api/talk/friends", token, nil, &answer)
	for _, friend := range answer.Elements {
		uuids = append(uuids, friend.UUID)
	}
	return uuids, err
}

// SendToFriends sends the text to several friends; it needs talk_message and
// friends. Some may get it while others don't: failed says why, in an answer
// that is a success by its status.
func (c Client) SendToFriends(ctx context.Context, token, text string, uuids []string) (sent int, failed []*kakao.Error, err error) {
	receivers, err := json.Marshal(uuids)
	if err != nil {
		return 0, nil, err
	}
	var body json.RawMessage
	form := url.Values{"receiver_uuids": {string(receivers)}, "template_object": {template(text)}}
	if err := c.call(ctx, http.MethodPost, "/v1/api/talk/friends/message/default/send", token, form, &body); err != nil {
		return 0, nil, err
	}
	var answer struct {
		Sent []string `json:"successful_receiver_uuids"`
	}
	if err := json.Unmarshal(body, &answer); err != nil {
		return 0, nil, fmt.Errorf("reading what Kakao sent: %w", err)
	}
	return len(answer.Sent), kakao.Failures(body), nil
}

// Unlink ends the connection of the person's account to the app. An account
// that is not connected is what was wanted, so -101 is not an error here.
func (c Client) Unlink(ctx context.Context, token string) error {
	var answer struct{}
	err := c.call(ctx, http.MethodPost, "/v1/user/unlink", token, nil, &answer)
	if errors.Is(err, apicause.NotRegisteredUser) {
		return nil
	}
	return err
}

// call sends one request and reads its answer into answer.
func (c Client) call(ctx context.Context, method, path, token string, form url.Values, answer any) error {
	req, err := http.NewRequestWithContext(ctx, method, c.API+path, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	if form != nil {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if err := kakao.Check(resp); err != nil {
		return err
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, 1<<20)).Decode(answer); err != nil {
		return fmt.Errorf("reading what Kakao sent: %w", err)
	}
	return nil
}

// template is a text message as Kakao wants it: with a link, even if it leads
// nowhere in particular.
func template(text string) string {
	type link struct {
		WebURL string `json:"web_url"`
	}
	object, err := json.Marshal(struct {
		Type string `json:"object_type"`
		Text string `json:"text"`
		Link link   `json:"link"`
	}{"text", text, link{"https://developers.kakao.com"}})
	if err != nil { // strings always can be
		return ""
	}
	return string(object)
}
