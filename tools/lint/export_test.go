package lint

import (
	"testing/fstest"

	"github.com/apicause/apicause"
)

// Wording returns what words a finding.
func (f Finding) Wording() apicause.Cause { return f.wording }

// Wordings returns what findings of a check say.
func (c Check) Wordings() []apicause.Cause { return c.wordings() }

// TextChecks returns the IDs of the checks that have code for texts.
func TextChecks() (ids []string) {
	for id := range textChecks {
		ids = append(ids, id)
	}
	return ids
}

// WordFiles returns the message files of lint.
func WordFiles() fstest.MapFS { return wordFiles() }
