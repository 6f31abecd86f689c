package translation

import (
	"regexp"

	"github.com/apicause/apicause/tools/messages"
)

// review is the line at the head of a file that says whether a native reader has
// signed it.
var review = regexp.MustCompile(`\A\x{FEFF}?(?:[ \t]*(?:#.*)?\r?\n)*?#:review (pending|signed \d{4}-\d\d-\d\d \S[^\r\n]*)`)

// Review returns what the file says of its native reader: "pending", or "signed"
// with a date and initials; "" if it says nothing.
func Review(f *messages.File) string {
	found := review.FindSubmatch(f.Data())
	if found == nil {
		return ""
	}
	return string(found[1])
}
