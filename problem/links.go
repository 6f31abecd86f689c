package problem

import (
	"fmt"
	"net/http"
	"time"

	"github.com/apicause/apicause"
)

// A Link is a next step for the reader. The page shows it as a button.
type Link struct {
	URL string

	// Term is what the button says: a name of the [term] section of the message
	// files, which may be the app's own. Built in, in every language, are log_in,
	// give_consent, try_again, contact and back.
	Term apicause.Term

	// Text is the button's text, if the app writes it itself. If it is empty, the
	// responder fills in the name of Term in the reader's language.
	Text string
}

// links returns the app's links, without those that lack a text or a URL.
func (p *Responder) links(r *http.Request, l apicause.Localizer, problem *Problem) (links []Link) {
	if p.config.Links == nil {
		return nil
	}
	for _, link := range p.config.Links(r, *problem) {
		if link.Text == "" {
			link.Text, _ = l.Term(link.Term)
		}
		if link.Text = printable(link.Text); link.Text != "" && link.URL != "" {
			links = append(links, link)
		}
	}
	return links
}

// A plainPage is a problem with what our own page shows beside it.
type plainPage struct {
	Problem
	Reference string // what Instance is called
	Clock     string // the wait, where it is short enough to count down
}

// longestCountdown is the longest wait that somebody may sit out.
const longestCountdown = time.Hour

func newPlainPage(problem Problem) plainPage {
	p := plainPage{Problem: problem, Reference: problem.reference}
	wait, _ := problem.Facts[apicause.FactRetry].(int64)
	if wait > 0 && wait <= int64(longestCountdown/time.Second) {
		p.Clock = fmt.Sprintf("%d:%02d", wait/60, wait%60)
	}
	return p
}
