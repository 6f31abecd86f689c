package problem

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// Headers that describe a body that is not sent: a handler set them, and then
// failed. Content-Encoding is not among them: a middleware that compresses has
// set it for any body that comes, so that net/http keeps it, too
// (go.dev/issue/66343).
var stale = [...]string{
	"Accept-Ranges", "Age", "Content-Disposition", "Content-Length", "Content-Location", "Content-Md5",
	"Content-Range", "Etag", "Expires", "Last-Modified", "Trailer",
	"Content-Digest", "Digest", "Repr-Digest", // RFC 9530 and before
	"Cdn-Cache-Control", "Cloudflare-Cdn-Cache-Control", "Netlify-Cdn-Cache-Control", // RFC 9213
	"Surrogate-Control", "Vercel-Cdn-Cache-Control", "X-Accel-Expires",
	"X-Accel-Redirect", "X-Sendfile", // files that a server in front would send instead
}

// Header sets the headers that [Responder.Write] sets, except for Content-Type, and
// removes those that it removes: for frameworks that write bodies by themselves.
func (p *Responder) Header(h http.Header, problem Problem) {
	setHeaders(h, &problem, problem.Language.String(), "")
}

func setHeaders(h http.Header, problem *Problem, language, contentType string) {
	removeStale(h)
	values := [...]string{language, "no-store", "nosniff", vary(h["Vary"]), contentType, "Bearer"} // in one allocation
	if problem.Status == http.StatusUnauthorized && len(h["Www-Authenticate"]) == 0 {
		h["Www-Authenticate"] = values[5:6:6] // RFC 9110 §15.5.2 demands a challenge
	}
	h["Content-Language"] = values[0:1:1]
	h["Cache-Control"] = values[1:2:2]
	h["X-Content-Type-Options"] = values[2:3:3]
	h["Vary"] = values[3:4:4]
	if contentType != "" {
		h["Content-Type"] = values[4:5:5]
	}
	if problem.retry > 0 {
		h["Retry-After"] = []string{strconv.Itoa(problem.retry)}
	}
}

func removeStale(h http.Header) {
	for name := range h {
		if slices.Contains(stale[:], http.CanonicalHeaderKey(name)) || strings.HasPrefix(name, http.TrailerPrefix) {
			delete(h, name)
		}
	}
}

// vary adds to a Vary header what an answer depends on.
func vary(before []string) string {
	const accept, language = "Accept", "Accept-Language"
	if len(before) == 0 {
		return accept + ", " + language
	}
	var all []string
	for _, line := range before {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.TrimSpace(name); name != "" {
				all = append(all, name)
			}
		}
	}
	if slices.Contains(all, "*") {
		return "*"
	}
	for _, name := range [...]string{accept, language} {
		if !slices.ContainsFunc(all, func(have string) bool { return strings.EqualFold(have, name) }) {
			all = append(all, name)
		}
	}
	return strings.Join(all, ", ")
}
