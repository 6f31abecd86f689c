package visitor_test

import (
	"net/http"
	"testing"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/internal/visitor"
)

func TestEveryBuiltInCauseButUnknownHasOneStatus(t *testing.T) {
	seen := make(map[apicause.Cause]int)
	for _, s := range visitor.Statuses {
		if s.Status < 400 || s.Status > 599 {
			t.Errorf("%d is no failure", s.Status)
		}
		for _, c := range s.Causes {
			seen[c]++
			if got := visitor.Status(c); got != s.Status {
				t.Errorf("%s: got %d, want %d", c, got, s.Status)
			}
		}
	}
	for _, c := range apicause.Default().Causes() {
		want := 1
		if c == apicause.Unknown {
			want = 0
		}
		if seen[c] != want {
			t.Errorf("%s has %d statuses, want %d", c, seen[c], want)
		}
	}
	if got := visitor.Status("SoldOut"); got != 0 {
		t.Errorf("an app's own cause: got %d", got)
	}
}

func TestGeneralCausesAreNamedAfterTheirStatus(t *testing.T) {
	for status, want := range map[int]apicause.Cause{
		http.StatusBadRequest: apicause.BadRequest, http.StatusUnauthorized: apicause.Unauthorized, http.StatusForbidden: apicause.Forbidden,
		http.StatusNotFound: apicause.NotFound, http.StatusConflict: apicause.Conflict, http.StatusRequestEntityTooLarge: apicause.ContentTooLarge,
		http.StatusUnprocessableEntity: apicause.ValidationFailed, http.StatusTooManyRequests: apicause.TooManyRequests,
		http.StatusServiceUnavailable: apicause.ServiceUnavailable, http.StatusGatewayTimeout: apicause.GatewayTimeout,
	} {
		if got := visitor.General(status); got != want {
			t.Errorf("%d: got %s, want %s", status, got, want)
		}
	}
}
