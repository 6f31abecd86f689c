package app

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"github.com/apicause/apicause"
	"github.com/apicause/apicause/problem"
)

// Next returns where a problem leads: to what fixes it, and back to the start.
func Next(_ *http.Request, p problem.Problem) []problem.Link {
	back := problem.Link{URL: "/", Term: "back"}
	switch {
	case p.Cause == apicause.InsufficientScope:
		scope := url.Values{"scope": {cmp.Or(scope(p.Facts), "talk_message friends")}}
		return []problem.Link{{URL: "/login?" + scope.Encode(), Term: "give_consent"}, back}
	case p.Status == http.StatusUnauthorized:
		return []problem.Link{{URL: "/login", Term: "log_in"}, back}
	}
	return []problem.Link{back}
}

// scope returns the scope parameter that asks for the consent items a problem
// names; "" if it names none.
func scope(facts apicause.Facts) string {
	terms, _ := facts[apicause.FactScopes].(apicause.Terms)
	ids := make([]string, len(terms))
	for i, term := range terms {
		ids[i] = string(term)
	}
	return strings.Join(ids, " ")
}
