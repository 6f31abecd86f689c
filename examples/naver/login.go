package naver

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"

	"github.com/apicause/apicause"
)

// A Client logs people in with Naver.
type Client struct {
	Login  string // "https://nid.naver.com" without a stand-in
	API    string // "https://openapi.naver.com" without a stand-in
	ID     string // of the app at Naver, and its secret
	Secret string
	HTTP   *http.Client
}

// A Profile is the person who logged in.
type Profile struct {
	ID       string `json:"id"`
	Nickname string `json:"nickname"`
}

// Callback logs in the person whom Naver sent back with this query, whose state
// the caller has compared with the one that it gave.
func (c Client) Callback(ctx context.Context, query url.Values) (Profile, error) {
	if query.Get("error") == "access_denied" {
		return Profile{}, apicause.LoginCancelled
	}
	var token struct {
		AccessToken string `json:"access_token"`
	}
	form := url.Values{
		"grant_type": {"authorization_code"}, "client_id": {c.ID}, "client_secret": {c.Secret},
		"code": {query.Get("code")}, "state": {query.Get("state")},
	}
	if err := c.get(ctx, c.Login+"/oauth2.0/token?"+form.Encode(), "", &token); err != nil {
		return Profile{}, err
	}
	var me struct {
		Response Profile `json:"response"`
	}
	err := c.get(ctx, c.API+"/v1/nid/me", token.AccessToken, &me)
	return me.Response, err
}

func (c Client) get(ctx context.Context, address, token string, answer any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return err
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := c.HTTP.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	body, err := Read(resp)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, answer); err != nil {
		return fmt.Errorf("reading what Naver sent: %w", err)
	}
	return nil
}
