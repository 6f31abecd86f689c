package lint

import (
	"golang.org/x/text/language"

	"github.com/apicause/apicause/tools/messages"
)

// Length counts what a reader takes for characters. Facts are left out.
func Length(text string) int { return length(text) }

// Limits returns how many characters a title and a detail may have in a language
// of a folder, for people to look at while they write. Lint holds only folders
// with a style to them.
func Limits(f *messages.Folder, tag language.Tag) (title, detail int) {
	r := &run{folder: f}
	all, _ := r.readStyles() // of a folder whose style cannot be read, the limits are the usual ones
	if all == nil {
		all = make(styles)
	}
	s := all.of(tag)
	return s.TitleMax, s.DetailMax
}
