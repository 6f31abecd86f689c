package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/apicause/apicause/examples/webapp/standin"
)

func TestRunsWithoutAnAccount(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	said, out := io.Pipe()
	ended := make(chan error, 1)
	go func() {
		err := run(ctx, nil, out, io.Discard)
		out.CloseWithError(err)
		ended <- err
	}()
	addresses := map[string]string{}
	for lines := bufio.NewScanner(said); len(addresses) < 3 && lines.Scan(); {
		name, address, _ := strings.Cut(lines.Text(), ":")
		addresses[name] = strings.TrimSpace(address)
	}

	for name, wants := range map[string][]string{
		"app":      {`href="/login"`, `href="/failures"`},
		"failures": {"receivers-mixed", "lang=ko", "lang=en", "daily message limit", standin.Token("")},
	} {
		resp, err := http.Get(addresses[name])
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		page, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		resp.Body.Close()
		for _, want := range wants {
			if !strings.Contains(string(page), want) {
				t.Errorf("%s: no %q in the page", name, want)
			}
		}
	}
	if !strings.HasPrefix(addresses["stand-in"], "http://127.0.0.1:") {
		t.Errorf("the stand-in is at %q", addresses["stand-in"])
	}
	stop()
	if err := <-ended; err != nil {
		t.Errorf("ends with %v", err)
	}
}

func TestSaysWhatIsMissingToMeetKakao(t *testing.T) {
	t.Setenv("KAKAO_REST_API_KEY", "")
	for name, tt := range map[string]struct {
		args []string
		want string
	}{
		"half of the addresses": {[]string{"-auth-url", "https://kauth.kakao.com"}, "KAKAO_API_URL"},
		"no key":                {[]string{"-auth-url", "https://kauth.kakao.com", "-api-url", "https://kapi.kakao.com"}, "KAKAO_REST_API_KEY"},
	} {
		if err := run(t.Context(), tt.args, io.Discard, io.Discard); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want one that names %s", name, err, tt.want)
		}
	}
}
